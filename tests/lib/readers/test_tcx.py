import datetime as dt

import pytest

from gaitlog.lib.readers import RecordingError, read_recording
from tests.lib.readers.xml_files import START, stamp, tcx, tcx_activity, tcx_lap


def read(*activities, **options):
    return read_recording(tcx(*activities, **options), "run.tcx")


def refusal(*activities, **options):
    with pytest.raises(RecordingError) as caught:
        read(*activities, **options)
    return caught.value


class TestRun:
    def test_is_the_sum_of_its_laps(self):
        laps = tcx_lap(0, 300, metres=900.4, cadence=85) + tcx_lap(300, 200, metres=600.4)
        (run,) = read(laps)
        assert run.started_at == START
        assert (run.moving_s, run.elapsed_s) == (500, 500)
        assert run.distance_m == 1501
        assert [lap.seconds for lap in run.laps] == [300, 200]
        assert [lap.distance_m for lap in run.laps] == [901, 600]
        assert [lap.cadence_spm for lap in run.laps] == [170, None]
        assert run.device == "Forerunner 310XT"

    def test_a_pause_counts_as_elapsed_time_only(self):
        (run,) = read(tcx_lap(0, 300) + tcx_lap(900, 200))
        assert (run.moving_s, run.elapsed_s) == (500, 1100)
        assert [lap.elapsed_s for lap in run.laps] == [900, 200]

    def test_laps_without_points_count(self):
        (run,) = read(tcx_lap(0, 300, metres=900, points=False) + tcx_lap(300, 200, metres=600))
        assert (run.moving_s, run.distance_m) == (500, 1500)
        assert run.started_at == START

    def test_a_lap_that_lacks_its_totals_takes_them_from_its_points(self):
        lap = tcx_lap(300, 200).replace("<TotalTimeSeconds>200</TotalTimeSeconds>", "")
        (run,) = read(tcx_lap(0, 300) + lap)
        assert [lap.seconds for lap in run.laps] == [300, 200]
        assert [lap.distance_m for lap in run.laps] == [900, 600]

    def test_a_run_without_a_clock_has_no_start(self):
        lap = tcx_lap(0, 300, points=False).replace(stamp(0), "")
        (run,) = read_recording(tcx(lap).replace(b"2026-03-02T17:30:00Z", b""), "run.tcx")
        assert (run.started_at, run.moving_s) == (None, 300)

    def test_may_begin_with_blanks_as_strava_writes_it(self):
        (run,) = read_recording(b"          " + tcx(tcx_lap(0, 60)), "run.tcx")
        assert run.moving_s == 60

    def test_the_cadence_of_the_lap_serves_where_its_points_have_none(self):
        lap = tcx_lap(0, 300).replace("<Intensity>", "<Cadence>84</Cadence><Intensity>")
        (run,) = read(lap)
        assert [lap.cadence_spm for lap in run.laps] == [168]


class TestMultisport:
    def test_only_the_running_legs_are_read(self):
        ride = tcx_activity(tcx_lap(0, 900), sport="Biking")
        leg = tcx_activity(tcx_lap(960, 1200))
        (run,) = read(ride, leg, multisport=True)
        assert run.started_at == START + dt.timedelta(seconds=960)
        assert run.moving_s == 1200

    def test_the_way_between_two_legs_is_no_part_of_the_run(self):
        leg, ride = tcx_activity(tcx_lap(0, 900, metres=2700)), tcx_activity("", sport="Biking")
        (run,) = read(leg, ride, multisport=True)
        assert (run.moving_s, run.distance_m) == (900, 2700)

    def test_several_activities_are_several_runs(self):
        first, second = tcx_activity(tcx_lap(0, 900)), tcx_activity(tcx_lap(7200, 600))
        assert [run.moving_s for run in read(first, second)] == [900, 600]

    @pytest.mark.parametrize(
        ("sport", "words"),
        [
            ("Biking", "This is a ride, not a run."),
            ("Walking", "This is a walk, not a run."),
            ("Other", "This was recorded as “other”, not as a run."),
        ],
    )
    def test_another_sport_is_refused_by_name(self, sport, words):
        error = refusal(tcx_lap(0, 300), sport=sport)
        assert (error.code, error.text) == ("not_a_run", words)


class TestBrokenFile:
    def test_cut_off_is_refused_with_the_minute(self):
        data = tcx(tcx_lap(0, 600) + tcx_lap(600, 600))
        data = data[: data.index(f"<Time>{stamp(740)}".encode())]
        with pytest.raises(RecordingError) as caught:
            read_recording(data, "run.tcx")
        assert caught.value.text == "This file is broken after 12 minutes, so its run is not whole."

    def test_an_activity_that_was_read_to_its_end_is_kept(self):
        data = tcx(tcx_lap(0, 600)).split(b"<Author>")[0]
        (run,) = read_recording(data, "run.tcx")
        assert run.moving_s == 600
        assert run.note == "This file is broken after 10 minutes. What came before that was kept."

    @pytest.mark.parametrize("timer", ["nan", "inf", "-300", "1e300", "many", ""])
    def test_a_senseless_lap_time_never_counts(self, timer):
        (run,) = read(tcx_lap(0, 300, metres=900) + tcx_lap(300, 300, timer=timer))
        assert 300 <= run.moving_s <= 600
        assert sum(lap.seconds for lap in run.laps) == run.moving_s

    def test_a_file_without_activities_is_refused(self):
        assert refusal().code == "empty"

    def test_an_activity_without_laps_is_refused(self):
        assert refusal(tcx_activity()).code == "empty"
