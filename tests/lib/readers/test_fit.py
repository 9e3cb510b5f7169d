import datetime as dt

import pytest

from gaitlog.lib.readers import RecordingError, read_recording
from tests.lib.readers import fit_file as fit
from tests.lib.readers.fit_file import START, message, records


def read(*messages, **about):
    return read_recording(fit.file(*messages, **about), "run.fit")


def refusal(*messages, **about):
    with pytest.raises(RecordingError) as caught:
        read(*messages, **about)
    return caught.value


def laps_of(*timers, start=START, metres=1000.0, **fields):
    """Laps one after the other."""
    begins = fit.seconds(start)
    for timer in timers:
        yield message("lap", start=int(begins), elapsed=timer, timer=timer, distance=metres)
        begins += timer


class TestRun:
    def test_reads_the_figures_of_the_session(self):
        (run,) = read(fit.run(timer=1200.4, distance=4000.6), product_name="Watch 9")
        assert run.sport == "run"
        assert run.started_at == START
        assert run.moving_s == 1200
        assert run.elapsed_s == 1200
        assert run.distance_m == 4001
        assert run.cadence_spm == 170
        assert run.device == "Watch 9"
        assert run.note == ""

    def test_names_the_maker_of_a_watch_without_a_name(self):
        (run,) = read(fit.run())
        assert run.device == "Garmin"

    @pytest.mark.parametrize(
        ("sub_sport", "surface"),
        [(0, ""), (fit.TREADMILL, "treadmill"), (fit.TRAIL, "trail"), (4, "track"), (2, "road")],
    )
    def test_takes_the_surface_from_the_kind_of_run(self, sub_sport, surface):
        (run,) = read(fit.run(sub_sport=sub_sport))
        assert run.surface == surface

    def test_a_pause_counts_as_elapsed_time_only(self):
        (run,) = read(fit.run(timer=1200.0, elapsed=1500.0))
        assert (run.moving_s, run.elapsed_s) == (1200, 1500)
        assert [lap.elapsed_s for lap in run.laps] == [1500]

    def test_a_file_without_a_clock_has_no_start(self):
        (run,) = read(fit.run(start=17_217_864))
        assert run.started_at is None
        assert run.moving_s == 1200
        assert run.cadence_spm == 170

    def test_eight_years_since_it_was_switched_on_is_no_clock(self):
        (run,) = read(fit.run(start=0x0FFFFFF0, timer=10.0))
        assert run.started_at is None

    def test_a_field_of_an_add_on_is_not_taken_for_a_native_one(self):
        points = b"".join(
            fit.with_add_on(message("record", timestamp=fit.seconds(START) + second))
            for second in range(600)
        )
        session = message("session", start=START, sport=fit.RUNNING, timer=600.0)
        (run,) = read(fit.ADD_ON, points, session)
        assert (run.cadence_spm, run.note) == (None, "")

    @pytest.mark.parametrize("year", [1994, 2090])
    def test_a_clock_that_was_never_set_is_no_clock(self, year):
        (run,) = read(fit.run(start=START.replace(year=year, day=2)))
        assert run.started_at is None

    def test_does_not_mind_a_wrong_check_sum(self):
        data = fit.file(fit.run(), check_sum=0xBEEF)
        (run,) = read_recording(data, "run.fit")
        assert (run.moving_s, run.note) == (1200, "")

    def test_a_run_without_distance_has_none(self):
        (run,) = read(message("session", start=START, sport=fit.RUNNING, timer=600.0))
        assert run.distance_m is None

    def test_a_session_that_names_no_sport_is_taken_for_a_run(self):
        (run,) = read(message("session", start=START, timer=600.0))
        assert run.moving_s == 600

    def test_starts_with_the_first_point_where_the_session_does_not_say(self):
        (run,) = read(records(START, 600), message("session", sport=1, timer=600.0))
        assert run.started_at == START


class TestLaps:
    def test_add_up_to_the_moving_time(self):
        timers = (360.4, 328.4, 332.4, 71.4)
        session = message(
            "session", start=START, sport=1, timer=sum(timers), elapsed=1100.0, distance=3224.6
        )
        (run,) = read(*laps_of(*timers), session)
        assert run.moving_s == 1093
        assert [lap.seconds for lap in run.laps] == [361, 328, 333, 71]
        assert sum(lap.distance_m for lap in run.laps) == run.distance_m == 3225

    def test_without_laps_there_are_none(self):
        (run,) = read(message("session", start=START, sport=1, timer=600.0, distance=1800.0))
        assert run.laps == ()

    def test_a_lap_of_no_seconds_goes_to_the_lap_before(self):
        session = message("session", start=START, sport=1, timer=600.0, distance=1800.0)
        (run,) = read(*laps_of(300.0, 0.0, 300.2, 0.1, metres=450.0), session)
        assert [lap.seconds for lap in run.laps] == [300, 300]
        assert [lap.distance_m for lap in run.laps] == [900, 900]

    def test_have_the_cadence_of_their_own_points(self):
        second = START + dt.timedelta(seconds=300)
        (run,) = read(
            records(START, 299, cadence=80),
            records(second, 300, cadence=90),
            *laps_of(300.0, 300.0),
            message("session", start=START, sport=1, timer=600.0, elapsed=600.0),
        )
        assert [lap.cadence_spm for lap in run.laps] == [160, 180]
        assert run.cadence_spm == 170

    def test_have_the_average_of_the_watch_where_there_are_no_points(self):
        lap = message("lap", start=START, timer=600.0, elapsed=600.0, distance=1.0, cadence=84)
        (run,) = read(lap, message("session", start=START, sport=1, timer=600.0, cadence=83))
        assert [lap.cadence_spm for lap in run.laps] == [168]
        assert run.cadence_spm == 166

    def test_too_many_are_refused(self):
        error = refusal(*laps_of(*[1.0] * 1001), fit.run())
        assert (error.code, error.text) == ("too_large", "This file has more than 1,000 laps.")


class TestSports:
    @pytest.mark.parametrize(
        ("sport", "words"),
        [
            (fit.WALKING, "This is a walk, not a run."),
            (fit.CYCLING, "This is a ride, not a run."),
            (fit.E_BIKING, "This is a ride on an e-bike, not a run."),
            (17, "This is a hike, not a run."),
            (0, "This was recorded as “generic”, not as a run."),
            (250, "This was recorded as “250”, not as a run."),
        ],
    )
    def test_another_sport_is_refused_by_name(self, sport, words):
        error = refusal(fit.run(sport=sport))
        assert (error.code, error.text) == ("not_a_run", words)

    def test_of_a_multisport_file_only_the_runs_are_read(self):
        legs, start = [], START
        for sport, length in ((fit.SWIMMING, 900), (fit.TRANSITION, 60), (fit.RUNNING, 1200)):
            cadence = 85 if sport == fit.RUNNING else 30
            legs.append(records(start, length - 1, cadence=cadence))
            legs.append(message("lap", start=start, timer=length, elapsed=length, distance=800.0))
            legs.append(message("session", start=start, sport=sport, timer=length, distance=800.0))
            start += dt.timedelta(seconds=length)
        (run,) = read(*legs)
        assert run.started_at == START + dt.timedelta(seconds=960)
        assert run.moving_s == 1200
        assert [lap.seconds for lap in run.laps] == [1200]
        assert run.cadence_spm == 170

    def test_a_multisport_file_without_a_run_says_what_it_holds(self):
        error = refusal(fit.run(sport=fit.SWIMMING), fit.run(sport=fit.CYCLING))
        assert error.text == "This is a swim and a ride, not a run."

    def test_chained_files_are_read_one_by_one(self):
        later = START + dt.timedelta(days=1)
        data = fit.file(fit.run(timer=600.0)) + fit.file(fit.run(start=later, timer=900.0))
        runs = read_recording(data, "run.fit")
        assert [(run.started_at, run.moving_s) for run in runs] == [(START, 600), (later, 900)]

    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            (fit.WORKOUT, "This is the plan of a workout, not a recording of a run."),
            (fit.COURSE, "This is a course to follow, not a recording of a run."),
            (2, "There is no recorded run in this file."),
        ],
    )
    def test_a_file_without_a_recording_is_refused(self, kind, words):
        error = refusal(kind=kind)
        assert (error.code, error.text) == ("empty", words)


class TestBrokenFile:
    def test_is_refused_with_the_minute_of_the_fault(self):
        error = refusal(records(START, 750, every=10), b"\x0f")
        assert error.code == "unreadable"
        assert error.text == "This file is broken after 12 minutes, so its run is not whole."

    def test_is_refused_where_it_is_cut_off(self):
        data = fit.file(fit.run())
        with pytest.raises(RecordingError, match="broken after 10 minutes"):
            read_recording(data[: len(data) // 2], "run.fit")

    def test_is_refused_where_nothing_was_read(self):
        error = refusal(b"\x0f")
        assert error.text == "This file is broken and cannot be read."

    def test_keeps_a_run_whose_summary_was_read(self):
        (run,) = read(fit.run(), b"\x0f\x0f")
        assert run.moving_s == 1200
        assert run.note == "This file is broken after 20 minutes. What came before that was kept."

    def test_keeps_a_run_that_lacks_only_the_check_sum(self):
        (run,) = read_recording(fit.file(fit.run())[:-2], "run.fit")
        assert run.moving_s == 1200

    def test_without_a_summary_is_refused(self):
        error = refusal(records(START, 750))
        assert error.code == "unreadable"
        assert error.text.startswith("The watch never wrote the end")


class TestNumbersOfStrangers:
    def test_a_run_of_weeks_is_no_run(self):
        error = refusal(message("session", start=START, sport=1, timer=4_000_000.0))
        assert (error.code, error.text) == ("empty", "There is no running time in this file.")

    def test_a_run_of_no_time_is_no_run(self):
        assert refusal(fit.run(timer=0.0)).code == "empty"

    def test_a_distance_round_the_world_is_none(self):
        (run,) = read(message("session", start=START, sport=1, timer=600.0, distance=40_000_000.0))
        assert run.distance_m is None

    def test_a_cadence_that_no_runner_has_is_none(self):
        (run,) = read(
            records(START, 600, cadence=3), message("session", start=START, sport=1, timer=600.0)
        )
        assert run.cadence_spm is None

    def test_too_many_points_are_refused(self, monkeypatch):
        monkeypatch.setitem(read_recording.__globals__["fit"].LIMITS, 20, (10, "points"))
        error = refusal(fit.run())
        assert (error.code, error.text) == ("too_large", "This file has more than 10 points.")

    def test_the_last_second_of_the_clock_does_not_overflow(self):
        (run,) = read(message("session", start=0xFFFFFFFE, sport=fit.RUNNING, timer=600.0))
        assert run.started_at is None
