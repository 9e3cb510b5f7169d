"""The load of sessions and weeks by hand. 2 March 2026 is a Monday.

The standard deviation of seven days is the square root of (7 Q - S²) / 42, where S is their sum
and Q the sum of their squares.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from gaitlog.lib.load import Session, session_load, week_load
from gaitlog.lib.weeks import Week

MONDAY = dt.date(2026, 3, 2)
SUNDAY = dt.date(2026, 3, 8)
WEEK = Week(MONDAY)


def day(index):
    return MONDAY + dt.timedelta(days=index)


def of(*sessions, today=SUNDAY, **more):
    return week_load(WEEK, sessions, today=today, **more)


def of_days(loads):
    """A week of these loads a day, each of a run at effort 1; nothing is run where it is 0."""
    return of(*(Session(day(n), round(load * 60), 1) for n, load in enumerate(loads) if load))


@pytest.mark.parametrize(
    ("effort", "moving_s", "load"),
    [
        (6, 1860, 186),  # 6 x 31
        (4, 1800, 120),  # 4 x 30
        (10, 3600, 600),
        (0, 3600, 0),
        (1, 29, 0),  # 0.48
        (1, 30, 1),  # 0.5
        (5, 90, 8),  # 7.5
        (9, 50, 8),  # 7.5
        (7, 1859, 217),  # 13,013 / 60 = 216.88
        (3, 1450, 73),  # 72.5, where half to even would be 72
    ],
)
def test_a_session(effort, moving_s, load):
    assert session_load(effort, moving_s) == load


WEEKS = [
    # loads of Monday to Sunday; the week's, monotony, strain
    # one to six days of 100: the deviation is 100 x the root of (7 n - n²) / 42
    ((100, 0, 0, 0, 0, 0, 0), 100, "0.38", 38),  # 14.29 / 37.80 = 0.3780; 37.80
    ((100, 0, 0, 100, 0, 0, 0), 200, "0.59", 117),  # 28.57 / 48.80 = 0.5855; 117.1
    ((100, 0, 100, 0, 100, 0, 0), 300, "0.80", 241),  # 42.86 / 53.45 = 0.8018; 240.5
    ((100, 100, 100, 100, 0, 0, 0), 400, "1.07", 428),  # 57.14 / 53.45 = 1.0690; 427.6
    ((100, 100, 100, 100, 100, 0, 0), 500, "1.46", 732),  # 71.43 / 48.80 = 1.4639; 731.9
    ((0, 100, 100, 100, 100, 100, 100), 600, "2.27", 1361),  # 85.71 / 37.80 = 2.2678; 1360.7
    # which days they are does not matter, and three times as much is as monotonous
    ((0, 0, 0, 0, 100, 100, 100), 300, "0.80", 241),
    ((300, 0, 300, 0, 300, 0, 0), 900, "0.80", 722),  # 721.6
    # days that differ
    ((100, 200, 300, 400, 500, 600, 700), 2800, "1.85", 5185),  # 400 / 216.02; 5184.6
    ((60, 0, 120, 0, 60, 0, 180), 420, "0.87", 364),  # 60 / root of 4800 = 0.8660; 363.7
    ((30, 0, 0, 45, 0, 0, 75), 150, "0.72", 108),  # S 150, Q 8550: 21.43 / 29.82; 107.8
    # three at m - d, one at m, three at m + d: the deviation is d itself
    ((100, 100, 100, 200, 300, 300, 300), 1400, "2.00", 2800),
    ((2, 2, 2, 10, 18, 18, 18), 70, "1.25", 88),  # 87.5
    ((1, 1, 1, 201, 401, 401, 401), 1407, "1.01", 1414),  # 1.005; 1414.04
    # nothing is rounded before the end: 3 x 0.5 is 1.5, and 1.5 x 0.8018 is 1.2
    ((0.5, 0, 0.5, 0, 0.5, 0, 0), 2, "0.80", 1),
    # no spread, no monotony
    ((100, 100, 100, 100, 100, 100, 100), 700, None, None),
]


@pytest.mark.parametrize(("loads", "load", "monotony", "strain"), WEEKS)
def test_a_week(loads, load, monotony, strain):
    week = of_days(loads)
    assert (week.load, week.strain) == (load, strain)
    assert week.monotony == (monotony and Decimal(monotony))


def test_two_runs_of_a_day_are_one_load():
    twice = of(Session(MONDAY, 1200, 3), Session(MONDAY, 2400, 1), Session(day(2), 6000, 1))
    once = of(Session(MONDAY, 6000, 1), Session(day(2), 6000, 1))
    assert (twice.load, twice.monotony, twice.strain) == (200, Decimal("0.59"), 117)
    assert (once.load, once.monotony, once.strain) == (200, Decimal("0.59"), 117)


def test_nothing_run_is_no_load():
    week = of()
    assert (week.runs, week.rated, week.load, week.monotony, week.strain) == (
        0,
        0,
        None,
        None,
        None,
    )


def test_an_effort_of_nothing_is_a_load_of_nothing():
    week = of(Session(MONDAY, 1800, 0))
    assert (week.runs, week.rated, week.load, week.monotony) == (1, 1, 0, None)


def test_a_run_without_effort_leaves_a_sum_of_the_others_alone():
    week = of(Session(MONDAY, 1800, 4), Session(day(1), 1800), Session(day(3), 600, 5))
    assert (week.runs, week.rated, week.load) == (3, 2, 170)
    assert (week.monotony, week.strain) == (None, None)


def test_without_any_effort_there_is_no_sum():
    week = of(Session(MONDAY, 1800))
    assert (week.runs, week.rated, week.load) == (1, 0, None)


@pytest.mark.parametrize(("today", "is_told"), [(day(5), False), (day(6), True), (day(7), True)])
def test_monotony_waits_for_the_seventh_day(today, is_told):
    week = of(Session(MONDAY, 6000, 1), today=today)
    assert week.load == 100
    assert (week.monotony is not None) == (week.strain is not None) == is_told


def test_what_is_known_only_in_part_has_no_monotony():
    week = of(Session(MONDAY, 6000, 1), is_complete=False)
    assert (week.load, week.monotony, week.strain) == (100, None, None)


def test_other_weeks_do_not_count():
    before, after = Session(day(-1), 6000, 1), Session(day(7), 6000)
    week = of(before, Session(SUNDAY, 6000, 1), after)
    assert (week.runs, week.load, week.monotony) == (1, 100, Decimal("0.38"))
