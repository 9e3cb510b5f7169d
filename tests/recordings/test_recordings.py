"""Imports of real files, whose figures are known, through the command and the page."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from gaitlog.lib.gaits import Gait

FOLDER = Path(os.environ.get("GAITLOG_RECORDINGS", "."))

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("kept"),
    pytest.mark.skipif(
        "GAITLOG_RECORDINGS" not in os.environ,
        reason="GAITLOG_RECORDINGS names no folder of recordings",
    ),
]


def run(command, *words, **options):
    out = io.StringIO()
    call_command(command, *words, owner="nora", json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def load(*path):
    return json.loads(FOLDER.joinpath(*path).read_text())


def test_the_month_has_its_weeks_and_a_second_time_adds_nothing(runner):
    truth = load("month", "truth.json")
    files = run("import_recordings", FOLDER / "month", timezone="Europe/London")["files"]
    figures = {entry["file"]: entry for entry in truth["files"]}
    assert {file["file"] for file in files} == set(figures)
    for file in files:
        entry = figures[file["file"]]
        assert file["outcome"] == "imported"
        assert abs(file["run"]["moving_s"] - entry["timer_s"]) <= 1
        assert abs(file["run"]["distance_m"] - entry["distance_m"]) <= 2
        assert file["run"]["laps"] == entry["laps"]
    weeks = {week["monday"]: week for week in run("weekly_report")["weeks"]}
    for entry in truth["iso_weeks_local_london"].values():
        week, runs = weeks.pop(entry["monday"]), entry["runs"]
        assert week["runs"] == runs
        moving_s = week["pose_s"] + week["natural_s"] + week["walk_s"]
        assert abs(moving_s - entry["timer_s"]) <= runs
        assert abs(week["distance_m"] - entry["distance_m"]) <= 2 * runs
    assert weeks == {}
    before = list(runner.runs.values()), list(runner.recordings.values())
    again = run("import_recordings", FOLDER / "month", timezone="Europe/London")["files"]
    assert {file["outcome"] for file in again} == {"same"}
    assert (list(runner.runs.values()), list(runner.recordings.values())) == before


def test_every_file_ends_as_is_expected_of_it(runner):
    entries = {
        entry["file"]: entry
        for entry in load("catalog.json")
        if entry["format"] in ("fit", "gpx", "tcx")
    }
    files = run("import_recordings", *(FOLDER / name for name in entries))["files"]
    assert len(files) == len(entries) > 25
    for file in files:
        entry, found = entries[file["file"]], file["run"]
        expected = entry["expect_suggested"]
        if "asked for the date" in expected:
            assert file["outcome"] == "asks_date"
        elif expected != "import":
            assert (file["outcome"], found) == ("refused", None)
            assert ("not a run" if "not a run" in expected else "not a recording") in file[
                "message"
            ]
        else:
            assert file["outcome"] == "imported"
            timer_s = entry["timer_s"] or entry["elapsed_s"]
            margin_m = 0.02 * entry["distance_m"] if entry["format"] == "gpx" else 0
            assert abs(found["moving_s"] - timer_s) <= 1
            assert abs(found["distance_m"] - entry["distance_m"]) <= max(5, margin_m)
            assert found["laps"] == entry["n_laps"]


def test_odd_laps_of_intervals_are_the_new_gait_and_the_even_ones_walk(client, runner):
    name = "sports-lib__6914538454.fit"
    run("import_recordings", FOLDER / name)
    imported = runner.runs.get()
    url = reverse("recordings:switch_laps", args=[imported.pk])
    client.post(url, {"version": imported.version, "pattern": "odd"})
    imported.refresh_from_db()
    seconds = [lap.seconds for lap in imported.recording.laps.all()]
    assert imported.pose_s == sum(seconds[::2])
    assert imported.walk_s == sum(seconds[1::2])
    assert [section.gait for section in imported.section_data[1::2]] == [Gait.WALK] * 4
    [truth] = [entry["laps"] for entry in load("catalog.json") if entry["file"] == name]
    assert abs(imported.pose_s - sum(lap[0] for lap in truth[::2])) <= 5


def test_the_page_asks_for_a_date_and_takes_it(client, runner):
    name = "python-fitparse__compressed-speed-distance.fit"
    with (FOLDER / name).open("rb") as opened:
        client.post(reverse("recordings:upload"), {"files": opened})
    waiting = runner.recordings.get()
    url = reverse("recordings:give_date", args=[waiting.pk])
    client.post(url, {f"file-{waiting.pk}-on": "2012-02-13"})
    imported = runner.runs.get()
    assert (f"{imported.on}", imported.moving_s, imported.recording) == (
        "2012-02-13",
        3773,
        waiting,
    )
    assert waiting.file.read_bytes() == (FOLDER / name).read_bytes()
