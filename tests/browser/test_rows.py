"""Each row of docs/runners.md, entered as a runner does it on a phone, and found again."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from tests.browser.server import PASSWORD, Server
from tests.recordings import samples

pytestmark = pytest.mark.browser

MOST_TAPS = 3  # of a usual run, as last time
TODAY = dt.datetime.now(dt.UTC).date()
RUN_PAGE = re.compile(r"/runs/\d+/")


@pytest.fixture(scope="module")
def server():
    server = Server()
    for name in ("nora", "plain", "chi"):
        server.add_runner(name)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def state(browser, server):
    """Nora, who has said what she learns and which two pairs she runs in (S1)."""
    context = browser.new_context(base_url=server.url, timezone_id="Europe/Stockholm")
    page = context.new_page()
    page.goto("/login/")
    page.get_by_label("User name").fill("nora")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/welcome/")
    for place, (name, drop) in enumerate((("Adrenaline", "12"), ("PureCadence", "4"))):
        page.get_by_label("Name", exact=True).nth(place).fill(name)
        page.get_by_label("Drop, mm", exact=True).nth(place).fill(drop)
    page.get_by_role("button", name="Start the notebook").click()
    page.wait_for_url("**/runs/new/")
    yield context.storage_state()
    context.close()


@pytest.fixture
def nora(visitor, state):
    return visitor(storage_state=state)


def group(page, name):
    return page.get_by_role("group", name=name, exact=True)


def unfold(page, name):
    page.locator("summary", has_text=name).tap()


def begin_a_run(page, time="40", sections="", on=None):
    page.goto("/runs/new/")
    page.get_by_label("Time", exact=True).fill(time)
    if sections:
        page.get_by_label("Sections").fill(sections)
    if on:
        page.get_by_label("Date").fill(on.isoformat())


def save_the_run(page):
    page.get_by_role("button", name="Save the run").tap()
    page.wait_for_url(RUN_PAGE)


def log_a_run(page, *args, **kwargs):
    begin_a_run(page, *args, **kwargs)
    save_the_run(page)


def save(page, what):
    """Save a form, and see that it led on."""
    form = page.url
    page.get_by_role("button", name=what, exact=True).tap()
    page.wait_for_url(lambda url: url != form)


def shows(page, path, *words, of="main"):
    """Open a page, and find these words on it."""
    page.goto(path)
    for word in words:
        expect(page.locator(of)).to_contain_text(word)


def test_shoes_lampposts_winter_and_company(nora):  # S1, S5, S6, C13, C14, C17, C19
    page = nora.page
    begin_a_run(page, "40", "6 lampposts")
    expect(page.locator("#preview")).to_contain_text("1:05")
    page.locator("label", has_text="Adrenaline").tap()
    unfold(page, "Outside")
    page.get_by_label("Surface").select_option("trail")
    page.get_by_label("Footing").select_option("packed_snow")
    page.get_by_label("Temperature").fill("-6")
    unfold(page, "Changed shoes")
    page.get_by_label("The first minutes").fill("10")
    page.get_by_label("Pair at first").select_option(label="PureCadence")
    unfold(page, "With, race, note")
    page.get_by_label("With", exact=True).fill("Ola")
    save_the_run(page)
    main = page.locator("main")
    for words in ("trail, packed snow", "−6 °C", "with Ola", "10:00 PureCadence", "1:05"):
        expect(main).to_contain_text(words)
    nora.check("the run")
    log_a_run(page, "20", "3 blocks")
    expect(page.locator("#run-figures")).to_contain_text("1:48")
    log_a_run(page, "30", "every other minute for 20 min")
    expect(page.locator("#run-figures")).to_contain_text("10:00")
    shows(page, "/trends/?footing=packed_snow", "packed snow", "1:05")
    shows(page, "/shoes/exposure/", "PureCadence, 4 mm", "Adrenaline, 12 mm")
    shows(page, "/runs/?text=ola", "40:00")


def test_a_usual_run_is_repeated_in_three_taps(nora):  # C16
    page, taps = nora.page, []

    def tap(place):
        place.tap()
        taps.append(place)

    log_a_run(page, "31:20", "5 natural, 4x1/1")
    page.goto("/")
    tap(page.get_by_role("link", name="Log", exact=True))
    page.wait_for_url("**/runs/new/")
    expect(page.get_by_label("Sections")).to_have_value("5 natural, 4x1/1")
    tap(page.get_by_role("button", name="Save the run"))
    page.wait_for_url(RUN_PAGE)
    print("taps from today:", len(taps))
    assert len(taps) <= MOST_TAPS
    expect(page.locator("#run-figures")).to_contain_text("31:20")
    expect(page.locator("#run-figures")).to_contain_text("4:00")


def test_clinic_drills_and_short_runs(nora):  # S2, S3, S4, C2, C14
    page = nora.page
    page.goto("/drills/lessons/new/")
    page.locator("label", has_text="clinic").tap()
    page.get_by_label("Minutes").fill("120")
    page.get_by_label("With whom").fill("Kelly")
    page.get_by_label("What you were told").fill("Let the foot fall")
    save(page, "Save the lesson")
    page.get_by_role("button", name="Make it a drill").tap()
    expect(page.locator("#said")).to_contain_text("Drill: Let the foot fall")
    expect(page.locator("main")).to_contain_text("with Kelly")
    nora.check("the clinic")

    page.goto("/drills/practice/")
    expect(page.locator("#tap-1")).to_contain_text("Let the foot fall")  # before the library
    page.locator("summary", has_text="Another drill").tap()
    for drill, held, quality in (("Pony", "5 s", "1"), ("Pony", "to the end", "4")):
        page.get_by_role("button", name=drill).tap()
        expect(page.locator("#now")).to_contain_text(drill)
        page.locator("#now").get_by_role("button", name="3", exact=True).tap()
        expect(page.locator("#quality-3[aria-pressed=true]")).to_be_visible()
        page.locator("#run-50").tap()
        expect(page.locator("#now")).to_contain_text("50 m, about 18 s")
        page.locator("#now").get_by_role("button", name=held, exact=True).tap()
        expect(page.locator("#now .chip[aria-pressed=true]")).to_have_text(held)
        page.locator("#now").get_by_role("button", name=quality, exact=True).tap()
        expect(page.locator(f"#quality-{quality}[aria-pressed=true]")).to_be_visible()
    page.get_by_role("button", name="Finish the practice").tap()
    page.wait_for_url(re.compile(r"/drills/\d+/$"))
    expect(page.locator(".beads > li").nth(3)).to_contain_text("held to the end")
    page.locator("main").get_by_role("link", name="Pony").first.tap()
    expect(page.locator("#progress")).to_contain_text("In 1 practice")
    shows(page, "/trends/", "clinic", "Practice")

    page.goto("/drills/lessons/new/")
    page.locator("label", has_text="physiotherapy").tap()
    page.get_by_label("What you were told").fill("Look at where it lands")
    save(page, "Save the lesson")
    shows(page, "/drills/lessons/", "Physiotherapy", "Clinic")


def test_races_goals_and_a_coach(nora, visitor):  # S7, C2, C6
    page = nora.page
    for name, days in (("Bridge ten", 0), ("Lakeside half", 30)):
        page.goto("/races/new/")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Date").fill((TODAY + dt.timedelta(days=days)).isoformat())
        page.get_by_label("Goal").fill("Relaxed to the end")
        save(page, "Save the race")
    log_a_run(page, "53:20", "2 pose in all")
    page.get_by_role("button", name="Take 53:20 as the result").tap()
    expect(page.locator("#run-race")).to_contain_text("Bridge ten: 53:20")
    shows(page, "/", "days to Lakeside half", "Relaxed to the end")
    shows(page, "/races/", "Bridge ten", "53:20")
    shows(page, "/trends/", "Bridge ten")

    page.goto("/guard/goal/")
    page.locator("#id_pose_s").fill("30")
    save(page, "Save the goal")
    shows(page, "/guard/ladder/", "Your goal", "30")

    page.goto("/coach-links/new/")
    page.get_by_label("For", exact=True).fill("Jon")
    page.get_by_role("button", name="Make the link").tap()
    jon = visitor()
    shows(jon.page, page.locator("#coach-address").inner_text(), "The last four weeks", "Last runs")
    expect(jon.page.locator("body")).to_contain_text("race")


def test_focus_form_and_feet(nora):  # C4, C5, C10, C11, C12, C14
    page = nora.page
    begin_a_run(page, "40", "10 natural, 3x2/2")
    unfold(page, "Focus")
    group(page, "Focus").get_by_text("arm swing").tap()
    save_the_run(page)
    group(page, "What slipped?").get_by_text("heel first").tap()
    group(page, "Arm swing: how it went").get_by_text("4", exact=True).tap()
    group(page, "How the foot struck, as it felt").get_by_text("midfoot").tap()
    unfold(page, "When it went")
    page.get_by_label("At which minute it went").fill("12")
    group(page, "What told you how it went").get_by_text("metronome").tap()
    page.get_by_label("Beats a minute").fill("176")
    page.get_by_role("button", name="Note it").tap()
    noted = page.locator("#form-notes")
    for words in ("heel first", "12:00", "Metronome, 176 a minute", "felt, not seen"):
        expect(noted).to_contain_text(words)

    page.get_by_role("link", name="Count steps on a video").tap()
    group(page, "Foot").get_by_text("right", exact=True).tap()
    group(page, "When in the run").get_by_text("tired").tap()
    page.get_by_label("On the heel").fill("7")
    page.get_by_label("On the midfoot").fill("3")
    page.get_by_label("Out in front").fill("8")
    page.get_by_label("Who looked").fill("the camera on the bridge")
    save(page, "Save the count")
    expect(noted).to_contain_text("Seen on video, right foot")
    nora.check("felt and seen")
    shows(page, "/focus/", "Arm swing", "4")
    shows(page, "/focus/signs/", "Heel first", "12:00")
    shows(page, "/strike/", "felt counts runs, the rest steps")


def test_too_much_in_one_run_and_the_way_back(nora):  # C3, C5
    page = nora.page
    log_a_run(page, "45", "12 natural, 24 pose", on=TODAY - dt.timedelta(days=1))
    expect(page.locator("#run-guard")).to_contain_text("This run had 24:00 of Pose")
    address = page.url
    page.goto("/injuries/new/")
    page.get_by_label("Where").select_option("calf")
    group(page, "Side").get_by_text("left", exact=True).tap()
    group(page, "What it does to running").get_by_text("less").tap()
    save(page, "Save")
    page.get_by_role("button", name="Begin the way back").tap()
    expect(page.locator("#way-back")).to_contain_text("Full training")
    shows(page, "/", "Left calf")
    page.goto(address)
    page.get_by_role("link", name="Something hurts since this run").tap()
    page.locator(".zones label", has_text="left calf").tap()
    page.get_by_role("button", name="It is more than that").tap()
    expect(page.get_by_label("Where")).to_have_value("calf")
    expect(group(page, "Side").get_by_label("left", exact=True)).to_be_checked()
    page.go_back()
    page.locator(".zones label", has_text="left calf").tap()
    page.get_by_role("button", name="3", exact=True).tap()
    page.wait_for_url(RUN_PAGE)
    expect(page.locator("main")).to_contain_text("Left calf")
    shows(page, "/trends/", "left calf")


def test_habits_of_three_rhythms(nora):  # S8, C8, C17
    page = nora.page
    log_a_run(page)
    page.goto("/")
    for habit in ("Foam rolling", "Stretching", "Massage"):
        start = page.get_by_role("button", name=habit)
        if not start.is_visible():
            unfold(page, "Start another")
        start.tap()
        expect(page.locator(".todo")).to_contain_text(habit)
    expect(page.locator(".todo [aria-pressed=true]")).to_have_count(3)
    shows(page, "/recovery/", "Foam rolling", "after each run", "every 3 weeks")
    shows(page, "/trends/", "Foam rolling", "Massage")


def test_pace_of_each_gait(nora):  # C15
    page = nora.page
    page.goto("/import/")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").tap()
    watch = {"name": "watch.tcx", "mimeType": "application/xml", "buffer": samples.STEADY}
    chooser.value.set_files([watch])
    page.get_by_role("link", name="Switch the laps").tap()
    page.get_by_role("button", name="Odd laps Pose").tap()
    paces = page.locator("#run-gaits td:nth-of-type(2)")
    expect(paces).to_have_count(2)
    expect(paces).to_have_text([re.compile(r"\d:\d\d")] * 2)


def test_a_natural_runner_and_one_of_another_school(visitor):  # C1, C9, C12
    for name, learns in (("plain", "Nothing"), ("chi", "Chi")):
        runner = visitor()
        runner.log_in(name)
        page = runner.page
        page.goto("/welcome/")
        page.get_by_role("radio", name=learns).check()
        page.get_by_role("button", name="Start the notebook").tap()
        page.wait_for_url("**/runs/new/")
        log_a_run(page, "30", "chi 5x1/1" if name == "chi" else "")
        group(page, "Glad that you went").get_by_text("5", exact=True).tap()
        if name == "chi":
            group(page, "How the foot struck, as it felt").get_by_text("midfoot").tap()
        page.get_by_role("button", name="Note it").tap()
        expect(page.locator("#form-notes")).to_contain_text("glad of it 5 of 5")
        said = runner.said()
        page.goto("/injuries/new/")
        page.locator("label", has_text="niggle").tap()
        page.get_by_label("Where").select_option("calf")
        group(page, "Side").get_by_text("left", exact=True).tap()
        save(page, "Save")
        for path in ("/", "/trends/", "/strike/", "/runs/"):
            page.goto(path)
            said += runner.said()
        assert "30:00" in said
        assert ("Chi" in said) == (name == "chi")
        words = ["Pose"] if name == "chi" else ["Pose", "new gait", "longest hold", r"\b0 %"]
        assert [word for word in words if re.search(word, said)] == []
