"""What the small scripts of forms do, on a phone."""

from __future__ import annotations

from itertools import count

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

NUMBERS = count(1)
CHOSEN = """() => {
  const field = document.activeElement;
  return field.selectionStart === 0 && field.selectionEnd === field.value.length;
}"""


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


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
class TestAnAmount:
    """A clock, a distance or a number, on the log form."""

    @pytest.fixture
    def page(self, runner, viewport):
        page = runner(viewport=viewport).page
        page.goto("/runs/new/")
        page.get_by_label("Time", exact=True).fill("31:20")
        page.get_by_text("Distance and start").click()
        page.get_by_label("Distance, km").fill("5.2")
        page.get_by_label("Pace, min/km").fill("6:10")
        return page

    def enter(self, page, viewport, field):
        (field.tap if viewport is PHONE else field.click)()

    @pytest.mark.parametrize("label", ["Time", "Distance, km", "Pace, min/km"])
    def test_is_replaced_by_what_is_typed(self, page, viewport, label):
        field = page.get_by_label(label, exact=True)
        page.get_by_label("Sections").focus()
        self.enter(page, viewport, field)
        page.wait_for_function(CHOSEN)
        page.keyboard.type("7")
        page.keyboard.type("5")
        expect(field).to_have_value("75")

    def test_is_replaced_too_when_entered_by_key(self, page, viewport):
        page.get_by_label("Distance, km").focus()
        page.keyboard.press("Tab")
        page.keyboard.type("7")
        expect(page.get_by_label("Pace, min/km")).to_have_value("7")

    def test_is_mended_after_a_second_tap(self, page, viewport):
        field = page.get_by_label("Time", exact=True)
        page.get_by_label("Sections").focus()
        self.enter(page, viewport, field)
        page.wait_for_function(CHOSEN)
        page.wait_for_timeout(600)  # or it would be a double tap, which chooses a word
        self.enter(page, viewport, field)
        page.wait_for_function(
            "document.activeElement.selectionStart === document.activeElement.selectionEnd"
        )
        page.keyboard.press("End")
        page.keyboard.type("5")
        expect(field).to_have_value("31:205")


def test_a_phrase_that_is_mended_is_no_longer_red(runner):
    visitor = runner()
    visitor.expected.add(422)
    page = visitor.page
    page.goto("/runs/new/")
    page.get_by_label("Time", exact=True).fill("40")
    page.get_by_label("Sections").fill("5 potato")
    page.get_by_role("button", name="Save the run").click()
    expect(page.locator(".problems")).to_contain_text("no gait or unit")
    expect(page.get_by_label("Sections")).to_be_focused()
    page.get_by_label("Sections").fill("50 pose")
    expect(page.locator("#preview")).to_contain_text("is 50:00, but the run is 40:00")
    expect(page.locator("#id_phrase_error")).to_be_visible()
    page.get_by_label("Sections").fill("5 pose")
    expect(page.locator(".problems, .error, .invalid, [aria-invalid]")).to_have_count(0)
    page.get_by_role("button", name="Save the run").click()
    page.wait_for_url("**/runs/*/?saved")


def test_what_is_wrong_elsewhere_stays_red(runner):
    visitor = runner()
    visitor.expected.add(422)
    page = visitor.page
    page.goto("/runs/new/")
    page.get_by_label("Time", exact=True).fill("40")
    page.get_by_label("Sections").fill("50 pose")
    page.get_by_label("Date").fill("")
    page.get_by_role("button", name="Save the run").click()
    expect(page.locator(".problems li")).to_have_count(2)
    expect(page.locator("[aria-invalid]").first).to_be_focused()
    page.get_by_label("Time", exact=True).fill("50")
    expect(page.locator(".problems li")).to_have_count(1)
    expect(page.locator("#id_on_error")).to_be_visible()
    expect(page.locator("#id_phrase_error")).to_have_count(0)
    expect(page.locator(".fixes")).to_have_count(0)


CUT_OFF = """() => [...document.querySelectorAll(".more > summary span")]
  .filter((hint) => hint.scrollWidth > hint.clientWidth)
  .filter((hint) => getComputedStyle(hint).overflow !== "visible")
  .map((hint) => hint.textContent)"""


@pytest.mark.parametrize("width", [390, 320])
def test_what_is_in_a_fold_is_said_whole(runner, width):
    page = runner(viewport={"width": width, "height": 800}).page
    for address in ("/runs/new/", "/runs/plans/new/", "/injuries/new/", "/trends/"):
        page.goto(address)
        assert page.evaluate(CUT_OFF) == [], address
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


@pytest.mark.parametrize("script", [True, False])
def test_a_pain_is_tapped_without_scrolling_in_any_order(runner, script):
    visitor = runner(java_script_enabled=script)
    visitor.expected.add(422)
    page = visitor.page
    page.goto("/injuries/pain/new/")
    bar = page.locator(".spine .log").bounding_box()["y"]
    for number in ("0", "6", "8", "10"):
        box = page.get_by_role("button", name=number, exact=True).bounding_box()
        assert box["y"] + box["height"] <= bar, number
    page.get_by_role("button", name="8", exact=True).tap()
    save = page.get_by_role("button", name="Save it with 8 of 10")
    expect(save).to_be_visible()
    page.locator(".zones label", has_text="left calf").tap()
    save.tap()
    page.wait_for_url("**/injuries/")
    expect(page.locator("main")).to_contain_text("Left calf")
    expect(page.locator("tbody td").nth(2)).to_have_text("8")
