"""What the small scripts of forms do, on a phone."""

from __future__ import annotations

from itertools import count

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NUMBERS = count(1)


@pytest.fixture
def runner(server, visitor):
    """Makes browsers of one runner, whose log is empty."""
    name = f"runner{next(NUMBERS)}"
    server.add_runner(name)

    def make(**options):
        runner = visitor(**options)
        runner.log_in(name)
        runner.skip_welcome()
        return runner

    return make


def test_a_section_put_together_takes_any_duration(runner):
    page = runner().page
    page.goto("/runs/new/")
    page.get_by_label("Time", exact=True).fill("3h")
    page.get_by_text("By buttons").click()
    for typed in ("1h05", "1,5", "31:20"):
        page.get_by_label("Minutes").fill(typed)
        page.get_by_role("button", name="Add section").click()
    expect(page.get_by_label("Sections")).to_have_value("1h05 pose, 1.5 min pose, 31:20 pose")
    expect(page.locator("#preview")).to_contain_text("1:37:50")


@pytest.mark.parametrize("script", [True, False])
def test_how_many_times_is_asked_only_of_the_rhythm_that_has_them(runner, script):
    page = runner(java_script_enabled=script).page
    page.goto("/recovery/new/")
    expect(page.get_by_role("radio", name="every day")).to_be_checked()
    expect(page.get_by_label("Times", exact=True)).to_be_hidden()
    page.get_by_role("radio", name="a number of times").check()
    page.get_by_label("Name").fill("Sauna")
    page.get_by_role("group", name="A number of times").get_by_label("Times").fill("3")
    page.get_by_label("In how many weeks").fill("1")
    page.get_by_role("button", name="Save the habit").click()
    page.wait_for_url("**/recovery/habits/")
    expect(page.locator("main")).to_contain_text("3 times a week")
