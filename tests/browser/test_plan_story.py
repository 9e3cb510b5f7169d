"""A run that is planned, seen by the guard before it is run, and logged in one tap."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server():
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def runner(server, visitor):
    """Makes runners who are logged in."""

    def make(name, viewport=PHONE, **options):
        server.add_runner(name)
        guest = visitor(viewport, **options)
        guest.log_in(name)
        guest.skip_welcome()
        return guest

    return make


def test_one_long_run_is_flagged_while_it_is_only_planned(runner):
    guest = runner("planner")
    page = guest.page
    page.get_by_role("link", name="Plan a run").tap()
    page.wait_for_url("**/runs/plans/new/")
    page.get_by_label("Time", exact=True).fill("60")
    page.get_by_label("Sections").fill("all pose")
    expect(page.locator("#preview")).to_contain_text("1:00:00 Pose")
    expect(page.locator("#dose")).to_contain_text("More than 5:00, your limit")
    guest.check("the plan while it is typed")
    page.get_by_label("Sections").fill("5 natural, 55 pose")
    expect(page.locator("#preview")).to_contain_text("55:00 Pose")
    chips = page.locator("[data-patterns]")
    expect(page.get_by_role("button", name="Shorten to 5:00")).to_be_visible()
    before = chips.bounding_box()["y"]
    page.get_by_role("button", name="Shorten to 5:00").tap()
    expect(page.get_by_label("Sections")).to_have_value("5 natural, 5 pose")
    expect(page.locator("#dose")).to_contain_text("Within 5:00")
    assert abs(chips.bounding_box()["y"] - before) < 1
    page.get_by_label("Sections").fill("all pose")
    expect(page.locator("#dose")).to_contain_text("More than 5:00, your limit")
    page.get_by_role("button", name="Plan the run").tap()

    page.wait_for_url("**/runs/plans/#plan-*")
    verdict = page.locator(".verdict")
    expect(verdict).to_contain_text("This run would have 1:00:00 of Pose, above your starting cap")
    guest.check("the plans")

    page.goto("/")
    planned = page.locator("#planned")
    expect(planned).to_contain_text("More than your limit. This run would have 1:00:00 of Pose")
    guest.check("today with a plan")
    planned.get_by_role("button", name="Done as planned").tap()
    page.wait_for_url(re.compile(r"/runs/\d+/"))
    expect(page.locator("#flash")).to_contain_text("Logged as planned. Change what was different.")
    expect(page.locator("#run-guard")).to_contain_text("This run had 1:00:00 of Pose, above")
    guest.check("the run")

    page.goto("/")
    expect(page.locator("#planned")).to_have_count(0)
    page.goto("/runs/plans/")
    page.get_by_role("link", name="the run of").tap()
    page.wait_for_url(re.compile(r"/runs/\d+/"))


def test_what_was_different_is_said_in_the_log_form(runner):
    guest = runner("differs", DESK)
    page = guest.page
    page.goto("/runs/plans/new/?time=20&phrase=4x1/1&note=calm")
    page.get_by_role("button", name="Plan the run").click()
    page.wait_for_url("**/runs/plans/#plan-*")
    page.get_by_role("link", name="It was different").click()
    expect(page.get_by_label("Sections")).to_have_value("4x1/1")
    page.get_by_label("Sections").fill("3x1/1")
    expect(page.locator("#preview")).to_contain_text("3:00 Pose")
    page.reload()  # a plain new run has a draft of its own
    expect(page.get_by_label("Sections")).to_have_value("3x1/1")
    page.goto("/runs/new/")
    expect(page.get_by_label("Sections")).to_have_value("")
    page.go_back()
    expect(page.get_by_label("Sections")).to_have_value("3x1/1")
    page.get_by_role("button", name="Save the run").click()
    page.wait_for_url(re.compile(r"/runs/\d+/"))
    expect(page.locator("#run-figures")).to_contain_text("3:00")
    page.goto("/runs/plans/")
    expect(page.locator("#earlier")).to_contain_text("20:00 with 3:00 of Pose")
    guest.check("the plans")


def test_a_plan_that_is_refused_loses_nothing_and_comes_back_when_deleted(runner):
    guest = runner("refused")
    guest.expected.add(422)
    page = guest.page
    page.goto("/runs/plans/new/")
    page.get_by_label("Time", exact=True).fill("20")
    page.get_by_label("Sections").fill("5 potato")
    page.get_by_label("Date").fill("2001-01-01")
    page.get_by_role("button", name="Plan the run").tap()
    expect(page.locator(".problems")).to_contain_text("This day has passed.")
    expect(page.get_by_label("Sections")).to_have_value("5 potato")
    guest.check("refused")
    page.goto("/runs/plans/new/?time=20&phrase=all natural")
    page.get_by_role("button", name="Plan the run").tap()
    page.wait_for_url("**/runs/plans/#plan-*")
    page.get_by_role("button", name="Delete").tap()
    expect(page.locator("main")).to_contain_text("Nothing is planned")
    page.locator("#flash").get_by_role("button", name="Undo").tap()
    page.wait_for_url("**/runs/plans/#plan-*")
    expect(page.locator(".plan")).to_have_count(1)


def test_without_a_script(runner):
    guest = runner("noscript", java_script_enabled=False)
    page = guest.page
    page.get_by_role("link", name="Plan a run").tap()
    page.get_by_label("Time", exact=True).fill("20")
    page.get_by_label("1 on, 1 off").check(force=True)
    page.get_by_role("button", name="Plan the run").tap()
    page.get_by_role("link", name="Beside your past").tap()
    expect(page.locator(".verdict")).to_contain_text("This run would have 10:00 of Pose")
    page.goto("/")
    page.get_by_role("button", name="Done as planned").tap()
    expect(page.locator("#run-guard")).to_contain_text("This run had 10:00 of Pose")


def test_by_the_keyboard_alone(runner):
    guest = runner("plankeys", DESK)
    page = guest.page
    press = page.keyboard.press

    def to(words):
        for _ in range(60):
            press("Tab")
            if page.evaluate("document.activeElement.innerText?.trim()") == words:
                return
        pytest.fail(f"the keyboard does not come to {words}")

    to("Plan a run")
    press("Enter")
    page.wait_for_url("**/runs/plans/new/")
    page.get_by_label("Time", exact=True).focus()
    page.keyboard.type("20")
    to("Plan the run")
    press("Enter")
    page.wait_for_url("**/runs/plans/#plan-*")
    to("Done as planned")
    press("Enter")
    page.wait_for_url(re.compile(r"/runs/\d+/"))
    expect(page.locator("#run-figures")).to_contain_text("20:00")
