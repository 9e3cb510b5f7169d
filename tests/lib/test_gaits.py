from __future__ import annotations

import pytest

from gaitlog.lib.gaits import Gait, Known, SectionData, Totals, hold_s, share_percent, totals

POSE, NATURAL, WALK = Gait.POSE, Gait.NATURAL, Gait.WALK
EXACT, STRETCH, SUM = Known.EXACT, Known.STRETCH, Known.SUM


def sections(*rows):
    return [SectionData(*row) for row in rows]


class TestHold:
    @pytest.mark.parametrize(
        ("rows", "seconds"),
        [
            ([], 0),
            ([(NATURAL, 600)], 0),
            ([(POSE, 60), (NATURAL, 60), (POSE, 90)], 90),
            ([(POSE, 60), (POSE, 90), (NATURAL, 60), (POSE, 120)], 150),
            ([(POSE, 60), (WALK, 1), (POSE, 90)], 90),
            ([(POSE, 60), (POSE, 90, STRETCH), (POSE, 60)], 90),
            ([(POSE, 60), (POSE, 50, STRETCH), (POSE, 60)], 60),
            ([(POSE, 60, STRETCH), (POSE, 90, STRETCH)], 90),
            ([(POSE, 720, SUM)], 0),
            ([(POSE, 60), (POSE, 720, SUM), (POSE, 60)], 60),
            ([(NATURAL, 600, STRETCH), (POSE, 20)], 20),
        ],
    )
    def test_is_the_longest_unbroken_pose(self, rows, seconds):
        assert hold_s(sections(*rows)) == seconds


class TestTotals:
    def test_add_up_by_gait_however_well_known(self):
        run = sections(
            (WALK, 300), (POSE, 60), (NATURAL, 90), (POSE, 720, SUM), (POSE, 30, STRETCH)
        )
        assert totals(run) == Totals(pose_s=810, natural_s=90, walk_s=300, hold_s=60)
        assert totals(run).moving_s == 1200

    def test_of_nothing_are_nothing(self):
        assert totals([]) == Totals()

    def test_take_any_iterable(self):
        assert totals(iter(sections((POSE, 60)))) == Totals(pose_s=60, hold_s=60)


class TestShare:
    @pytest.mark.parametrize(
        ("pose_s", "natural_s", "percent"),
        [(0, 0, None), (0, 600, 0), (600, 0, 100), (300, 900, 25), (1, 199, 1), (1, 200, 0)],
    )
    def test_is_pose_in_percent_of_what_was_run(self, pose_s, natural_s, percent):
        assert share_percent(pose_s, natural_s) == percent
