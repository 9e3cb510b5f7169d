from __future__ import annotations

import datetime as dt
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaitlog.lib.rhythm import (
    Adherence,
    HabitWeek,
    Keeping,
    Pause,
    Rhythm,
    adherence,
    due_by,
    habit_week,
)
from gaitlog.lib.weeks import Week

MONDAY = dt.date(2026, 2, 9)
SATURDAY = dt.date(2026, 2, 14)
WEEK = Week(MONDAY)
LATER = dt.date(2026, 6, 1)
LONG_AGO = dt.date(2026, 1, 1)


def february(*numbers):
    return {dt.date(2026, 2, number) for number in numbers}


def week_of(habit, *, ticks=(), runs=(), today=LATER, week=WEEK):
    return habit_week(habit, week, ticks=set(ticks), run_days=set(runs), today=today)


def over(habit, weeks, *, ticks=(), runs=(), today=LATER):
    return adherence(habit, weeks, ticks=set(ticks), run_days=set(runs), today=today)


class TestEveryDay:
    habit = Keeping(Rhythm.DAILY, LONG_AGO)

    def test_is_due_on_each_day_so_far(self):
        ticks = february(9, 10, 12, 13)
        assert week_of(self.habit, ticks=ticks, today=SATURDAY) == HabitWeek(4, 6)

    def test_is_due_seven_times_in_a_week_that_is_over(self):
        assert week_of(self.habit, ticks=february(9)) == HabitWeek(1, 7)

    def test_is_due_from_its_start_on_and_before_its_stop(self):
        habit = Keeping(Rhythm.DAILY, dt.date(2026, 2, 10), stopped_on=dt.date(2026, 2, 13))
        assert week_of(habit).due == 3

    def test_is_not_due_while_it_is_paused(self):
        pause = Pause(dt.date(2026, 2, 10), dt.date(2026, 2, 12))
        habit = Keeping(Rhythm.DAILY, LONG_AGO, pauses=(pause,))
        assert week_of(habit).due == 4

    def test_is_not_due_in_a_week_to_come(self):
        assert week_of(self.habit, today=dt.date(2026, 2, 8)) == HabitWeek(0, 0)


class TestAfterEachRun:
    habit = Keeping(Rhythm.AFTER_RUN, LONG_AGO)

    def test_is_due_on_the_days_that_were_run_on(self):
        ran, ticked = february(10, 12, 13), february(10, 12)
        assert week_of(self.habit, ticks=ticked, runs=ran, today=SATURDAY) == HabitWeek(2, 3)

    def test_is_not_due_in_a_week_without_a_run(self):
        assert week_of(self.habit) == HabitWeek(0, 0)

    def test_is_not_due_after_a_run_during_a_pause(self):
        habit = Keeping(Rhythm.AFTER_RUN, LONG_AGO, pauses=(Pause(dt.date(2026, 2, 11)),))
        assert week_of(habit, runs=february(10, 12)).due == 1


class TestANumberOfTimesAWeek:
    habit = Keeping(Rhythm.WEEKLY, LONG_AGO, times=2)

    def test_is_due_as_a_whole_from_the_first_day_on(self):
        assert week_of(self.habit, today=MONDAY) == HabitWeek(0, 2)

    def test_shows_what_was_done_beyond_it(self):
        assert week_of(self.habit, ticks=february(9, 10, 11)) == HabitWeek(3, 2)

    @pytest.mark.parametrize(("kept", "due"), [(7, 2), (6, 2), (5, 1), (2, 1), (1, 0)])
    def test_is_less_in_a_week_that_was_kept_in_part(self, kept, due):
        started = dt.date(2026, 2, 16) - dt.timedelta(days=kept)
        assert week_of(Keeping(Rhythm.WEEKLY, started, times=2)).due == due

    def test_the_running_week_counts_only_as_far_as_it_was_done(self):
        weeks, ticks = [WEEK.back(1), WEEK], february(2, 3, 9)
        assert over(self.habit, weeks, ticks=ticks, today=SATURDAY) == Adherence(3, 3)

    def test_the_running_week_counts_in_full_on_its_last_day(self):
        weeks, ticks = [WEEK.back(1), WEEK], february(2, 3, 9)
        assert over(self.habit, weeks, ticks=ticks, today=WEEK.last_day) == Adherence(3, 4)

    def test_much_in_one_week_does_not_make_up_for_another(self):
        weeks = [WEEK, WEEK.back(-1)]
        assert over(self.habit, weeks, ticks=february(9, 10, 11, 12)) == Adherence(2, 4)


class TestEveryFewWeeks:
    habit = Keeping(Rhythm.WEEKLY, LONG_AGO, every_weeks=3)
    six = WEEK.until(WEEK.back(-5))

    def test_is_due_once_in_each_block_of_weeks(self):
        assert over(self.habit, self.six, ticks=february(12)) == Adherence(1, 2)

    def test_is_not_due_in_a_span_that_is_too_short(self):
        assert over(self.habit, self.six[:2], ticks=february(12)) == Adherence(0, 0)

    def test_two_in_one_block_count_once(self):
        assert over(self.habit, self.six, ticks=february(10, 24)) == Adherence(1, 2)

    def test_weeks_of_a_pause_make_the_block_longer(self):
        pause = Pause(WEEK.back(-1).first_day, WEEK.back(-3).last_day)
        habit = Keeping(Rhythm.WEEKLY, LONG_AGO, every_weeks=3, pauses=(pause,))
        assert over(habit, self.six, ticks=february(9)) == Adherence(1, 1)

    @pytest.mark.parametrize(("kept", "due"), [(4, 1), (3, 0)])
    def test_a_week_counts_where_most_of_it_was_kept(self, kept, due):
        started = self.six[1].first_day - dt.timedelta(days=kept)
        habit = Keeping(Rhythm.WEEKLY, started, every_weeks=2)
        assert over(habit, self.six[:2]).due == due

    def test_several_times_in_a_few_weeks_are_due_in_proportion(self):
        habit = Keeping(Rhythm.WEEKLY, LONG_AGO, times=2, every_weeks=3)
        ticks = {week.first_day for week in self.six}
        assert over(habit, self.six[:5], ticks=ticks) == Adherence(3, 3)

    def test_the_running_week_is_not_due_yet(self):
        three = self.six[:3]
        assert over(self.habit, three, today=three[2].first_day).due == 0
        assert over(self.habit, three, today=three[2].last_day).due == 1


class TestDueBy:
    habit = Keeping(Rhythm.WEEKLY, dt.date(2026, 1, 5), every_weeks=3)

    def test_is_that_many_weeks_after_the_last_tick(self):
        assert due_by(self.habit, last_on=dt.date(2026, 1, 26)) == dt.date(2026, 2, 16)

    def test_is_that_many_weeks_after_the_start_without_a_tick(self):
        assert due_by(self.habit, last_on=None) == dt.date(2026, 1, 26)

    def test_several_times_in_a_few_weeks_are_spread_evenly(self):
        habit = Keeping(Rhythm.WEEKLY, LONG_AGO, times=2, every_weeks=3)
        assert due_by(habit, last_on=dt.date(2026, 2, 1)) == dt.date(2026, 2, 11)

    def test_moves_on_by_the_days_of_pauses(self):
        pauses = (
            Pause(dt.date(2026, 2, 10), dt.date(2026, 2, 12)),
            Pause(dt.date(2026, 2, 2), dt.date(2026, 2, 8)),
            Pause(dt.date(2026, 2, 5), dt.date(2026, 2, 6)),
            Pause(dt.date(2026, 1, 1), dt.date(2026, 1, 20)),
            Pause(dt.date(2026, 4, 1)),
        )
        habit = Keeping(Rhythm.WEEKLY, LONG_AGO, every_weeks=3, pauses=pauses)
        assert due_by(habit, last_on=dt.date(2026, 1, 26)) == dt.date(2026, 2, 26)

    def test_is_open_while_a_pause_is(self):
        habit = Keeping(Rhythm.WEEKLY, LONG_AGO, every_weeks=3, pauses=(Pause(MONDAY),))
        assert due_by(habit, last_on=dt.date(2026, 1, 26)) is None


class TestPercent:
    def test_is_rounded_half_up(self):
        assert [Adherence(done, 8).percent for done in (1, 4, 8)] == [13, 50, 100]

    def test_is_nothing_where_nothing_was_due(self):
        assert Adherence(0, 0).percent is None


days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 31))
pauses = st.builds(
    lambda first, length: Pause(
        first, None if length is None else first + dt.timedelta(days=length)
    ),
    days,
    st.none() | st.integers(0, 40),
)
habits = st.builds(
    Keeping,
    st.sampled_from(Rhythm),
    days,
    times=st.integers(1, 7),
    every_weeks=st.integers(1, 5),
    stopped_on=st.none() | days,
    pauses=st.lists(pauses, max_size=3).map(tuple),
)
sets = st.frozensets(days, max_size=60)
spans = st.builds(
    lambda first, weekday, count: [Week.of(first, weekday).back(-n) for n in range(count)],
    days,
    st.integers(0, 6),
    st.integers(0, 14),
)


def kept(habit, day):
    """Independent of the code under test, day by day."""
    if day < habit.started_on or (habit.stopped_on and day >= habit.stopped_on):
        return False
    return not any(
        pause.from_on <= day <= (pause.until_on or dt.date.max) for pause in habit.pauses
    )


def seven(week):
    return [dt.date.fromordinal(week.first_day.toordinal() + n) for n in range(7)]


def slowly(habit, week, ticks, runs, today):
    """Done and due of one week, by counting days."""
    done = len([day for day in ticks if day in seven(week) and day <= today])
    days_kept = [day for day in seven(week) if kept(habit, day)]
    past = [day for day in days_kept if day <= today]
    if habit.rhythm == "daily":
        return done, len(past)
    if habit.rhythm == "after_run":
        return done, len([day for day in past if day in runs])
    if seven(week)[0] > today:
        return done, 0
    if habit.every_weeks == 1:
        return done, floor(Fraction(habit.times * len(days_kept), 7) + Fraction(1, 2))
    whole = 1 if len(days_kept) >= 4 and seven(week)[-1] <= today else 0
    return done, habit.times * whole // habit.every_weeks


def slowly_over(habit, weeks, ticks, runs, today):
    each = [slowly(habit, week, ticks, runs, today) for week in weeks]
    if habit.rhythm == "weekly" and habit.every_weeks > 1:
        return slowly_in_blocks(habit, weeks, [done for done, _ in each], today)
    counted = [min(done, due) for done, due in each]
    if habit.rhythm == "weekly":
        due = [
            due if seven(week)[-1] <= today else mine
            for week, (_, due), mine in zip(weeks, each, counted, strict=True)
        ]
    else:
        due = [due for _, due in each]
    return sum(counted), sum(due)


def slowly_in_blocks(habit, weeks, done, today):
    """Cut the list of weeks behind every so many kept ones, and look at each piece."""
    whole = [
        sum(kept(habit, day) for day in seven(week)) >= 4 and seven(week)[-1] <= today
        for week in weeks
    ]
    cuts = [
        index + 1
        for index in range(len(weeks))
        if whole[index] and sum(whole[: index + 1]) % habit.every_weeks == 0
    ]
    pieces = zip([0, *cuts], [*cuts, len(weeks)], strict=True)
    counted = due = 0
    for first, last in pieces:
        asked = floor(Fraction(habit.times * sum(whole[first:last]), habit.every_weeks))
        counted += min(sum(done[first:last]), asked)
        due += asked
    return counted, due


class TestAgainstASlowerWay:
    @given(habits, spans, sets, sets, days)
    def test_each_week(self, habit, weeks, ticks, runs, today):
        for week in weeks:
            fast = habit_week(habit, week, ticks=ticks, run_days=runs, today=today)
            assert (fast.done, fast.due) == slowly(habit, week, ticks, runs, today)

    @given(habits, spans, sets, sets, days)
    def test_several_weeks(self, habit, weeks, ticks, runs, today):
        fast = adherence(habit, weeks, ticks=ticks, run_days=runs, today=today)
        assert (fast.done, fast.due) == slowly_over(habit, weeks, ticks, runs, today)
        assert fast.percent is None or 0 <= fast.percent <= 100

    @given(habits, spans, sets, days)
    def test_what_is_due_of_every_few_weeks_is_the_sum_in_words(self, habit, weeks, ticks, today):
        if not habit.is_every_few_weeks:
            return
        whole = sum(
            sum(kept(habit, day) for day in seven(week)) >= 4 and week.last_day <= today
            for week in weeks
        )
        fast = adherence(habit, weeks, ticks=ticks, run_days=set(), today=today)
        assert fast.due == habit.times * whole // habit.every_weeks

    @given(habits, st.none() | days)
    def test_the_day_it_is_due_by_comes_after_so_many_kept_days(self, habit, last_on):
        begun = max(habit.started_on, last_on or habit.started_on)
        left, day, paused = 7 * habit.every_weeks // habit.times, begun, 0
        endless = any(pause.until_on is None for pause in habit.pauses)
        while left and paused < 400:
            day += dt.timedelta(days=1)
            is_paused = any(pause.covers(day) for pause in habit.pauses)
            paused, left = (paused + 1, left) if is_paused else (0, left - 1)
        due = due_by(habit, last_on=last_on)
        assert due == day if not left else (due is None and endless)
