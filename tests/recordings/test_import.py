from __future__ import annotations

import datetime as dt
import os
import sys
import textwrap
from zoneinfo import ZoneInfo

import pytest

from gaitlog.core.trash import CannotReturn, put_in_trash, restore
from gaitlog.lib.gaits import Gait
from gaitlog.lib.readers.child import Readers
from gaitlog.recordings import files, services
from gaitlog.recordings.models import Lap, Recording
from gaitlog.recordings.services import give_date, import_files
from tests.factories import DAY, UserFactory
from tests.recordings import samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("readers", "kept")]

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def imported(runner, *data, zone=STOCKHOLM, on=None):
    """What became of these files; pairs have a name, others are called a, b, c."""
    named = [
        one if isinstance(one, tuple) else (f"{letter}.tcx", one)
        for letter, one in zip("abcdef", data, strict=False)
    ]
    return list(import_files(runner, named, zone=zone, on=on))


def kinds(outcomes):
    return [outcome.kind for outcome in outcomes]


class TestRun:
    def test_has_the_figures_of_the_file(self, runner):
        imported(runner, samples.laps((600, 1800), (300, 850)))
        run = runner.runs.get()
        assert (run.moving_s, run.elapsed_s, run.distance_m) == (900, 900, 2650)
        assert (run.on, run.started_at, run.time_zone) == (DAY, samples.START, "Europe/Stockholm")

    def test_has_a_natural_section_for_each_lap_with_its_distance_and_cadence(self, runner):
        imported(runner, samples.laps((600, 1800), (300, 850)))
        first, second = runner.runs.get().section_data
        assert (first.gait, first.seconds, first.distance_m) == (Gait.NATURAL, 600, 1800)
        assert (second.seconds, second.distance_m, second.cadence_spm) == (300, 850, 170)

    def test_slow_laps_are_walk_and_it_is_said(self, runner):
        [outcome] = imported(runner, samples.INTERVALS)
        run = runner.runs.get()
        assert (run.natural_s, run.walk_s) == (180, 120)
        assert "2 laps slower than 9:16 per km are set to walk." in outcome.message

    def test_the_pace_of_a_walk_is_said_in_the_runners_unit(self, runner):
        runner.distance_unit = "mi"
        [outcome] = imported(runner, samples.INTERVALS)
        assert "0.43 mi, 5 laps. 2 laps slower than 14:54 per mi" in outcome.message

    def test_without_laps_is_one_section(self, runner):
        imported(runner, samples.TRACK)
        run = runner.runs.get()
        [section] = run.section_data
        assert (section.seconds, section.distance_m) == (600, run.distance_m)
        assert (section.cadence_spm, run.recording.laps.count()) == (170, 0)

    @pytest.mark.parametrize(
        ("start", "zone", "on"),
        [
            ("2026-03-02T23:30Z", "Europe/Stockholm", dt.date(2026, 3, 3)),
            ("2026-03-02T03:00Z", "America/New_York", dt.date(2026, 3, 1)),
            ("2026-03-02T12:00Z", "Pacific/Kiritimati", dt.date(2026, 3, 3)),
        ],
    )
    def test_is_on_the_day_that_it_was_where_it_was_run(self, runner, start, zone, on):
        data = samples.at(dt.datetime.fromisoformat(start))
        imported(runner, data, zone=ZoneInfo(zone))
        assert (runner.runs.get().on, runner.runs.get().time_zone) == (on, zone)

    def test_keeps_the_measures_of_the_runner(self, runner):
        runner.lamppost_m = 44
        imported(runner, samples.STEADY)
        assert runner.runs.get().lamppost_m == 44

    def test_says_what_could_not_be_read(self, runner):
        whole = samples.at(samples.START)
        [outcome] = imported(runner, whole[:-2] + b"\x41 and then nothing that makes sense")
        assert outcome.kind == "imported"
        assert outcome.message.endswith("What came before that was kept.")


class TestFile:
    def test_is_kept_as_it_came(self, runner, kept):
        imported(runner, samples.PACKED)
        recording = runner.recordings.get()
        assert kept() == [recording.file]
        assert recording.file.read_bytes() == samples.PACKED
        assert recording.size == len(samples.PACKED)

    @pytest.mark.parametrize(
        ("name", "kept_name"),
        [
            ("../../etc/run.fit", "../../etc/run.fit"),  # only ever shown
            ("x" * 300 + ".fit", "x" * 196 + ".fit"),
            ("two\nlines\x00.fit", "twolines.fit"),
            ("\udcff.fit", "?.fit"),
            ("", "recording"),
        ],
    )
    def test_may_be_called_anything(self, runner, name, kept_name):
        imported(runner, (name, samples.STEADY))
        assert runner.recordings.get().name == kept_name

    def test_is_kept_where_its_content_says(self, runner, kept):
        imported(runner, ("../../x", samples.STEADY))
        [file] = kept()
        assert file.parent.name == str(runner.uid)

    def test_of_nothing_is_refused(self, runner):
        [outcome] = imported(runner, b"")
        assert (outcome.kind, outcome.message) == ("refused", "This file is empty.")


class TestFaults:
    def test_of_one_file_stop_no_other(self, runner):
        outcomes = imported(
            runner, samples.STEADY, samples.BROKEN, samples.WALK, samples.PLAN, samples.TRACK
        )
        assert kinds(outcomes) == ["imported", "refused", "refused", "refused", "imported"]
        assert [outcome.message for outcome in outcomes[1:4]] == [
            "This file is broken and cannot be read.",
            "This is a walk, not a run.",
            "This is the plan of a workout, not a recording of a run.",
        ]

    def test_leave_nothing_behind(self, runner, kept):
        imported(runner, samples.BROKEN, samples.WALK)
        assert (runner.runs.count(), runner.recordings.count(), kept()) == (0, 0, [])

    def test_when_the_tables_refuse_leave_no_row_and_no_file(self, runner, kept, monkeypatch):
        def refuse(laps):
            raise OSError

        monkeypatch.setattr(Lap.objects, "bulk_create", refuse)
        [outcome] = imported(runner, samples.STEADY)
        assert "could not be kept" in outcome.message
        assert (runner.runs.count(), runner.recordings.count(), kept()) == (0, 0, [])

    def test_after_the_file_was_moved_leave_no_file(self, runner, kept, monkeypatch):
        def fail(*arguments, keep=files.keep):
            keep(*arguments)
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(files, "keep", fail)
        first, second = imported(runner, samples.STEADY, samples.TRACK)
        assert (first.kind, second.kind, kept()) == ("refused", "refused", [])
        assert runner.runs.count() == 0

    def test_leave_the_file_that_a_deleted_run_still_needs(self, runner, kept, monkeypatch):
        imported(runner, samples.STEADY)
        put_in_trash(runner.runs.get())
        monkeypatch.setattr(Lap.objects, "bulk_create", lambda laps: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            imported(runner, samples.STEADY)
        assert len(kept()) == 1

    def test_of_the_disk_are_told(self, runner, monkeypatch, settings, tmp_path):
        settings.RECORDINGS = tmp_path / "file"
        settings.RECORDINGS.write_text("no folder")
        [outcome] = imported(runner, samples.STEADY)
        assert "Is the disk full?" in outcome.message


class TestSame:
    def test_names_the_run_that_it_is(self, runner):
        imported(runner, samples.STEADY)
        [outcome] = imported(runner, ("again.tcx", samples.STEADY))
        assert outcome.kind == "same"
        assert outcome.message == ("The same file as your run of Mon 2 Mar 2026. Nothing changed.")
        assert (outcome.runs, outcome.legs[0].laps) == ([runner.runs.get()], 4)

    def test_changes_nothing(self, runner, kept):
        imported(runner, samples.STEADY, samples.TWO_LEGS)
        before = list(runner.runs.values()), list(runner.sections.values()), kept()
        assert kinds(imported(runner, samples.STEADY, samples.TWO_LEGS)) == ["same", "same"]
        assert (list(runner.runs.values()), list(runner.sections.values()), kept()) == before

    def test_within_one_batch(self, runner):
        assert kinds(imported(runner, samples.STEADY, samples.STEADY)) == ["imported", "same"]

    def test_is_not_read_again(self, runner, monkeypatch):
        imported(runner, samples.STEADY)
        monkeypatch.setattr(services, "Readers", lambda: Readers(["/no/such/program"]))
        assert kinds(imported(runner, samples.STEADY)) == ["same"]

    def test_is_asked_of_each_runner_alone(self, runner):
        imported(UserFactory(), samples.STEADY)
        assert kinds(imported(runner, samples.STEADY)) == ["imported"]

    def test_imported_by_another_request_meanwhile(self, runner, monkeypatch):
        real, raced = services._store, []

        def race(owner, file, *more):
            if not raced:
                raced.append(file)
                imported(runner, samples.TRACK)
            return real(owner, file, *more)

        monkeypatch.setattr(services, "_store", race)
        assert kinds(imported(runner, samples.TRACK)) == ["same"]
        assert runner.runs.count() == 1

    def test_imported_so_closely_that_the_table_finds_out(self, runner, monkeypatch, kept):
        imported(runner, samples.STEADY)
        known = iter([None])
        monkeypatch.setattr(
            services, "_known", lambda *asked, real=services._known: next(known, real(*asked))
        )
        monkeypatch.setattr(type(runner.recordings), "select_for_update", lambda self: self.none())
        assert kinds(imported(runner, samples.STEADY)) == ["same"]
        assert (runner.runs.count(), len(kept())) == (1, 1)


class TestLegs:
    def test_of_a_multisport_file_are_its_runs(self, runner):
        [outcome] = imported(runner, samples.TWO_LEGS)
        assert [run.moving_s for run in outcome.runs] == [600, 300]
        assert [recording.leg for recording in runner.recordings.order_by("leg")] == [0, 1]
        assert outcome.message.count("Mon 2 Mar 2026") == 2

    def test_are_both_named_by_a_duplicate(self, runner):
        imported(runner, samples.TWO_LEGS)
        [outcome] = imported(runner, samples.TWO_LEGS)
        assert len(outcome.runs) == 2
        assert "your runs of Mon 2 Mar 2026." in outcome.message

    def test_share_a_file_that_stays_as_long_as_one_needs_it(self, runner, kept):
        imported(runner, samples.TWO_LEGS)
        first, second = runner.runs.order_by("started_at")
        values = {"sha256": second.recording.sha256}
        first.delete()
        files.let_go(runner, values)
        assert len(kept()) == 1
        second.delete()
        files.let_go(runner, values)
        assert kept() == []


class TestWithoutClock:
    def test_asks_for_the_date(self, runner, kept):
        [outcome] = imported(runner, samples.NO_CLOCK)
        assert outcome.kind == "asks_date"
        assert "on which day" in outcome.message
        assert (runner.runs.count(), runner.recordings.waiting().count(), len(kept())) == (0, 1, 1)

    def test_asks_once(self, runner):
        assert kinds(imported(runner, samples.NO_CLOCK, samples.NO_CLOCK)) == ["asks_date"] * 2
        assert runner.recordings.count() == 1

    def test_takes_the_date_that_is_given_with_it(self, runner):
        [outcome] = imported(runner, samples.NO_CLOCK, on=DAY)
        run = runner.runs.get()
        assert (outcome.kind, run.on, run.started_at) == ("imported", DAY, None)
        assert outcome.message.startswith("Mon 2 Mar 2026: 20:00")

    def test_becomes_a_run_when_the_date_is_given_later(self, runner, kept):
        imported(runner, samples.NO_CLOCK)
        recording = runner.recordings.get()
        outcome = give_date(recording, on=DAY)
        recording.refresh_from_db()
        assert (outcome.kind, recording.run.on, recording.laps.count()) == ("imported", DAY, 1)
        assert len(kept()) == 1

    def test_is_the_same_when_the_date_is_given_twice(self, runner):
        imported(runner, samples.NO_CLOCK)
        recording = runner.recordings.get()
        give_date(recording, on=DAY)
        assert give_date(recording, on=DAY + dt.timedelta(days=1)).kind == "same"
        assert runner.runs.get().on == DAY

    def test_says_so_when_its_file_is_gone(self, runner, kept):
        imported(runner, samples.NO_CLOCK)
        kept()[0].unlink()
        assert "import it anew" in give_date(runner.recordings.get(), on=DAY).message

    def test_a_date_changes_nothing_for_a_file_with_a_clock(self, runner):
        imported(runner, samples.STEADY, on=DAY + dt.timedelta(days=9))
        assert runner.runs.get().on == DAY


class TestTrash:
    def test_a_deleted_run_comes_back_with_its_recording_and_laps(self, runner):
        imported(runner, samples.INTERVALS)
        before = list(Recording.objects.values()), list(Lap.objects.values())
        item = put_in_trash(runner.runs.get())
        assert not Lap.objects.exists()
        restore(item)
        assert (list(Recording.objects.values()), list(Lap.objects.values())) == before

    def test_meanwhile_its_file_is_imported_anew(self, runner):
        imported(runner, samples.STEADY)
        item = put_in_trash(runner.runs.get())
        assert kinds(imported(runner, samples.STEADY)) == ["imported"]
        with pytest.raises(CannotReturn, match="something else has taken its place"):
            restore(item)
        assert runner.runs.count() == 1


class TestChild:
    """With a real child process."""

    TROUBLE = """
        import os, signal, sys
        sys.path.insert(0, os.getcwd())
        from gaitlog.lib.readers import child

        def read(data, name, well=child.read_recording):
            if name == "die":
                os.kill(os.getpid(), signal.SIGKILL)
            return well(data, name)

        child.read_recording = read
        child.main()
    """

    def test_that_dies_in_the_middle_is_replaced(self, runner, monkeypatch, tmp_path):
        script = tmp_path / "trouble.py"
        script.write_text(textwrap.dedent(self.TROUBLE))
        monkeypatch.setattr(services, "Readers", lambda: Readers([sys.executable, str(script)]))
        outcomes = imported(runner, samples.STEADY, ("die", samples.INTERVALS), samples.TRACK)
        assert kinds(outcomes) == ["imported", "refused", "imported"]
        assert outcomes[1].message == "Reading this file failed, so nothing of it was imported."

    def test_is_one_for_a_batch(self, runner, monkeypatch):
        started = []

        class Counted(Readers):
            def _started(self):
                before, process = self._process, super()._started()
                started.extend([process.pid] if process is not before else [])
                return process

        monkeypatch.setattr(services, "Readers", Counted)
        imported(runner, samples.STEADY, samples.WALK, samples.TRACK)
        assert len(started) == 1


def test_left_overs_of_a_killed_import_go_after_a_day(runner, kept):
    imported(runner, samples.STEADY)
    [file] = kept()
    old, fresh = file.with_name(".new-old"), file.with_name(".new-fresh")
    for left in (old, fresh):
        left.touch()
    os.utime(old, (0, 0))
    files.clear_left_overs()
    assert kept() == sorted([file, fresh])
