"""Reading watch files: the button says what is true, and no file is lost."""

from __future__ import annotations

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.recordings import samples

pytestmark = pytest.mark.browser

NUMBERS = count(1)
ON_THE_WAY = re.compile("(Sending|Reading) the files")


def file(name, data):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


STEADY = file("steady.tcx", samples.STEADY)
TRACK = file("track.gpx", samples.TRACK)
WALK = file("walk.tcx", samples.WALK)


@pytest.fixture
def importing(server, visitor):
    """Makes a browser on the page that reads watch files, of a runner whose log is empty."""

    def make(**options):
        name = f"importer{next(NUMBERS)}"
        server.add_runner(name)
        runner = visitor(**options)
        runner.log_in(name)
        runner.skip_welcome()
        runner.page.goto("/import/")
        return runner

    return make


def choose(page, *files, button="Choose files"):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=button).click()
    chooser.value.set_files(list(files))


def main_actions(page):
    return page.locator("main .btn.main:visible").all_inner_texts()


def number_of_runs(page):
    page.goto("/runs/")
    return page.locator("a.entry").count()


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
class TestTheButton:
    def test_says_what_happens_and_gives_way_to_what_comes_next(self, importing, viewport):
        runner = importing(viewport=viewport)
        page, held = runner.page, []
        assert main_actions(page) == ["Choose files"]
        page.route("**/import/", lambda route: held.append(route))
        choose(page, STEADY)
        button = page.get_by_role("button", name=ON_THE_WAY)
        expect(button).to_be_disabled()
        expect(page.locator("form[data-files]")).to_have_attribute("aria-busy", "true")
        expect(page.get_by_role("status").filter(has_text=ON_THE_WAY)).to_have_count(1)
        expect(page.locator(".drop")).to_contain_text("steady.tcx")
        runner.check("on the way")
        held[0].continue_()
        expect(page.get_by_role("heading", name="What became of them")).to_be_focused()
        expect(page.get_by_role("status").filter(has_text="1 imported")).to_have_count(1)
        expect(page.get_by_role("button", name="Choose more files")).to_be_enabled()
        assert main_actions(page) == ["Switch the laps"]
        runner.check("afterwards")

    def test_leads_to_the_runs_where_there_are_several(self, importing, viewport):
        runner = importing(viewport=viewport)
        page = runner.page
        choose(page, STEADY, TRACK, WALK)
        expect(page.locator(".files .failed")).to_contain_text("walk.tcx")
        expect(page.locator(".files .failed")).to_contain_text("This is a walk, not a run.")
        assert main_actions(page) == ["Look at the runs"]
        page.get_by_role("link", name="Look at the runs").click()
        expect(page.locator("a.entry")).to_have_count(2)

    def test_stays_what_comes_next_where_no_file_was_a_run(self, importing, viewport):
        page = importing(viewport=viewport).page
        choose(page, WALK)
        expect(page.locator(".files .failed")).to_contain_text("walk.tcx")
        assert main_actions(page) == ["Choose more files"]

    def test_sends_again_what_did_not_arrive(self, importing, viewport):
        runner = importing(viewport=viewport)
        runner.expected.add("offline")
        page = runner.page
        page.route("**/import/", lambda route: route.abort())
        choose(page, STEADY)
        expect(page.get_by_role("alert").first).to_have_text(
            "steady.tcx did not arrive. Send again when the network is back."
        )
        assert main_actions(page) == ["Send it again"]
        expect(page.locator("#flash .flash")).to_have_count(0)
        page.unroute("**/import/")
        page.get_by_role("button", name="Send it again").click()
        expect(page.get_by_role("link", name="Switch the laps")).to_be_visible()
        assert number_of_runs(page) == 1

    def test_takes_nothing_twice_that_the_server_did_not_get_through(self, importing, viewport):
        runner = importing(viewport=viewport)
        runner.expected.add(500)
        page = runner.page

        def imports_and_breaks(route):
            route.fetch()
            route.fulfill(status=500)

        page.route("**/import/", imports_and_breaks)
        choose(page, STEADY, TRACK)
        expect(page.get_by_role("alert").first).to_contain_text(
            "The server did not get through steady.tcx, track.gpx."
        )
        runner.faults.clear()  # htmx complains of the answer, rightly
        page.unroute("**/import/")
        page.get_by_role("button", name="Send them again").click()
        expect(page.locator("#import")).to_contain_text("2 here already")
        assert number_of_runs(page) == 2

    def test_refuses_too_many_before_they_are_sent(self, importing, viewport):
        page = importing(viewport=viewport).page
        choose(page, *(file(f"{number}.tcx", b"") for number in range(61)))
        expect(page.get_by_role("alert").first).to_have_text(
            "Those are 61 files. Import up to 60 at once."
        )
        assert main_actions(page) == ["Choose files"]

    def test_sends_what_was_chosen_without_a_script(self, importing, viewport):
        page = importing(viewport=viewport, java_script_enabled=False).page
        page.get_by_label("Files of your watch").set_input_files([STEADY])
        assert main_actions(page) == ["Read the files"]
        page.get_by_role("button", name="Read the files").click()
        expect(page.get_by_role("link", name="Switch the laps")).to_be_visible()
        assert main_actions(page) == ["Switch the laps"]


def test_a_file_dropped_while_others_are_on_their_way_changes_nothing(importing):
    page, held = importing(viewport=DESK).page, []
    page.route("**/import/", lambda route: held.append(route))
    choose(page, STEADY)
    expect(page.get_by_role("button", name=ON_THE_WAY)).to_be_disabled()
    stopped = page.evaluate("""() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["x"], "x.fit"));
      const drop = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
      document.body.dispatchEvent(drop);
      return drop.defaultPrevented;
    }""")
    assert stopped  # or the browser would have left the page for the file
    held[0].continue_()
    expect(page.get_by_role("link", name="Switch the laps")).to_be_visible()
    assert len(held) == 1
