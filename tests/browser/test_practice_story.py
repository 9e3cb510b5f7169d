"""A practice as it happens: drills, a short run, it falls apart, drills again, better."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.server import Server

pytestmark = pytest.mark.browser

MOST_TAPS = 16


@pytest.fixture(scope="module")
def server():
    server = Server()
    yield server
    server.stop()


class Thumb:
    """Counts what is tapped."""

    def __init__(self):
        self.taps = 0

    def tap(self, target):
        target.tap()
        self.taps += 1


@pytest.fixture
def runner(server, visitor, request):
    name = re.sub(r"\W", "", request.node.name)[-20:]
    server.add_runner(name)
    runner = visitor(PHONE)
    runner.log_in(name)
    runner.skip_welcome()
    return runner


def test_drill_run_drill_run_in_sixteen_taps(runner):
    page, thumb = runner.page, Thumb()
    page.goto("/")
    thumb.tap(page.get_by_role("link", name="Practise drills"))
    page.wait_for_url("**/drills/practice/")
    runner.check("before the first tap")
    for drill_quality, held, run_quality in (("3", "5 s", "1"), ("4", "to the end", "3")):
        thumb.tap(page.get_by_role("button", name="Pony"))
        expect(page.locator("#now")).to_contain_text("Pony")
        thumb.tap(page.locator("#now").get_by_role("button", name=drill_quality, exact=True))
        expect(page.locator(f"#quality-{drill_quality}[aria-pressed=true]")).to_be_visible()
        thumb.tap(page.locator("#run-50"))
        expect(page.locator("#now")).to_contain_text("50 m, about 18 s")
        thumb.tap(page.locator("#now").get_by_role("button", name=held, exact=True))
        expect(page.locator("#now .chip[aria-pressed=true]")).to_have_text(held)
        thumb.tap(page.locator("#now").get_by_role("button", name=run_quality, exact=True))
        expect(page.locator(f"#quality-{run_quality}[aria-pressed=true]")).to_be_visible()
    runner.check("as it goes on")
    thumb.tap(page.get_by_role("button", name="Finish the practice"))
    page.wait_for_url(re.compile(r"/drills/\d+/$"))
    print("taps from today:", thumb.taps)
    assert thumb.taps <= MOST_TAPS
    parts = page.locator(".beads > li")
    expect(parts).to_have_count(4)
    expect(parts.nth(1)).to_contain_text("held 5 s")
    expect(parts.nth(3)).to_contain_text("held to the end")
    runner.check("the practice")

    # Its short runs are one run, and each hold stands alone.
    page.get_by_role("link", name="0:36").tap()
    expect(page.locator("#run-figures")).to_contain_text("0:23")
    expect(page.locator("#run-figures")).to_contain_text("0:18")
    page.get_by_role("link", name="The practice").tap()
    page.wait_for_url(re.compile(r"/drills/\d+/$"))


def test_a_phone_that_was_put_away_loses_nothing(runner):
    page = runner.page
    page.goto("/drills/practice/")
    page.locator("#run-25").tap()
    expect(page.locator("#now")).to_contain_text("25 m")
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Practice going on: 1 part")
    page.get_by_role("link", name="Go on with it").tap()
    expect(page.locator("#now")).to_contain_text("25 m")
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator("#live")).to_contain_text("What do you begin with?")


def test_the_rest_counts_down(runner):
    page = runner.page
    page.goto("/drills/practice/")
    page.clock.install()
    page.goto("/drills/practice/")
    timer = page.get_by_role("timer")
    page.get_by_role("button", name="Rest for 30 seconds").tap()
    expect(timer).to_have_text("0:30")
    page.clock.fast_forward(12_000)
    expect(timer).to_have_text("0:18")
    page.clock.fast_forward(20_000)
    expect(timer).to_have_text("Go on")


def test_works_without_a_script(server, visitor):
    server.add_runner("plain")
    runner = visitor(PHONE, java_script_enabled=False)
    page = runner.page
    runner.log_in("plain")
    runner.skip_welcome()
    page.goto("/drills/practice/")
    expect(page.get_by_role("timer")).to_be_hidden()
    page.get_by_role("button", name="Pony").tap()
    page.locator("#quality-3").tap()
    page.get_by_role("button", name="Finish the practice").tap()
    expect(page.locator(".beads > li")).to_have_count(1)

    # Afterwards, in a form: chips become rows, which move up and down.
    page.goto("/drills/new/")
    page.get_by_label("Minutes").fill("20")
    page.locator("label", has_text="Pony").tap()
    page.locator("label", has_text="Short run, 50 m").tap()
    page.get_by_role("button", name="Put them in the list").tap()
    expect(page.locator(".blocks > li")).to_have_count(2)
    page.get_by_role("button", name="Move up: Part 2").tap()
    expect(page.get_by_label("Part 1, what")).to_have_value("run")
    page.get_by_role("button", name="Save the practice").last.tap()
    parts = page.locator(".beads > li")
    expect(parts.first).to_contain_text("Short run")
    expect(parts.nth(1)).to_contain_text("Pony")


def told_without_noting(page):
    """What was told is typed, and the next thing is tapped."""
    page.goto("/drills/practice/")
    page.get_by_role("button", name="Pony").tap()
    expect(page.locator("#now")).to_contain_text("Pony")
    page.locator("summary", has_text="What you were told").tap()
    page.get_by_label("What you were told", exact=True).fill("Hips first")
    page.locator("#quality-3").tap()
    expect(page.locator("#quality-3[aria-pressed=true]")).to_be_visible()
    expect(page.locator("#live")).to_contain_text("Hips first")
    page.locator("summary", has_text="What you were told").tap()
    page.get_by_label("What you were told", exact=True).fill("Hips, then feet")
    page.locator("#run-50").tap()
    expect(page.locator("#now")).to_contain_text("50 m")
    expect(page.locator("#live")).to_contain_text("Hips, then feet")
    page.locator("summary", has_text="What you were told").tap()
    page.get_by_label("What you were told", exact=True).fill("Tall")
    page.get_by_label("What you were told", exact=True).press("Enter")
    expect(page.locator("#live .beads > li").nth(1)).to_contain_text("Tall")
    expect(page.locator("#live .beads > li")).to_have_count(2)
    page.locator("summary", has_text="What you were told").tap()
    page.get_by_label("What you were told", exact=True).fill("Tall and quick")
    page.get_by_role("button", name="Finish the practice").tap()
    page.wait_for_url(re.compile(r"/drills/\d+/$"))
    expect(page.locator(".beads > li").first).to_contain_text("Hips, then feet")
    expect(page.locator(".beads > li").nth(1)).to_contain_text("Tall and quick")


def test_what_was_told_goes_along_with_the_next_tap(runner):
    told_without_noting(runner.page)
    runner.check("the practice")


def test_what_was_told_goes_along_without_a_script(server, visitor):
    server.add_runner("plainly")
    runner = visitor(PHONE, java_script_enabled=False)
    runner.log_in("plainly")
    runner.skip_welcome()
    told_without_noting(runner.page)


def test_rows_that_were_not_saved_are_there_again(runner):
    page = runner.page
    page.goto("/drills/new/")
    page.get_by_label("Minutes").fill("20")
    page.locator("label", has_text="Pony").tap()
    page.locator("label", has_text="Short run, 50 m").tap()
    page.get_by_role("button", name="Put them in the list").tap()
    expect(page.locator(".blocks > li")).to_have_count(2)
    page.get_by_label("Part 1, how it went").select_option("3")
    page.wait_for_timeout(400)  # what is typed is kept a moment later
    page.reload()
    expect(page.get_by_label("Minutes")).to_have_value("20")
    expect(page.get_by_label("Part 1, what")).to_have_value("pony")
    expect(page.get_by_label("Part 1, how it went")).to_have_value("3")
    expect(page.get_by_label("Part 2, what")).to_have_value("run")
    runner.check("the form with its rows")
