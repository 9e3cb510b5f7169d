"""Pictures of every page, into ``pictures/``: ``python -m tests.pictures``.

Phone and desk, light and dark, empty and with the demo's data. With ``--readme`` only the
picture at the top of the README is made anew.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import DESK, FLAGS, PHONE, chromium
from tests.browser.server import PASSWORD, Server

ROOT = Path(__file__).parent.parent
OUT = ROOT / "pictures"
README_PICTURE = ROOT / "docs" / "gaitlog.png"
PAGES = {
    "today": "/",
    "trends": "/trends/",
    "trends-table": "/trends/?table=1",
    "trends-more": "/trends/?show=drop,pace,cadence,ground,felt,slips,fade,focus,strike",
    "trends-no-snow": "/trends/?footing=no_snow",
    "load": "/trends/load/",
    "log": "/runs/new/",
    "runs": "/runs/",
    "plans": "/runs/plans/",
    "plan": "/runs/plans/new/",
    "focus": "/focus/",
    "focus-form": "/focus/new/",
    "signs": "/focus/signs/",
    "strikes": "/strike/",
    "strike-form": "/runs/strikes/new/",
    "shoes": "/shoes/",
    "shoe-form": "/shoes/new/",
    "exposure": "/shoes/exposure/",
    "races": "/races/",
    "race": "/races/new/",
    "aways": "/away/",
    "away": "/away/new/",
    "recovery": "/recovery/",
    "habits": "/recovery/habits/",
    "drills": "/drills/",
    "practice": "/drills/new/",
    "practice-rows": "/drills/new/?rows=2",
    "practising": "/drills/practice/",
    "library-drill": "/drills/library/weight_perception/",
    "transfer": "/drills/transfer/",
    "lessons": "/drills/lessons/",
    "lesson-form": "/drills/lessons/new/",
    "injuries": "/injuries/",
    "injury": "/injuries/new/",
    "pain": "/injuries/pain/new/",
    "pains": "/injuries/pain/",
    "import": "/import/",
    "coach-links": "/coach-links/",
    "coach-link": "/coach-links/new/",
    "more": "/more/",
    "settings": "/settings/",
    "guard": "/guard/",
    "ladder": "/guard/ladder/",
    "goal": "/guard/goal/",
    "people": "/settings/people/",
    "weeks": "/weeks/",
    "week": f"/weeks/{dt.datetime.now(tz=dt.UTC).date() - dt.timedelta(days=7)}/",
    "data": "/data/",
    "trash": "/data/trash/",
    "welcome": "/welcome/",
    "not-found": "/nothing/",
}
DRILL_PAGES = {  # found from the drills
    "practice-done": "#practices a.entry",
    "lesson": "#lessons a.entry",
    "drill": "#your-drills .menu a",
}
PUBLIC = {"login": "/login/", "forgotten": "/forgotten/"}

# A machine without a screen has no system font worth a picture; these stand in for it.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include>
<alias binding="same"><family>system-ui</family><prefer><family>Inter</family></prefer></alias>
<alias binding="same"><family>sans-serif</family><prefer><family>Inter</family></prefer></alias>
<alias binding="same"><family>sans</family><prefer><family>Inter</family></prefer></alias>
</fontconfig>"""


def log_in_demo(page, server):
    page.goto(server.link("demo"))
    page.get_by_role("button", name="Open the demo").click()
    page.wait_for_url(lambda url: "/demo/" not in url)


def log_in_empty(page, server):
    page.goto("/login/")
    page.get_by_label("User name").fill("empty")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def take(page, address, name):
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=OUT / f"{name}.png", full_page=True)


def extra_pages(page):
    """The pages of a run, a pair of shoes, a practice and its like, and what came before an
    injury, found from the lists."""
    page.goto("/runs/")
    found = {}
    with contextlib.suppress(Exception):
        found["run"] = page.locator("a.entry").first.get_attribute("href", timeout=1000)
        found["form"] = f"{found['run']}form/?ask"
    page.goto("/focus/")
    with contextlib.suppress(Exception):
        found["focus-one"] = page.locator("table a").first.get_attribute("href", timeout=1000)
    page.goto("/shoes/")
    with contextlib.suppress(Exception):
        found["shoe"] = page.locator("a.entry").first.get_attribute("href", timeout=1000)
    page.goto("/drills/")
    for name, link in DRILL_PAGES.items():
        with contextlib.suppress(Exception):
            found[name] = page.locator(link).first.get_attribute("href", timeout=1000)
    page.goto("/injuries/")
    with contextlib.suppress(Exception):
        found["before"] = before(page.locator("a.entry").first.get_attribute("href", timeout=1000))
    return found


def before(injury):
    """The address of the days before an injury, from its own."""
    return re.sub(r"^(/injuries/\d+/).*", r"\1before/", injury)


def make_coach_link(page):
    page.goto("/coach-links/new/")
    page.get_by_label("For", exact=True).fill("Jon Lind")
    page.get_by_label("Your name on the page").fill("Nora")
    page.get_by_label("injuries").check()
    page.get_by_role("button", name="Make the link").click()
    page.screenshot(path=OUT / "coach-link-made-phone-light.png", full_page=True)
    return page.locator("#coach-address").inner_text()


def session_of(browser, server, log_in):
    """The cookies of somebody who logged in."""
    context = browser.new_context(base_url=server.url)
    log_in(context.new_page(), server)
    state = context.storage_state()
    context.close()
    return state


def pages_of(browser, server, state):
    """A page for each look, as somebody who is logged in."""
    for device, viewport in (("phone", PHONE), ("desk", DESK)):
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport=viewport,
                color_scheme=scheme,
                base_url=server.url,
                locale="en-GB",
                timezone_id="Europe/Stockholm",
                device_scale_factor=2 if device == "phone" else 1,
                storage_state=state,
            )
            yield f"{device}-{scheme}", context.new_page()
            context.close()


def take_all(browser, server):
    server.add_runner("empty")
    for look, page in pages_of(browser, server, None):
        for name, path in PUBLIC.items():
            take(page, path, f"{name}-{look}")
    for look, page in pages_of(browser, server, session_of(browser, server, log_in_empty)):
        for name, path in PAGES.items():
            take(page, path, f"empty-{name}-{look}")
    address = ""
    for look, page in pages_of(browser, server, session_of(browser, server, log_in_demo)):
        address = address or make_coach_link(page)
        for name, path in (PAGES | extra_pages(page)).items():
            take(page, path, f"{name}-{look}")
    for look, page in pages_of(browser, server, None):
        take(page, address, f"coach-{look}")
        take(page, re.sub("gls_.*", "gls_x", address), f"coach-dead-{look}")


def take_readme(browser, server):
    context = browser.new_context(viewport={"width": 1200, "height": 1150}, base_url=server.url)
    page = context.new_page()
    log_in_demo(page, server)
    page.goto("/trends/")
    page.wait_for_load_state("networkidle")
    for _ in range(19):  # to the week of the calf
        page.get_by_role("button", name="Before").click()
    page.mouse.move(0, 0)
    page.screenshot(path=README_PICTURE)


def main():
    OUT.mkdir(exist_ok=True)
    fonts = Path(tempfile.mkdtemp()) / "fonts.conf"
    fonts.write_text(FONTS, encoding="utf-8")
    server = Server("--demo")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium(),
                args=FLAGS,
                env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
            )
            take_readme(browser, server) if "--readme" in sys.argv else take_all(browser, server)
            browser.close()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
