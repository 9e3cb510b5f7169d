"""The next dose: cases worked out by hand, and what holds of every one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaitlog.lib.gaits import Gait, totals
from gaitlog.lib.guard import Limit, Log, Outlook, Parameters, Session, Words, propose
from gaitlog.lib.guard.proposal import longest_hold_s, usual_run_s
from gaitlog.lib.sections import Measures, parse
from tests.guard.cases import run
from tests.guard.test_agree import tried

DAY = dt.date(2026, 7, 31)


def room_for(seconds, on=DAY):
    return Outlook(on, seconds, Limit(seconds, 240, 0, None), ())


def proposed(seconds, log=(), measures=None, technique="Pose"):
    words = Words(technique)
    return propose(room_for(seconds), Log.of(log), Parameters(), measures or Measures(), words)


def held(seconds, run_s=1800):
    """A log of one run of a length with a hold."""
    return [replace(run("07-20", seconds, natural=run_s - seconds), hold_s=seconds)]


def short(sections):
    return " ".join(f"{section.gait[0]}{section.seconds}" for section in sections)


# Room in seconds, the log, and what comes of it: in short, sections, lampposts of 10.8 s and
# blocks of 36 s at 6:00 per kilometre.
CASES = {
    "nothing run yet": (  # half an hour, half minutes; 27 * 10.8 = 291.6; 8 * 36 = 288
        (300, []),
        ("10 × 0:30", "n300 " + "p30 n30 " * 9 + "p30 n930", 27, 8),
    ),
    "a minute was held": (  # 33 * 10.8 = 356.4; 10 * 36 = 360
        (360, held(60)),
        ("6 × 1:00", "n300 " + "p60 n60 " * 5 + "p60 n840", 33, 10),
    ),
    "rounded down to half minutes": (  # 334 is 330, 75 is 60
        (334, held(75)),
        ("5 × 1:00 and 0:30", "n300 " + "p60 n60 " * 5 + "p30 n870", 30, 9),
    ),
    "less than half a minute was held": (
        (90, held(29)),
        ("3 × 0:30", "n300 p30 n30 p30 n30 p30 n1350", 8, 2),
    ),
    "the last one is shorter": (
        (330, held(120)),
        ("2 × 2:00 and 1:30", "n300 p120 n120 p120 n120 p90 n930", 30, 9),
    ),
    "one and a bit": (
        (330, held(300)),
        ("5:00 and 0:30", "n300 p300 n300 p30 n870", 30, 9),
    ),
    "all in one": ((600, held(720)), ("10:00", "n300 p600 n900", 55, 16)),
    "just as long as was held": ((600, held(600)), ("10:00", "n300 p600 n900", 55, 16)),
    "shorter than what was held": ((120, held(600)), ("2:00", "n300 p120 n1380", 11, 3)),
    "a short run, a short warm-up": (  # 600 / 4 = 150; 450 of room, 150 / 4 gaps is 30
        (300, held(60, run_s=600)),
        ("5 × 1:00", "n150 " + "p60 n30 " * 4 + "p60 n30", 27, 8),
    ),
    "gaps shrink before the dose does": (  # 1200 - 300 - 600 = 300, in three gaps 90
        (600, held(150, run_s=1200)),
        ("4 × 2:30", "n300 p150 n90 p150 n90 p150 n90 p150 n30", 55, 16),
    ),
    "the run is too short for more": (  # 900 of room: 840 and two gaps of 30
        (1200, held(300, run_s=1200)),
        ("2 × 5:00 and 4:00", "n300 p300 n30 p300 n30 p240", 77, 23),
    ),
    "the run is as long as the dose": (  # 300 of room: one stretch
        (390, held(390, run_s=390)),
        ("5:00", "n90 p300", 27, 8),
    ),
    "a run of 100 seconds": (  # no warm-up; 60 and a gap of 30 are within 100, 90 are not
        (300, [run("07-20", natural=100)]),
        ("2 × 0:30", "p30 n30 p30 n10", 5, 1),
    ),
    "a run of 20 seconds": ((300, [run("07-20", natural=20)]), ("0:20", "p20", 1, 0)),
    "59 seconds": ((59, []), ("0:30", "n300 p30 n1470", 2, 0)),
    "30 seconds": ((30, []), ("0:30", "n300 p30 n1470", 2, 0)),
    "29 seconds": ((29, []), ("0:29", "n300 p29 n1471", 2, 0)),
    "less than a lamppost": ((8, []), ("0:08", "n300 p8 n1492", 0, 0)),
    "never more than sixty stretches": (
        (3000, [run("07-20", natural=7200)]),
        ("60 × 0:30", "n300 " + "p30 n30 " * 59 + "p30 n3330", 166, 50),
    ),
}


class TestByHand:
    @pytest.mark.parametrize(("given", "expected"), CASES.values(), ids=CASES)
    def test_comes_out(self, given, expected):
        found = proposed(*given)
        assert (found.in_short, short(found.sections), found.lampposts, found.blocks) == expected

    def test_none_where_there_is_room_for_none(self):
        assert proposed(0) is None

    @pytest.mark.parametrize(
        ("technique", "phrase"),
        [
            ("Pose", "5 natural, 6x(1 pose / 1 natural)"),
            ("Chi", "5 natural, 6x(1 chi / 1 natural)"),
            ("Barefoot style", "5 natural, 6x(1 barefoot style / 1 natural)"),
        ],
    )
    def test_is_said_in_the_runners_word(self, technique, phrase):
        assert proposed(360, held(60), technique=technique).phrase == phrase

    def test_goes_by_the_runners_own_lampposts_and_pace(self):
        measures = Measures(lamppost_m=40, block_m=200, usual_pace_s_per_km=420)
        found = proposed(360, held(60), measures)  # 16.8 and 84 seconds
        assert (found.lampposts, found.blocks) == (21, 4)

    @pytest.mark.parametrize(
        ("room_s", "log", "is_short"),
        [(334, held(60), False), (1200, held(300, run_s=1200), True), (29, [], False)],
    )
    def test_says_whether_the_run_is_too_short(self, room_s, log, is_short):
        assert proposed(room_s, log).is_short is is_short


class TestPast:
    @pytest.mark.parametrize(
        ("lengths", "usual"),
        [
            ([], 1800),
            ([900], 900),
            ([900, 1500], 900),
            ([3600, 1200, 1800], 1800),
            ([7200, *[1200] * 5, *[1800] * 4], 1200),  # the first of ten is not looked at
            ([1200, *[1800] * 5, *[1200] * 4], 1800),
        ],
    )
    def test_the_usual_run_is_the_middle_one_of_nine(self, lengths, usual):
        first = dt.date(2026, 7, 1)
        log = Log.of(
            Session(on=first + dt.timedelta(days=number), pose_s=0, natural_s=length)
            for number, length in enumerate(lengths)
        )
        assert usual_run_s(log) == usual

    @pytest.mark.parametrize(
        ("on", "more", "longest"),
        [
            ("07-01", {}, 120),
            ("06-30", {}, 0),
            ("07-31", {}, 0),
            ("07-20", {"pain": "not_settled"}, 0),
            ("07-20", {"pain": "high_risk"}, 0),
            ("07-20", {"pain": "pending"}, 120),
            ("07-20", {"injured": True}, 0),
        ],
    )
    def test_what_was_held_is_of_the_runs_that_count(self, on, more, longest):
        log = Log.of([replace(run(on, 300, **more), hold_s=120)])
        assert longest_hold_s(DAY, log, Parameters()) == longest

    def test_what_was_held_before_an_injury_is_over_does_not_count(self):
        log = Log.of([replace(run("07-10", 300), hold_s=120)], [dt.date(2026, 7, 15)])
        assert longest_hold_s(DAY, log, Parameters()) == 0


MEASURES = st.builds(
    Measures,
    lamppost_m=st.integers(10, 80),
    block_m=st.integers(50, 300),
    usual_pace_s_per_km=st.integers(150, 900),
)
RUNS = st.lists(
    st.tuples(st.integers(1, 60), st.integers(0, 5400), st.integers(0, 9000), st.integers(0, 100)),
    max_size=12,
)


@st.composite
def logs(draw):
    sessions = []
    for back, pose_s, natural_s, percent in draw(RUNS):
        on = DAY - dt.timedelta(days=back)
        natural_s = max(natural_s, 1 - pose_s)
        sessions.append(
            Session(on=on, pose_s=pose_s, natural_s=natural_s, hold_s=pose_s * percent // 100)
        )
    return Log.of(sessions)


class TestEvery:
    @tried
    @given(
        st.one_of(st.integers(1, 600), st.integers(1, 12_000)),
        logs(),
        MEASURES,
        st.sampled_from(["Pose", "Chi", "barefoot style", "Vorfuß", "pose method", "!"]),
    )
    def test_is_within_the_room_and_parses_to_what_it_says(self, room_s, log, measures, technique):
        p = Parameters()
        found = propose(room_for(room_s), log, p, measures, Words(technique))
        parsed = parse(found.phrase, moving_s=found.run_s, technique=technique, measures=measures)
        assert parsed == list(found.sections)
        spent = totals(parsed)
        assert 1 <= spent.pose_s == found.pose_s <= room_s
        assert spent.moving_s == found.run_s == usual_run_s(log)
        assert spent.hold_s <= max(30, longest_hold_s(DAY, log, p))
        stretches = [s.seconds for s in parsed if s.gait is Gait.POSE]
        assert len(set(stretches[:-1])) <= 1
        assert found.pose_s % 30 == 0 or len(stretches) == 1
        for count, unit in ((found.lampposts, "lampposts"), (found.blocks, "blocks")):
            if count:
                said = parse(f"{count} {unit}", measures=measures, technique=technique)
                assert totals(said).pose_s <= found.pose_s
