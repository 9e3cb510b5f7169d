"""Other runners: other words and units, a household, a network that goes away."""

from __future__ import annotations

import datetime as dt
import json
import re
import zoneinfo

import pytest
from playwright.sync_api import expect

from gaitlog.lib.weeks import Week
from tests.browser.conftest import DESK, Visitor
from tests.browser.server import PASSWORD, Server
from tests.pictures import PAGES as ALL_PAGES

pytestmark = pytest.mark.browser

PAGES = [path for name, path in ALL_PAGES.items() if name not in {"welcome", "not-found"}]


def log_a_run(page, time="30", sections=None, distance=None):
    page.goto("/runs/new/")
    page.get_by_label("Time", exact=True).fill(time)
    if sections is not None:
        page.get_by_label("Sections").fill(sections)
    if distance:
        page.get_by_text("Distance and start").click()
        page.get_by_label(re.compile("^Distance,")).fill(distance)
    page.get_by_role("button", name="Save the run").click()
    page.wait_for_url(re.compile(r"/runs/\d+/"))


@pytest.mark.parametrize("viewport", [None, DESK], ids=["phone", "desk"])
def test_a_learner_of_chi_never_reads_another_word(server, visitor, viewport):
    name = f"chi{'-desk' if viewport else ''}"
    server.add_runner(name)
    chi = visitor(viewport) if viewport else visitor()
    chi.log_in(name)
    page = chi.page
    page.goto("/welcome/")
    page.get_by_role("radio", name="Chi").check()
    page.get_by_role("button", name="Start the notebook").click()
    page.wait_for_url("**/runs/new/")
    log_a_run(page, sections="chi 5x1/1")
    expect(page.locator("main")).to_contain_text("5:00")
    page.goto("/runs/new/")
    page.get_by_label("Sections").fill("5 potato")
    expect(page.locator("#preview")).to_contain_text("potato")
    assert "pose" not in chi.said().lower().replace("purpose", "")
    for path in PAGES:
        page.goto(path)
        assert "pose" not in chi.said().lower().replace("purpose", ""), path
        chi.check(path)
    page.goto("/coach-links/new/")
    page.get_by_label("For").fill("Jon")
    page.get_by_role("button", name="Make the link").click()
    page.goto(page.locator("#coach-address").inner_text())
    assert "Chi" in chi.said()
    assert "pose" not in chi.said().lower()


def test_a_natural_runner_is_at_home(server, visitor):
    server.add_runner("plain")
    plain = visitor()
    plain.log_in("plain")
    page = plain.page
    page.goto("/welcome/")
    page.get_by_role("radio", name="Nothing").check()
    page.get_by_role("button", name="Start the notebook").click()
    page.wait_for_url("**/runs/new/")
    log_a_run(page, distance="5,2")
    for path in PAGES:
        page.goto(path)
        said = plain.said()
        for word in (r"\b0 %", "Pose", "longest hold", "share of", "new gait"):
            assert not re.search(word, said), f"{path}: {word}"


def test_units_and_first_weekdays(server, visitor):
    for name, unit, weekday, distance in (
        ("metric", "kilometres", "Monday", "5,2"),
        ("imperial", "miles", "Sunday", "3.1"),
    ):
        server.add_runner(name)
        runner = visitor()
        runner.log_in(name)
        runner.skip_welcome()
        page = runner.page
        page.goto("/settings/")
        page.get_by_role("radio", name=unit).check()
        page.get_by_role("radio", name=weekday).check()
        page.get_by_role("button", name="Save").click()
        expect(page.locator(".flash")).to_contain_text("Saved")
        log_a_run(page, distance=distance)
        expect(page.locator("main")).to_contain_text(unit)
        page.goto("/recovery/")
        today = dt.datetime.now(zoneinfo.ZoneInfo("Europe/Stockholm")).date()
        first = Week.of(today, 0 if weekday == "Monday" else 6).first_day
        expect(page.locator("main")).to_contain_text(f"Week of {first.day} {first:%B}")
    weeks = json.loads(server.manage("weekly_report", "--owner", "metric", "--json"))["weeks"]
    assert weeks[-1]["distance_m"] == 5200
    weeks = json.loads(server.manage("weekly_report", "--owner", "imperial", "--json"))["weeks"]
    assert weeks[-1]["distance_m"] == 4989


@pytest.fixture
def household(browser):
    """A log that nobody has set up yet, and visitors to it."""
    server = Server()
    yield server, lambda: Visitor(browser, server)
    server.stop()


def test_two_runners_of_one_household_see_nothing_of_each_other(household):
    server, visitor = household
    host = visitor()
    host.page.goto(server.link("setup"))
    host.page.get_by_label("User name").fill("host")
    host.page.get_by_label("Password").fill(PASSWORD)
    host.page.get_by_role("button", name="Go on").click()
    host.skip_welcome()
    log_a_run(host.page, "41:41", "all pose")
    host.page.goto("/settings/people/")
    host.page.get_by_role("button", name="Invite somebody").click()
    link = host.page.locator(".secret").inner_text().split()[0]
    guest = visitor()
    guest.page.goto(link)
    guest.page.get_by_label("User name").fill("guest")
    guest.page.get_by_label("Password").fill(PASSWORD)
    guest.page.get_by_role("button", name="Go on").click()
    guest.skip_welcome()
    for path in PAGES:
        guest.page.goto(path)
        assert "41:41" not in guest.page.content(), path
    guest.expected.add(404)
    assert guest.page.goto("/runs/1/").status == 404
    assert guest.page.goto(link).status == 404
    assert host.faults == guest.faults == []


def test_a_run_logged_without_a_network_is_saved_once_when_it_returns(server, visitor):
    server.add_runner("offline")
    runner = visitor()
    runner.log_in("offline")
    runner.skip_welcome()
    page = runner.page
    page.goto("/runs/new/")
    page.get_by_label("Time", exact=True).fill("33:33")
    page.get_by_label("Sections").fill("5 natural, 5 pose")
    expect(page.locator("#preview")).to_contain_text("5:00")
    runner.expected.add("offline")
    runner.context.set_offline(True)
    page.get_by_role("button", name="Save the run").click()
    expect(page.locator(".flash")).to_contain_text("kept on this device")
    page.get_by_role("button", name="Save the run").click()
    runner.context.set_offline(False)
    page.wait_for_url(re.compile(r"/runs/\d+/"))
    page.goto("/runs/")
    expect(page.locator(".entry")).to_have_count(1)
    page.goto("/runs/new/")
    expect(page.locator(".draft")).to_have_count(0)


def test_a_draft_survives_a_reload(server, visitor):
    server.add_runner("drafty")
    runner = visitor()
    runner.log_in("drafty")
    runner.skip_welcome()
    page = runner.page
    page.goto("/runs/new/")
    page.get_by_label("Time", exact=True).fill("27:15")
    page.wait_for_timeout(400)
    page.reload()
    expect(page.get_by_label("Time", exact=True)).to_have_value("27:15")
    expect(page.locator(".draft")).to_contain_text("What you had typed is back")


def test_without_javascript(server, visitor):
    server.add_runner("noscript")
    runner = visitor(java_script_enabled=False)
    page = runner.page
    runner.log_in("noscript")
    runner.skip_welcome()
    page.goto("/runs/new/")
    page.get_by_label("Time", exact=True).fill("40")
    page.get_by_role("radio", name="1 on, 1 off").check()
    page.get_by_role("button", name="Save the run").click()
    page.wait_for_url(re.compile(r"/runs/\d+/"))
    expect(page.locator("main")).to_contain_text("20:00")
    page.goto("/")
    page.get_by_role("button", name="Foam rolling").first.click()
    expect(page.locator(".todo [aria-pressed=true]")).to_have_count(1)
    page.goto("/trends/")
    expect(page.locator("main")).to_contain_text("50 %")
    page.get_by_text("The same numbers as a table").click()
    page.get_by_text("Show the table").click()
    expect(page.locator("#trend-table table")).to_contain_text("20")
    page.goto("/coach-links/new/")
    page.get_by_label("For").fill("Jon")
    page.get_by_role("button", name="Make the link").click()
    address = page.locator("#coach-address").inner_text()
    coach = visitor(java_script_enabled=False)
    coach.page.goto(address)
    expect(coach.page.locator("main")).to_contain_text("20:00")
