"""Every page with the demo's thirty weeks: accessible, narrow enough, light enough, strict."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import DESK, PHONE, Visitor
from tests.pictures import DRILL_PAGES, PAGES, PUBLIC, before

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
HEAVIEST_BYTES = 45_000
HEAVIEST_SCRIPT_BYTES = 12_000


@pytest.fixture(scope="module")
def server(demo_server):
    return demo_server


@pytest.fixture(scope="module")
def demo(browser, server):
    """The cookies of somebody in the demo, and the address of a coach link made there."""
    visitor = Visitor(browser, server)
    page = visitor.page
    page.goto(server.link("demo"))
    visitor.check("demo")
    page.get_by_role("button", name="Open the demo").click()
    page.wait_for_url(lambda url: "/demo/" not in url)
    page.goto("/coach-links/new/")
    page.get_by_label("For", exact=True).fill("Jon")
    page.get_by_label("injuries").check()
    page.get_by_role("button", name="Make the link").click()
    address = page.locator("#coach-address").inner_text()
    page.goto("/runs/")
    run = page.locator("a.entry").first.get_attribute("href")
    page.goto("/focus/")
    focus = page.locator("table a").first.get_attribute("href")
    page.goto("/drills/")
    drills = {
        name: page.locator(link).first.get_attribute("href") for name, link in DRILL_PAGES.items()
    }
    page.goto("/injuries/")
    injury = page.locator("a.entry").first.get_attribute("href")
    state = visitor.context.storage_state()
    visitor.context.close()
    return drills | {
        "state": state,
        "coach": address,
        "run": run,
        "form": f"{run}form/?ask",
        "focus-one": focus,
        "before": before(injury),
    }


def pages(demo):
    more = ("run", "form", "focus-one", "before", "coach", *DRILL_PAGES)
    return {**PAGES, **{name: demo[name] for name in more}}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing(demo, visitor, viewport, scheme):
    guest = visitor(viewport, color_scheme=scheme)
    for name, path in PUBLIC.items():
        guest.page.goto(path)
        guest.check(name)
    runner = visitor(viewport, color_scheme=scheme, storage_state=demo["state"])
    runner.expected.add(404)  # one of the pages is the one that says so
    for name, path in pages(demo).items():
        runner.page.goto(path)
        runner.page.wait_for_load_state("networkidle")
        runner.check(name)


def test_nothing_is_wider_than_a_narrow_phone(demo, visitor):
    runner = visitor(NARROW, storage_state=demo["state"])
    runner.expected.add(404)
    for name, path in pages(demo).items():
        runner.page.goto(path)
        assert overflow(runner.page) <= 0, name


def test_the_coach_page_can_be_read_at_twice_the_text(demo, visitor):
    coach = visitor(bypass_csp=True)  # the page itself forbids styles that are put in
    coach.page.goto(demo["coach"])
    coach.page.add_style_tag(content="html { font-size: 200% }")
    assert overflow(coach.page) <= 0


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize("name", ["coach", "trends"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_prints_on_one_page(demo, visitor, name, paper):
    runner = visitor(DESK, storage_state=demo["state"])
    runner.page.goto(pages(demo)[name])
    runner.page.wait_for_load_state("networkidle")
    printed = runner.page.pdf(format=paper, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


@pytest.mark.parametrize("name", ["today", "trends", "log", "coach"])
def test_first_load_is_light(demo, visitor, name):
    runner = visitor(storage_state=demo["state"])
    session = runner.context.new_cdp_session(runner.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes, addresses = {}, {}
    session.on(
        "Network.responseReceived",
        lambda e: addresses.update({e["requestId"]: e["response"]["url"]}),
    )
    session.on(
        "Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]})
    )
    runner.page.goto(pages(demo)[name])
    runner.page.wait_for_load_state("networkidle")
    by_address = {addresses.get(request, "?"): size for request, size in sizes.items()}
    own = sum(size for url, size in by_address.items() if "/static/js/" in url)
    print(name, sum(by_address.values()), "bytes, own JavaScript", own)
    assert sum(by_address.values()) <= HEAVIEST_BYTES, by_address
    assert own <= HEAVIEST_SCRIPT_BYTES, by_address


def test_every_answer_is_strict(demo, visitor):
    runner = visitor(storage_state=demo["state"])
    runner.expected.add(404)
    for name, path in pages(demo).items():
        headers = runner.page.goto(path).headers
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy, name
        assert "default-src 'none'" in policy, name
        assert "frame-ancestors 'none'" in policy, name
        assert headers["x-content-type-options"] == "nosniff", name


def test_static_files_are_kept_for_ever(demo, visitor):
    runner = visitor(storage_state=demo["state"])
    kept = []
    runner.page.on(
        "response", lambda r: kept.append((r.url, r.headers)) if "/static/" in r.url else None
    )
    runner.page.goto("/")
    runner.page.wait_for_load_state("networkidle")
    assert kept
    for url, headers in kept:
        assert "immutable" in headers["cache-control"], url
        if url.endswith((".css", ".js", ".svg")):
            assert headers["content-encoding"] == "gzip", url
