from __future__ import annotations

import io
import json

import pytest
from django.core.management import call_command

from gaitlog.core.refused import Refused
from gaitlog.recordings.management.commands.import_recordings import _shown
from tests.factories import DAY
from tests.recordings import samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("readers", "kept", "runner")]


@pytest.fixture
def folder(tmp_path):
    """A folder of recordings, with others below it and what is none."""
    folder = tmp_path / "watch"
    (folder / "2025").mkdir(parents=True)
    (folder / "a.TCX").write_bytes(samples.INTERVALS)
    (folder / "b.tcx.gz").write_bytes(samples.PACKED)
    (folder / "notes.txt").write_text("nothing")
    (folder / "2025" / "old.fit").write_bytes(samples.NO_CLOCK)
    return folder


def run(*paths, **options):
    out = io.StringIO()
    call_command("import_recordings", *paths, stdout=out, **{"owner": "nora", **options})
    return out.getvalue()


def as_json(*paths, **options):
    return json.loads(run(*paths, json=True, **options))["files"]


class TestPaths:
    def test_of_folders_are_all_the_recordings_below_in_order(self, folder):
        assert [file["file"] for file in as_json(folder)] == ["old.fit", "a.TCX", "b.tcx.gz"]

    def test_of_files_are_read_whatever_they_are(self, folder):
        [file] = as_json(folder / "notes.txt")
        assert file["outcome"] == "refused"
        assert file["message"] == "This is not a FIT, GPX or TCX file."

    def test_that_lead_nowhere_are_refused_before_anything_is_imported(self, folder, runner):
        with pytest.raises(Refused, match=r"There is no .*gone"):
            run(folder, folder / "gone")
        assert runner.runs.count() == 0

    def test_of_an_empty_folder_is_nothing_to_do(self, tmp_path):
        (tmp_path / "empty").mkdir()
        assert run(tmp_path / "empty") == "There was nothing to do.\n"


class TestOptions:
    @pytest.mark.parametrize("owner", ["nora", "Nora", " NORA "])
    def test_the_owner_is_named_whatever_the_capitals(self, folder, runner, owner):
        run(folder / "a.TCX", owner=owner)
        assert runner.runs.count() == 1

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            ({"owner": "olga"}, "Nobody here is called “olga”."),
            ({"timezone": "Europe/Nowhere"}, "“Europe/Nowhere” is no time zone"),
            ({"timezone": "../etc/passwd"}, "is no time zone"),
            ({"date": "2 March"}, "“2 March” is no date: write one such as 2026-02-12."),
        ],
    )
    def test_that_make_no_sense_are_refused_in_words(self, folder, options, words):
        with pytest.raises(Refused) as caught:
            run(folder, **options)
        assert words in str(caught.value)

    def test_the_time_zone_is_the_runners_own_if_left_out(self, folder, runner):
        run(folder / "a.TCX")
        assert runner.runs.get().time_zone == "Europe/Stockholm"

    def test_the_time_zone_decides_the_day(self, tmp_path, runner):
        (tmp_path / "late.tcx").write_bytes(samples.STEADY)
        run(tmp_path / "late.tcx", timezone="Pacific/Kiritimati")
        assert f"{runner.runs.get().on}" == "2026-03-03"

    def test_the_date_is_that_of_files_without_a_clock(self, folder, runner):
        assert [file["outcome"] for file in as_json(folder)] == [
            "asks_date",
            "imported",
            "imported",
        ]
        assert [file["outcome"] for file in as_json(folder, date="2025-05-01")] == [
            "imported",
            "same",
            "same",
        ]
        assert f"{runner.runs.get(started_at=None).on}" == "2025-05-01"


class TestAnswer:
    def test_in_json_has_the_figures_of_each_run(self, folder):
        [file] = as_json(folder / "a.TCX")
        assert file["outcome"] == "imported"
        assert file["run"] == {
            "on": f"{DAY}",
            "moving_s": 300,
            "elapsed_s": 300,
            "distance_m": 684,
            "laps": 5,
            "pose_s": 0,
            "natural_s": 180,
            "walk_s": 120,
        }
        assert file["runs"] == [file["run"]]

    def test_in_json_names_the_run_of_a_duplicate(self, folder):
        [first], [second] = as_json(folder / "a.TCX"), as_json(folder / "a.TCX")
        assert second["outcome"] == "same"
        assert second["run"] == first["run"]

    def test_in_json_has_every_run_of_a_multisport_file(self, tmp_path):
        (tmp_path / "both.tcx").write_bytes(samples.TWO_LEGS)
        [file] = as_json(tmp_path / "both.tcx")
        assert [run["moving_s"] for run in file["runs"]] == [600, 300]
        assert file["run"] == file["runs"][0]

    def test_in_json_has_no_run_where_there_is_none(self, folder):
        [file] = as_json(folder / "2025")
        assert (file["run"], file["runs"]) == (None, [])

    def test_in_words_is_a_line_for_each_file_and_a_sum(self, folder):
        *lines, last = run(folder).splitlines()
        assert lines[1] == (
            "a.TCX: Mon 2 Mar 2026, 18:30: 5:00, 0.68 km, 5 laps."
            " 2 laps slower than 9:16 per km are set to walk."
        )
        assert last == "2 imported, 1 without a date."


class TestBar:
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    def test_grows_where_somebody_is_looking(self):
        seen = self.Terminal()
        assert list(_shown(iter("ab"), 2, seen)) == ["a", "b"]
        assert [part.strip() for part in seen.getvalue().split("\r")[1:]] == [
            f"[{' ' * 30}] 0 of 2",
            f"[{'#' * 15}{' ' * 15}] 1 of 2",
            f"[{'#' * 30}] 2 of 2",
        ]

    def test_is_not_written_into_a_file(self):
        seen = io.StringIO()
        list(_shown(iter("ab"), 2, seen))
        assert seen.getvalue() == ""
