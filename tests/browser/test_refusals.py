"""A refused form is shown where it is wrong, with and without a script."""

from __future__ import annotations

import re
from itertools import count

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NUMBERS = count(1)


@pytest.fixture
def runner(server, visitor):
    """Makes browsers of one runner, who has not been through the welcome."""
    name = f"runner{next(NUMBERS)}"
    server.add_runner(name)

    def make(**options):
        runner = visitor(**options)
        runner.log_in(name)
        runner.expected.add(422)
        return runner

    return make


def first_fault(page, label):
    field = page.get_by_label(label, exact=True)
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport(ratio=1)
    expect(page.locator(".error").first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(
    ("path", "typed", "save"),
    [
        ("/runs/new/", {"Temperature, °C": "99", "Time": "31"}, "Save the run"),
        ("/runs/new/", {"Time": "?"}, "Save the run"),
        ("/shoes/new/", {"Likely worn out at, km": "far", "Name": "Pair"}, "Save the pair"),
        ("/injuries/new/", {"From": "2099-01-01", "Where": "lower_back"}, "Save"),
        ("/drills/new/", {"Minutes": "none"}, "Save the practice"),
        ("/recovery/new/", {"Name": ""}, "Save the habit"),
        ("/settings/", {"Cadence you aim at, steps a minute": "9"}, "Save"),
    ],
)
def test_the_first_wrong_field_is_come_to(runner, path, typed, save):
    visitor = runner()
    visitor.skip_welcome()
    page = visitor.page
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    for label, value in typed.items():
        field = page.get_by_label(label, exact=True)
        field.select_option(value) if label == "Where" else field.fill(value)
    page.get_by_role("button", name=save, exact=True).click()
    first_fault(page, next(iter(typed)))


def test_the_welcome_comes_to_a_week_that_is_wrong(runner):
    page = runner().page
    page.goto("/welcome/")
    page.get_by_text("My last weeks").click()
    page.locator("input[name$=moving_s]").last.fill("long")
    page.get_by_role("button", name="Start the notebook").click()
    expect(page.locator("input[name$=moving_s]").last).to_be_focused()
    expect(page.locator("input[name$=moving_s]").last).to_be_in_viewport(ratio=1)


def test_without_a_script_the_list_at_the_top_leads_to_each_field(runner):
    page = runner(java_script_enabled=False).page
    page.goto("/welcome/")
    page.get_by_role("radio", name="My own word").check()
    page.get_by_text("My last weeks").click()
    page.locator("input[name$=moving_s]").last.fill("long")
    page.get_by_role("button", name="Start the notebook").click()
    links = page.locator(".problems a")
    expect(links).to_have_count(2)
    expect(links.first).to_be_in_viewport(ratio=1)
    assert re.match(r"Your word for it: .+", links.first.inner_text())
    assert re.match(r"Week of .+, minutes run: .+", links.last.inner_text())
    links.last.click()
    expect(page.locator("input[name$=moving_s]").last).to_be_in_viewport(ratio=1)


def test_the_welcome_loses_nothing_by_a_refusal_and_a_reload(runner):
    page = runner().page
    page.goto("/welcome/")
    page.get_by_role("radio", name="My own word").check()
    page.get_by_label("Name", exact=True).first.fill("Old faithful")
    page.get_by_label("Drop, mm").first.fill("8")
    page.get_by_text("My last weeks").click()
    page.locator("input[name$=moving_s]").last.fill("long")
    page.get_by_role("button", name="Start the notebook").click()  # sooner than a draft is kept
    expect(page.locator(".problems")).to_be_visible()
    page.get_by_label("Your word for it").fill("quiet feet")
    for _ in range(2):
        page.wait_for_timeout(300)
        page.reload()
        expect(page.locator(".draft")).to_contain_text("What you had typed is back")
        expect(page.get_by_role("radio", name="My own word")).to_be_checked()
        expect(page.get_by_label("Your word for it")).to_have_value("quiet feet")
        expect(page.get_by_label("Name", exact=True).first).to_have_value("Old faithful")
        expect(page.get_by_label("Drop, mm").first).to_have_value("8")
        expect(page.locator("input[name$=moving_s]").last).to_have_value("long")
        expect(page.locator("input[name$=moving_s]").last).to_be_visible()
    page.get_by_role("button", name="Later").click()
    page.wait_for_url(lambda url: "/welcome/" not in url)
    page.goto("/welcome/")
    expect(page.get_by_label("Name", exact=True).first).to_have_value("Old faithful")
    page.locator("input[name$=moving_s]").last.fill("90")
    page.get_by_role("button", name="Start the notebook").click()
    page.wait_for_url("**/runs/new/")
    page.goto("/welcome/")
    expect(page.locator(".draft")).to_have_count(0)
    expect(page.get_by_label("Name", exact=True).first).to_have_value("")
