import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaitlog.lib.readers.activity import Activity, Lap, RecordingError
from gaitlog.lib.readers.cadence import Sample
from gaitlog.lib.readers.draft import Draft, DraftLap, finish, share_out

thorough = settings(max_examples=300, database=None, deadline=None, derandomize=True)
anything = st.one_of(st.none(), st.floats(), st.floats(0, 20_000))
laps = st.builds(DraftLap, timer_s=anything, elapsed_s=anything, distance_m=anything)


def finished(timers, *, metres=None, timer_s=None, distance_m=None):
    metres = metres or [None] * len(timers)
    drafts = [DraftLap(timer, distance_m=m) for timer, m in zip(timers, metres, strict=True)]
    return finish(Draft(timer_s=timer_s, distance_m=distance_m, laps=drafts))


class TestTimerAgainstLaps:
    def test_a_small_difference_is_shared_out(self):
        run = finished([270.0, 836.0, 758.0, 966.0], timer_s=2832.0)
        assert [lap.seconds for lap in run.laps] == [270, 837, 758, 967]

    def test_time_after_the_last_lap_becomes_a_lap(self):
        run = finished([300.0, 300.0], metres=[1000, 1000], timer_s=900.0, distance_m=2900)
        assert [lap.seconds for lap in run.laps] == [300, 300, 300]
        assert [lap.distance_m for lap in run.laps] == [1000, 1000, 900]

    def test_laps_that_claim_more_than_the_run_are_shortened(self):
        run = finished([600.0, 1200.0], metres=[1000, 2000], timer_s=900.0, distance_m=3000)
        assert [lap.seconds for lap in run.laps] == [300, 600]
        assert [lap.distance_m for lap in run.laps] == [1000, 2000]

    def test_without_a_timer_the_laps_count(self):
        assert finished([300.5, 300.0]).moving_s == 601

    def test_metres_of_some_laps_only_are_kept_as_they_are(self):
        run = finished([300.0, 300.0], metres=[999.6, None], timer_s=600.0, distance_m=1900)
        assert [lap.distance_m for lap in run.laps] == [1000, None]

    def test_first_laps_of_no_seconds_go_to_the_next(self):
        run = finished([0.0, 0.2, 300.0], timer_s=300.0)
        assert [lap.seconds for lap in run.laps] == [300]


class TestFinish:
    def test_a_time_is_rounded_half_up(self):
        assert finish(Draft(timer_s=3864.5)).moving_s == 3865

    def test_the_device_is_one_short_line(self):
        assert finish(Draft(timer_s=60, device=" a\n\x00b\ud800 " + "c" * 200)).device == (
            "a b " + "c" * 76
        )

    @thorough
    @given(
        st.builds(
            Draft,
            timer_s=anything,
            elapsed_s=anything,
            distance_m=anything,
            laps=st.lists(laps, max_size=6),
            cadence=anything,
        )
    )
    def test_figures_agree_whatever_the_file_says(self, draft):
        try:
            run = finish(draft)
        except RecordingError:
            return  # there was no running time in it
        assert 1 <= run.moving_s <= run.elapsed_s
        assert run.distance_m is None or 0 <= run.distance_m <= 1_000_000
        assert all(lap.seconds >= 1 and lap.elapsed_s >= lap.seconds for lap in run.laps)
        assert not run.laps or sum(lap.seconds for lap in run.laps) == run.moving_s

    @thorough
    @given(
        st.floats(60, 20_000),
        st.floats(1, 50_000),
        st.lists(st.tuples(st.floats(1, 9_000), st.floats(1, 9_000)), min_size=1, max_size=9),
    )
    def test_metres_of_all_laps_add_up_to_the_run(self, timer_s, distance_m, figures):
        drafts = [DraftLap(lap_s, distance_m=lap_m) for lap_s, lap_m in figures]
        run = finish(Draft(timer_s=timer_s, distance_m=distance_m, laps=drafts))
        assert sum(lap.distance_m for lap in run.laps) == run.distance_m

    def test_an_activity_refuses_laps_that_do_not_add_up(self):
        lap = Lap(seconds=59, distance_m=None, elapsed_s=60, cadence_spm=None)
        with pytest.raises(ValueError, match="add up"):
            Activity("run", None, 60, 60, None, (lap,), None, "")


class TestShareOut:
    def test_gives_to_the_largest_remainder(self):
        assert share_out(10, [3.6, 3.3, 3.1]) == [4, 3, 3]

    @thorough
    @given(st.integers(0, 10**6), st.lists(st.floats(0.001, 10**6), min_size=1, max_size=50))
    def test_adds_up_and_is_at_most_one_off(self, total, parts):
        shares = share_out(total, parts)
        assert sum(shares) == total
        whole = sum(parts)
        for share, part in zip(shares, parts, strict=True):
            assert abs(share - total * part / whole) <= 1.001


class TestCadence:
    def test_a_file_in_steps_stays_so_while_walking(self):
        walked = [Sample(second, 110.0) for second in range(60)]
        ran = [Sample(second, 176.0) for second in range(60, 360)]
        run = finish(
            Draft(
                timer_s=360,
                samples=walked + ran,
                laps=[DraftLap(60, samples=walked), DraftLap(300, samples=ran)],
            )
        )
        assert [lap.cadence_spm for lap in run.laps] == [110, 176]

    def test_of_laps_alone_may_be_in_steps(self):
        points = [Sample(0, None), Sample(10, None)]
        laps = [DraftLap(60, cadence=170.0), DraftLap(60, cadence=115.0)]
        run = finish(Draft(timer_s=120, samples=points, laps=laps))
        assert [lap.cadence_spm for lap in run.laps] == [170, 115]

    def test_a_long_gap_counts_for_ten_seconds(self):
        run = finish(
            Draft(timer_s=700, samples=[Sample(0, 90.0), Sample(600, 80.0), Sample(610, None)])
        )
        assert run.cadence_spm == 170

    @pytest.mark.parametrize("odd", [float("nan"), float("inf"), -90.0, 0.0, 1e9])
    def test_senseless_values_do_not_count(self, odd):
        run = finish(Draft(timer_s=60, samples=[Sample(0, odd), Sample(1, 85.0)], cadence=odd))
        assert run.cadence_spm == 170
