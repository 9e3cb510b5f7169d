"""The guard and what hurts, as a runner meets them: before a run, after it, and the next day."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.server import Server

pytestmark = pytest.mark.browser

# Six weeks, three runs each, always within the limit.
BUILD_UP = """
import datetime as dt
from django.utils import timezone
from gaitlog.accounts.models import User
from gaitlog.lib.gaits import Gait, SectionData
from gaitlog.runs.models import Run
from gaitlog.runs.services import save_run
user = User.objects.get(username="{name}")
today = timezone.localdate()
for n, pose in enumerate([180, 240, 240, 300, 300, 360, 360, 420, 420, 480, 480, 540, 540, 600]):
    run = Run(owner=user, on=today - dt.timedelta(days=40 - 2 * n - n // 2), time_zone="UTC")
    save_run(run=run, sections=[SectionData(Gait.POSE, pose), SectionData(Gait.NATURAL, 1200)])
assert not user.judgements.filter(is_passed=True).exists()
"""


@pytest.fixture(scope="module")
def server():
    server = Server()
    yield server
    server.stop()


def logged_in(visitor, name, viewport):
    guest = visitor(viewport)
    guest.log_in(name)
    guest.skip_welcome()
    return guest


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_one_long_run_is_flagged_before_and_after_it(server, visitor, viewport):
    name = f"long{viewport['width']}"
    server.add_runner(name)
    runner = logged_in(visitor, name, viewport)
    page = runner.page
    page.goto("/")
    expect(page.locator("#outlook")).to_contain_text("Up to 5:00 of Pose today")

    page.goto("/runs/new/")
    page.get_by_label("Time", exact=True).fill("75")
    page.get_by_label("Sections").fill("all pose")
    expect(page.locator("#dose")).to_contain_text("More than 5:00, your limit")
    page.locator("#dose summary").click()
    expect(page.locator("#dose p")).to_be_visible()
    expect(page.locator("#dose p")).to_contain_text("above your starting cap of 5:00")
    runner.check("a run that is too much")
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    page.get_by_label("Date").fill(yesterday.isoformat())
    page.get_by_role("button", name="Save the run").click()
    page.wait_for_url(re.compile(r"/runs/\d+/"))
    expect(page.locator("#run-guard")).to_contain_text("This run had 1:15:00 of Pose")
    runner.check("the run's page")

    page.get_by_role("button", name="It was on purpose").click()
    expect(page.locator("#run-guard")).to_contain_text("You noted it as done on purpose")
    runner.check("overruled")

    # The next morning is asked for, and answered by one tap.
    page.goto("/")
    expect(page.get_by_role("heading", name="This morning: calf?")).to_be_visible()
    runner.check("today with its question")
    page.get_by_role("button", name="2", exact=True).click()
    page.wait_for_url(lambda url: url.endswith("/"))
    expect(page.get_by_role("heading", name="This morning: calf?")).to_have_count(0)
    runner.check("today")


def test_every_other_minute_in_week_six_is_not(server, visitor):
    server.add_runner("slow")
    server.manage("shell", "-c", BUILD_UP.format(name="slow"))
    runner = logged_in(visitor, "slow", PHONE)
    page = runner.page
    page.goto("/runs/new/")
    page.get_by_label("Time", exact=True).fill("20")
    page.get_by_label("Sections").fill("every other minute")
    expect(page.locator("#preview")).to_contain_text("10:00")
    expect(page.locator("#dose")).to_contain_text("Within 11:00, your limit.")
    page.get_by_role("button", name="Save the run").click()
    page.wait_for_url(re.compile(r"/runs/\d+/"))
    guard = page.locator("#run-guard")
    expect(guard).to_contain_text("within 11:00; your longest in the 30 days before was 10:00")
    # The run that it names says the same number.
    guard.get_by_role("link", name="See that run").first.click()
    expect(page.locator("#run-figures")).to_contain_text("10:00")
    runner.check("the run compared with")


def test_a_niggle_takes_three_taps_from_today(server, visitor):
    server.add_runner("sore")
    runner = logged_in(visitor, "sore", PHONE)
    page = runner.page
    page.goto("/")
    page.get_by_role("link", name="Something hurts").tap()
    page.wait_for_url("**/injuries/pain/new/")
    runner.check("what hurts")
    page.locator(".zones label", has_text="left calf").tap()
    runner.check("what hurts, chosen")
    page.get_by_role("button", name="3", exact=True).tap()
    page.wait_for_url("**/injuries/")
    expect(page.locator("main")).to_contain_text("Left calf")
    runner.check("injuries")


def test_a_niggle_by_the_keyboard_alone(server, visitor):
    server.add_runner("keys")
    runner = logged_in(visitor, "keys", DESK)
    page = runner.page
    page.goto("/injuries/pain/new/")
    press = page.keyboard.press
    for _ in range(40):  # to the first field of the picture
        press("Tab")
        if page.evaluate("document.activeElement.name") == "zone":
            break
    press("Space")
    for _ in range(7):
        press("ArrowDown")
    chosen = page.locator(".zones :checked + span")
    expect(chosen).to_have_text("left shin, front")
    press("Tab")
    press("Tab")  # from 0 to 1
    press("Enter")
    page.wait_for_url("**/injuries/")
    expect(page.locator("main")).to_contain_text("Left shin, front")
    runner.check("injuries")


def test_a_usual_run_is_judged_once_it_is_changed(server, visitor):
    server.add_runner("usual")
    page = logged_in(visitor, "usual", PHONE).page
    page.goto("/runs/new/")
    page.get_by_label("Time", exact=True).fill("30")
    page.get_by_label("Sections").fill("9 pose")
    page.get_by_role("button", name="Save the run").click()
    page.wait_for_url("**/runs/*/?saved")
    page.goto("/runs/new/")
    expect(page.get_by_label("Sections")).to_have_value("9 pose")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#dose")).to_be_empty()
    page.get_by_label("Sections").fill("10 pose")
    expect(page.locator("#dose")).to_contain_text("More than 5:00, your limit")


def test_nothing_moves_under_a_thumb_when_the_guard_speaks(server, visitor):
    server.add_runner("thumb")
    page = logged_in(visitor, "thumb", PHONE).page
    page.goto("/runs/new/")
    page.get_by_label("Time", exact=True).fill("40")
    page.get_by_label("Sections").fill("30 natural, 4 pose")
    chips = page.locator("[data-patterns]")
    expect(page.locator("#dose")).to_contain_text("Within 5:00")
    before = chips.bounding_box()["y"]
    page.get_by_label("Sections").fill("30 natural, 9 pose")
    expect(page.locator("#dose")).to_contain_text("More than 5:00, your limit")
    assert abs(chips.bounding_box()["y"] - before) < 1
