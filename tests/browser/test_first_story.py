"""From the set-up link to a coach: the main job, as a runner does it on a phone."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from tests.browser.server import PASSWORD, Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server():
    server = Server()
    yield server
    server.stop()


def test_the_main_job_end_to_end(server, visitor):
    nora = visitor()
    page = nora.page

    # Set up, and the welcome.
    page.goto(server.link("setup"))
    nora.check("set-up")
    page.get_by_label("User name").fill("nora")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/welcome/")
    nora.check("welcome")
    page.get_by_label("Name", exact=True).nth(0).fill("Adrenaline")
    page.get_by_label("Drop, mm", exact=True).nth(0).fill("12")
    page.get_by_label("Name", exact=True).nth(1).fill("PureCadence")
    page.get_by_label("Drop, mm", exact=True).nth(1).fill("4")
    page.get_by_role("button", name="Start the notebook").click()

    # The first run.
    page.wait_for_url("**/runs/new/")
    nora.check("log form")
    page.get_by_label("Time", exact=True).fill("40")
    page.get_by_label("Sections").fill("every other minute for 20 min")
    expect(page.locator("#preview")).to_contain_text("10:00")
    page.locator("#id_shoe").get_by_text("PureCadence").click()
    page.get_by_role("button", name="Save the run").click()
    page.wait_for_url(re.compile(r"/runs/\d+/"))
    expect(page.locator("main")).to_contain_text("10:00")
    nora.check("run page")

    # Today and trends show it.
    page.goto("/")
    expect(page.locator(".lead")).to_contain_text("10:00")
    nora.check("today")
    page.goto("/trends/")
    expect(page.locator("output")).to_contain_text("10")
    expect(page.locator("output")).to_contain_text("25 %")
    nora.check("trends")

    # Foam rolling, started and ticked from today.
    page.goto("/")
    page.get_by_role("button", name="Foam rolling").first.click()
    expect(page.locator(".todo")).to_contain_text("Foam rolling")
    expect(page.locator(".todo [aria-pressed=true]")).to_have_count(1)

    # A practice.
    page.goto("/drills/new/")
    page.get_by_label("Minutes").fill("20")
    page.get_by_text("Change of support").first.click()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/drills/\d+/$"))
    expect(page.locator("main")).to_contain_text("Change of support")
    nora.check("the practice")

    # A calf strain.
    page.goto("/injuries/new/")
    page.get_by_label("Where").select_option("calf")
    page.get_by_text("left", exact=True).click()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/injuries/\d+/$"))
    expect(page.locator("main")).to_contain_text("eft calf")
    nora.check("injuries")
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Left calf")

    # A coach link, opened elsewhere.
    page.goto("/coach-links/new/")
    page.get_by_label("For").fill("Jon Lind")
    page.get_by_label("injuries").check()
    nora.check("link form")
    page.get_by_role("button", name="Make the link").click()
    address = page.locator("#coach-address").inner_text()
    nora.check("link made")

    jon = visitor()
    jon.page.goto(address)
    jon.page.wait_for_url("**/coach/**")
    assert "gls_" not in jon.page.url + jon.page.content()
    for words in ("10:00", "25 %", "left calf", "Change of support", "4 mm", "Foam rolling"):
        expect(jon.page.locator("body")).to_contain_text(words)
    jon.check("coach page")
    for send in (jon.context.request.post, jon.context.request.put, jon.context.request.delete):
        assert send(jon.page.url).status in {403, 405}
    assert jon.page.locator("form, button, input").count() == 0

    # Revoked: the same 404 as for a link that never was.
    page.goto("/coach-links/")
    nora.check("links")
    page.get_by_role("button", name="Switch off").click()
    expect(page.locator(".flash")).to_contain_text("switched off")
    jon.expected.add(404)
    visited = jon.page.url
    answers = []
    for dead in (address, re.sub(r"gls_.*", "gls_" + "a" * 36, address), visited):
        answer = jon.page.goto(dead)
        answers.append((answer.status, answer.text()))
    assert answers[0][0] == 404
    assert len(set(answers)) == 1

    weeks = server.manage("weekly_report", "--owner", "nora", "--json")
    assert '"pose_s": 600' in weeks
    assert f"{dt.date.today().year}" in weeks  # noqa: DTZ011
