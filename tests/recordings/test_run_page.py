from __future__ import annotations

import re

import pytest
from django.urls import reverse

from gaitlog.lib.gaits import Gait, Known, SectionData
from gaitlog.runs.services import save_run
from tests.factories import LapFactory, RecordingFactory, RunFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db

POSE, NATURAL, WALK = Gait.POSE, Gait.NATURAL, Gait.WALK


@pytest.fixture
def run(runner):
    """Three laps of a minute; the second was walked."""
    return recorded(runner, 200, 40, 201)


def recorded(owner, *metres, **more):
    """A run with a lap of a minute for each of these distances, as it was imported."""
    sections = [
        SectionData(WALK if m < 100 else NATURAL, 60, distance_m=m, cadence_spm=170) for m in metres
    ]
    run = RunFactory(owner=owner, sections=sections, **more)
    recording = RecordingFactory(owner=owner, run=run)
    for position, m in enumerate(metres):
        LapFactory(
            owner=owner,
            recording=recording,
            position=position,
            seconds=60,
            distance_m=m,
            cadence_spm=170,
        )
    return run


def page(client, run):
    return client.get(reverse("recordings:of_run", args=[run.pk]))


def switch(client, run, version=None, **fields):
    url = reverse("recordings:switch_laps", args=[run.pk])
    named = {name.replace("lap", "lap-"): value for name, value in fields.items()}
    return client.post(url, {"version": run.version if version is None else version, **named})


def gaits(run):
    run.refresh_from_db()
    return [section.gait for section in run.sections.all()]


def text(response):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))


def checked(response):
    """Name and value of each radio button that is on."""
    inputs = re.findall(r"<input type=\"radio\"[^>]*>", response.content.decode())
    return [
        re.search(r'name="lap-(\d+)" value="(\w+)"', tag).groups()
        for tag in inputs
        if "checked" in tag
    ]


class TestOfRun:
    def test_lists_the_laps_with_their_gaits(self, client, run):
        response = page(client, run)
        assert "2 1:00 · 0.04 km 25:00 min/km · 170 steps/min" in text(response)
        assert checked(response) == [("0", "natural"), ("1", "walk"), ("2", "natural")]

    def test_offers_the_original(self, client, run):
        url = reverse("recordings:original", args=[run.recording.pk])
        assert f'href="{url}"' in page(client, run).content.decode()

    def test_says_that_slow_laps_are_walk_and_offers_the_way_back(self, client, run):
        assert "1 slow lap is set to walk. I ran it" in text(page(client, run))

    def test_is_a_whole_page_without_htmx_and_a_part_with_it(self, client, htmx, run):
        assert "<html" in page(client, run).content.decode()
        assert page(htmx, run).content.decode().lstrip().startswith("<section")

    def test_of_a_typed_run_is_nothing(self, htmx, client, runner):
        run = RunFactory(owner=runner)
        assert page(htmx, run).content.strip() == b""
        assert "This run was typed" in text(page(client, run))

    def test_of_a_recording_without_laps_leads_to_the_sections(self, htmx, runner):
        run = RecordingFactory(owner=runner).run
        said = text(page(htmx, run))
        assert "The watch counted no laps in this run. Say which parts were Pose" in said
        assert "morning.fit" in said

    def test_of_another_runner_is_not_found(self, client):
        assert page(client, RecordingFactory().run).status_code == 404

    def test_speaks_the_runners_word_and_unit(self, htmx, runner, run):
        runner.technique, runner.distance_unit = "Chi", "mi"
        runner.save()
        response = page(htmx, run)
        assert "Odd laps Chi" in text(response)
        assert "0.12 mi" in text(response)
        assert "Pose" not in text(response)

    def test_whoever_changes_nothing_runs_or_walks(self, htmx, runner, run):
        runner.technique = ""
        runner.save()
        response = page(htmx, run)
        assert 'value="pose"' not in response.content.decode()
        assert "running walk" in text(response)
        assert "Odd laps" not in text(response)

    def test_a_lap_in_which_the_gait_changes_has_no_mark(self, htmx, run):
        save_run(run=run, sections=[SectionData(NATURAL, 90), SectionData(POSE, 90)])
        response = page(htmx, run)
        assert checked(response) == [("0", "natural"), ("2", "pose")]
        assert "Within the laps that have no mark the gait changes." in text(response)

    def test_a_phrase_without_places_is_told(self, htmx, run):
        run.phrase = "30 % pose"
        save_run(run=run, sections=[SectionData(POSE, 54, Known.SUM), SectionData(NATURAL, 126)])
        response = page(htmx, run)
        assert checked(response) == []
        assert "“30 % pose” does not say where in the run." in text(response)

    def test_a_time_that_was_changed_is_told(self, htmx, run):
        save_run(run=run, sections=[SectionData(NATURAL, 200)])
        assert "The laps add up to 3:00, and the time of the run was changed to 3:20." in text(
            page(htmx, run)
        )

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, htmx, runner, count, django_assert_num_queries):
        run = recorded(runner, *[200] * count)
        with django_assert_num_queries(5):  # session, user, run, laps, sections
            page(htmx, run)


class TestSwitch:
    def test_a_lap_to_the_new_gait(self, htmx, run):
        response = switch(htmx, run, lap0="pose", lap1="walk", lap2="natural")
        assert gaits(run) == ["pose", "walk", "natural"]
        assert (run.pose_s, run.walk_s, run.hold_s) == (60, 60, 60)
        assert checked(response) == [("0", "pose"), ("1", "walk"), ("2", "natural")]

    def test_tells_the_rest_of_the_page(self, htmx, run):
        response = switch(htmx, run, lap0="pose", lap1="walk", lap2="natural")
        assert "sections-changed" in response.headers["HX-Trigger-After-Settle"]

    def test_keeps_distance_and_cadence(self, htmx, run):
        switch(htmx, run, lap0="pose", lap1="walk", lap2="natural")
        assert [(s.distance_m, s.cadence_spm) for s in run.sections.all()] == [
            (200, 170),
            (40, 170),
            (201, 170),
        ]

    def test_without_javascript_saves_all_and_goes_to_the_run(self, client, run):
        response = switch(client, run, lap0="pose", lap1="pose", lap2="pose")
        assert response.headers["Location"] == run.get_absolute_url()
        assert gaits(run) == ["pose"] * 3

    @pytest.mark.parametrize(
        ("pattern", "after"),
        [
            ("odd", ["pose", "walk", "pose"]),
            ("even", ["natural", "pose", "natural"]),
            ("all", ["pose", "pose", "pose"]),
            ("none", ["natural", "natural", "natural"]),
            ("run", ["natural", "natural", "natural"]),
            ("as_imported", ["natural", "walk", "natural"]),
        ],
    )
    def test_all_laps_by_a_button(self, htmx, run, pattern, after):
        assert switch(htmx, run, pattern=pattern).status_code == 200
        assert gaits(run) == after

    def test_one_button_after_the_other(self, htmx, run):
        for pattern in ("all", "as_imported", "odd"):
            switch(htmx, run, pattern=pattern)
            run.refresh_from_db()
        assert gaits(run) == ["pose", "walk", "pose"]

    def test_the_laps_take_the_place_of_what_was_typed(self, htmx, run):
        run.phrase = "30 % pose"
        save_run(run=run, sections=[SectionData(POSE, 54, Known.SUM), SectionData(NATURAL, 126)])
        switch(htmx, run, lap2="pose")
        assert gaits(run) == ["natural", "walk", "pose"]
        assert run.phrase == ""

    def test_nothing_new_changes_nothing(self, htmx, run):
        version = run.version
        switch(htmx, run, lap0="natural", lap1="walk", lap2="natural")
        run.refresh_from_db()
        assert run.version == version

    def test_a_changed_time_gives_way_to_that_of_the_watch(self, htmx, run):
        run.elapsed_s = 150
        save_run(run=run, sections=[SectionData(NATURAL, 150)])
        switch(htmx, run, pattern="as_imported")
        run.refresh_from_db()
        assert (run.moving_s, run.elapsed_s) == (180, 180)

    @pytest.mark.parametrize("fields", [{"lap0": "pose"}, {"pattern": "all"}])
    def test_a_run_that_was_changed_meanwhile_is_not_overwritten(self, htmx, run, fields):
        seen = run.version
        run.note = "changed elsewhere"
        save_run(run=run, sections=[SectionData(POSE, 180)])
        response = switch(htmx, run, version=seen, **fields)
        assert response.status_code == 422
        assert "This run was changed elsewhere meanwhile" in text(response)
        assert checked(response) == [("0", "pose"), ("1", "pose"), ("2", "pose")]
        assert response.headers["HX-Retarget"] == "#recording"
        assert response.headers["HX-Reswap"] == "outerHTML"
        assert gaits(run) == ["pose"]
        assert run.note == "changed elsewhere"

    def test_a_conflict_without_javascript_is_told_on_the_page(self, client, run):
        response = switch(client, run, version=99, pattern="all")
        assert response.status_code == 422
        assert "<html" in response.content.decode()
        assert "nothing was saved" in text(response)

    @pytest.mark.parametrize(
        "fields", [{"lap0": "skip"}, {"pattern": "every third"}, {"version": "x"}, {"version": ""}]
    )
    def test_what_is_no_gait_is_refused(self, htmx, run, fields):
        response = switch(htmx, run, **{"version": 1, **fields})
        assert response.status_code == 422
        assert gaits(run) == ["natural", "walk", "natural"]

    def test_whoever_changes_nothing_cannot_switch_to_a_new_gait(self, htmx, runner, run):
        runner.technique = ""
        runner.save()
        assert switch(htmx, run, lap0="pose").status_code == 422

    def test_a_recording_without_laps_has_none_to_switch(self, htmx, runner):
        assert switch(htmx, RecordingFactory(owner=runner).run).status_code == 404

    def test_of_another_runner_is_not_found(self, htmx):
        recording = RecordingFactory()
        LapFactory(owner=recording.owner, recording=recording)
        assert switch(htmx, recording.run, pattern="all").status_code == 404
        assert gaits(recording.run) == ["natural"]

    @pytest.mark.parametrize("count", [2, 20])
    def test_saving_takes_the_same_queries(self, htmx, runner, count):
        run = recorded(runner, *[200] * count)
        with counted() as queries:
            switch(htmx, run, pattern="odd")
        assert queries.number == 12
