"""How the form was, on a phone: five taps after a run, a video on the same evening."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.server import Server

pytestmark = pytest.mark.browser

MOST_TAPS = 5


@pytest.fixture(scope="module")
def server():
    server = Server()
    for name in ("nora", "ida"):
        server.add_runner(name)
    yield server
    server.stop()


@pytest.fixture
def runner(visitor):
    def log_in(name, **options):
        guest = visitor(**options)
        guest.log_in(name)
        guest.skip_welcome()
        return guest

    return log_in


def group(page, name):
    return page.get_by_role("group", name=name, exact=True)


def log_a_run(page, sections="every other minute for 20 min"):
    page.goto("/runs/new/")
    page.get_by_label("Time", exact=True).fill("40")
    page.get_by_label("Sections").fill(sections)
    page.locator("summary", has_text="Focus").click()
    group(page, "Focus").get_by_text("arm swing").click()
    page.get_by_role("button", name="Save the run").click()
    page.wait_for_url(re.compile(r"/runs/\d+/\?saved"))


def test_a_usual_entry_takes_five_taps(runner):
    nora = runner("nora")
    page, taps = nora.page, []

    def tap(place):
        place.click()
        taps.append(place)

    log_a_run(page)
    tap(group(page, "Form, as it felt").get_by_text("3", exact=True))
    tap(group(page, "What slipped?").get_by_text("heel first"))
    tap(group(page, "Arm swing: how it went").get_by_text("4", exact=True))
    tap(group(page, "Glad that you went").get_by_text("5", exact=True))
    nora.check("asked")
    tap(page.get_by_role("button", name="Note it"))
    assert len(taps) <= MOST_TAPS

    noted = page.locator("#form-notes")
    for words in ("heel first", "glad of it 5 of 5"):
        expect(noted).to_contain_text(words)
    expect(page.locator("main")).to_contain_text("Arm swing, 4 of 5")
    nora.check("noted")

    # What was said can be changed, and the sign is the runner's own by now.
    noted.get_by_role("link", name="Change").click()
    expect(group(page, "What slipped?").get_by_label("heel first")).to_be_checked()
    group(page, "How the foot struck, as it felt").get_by_text("midfoot").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#form-notes")).to_contain_text("felt, not seen")

    # Somebody filmed it: felt and seen stand side by side.
    page.get_by_role("link", name="Count steps on a video").click()
    page.get_by_label("On the heel").fill("7")
    page.get_by_label("On the midfoot").fill("3")
    page.get_by_label("Who looked").fill("Ola")
    nora.check("count")
    page.get_by_role("button", name="Save the count").click()
    expect(page.locator("#form-notes")).to_contain_text("Seen on video")
    expect(page.locator("#form-notes")).to_contain_text("42.7")
    nora.check("felt and seen")

    for path, words in (
        ("/focus/", "Arm swing"),
        ("/focus/signs/", "Heel first"),
        ("/strike/", "No pair noted"),
    ):
        page.goto(path)
        expect(page.locator("main")).to_contain_text(words)
        nora.check(path)


def test_without_a_script_it_is_a_link_to_a_page(runner):
    ida = runner("ida", java_script_enabled=False)
    page = ida.page
    log_a_run(page, sections="all natural")
    page.get_by_role("link", name="How was the form?").click()
    group(page, "Why not this time").get_by_text("footing").click()
    page.get_by_role("button", name="Note it").click()
    page.get_by_role("link", name="How was the form?").click()
    expect(page.locator("main")).to_contain_text("Footing")
