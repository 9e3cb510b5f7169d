"""The ladder: days worked out by hand, and steps that pass no rule."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaitlog.lib.guard import (
    Aim,
    Feat,
    FirstSteps,
    Log,
    Parameters,
    Rule,
    Session,
    Words,
    goal_words,
    judge,
    ladder,
    outlook,
)
from gaitlog.lib.guard.ladder import DAYS_BETWEEN, climb, rungs_to
from gaitlog.lib.weeks import Week
from tests.guard.cases import run
from tests.guard.test_agree import logs, tried

DAY = dt.date(2026, 7, 31)  # 30 days before is 1 July


def day(offset):
    return DAY + dt.timedelta(days=offset)


def climbed(sessions=(), aim=None, feats=(), returned=(), **p):
    p = Parameters(**p)
    log = Log.of(sessions, returned)
    return ladder(aim, feats, outlook(DAY, log, p, Words()), log, p)


# With nothing before, and always at the limit: 300 360 420 | 480 540 600 | 660 726 798 |
# 877 964 1060 | 1166 1282 1410 | 1551 1706 1876 | 2063 2269 2495 | 2744 3018 3319 | 3650.
# A week begins every seven days, its sessions are on its first, third and fifth.
FROM_NOTHING = {300: 0, 600: 11, 900: 23, 1200: 30, 1800: 39, 2400: 46, 3600: 56}

BASE_600, BASE_1200 = run("07-28", 600), run("07-28", 1200)

# The log, parameters, and on which day from 31 July there is room for how many seconds.
CASES = {
    "nothing before": ([], {}, FROM_NOTHING),
    "one second": ([run("07-20", 1)], {}, FROM_NOTHING),
    "natural runs alone": ([run("07-20", natural=3600)], {}, FROM_NOTHING),
    # 660 726 798 | 877 964
    "ten minutes before": ([BASE_600], {}, {300: 0, 600: 0, 900: 9}),
    "yesterday: a day later": ([run("07-30", 600)], {}, {300: 1, 600: 1, 900: 10}),
    "today: two days later": ([run("07-31", 600)], {}, {300: 2, 600: 2, 900: 11}),
    "yesterday, and nobody minds": (
        [run("07-30", 600)],
        {"off": frozenset({Rule.SPACING})},
        {300: 0, 600: 0, 900: 9},
    ),
    "yesterday, two in a row allowed": (
        [run("07-30", 600)],
        {"most_days_running": 2},
        {300: 0, 600: 0, 900: 9},
    ),
    # what was done before a pause is out of the window
    "30 days ago": ([run("07-01", 600)], {}, {300: 0, 600: 0, 900: 9}),
    "31 days ago": ([run("06-30", 600)], {}, FROM_NOTHING),
    "a long pause": ([run("04-01", 3600)], {}, FROM_NOTHING),
    "a window of a week": ([run("07-20", 1200)], {"window_days": 7}, FROM_NOTHING),
    # 1320, then 1452 (+10 %), 1597 | 1756 1931
    "twenty minutes before": ([BASE_1200], {}, {1200: 0, 1800: 9}),
    # what hurt: 300 is the base of 360, and 900 is above it: 360 420 480 | 540 600
    "not settled, above the limit": (
        [run("07-20", 300), run("07-28", 900, pain="not_settled")],
        {},
        {300: 0, 600: 9},
    ),
    # 200, no more than it was; then 300 360 | 420 480 540 | 600
    "not settled, below the limit": (
        [run("07-28", 200, pain="not_settled")],
        {},
        {300: 2, 600: 14},
    ),
    # 210, 70 percent; then 300 360 | 420 480 540 | 600
    "hurt too much": ([run("07-28", 300, pain="high_risk")], {}, {300: 2, 600: 14}),
    "hurt too much, and nobody minds": (
        [run("07-28", 300, pain="high_risk")],
        {"off": frozenset({Rule.PAIN})},
        FROM_NOTHING,
    ),
    "hurt too much, and nothing of it is allowed": (
        [run("07-28", 300, pain="high_risk")],
        {"high_risk_percent": 0},
        {300: None, 600: None},
    ),
    "pending is a base": ([run("07-28", 600, pain="pending")], {}, {600: 0, 900: 9}),
    "what began an injury is none": ([run("07-28", 900, injured=True)], {}, FROM_NOTHING),
    # 330 363 399 | 438 481 529 | 581 639
    "no slack": ([], {"slack_s": 0}, {300: 0, 600: 16}),
    # 300 330 363 | 399 438 481 | 529 581 639
    "half a minute of slack": ([], {"slack_s": 30}, {300: 0, 600: 18}),
    # 300 420 540 | 660
    "two minutes of slack": ([], {"slack_s": 120}, {300: 0, 600: 7}),
    # 300 360 420 | … a minute each time: 600 is the 6th, 900 the 11th, 1200 the 16th
    "a minute and no percent": ([], {"spike_percent": 0}, {300: 0, 600: 11, 900: 23, 1200: 35}),
    "neither": ([], {"spike_percent": 0, "slack_s": 0}, {300: 0, 600: None, 3600: None}),
    # 600 660 726 | 798 877 964
    "a cap of ten minutes": ([], {"first_cap_s": 600}, {300: 0, 600: 0, 900: 11}),
}


class TestDays:
    @pytest.mark.parametrize(("sessions", "p", "expected"), CASES.values(), ids=CASES)
    def test_come_out_as_by_hand(self, sessions, p, expected):
        found = {rung.seconds: rung.from_on for rung in climbed(sessions, **p).rungs}
        wanted = {
            seconds: None if offset is None else day(offset) for seconds, offset in expected.items()
        }
        assert {seconds: found[seconds] for seconds in wanted} == wanted

    def test_after_an_injury_are_counted_from_nothing(self):
        found = climbed([run("07-20", 1200)], returned=[day(-2)])
        assert {rung.seconds: rung.from_on for rung in found.rungs} == {
            seconds: day(offset) for seconds, offset in FROM_NOTHING.items()
        }

    @pytest.mark.parametrize(
        ("slack_s", "weeks"),
        [
            (0, [0.3, 2.7, 4.0, 5.0, 6.3, 7.3]),
            (30, [0.3, 3.0, 4.3, 5.3, 6.7, 7.7]),
            (60, [0.3, 2.0, 3.7, 4.7, 6.0, 7.0]),
            (120, [0.3, 1.3, 2.0, 3.0, 4.3, 5.3]),
        ],
    )
    def test_are_those_of_the_table_that_the_rule_was_chosen_by(self, slack_s, weeks):
        """Weeks until a session of 5, 10, 15, 20, 30 and 40 minutes, as sessions over three,
        with one decimal."""
        steps = list(climb(DAY, Log.of([]), Parameters(slack_s=slack_s)))
        found = [
            next(number for number, step in enumerate(steps, 1) if step.seconds >= 60 * minutes)
            for minutes in (5, 10, 15, 20, 30, 40)
        ]
        assert [round(number / len(DAYS_BETWEEN), 1) for number in found] == weeks

    def test_end_after_two_years(self):
        *_, last = climb(DAY, Log.of([]), Parameters(spike_percent=0, slack_s=0))
        assert day(727) <= last.on <= day(730)

    def test_begin_with_what_today_says(self):
        log = Log.of([run("07-30", 500, pain="not_settled")])
        ahead = outlook(DAY, log, Parameters(), Words())
        step = next(climb(ahead.on, log, Parameters()))
        assert (step.on, step.seconds) == (ahead.on, ahead.seconds) == (day(1), 300)


class TestEveryStep:
    @tried
    @given(logs([], 45), st.lists(st.dates(dt.date(2026, 1, 20), dt.date(2026, 3, 6)), max_size=2))
    def test_passes_no_rule_and_leaves_no_room(self, sessions, returned_on):
        p, words = Parameters(), Words()
        today = dt.date(2026, 3, 7)
        log = Log.of(sessions, returned_on)
        ahead = outlook(today, log, p, words)
        steps = climb(ahead.on, log, p)
        watched = {Rule.SPIKE, Rule.SPACING, Rule.PAIN}
        for step, _ in zip(steps, range(6), strict=False):
            week = Week.of(step.on, 0)
            done = Session(on=step.on, pose_s=step.seconds)
            more = Session(on=step.on, pose_s=step.seconds + 1)
            for session, passes in ((done, False), (more, True)):
                said = [f for f in judge(session, log, p, words, week) if f.rule in watched]
                assert any(finding.state.is_flag for finding in said) is passes
            log = Log.of([*log.sessions, done], returned_on)


def feat(offset, pose_s, hold_s=0, key=0):
    return Feat(day(offset), pose_s, hold_s, key)


class TestRungs:
    @pytest.mark.parametrize(
        ("aim", "rungs"),
        [
            (None, [300, 600, 900, 1200, 1800, 2400, 3600]),
            (Aim(1200), [300, 600, 900, 1200]),
            (Aim(1300), [300, 600, 900, 1200, 1300]),
            (Aim(300), [300]),
            (Aim(450), [300, 450]),
            (Aim(90), [90]),
            (Aim(5400), [300, 600, 900, 1200, 1800, 2400, 3600, 5400]),
        ],
    )
    def test_lead_to_the_goal(self, aim, rungs):
        assert rungs_to(aim) == rungs

    def test_are_reached_on_the_first_day_that_had_them(self):
        feats = [feat(-90, 299), feat(-80, 300, key=2), feat(-70, 950, key=3), feat(-60, 1000)]
        rungs = climbed(feats=feats).rungs
        keys = [rung.reached and rung.reached.key for rung in rungs]
        assert keys == [2, 3, 3, None, None, None, None]

    def test_without_a_break_are_reached_by_the_hold(self):
        feats = [feat(-90, 1800, 200, 1), feat(-80, 900, 600, 2)]
        found = climbed(aim=Aim(900, is_unbroken=True), feats=feats)
        assert [rung.reached and rung.reached.key for rung in found.rungs] == [2, 2, None]
        assert found.next.seconds == 900

    def test_stay_reached_after_a_pause_and_come_again(self):
        found = climbed(aim=Aim(900), feats=[feat(-90, 700, key=1)])
        assert found.begins_again
        assert [(r.reached and r.reached.key, r.is_again, r.from_on) for r in found.rungs] == [
            (1, False, day(0)),
            (1, True, day(11)),
            (None, False, day(23)),
        ]

    def test_do_not_begin_again_without_a_pause(self):
        found = climbed([BASE_600], feats=[feat(-3, 600, key=1)])
        assert not found.begins_again
        assert found.next.seconds == 900

    def test_are_worked_out_anew_with_every_run(self):
        before, after = climbed([BASE_600]), climbed([BASE_600, run("07-31", 660)])
        assert before.rungs[2].from_on == day(9)
        assert after.rungs[2].from_on == day(9)  # as was reckoned: 726 on 2 August
        less = climbed([BASE_600, run("07-31", 60)])
        assert less.rungs[2].from_on == day(11)  # 660 two days later

    def test_all_reached_leave_none_next(self):
        assert climbed(aim=Aim(300), feats=[feat(-3, 400)]).next is None


def words(aim, sessions=(), feats=(), **p):
    return goal_words(climbed(sessions, aim, feats, **p), aim, DAY)


class TestGoalWords:
    def test_reached(self):
        said = words(Aim(900, by_on=day(5)), feats=[feat(-3, 900)])
        assert said == "Reached on Tue 28 Jul 2026."

    def test_without_a_day(self):
        assert (
            words(Aim(900))
            == "Run by run your rules would have room for it from Sun 23 Aug 2026 on."
        )

    @pytest.mark.parametrize(
        ("by", "said"),
        [
            (
                23,
                "Run by run your rules would have room for it"
                " from Sun 23 Aug 2026 on, in time for Sun 23 Aug 2026.",
            ),
            (
                60,
                "Run by run your rules would have room for it"
                " from Sun 23 Aug 2026 on, in time for Tue 29 Sep 2026.",
            ),
            (
                22,  # 877 on 21 August
                "By Sat 22 Aug 2026 your rules would allow up to 14:37."
                " Run by run your rules would have room for it from Sun 23 Aug 2026 on.",
            ),
            (
                0,
                "By Fri 31 Jul 2026 your rules would allow up to 5:00."
                " Run by run your rules would have room for it from Sun 23 Aug 2026 on.",
            ),
            (
                -1,
                "Thu 30 Jul 2026 has passed. Run by run your rules would have room for it"
                " from Sun 23 Aug 2026 on.",
            ),
        ],
    )
    def test_with_a_day(self, by, said):
        assert words(Aim(900, by_on=day(by))) == said

    def test_with_a_day_before_there_is_room(self):
        assert words(Aim(900, by_on=DAY), [run("07-30", 900)]) == (
            "Fri 31 Jul 2026 comes before the next day that has room, Sat 1 Aug 2026."
            " Run by run your rules would have room for it from Sat 1 Aug 2026 on."
        )

    @pytest.mark.parametrize(
        ("by", "said"),
        [
            (None, "It is not within two years by these rules."),
            (
                9,
                "By Sun 9 Aug 2026 your rules would allow up to 5:00."
                " It is not within two years by these rules.",
            ),
        ],
    )
    def test_never(self, by, said):
        aim = Aim(900, by_on=by and day(by))
        assert words(aim, spike_percent=0, slack_s=0) == said


class TestFirstSteps:
    @pytest.mark.parametrize(
        ("count", "first", "last", "days", "done"),
        [
            (0, None, None, 0, False),
            (1, DAY, DAY, 1, False),
            (3, DAY, day(5), 6, False),
            (3, DAY, day(6), 7, True),
            (2, DAY, day(30), 31, False),
            (9, DAY, day(30), 31, True),
        ],
    )
    def test_are_three_practices_over_seven_days(self, count, first, last, days, done):
        steps = FirstSteps.of(count, first, last)
        assert (steps.days, steps.are_done) == (days, done)
