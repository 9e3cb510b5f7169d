import datetime as dt
import time

import pytest

from gaitlog.lib.readers import RecordingError, read_recording
from gaitlog.lib.readers import gpx as reader
from tests.lib.readers.xml_files import START, gpx, north, point, stamp, track


def read(*tracks, **options):
    return read_recording(gpx(*tracks, **options), "run.gpx")


def refusal(*tracks, **options):
    with pytest.raises(RecordingError) as caught:
        read(*tracks, **options)
    return caught.value


class TestRun:
    def test_lasts_from_the_first_to_the_last_point(self):
        (run,) = read(track(north(600)))
        assert run.started_at == START
        assert (run.moving_s, run.elapsed_s) == (600, 600)
        assert run.distance_m == 1800
        assert run.laps == ()
        assert run.cadence_spm is None
        assert run.device == "Test watch"

    def test_runs_on_over_its_segments_but_covers_no_ground_between_them(self):
        (run,) = read(track(north(100), north(100, first=700)))
        assert run.moving_s == 800
        assert run.distance_m == 600

    def test_every_track_is_a_run_of_its_own(self):
        runs = read(track(north(600)), track(north(300, first=3600)))
        assert [run.moving_s for run in runs] == [600, 300]
        assert runs[1].started_at == START + dt.timedelta(hours=1)

    def test_a_track_of_one_point_is_left_out(self):
        (run,) = read(track(point(stamp(0))), track(north(300)))
        assert run.moving_s == 300

    def test_may_begin_with_blanks(self):
        (run,) = read_recording(b"\n          " + gpx(track(north(60))), "run.gpx")
        assert run.moving_s == 60

    def test_may_begin_with_a_byte_order_mark(self):
        (run,) = read_recording(b"\xef\xbb\xbf" + gpx(track(north(60))), "run.gpx")
        assert run.moving_s == 60

    def test_may_be_written_in_utf_16(self):
        text = gpx(track(north(60))).decode().replace("UTF-8", "UTF-16")
        (run,) = read_recording(text.encode("utf-16"), "run.gpx")
        assert run.moving_s == 60

    def test_times_may_have_a_zone_or_fractions(self):
        points = point("2026-03-02T18:30:00.250+01:00") + point("2026-03-02T17:31:00Z")
        (run,) = read(track(points))
        assert run.started_at == START + dt.timedelta(microseconds=250_000)
        assert run.moving_s == 60

    def test_times_without_a_zone_are_universal(self, monkeypatch):
        monkeypatch.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        (run,) = read(track(point("2026-03-02T17:30:00") + point("2026-03-02T17:31:00")))
        monkeypatch.undo()
        time.tzset()
        assert run.started_at == START


class TestCadence:
    def test_of_one_leg_is_doubled(self):
        (run,) = read(track(north(60, cadence=85)))
        assert run.cadence_spm == 170

    def test_in_steps_is_taken_as_it_is(self):
        (run,) = read(track(north(60, cadence=172)))
        assert run.cadence_spm == 172

    def test_standing_does_not_count(self):
        (run,) = read(track(north(60, cadence=85) + north(300, first=61, cadence=0)))
        assert run.cadence_spm == 170

    def test_is_the_mean_over_time(self):
        slow = north(100, every=1, cadence=80)
        fast = north(100, every=10, cadence=90, first=101)
        (run,) = read(track(slow + fast))
        assert run.cadence_spm == 170


class TestSports:
    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            ("walking", "This is a walk, not a run."),
            ("cycling", "This is a ride, not a run."),
            ("EBikeRide", "This is a ride on an e-bike, not a run."),
            ("1", "This is a ride, not a run."),
            ("10", "This is a walk, not a run."),
            ("Hike", "This is a hike, not a run."),
        ],
    )
    def test_another_sport_is_refused_by_name(self, kind, words):
        error = refusal(track(north(60), kind=kind))
        assert (error.code, error.text) == ("not_a_run", words)

    @pytest.mark.parametrize("kind", [None, "9", "running", "Run", "run_walk", "Laufen", "strides"])
    def test_a_run_or_a_word_that_is_not_known_is_read(self, kind):
        assert len(read(track(north(60), kind=kind))) == 1

    def test_the_running_tracks_of_several_are_read(self):
        runs = read(track(north(60), kind="biking"), track(north(90), kind="running"))
        assert [run.moving_s for run in runs] == [90]

    def test_the_kind_of_run_tells_the_surface(self):
        (run,) = read(track(north(60), kind="treadmill_running"))
        assert run.surface == "treadmill"


class TestBrokenFile:
    def test_a_route_is_refused(self):
        error = refusal(track(point() + point(latitude=50.1)))
        assert error.code == "no_clock"
        assert error.text == "This file has places but no times: it is a route, not a recording."

    def test_a_file_without_points_is_refused(self):
        error = refusal(root='<wpt lat="1" lon="1"/>')
        assert (error.code, error.text) == ("empty", "There are no recorded points in this file.")

    def test_a_file_cut_off_is_refused_with_the_minute(self):
        data = gpx(track(north(1500)))
        data = data[: data.index(stamp(760).encode())]
        with pytest.raises(RecordingError) as caught:
            read_recording(data, "run.gpx")
        assert caught.value.code == "unreadable"
        assert caught.value.text == "This file is broken after 12 minutes, so its run is not whole."

    def test_a_track_that_was_read_to_its_end_is_kept(self):
        (run,) = read_recording(gpx(track(north(900))).removesuffix(b"</gpx>"), "run.gpx")
        assert run.moving_s == 900
        assert run.note == "This file is broken after 15 minutes. What came before that was kept."

    def test_what_follows_the_end_is_not_looked_at(self):
        (run,) = read_recording(gpx(track(north(60))) + b"\0\0<junk>", "run.gpx")
        assert (run.moving_s, run.note) == (60, "")

    @pytest.mark.parametrize(
        ("latitude", "longitude"),
        [("91", "8"), ("nan", "8"), ("inf", "8"), ("", "8"), ("50", "181")],
    )
    def test_a_point_off_the_earth_is_passed_over(self, latitude, longitude):
        odd = point(stamp(65), latitude=latitude, longitude=longitude)
        (run,) = read(track(north(60) + odd))
        assert run.distance_m == 180

    def test_a_point_with_a_senseless_time_does_not_stretch_the_run(self):
        (run,) = read(track(point("1970-01-01T00:00:00Z") + north(60) + point("yesterday")))
        assert (run.started_at, run.moving_s) == (START, 60)

    def test_a_clock_that_was_never_set_still_tells_the_seconds(self):
        (run,) = read(track(point("1990-01-01T00:00:00Z") + point("1990-01-01T00:10:00Z")))
        assert (run.started_at, run.moving_s) == (None, 600)

    def test_a_time_at_the_edge_of_the_calendar_is_no_time(self):
        odd = point("0001-01-01T00:00:00+14:00") + point("9999-12-31T23:59:59-14:00")
        (run,) = read(track(odd + north(60)))
        assert run.moving_s == 60

    def test_a_recording_of_weeks_is_refused(self):
        days = point("2026-01-01T00:00:00Z") + point("2026-02-01T00:00:00Z")
        assert refusal(track(days)).code == "empty"

    def test_too_many_points_are_refused(self, monkeypatch):
        monkeypatch.setattr(reader, "MAX_POINTS", 5)
        assert refusal(track(north(600))).text == "This file has more than 5 points."


class TestHaversine:
    def test_a_degree_along_the_equator(self):
        assert round(reader.haversine_m((0, 0), (0, 1))) == 111_195

    def test_from_pole_to_pole(self):
        assert round(reader.haversine_m((90, 0), (-90, 123))) == 20_015_114

    def test_over_the_date_line(self):
        assert reader.haversine_m((0, 179.5), (0, -179.5)) == pytest.approx(111_195, abs=1)
