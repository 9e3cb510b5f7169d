"""The rhythms of habits: how much was done of what was due. Plain days, no Django.

Nothing here can break: a day left out is a day left out, and what is done beyond what is due
does not make up for another week.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

from gaitlog.lib.weeks import DAYS, Week

Days = Set[dt.date]
DAY = dt.timedelta(days=1)


class Rhythm(StrEnum):
    """When a habit is due."""

    DAILY = "daily"
    WEEKLY = "weekly"  # a number of times a week, or every few weeks
    AFTER_RUN = "after_run"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which a habit is not asked for, the last one included; without it, still on."""

    from_on: dt.date
    until_on: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)

    def touches(self, week: Week) -> bool:
        begins_before_its_end = self.from_on <= week.last_day
        return begins_before_its_end and (self.until_on is None or self.until_on >= week.first_day)


@dataclass(frozen=True, slots=True)
class Keeping:
    """How a habit is meant, and when it is kept: from its start, before its stop, not paused."""

    rhythm: Rhythm
    started_on: dt.date
    times: int = 1
    every_weeks: int = 1
    stopped_on: dt.date | None = None
    pauses: tuple[Pause, ...] = ()

    @property
    def is_every_few_weeks(self) -> bool:
        return self.rhythm is Rhythm.WEEKLY and self.every_weeks > 1

    def is_paused_on(self, day: dt.date) -> bool:
        return any(pause.covers(day) for pause in self.pauses)

    def is_stopped_on(self, day: dt.date) -> bool:
        return self.stopped_on is not None and day >= self.stopped_on

    def is_kept_on(self, day: dt.date) -> bool:
        return self.started_on <= day and not self.is_stopped_on(day) and not self.is_paused_on(day)

    def kept_days(self, week: Week) -> list[dt.date]:
        """Days of the week on which the habit is kept, those to come included."""
        if self.is_kept_throughout(week):
            return week.days
        return [day for day in week.days if self.is_kept_on(day)]

    def is_kept_throughout(self, week: Week) -> bool:
        """Whether it is kept on all days of the week."""
        if week.first_day < self.started_on:
            return False
        if self.stopped_on is None and not self.pauses:
            return True  # most weeks of most habits
        is_paused = any(pause.touches(week) for pause in self.pauses)
        return not is_paused and not self.is_stopped_on(week.last_day)


class HabitWeek(NamedTuple):
    """A habit in one week: how often it was done, and how often it is due, both so far."""

    done: int
    due: int


@dataclass(frozen=True, slots=True)
class Adherence:
    """What was done of what was due over several weeks; never more than was due."""

    done: int
    due: int

    @property
    def percent(self) -> int | None:
        """Rounded half up; None where nothing was due."""
        return (200 * self.done + self.due) // (2 * self.due) if self.due else None


def habit_week(
    habit: Keeping, week: Week, *, ticks: Days, run_days: Days, today: dt.date
) -> HabitWeek:
    """What was done and what is due in one week, up to today.

    A number of times a week is due as a whole from the week's first day on.
    """
    return HabitWeek(
        done=sum(day in ticks for day in week.days if day <= today),
        due=_due(habit, week, run_days=run_days, today=today),
    )


def due_each(habit: Keeping, weeks: Sequence[Week], *, run_days: Days, today: dt.date) -> list[int]:
    """What is due in each of these weeks, which follow one another, up to today."""
    usual = _usual_due(habit)
    last = min(today, habit.stopped_on - DAY) if habit.stopped_on else today
    last_over = last - dt.timedelta(days=DAYS - 1)
    days = [week.first_day for week in weeks]
    begun = bisect_right(days, habit.started_on - dt.timedelta(days=DAYS))
    kept_from = bisect_left(days, habit.started_on)
    over = max(kept_from, bisect_right(days, last_over))
    ended = max(over, bisect_right(days, last))

    def due(week: Week) -> int:
        if usual is not None and week.first_day <= last_over and habit.is_kept_throughout(week):
            return usual
        return _due(habit, week, run_days=run_days, today=today)

    if usual is None or habit.pauses:
        middle = [due(week) for week in weeks[kept_from:over]]
    else:
        middle = [usual] * (over - kept_from)
    begin = [due(week) for week in weeks[begun:kept_from]]
    end = [due(week) for week in weeks[over:ended]]
    return [*[0] * begun, *begin, *middle, *end, *[0] * (len(weeks) - ended)]


def _usual_due(habit: Keeping) -> int | None:
    """What is due in a week that is over and was kept throughout; None where runs decide."""
    if habit.rhythm is Rhythm.AFTER_RUN:
        return None
    return DAYS if habit.rhythm is Rhythm.DAILY else habit.times // habit.every_weeks


def _due(habit: Keeping, week: Week, *, run_days: Days, today: dt.date) -> int:
    kept = habit.kept_days(week)
    if week.first_day > today:
        return 0
    if habit.is_every_few_weeks:
        return habit.times * _counts(kept, week, today) // habit.every_weeks
    if habit.rhythm is Rhythm.WEEKLY:
        return (2 * habit.times * len(kept) + DAYS) // (2 * DAYS)
    so_far = [day for day in kept if day <= today]
    if habit.rhythm is Rhythm.AFTER_RUN:
        return sum(day in run_days for day in so_far)
    return len(so_far)


def adherence(
    habit: Keeping, weeks: Iterable[Week], *, ticks: Days, run_days: Days, today: dt.date
) -> Adherence:
    """What was done of what was due over weeks that follow each other.

    What the running week still leaves open of its number of times is not due yet.
    """
    weeks = list(weeks)
    each = [habit_week(habit, w, ticks=ticks, run_days=run_days, today=today) for w in weeks]
    done, due = [one.done for one in each], [one.due for one in each]
    return adherence_of(habit, weeks, done, due, today=today)


def adherence_of(
    habit: Keeping,
    weeks: Sequence[Week],
    done: Sequence[int],
    due: Sequence[int],
    *,
    today: dt.date,
) -> Adherence:
    """The adherence over weeks of which is known what was done and due, both so far."""
    if habit.is_every_few_weeks:
        return _over_blocks(habit, weeks, done, today)
    counted = [*map(min, done, due)]  # what goes beyond what is due is not counted
    not_due = 0
    if habit.rhythm is Rhythm.WEEKLY:
        open_weeks = takewhile(lambda week: today < week.last_day, reversed(weeks))
        over = len(counted) - len(list(open_weeks))
        not_due = sum(due[over:]) - sum(counted[over:])
    return Adherence(sum(counted), sum(due) - not_due)


def _over_blocks(
    habit: Keeping, weeks: Iterable[Week], each_done: Iterable[int], today: dt.date
) -> Adherence:
    """The weeks in blocks of ``every_weeks`` that were kept; each block is counted alone."""
    done = due = block_done = block_weeks = 0
    for week, week_done in zip(weeks, each_done, strict=True):
        block_done += week_done
        block_weeks += _counts(habit.kept_days(week), week, today)
        if block_weeks == habit.every_weeks:
            done += min(block_done, habit.times)
            due += habit.times
            block_done = block_weeks = 0
    rest = habit.times * block_weeks // habit.every_weeks
    return Adherence(done + min(block_done, rest), due + rest)


def _counts(kept: list[dt.date], week: Week, today: dt.date) -> bool:
    """Whether a week counts among those in which the habit was kept: over, and mostly kept."""
    return week.last_day <= today and 2 * len(kept) > DAYS


def due_by(habit: Keeping, *, last_on: dt.date | None) -> dt.date | None:
    """The day by which a habit of every few weeks is due next; None while a pause has no end.

    ``last_on`` is the day of the last tick. Paused days do not count.
    """
    begun = max(habit.started_on, last_on or habit.started_on)
    due = begun + dt.timedelta(days=DAYS * habit.every_weeks // habit.times)
    reached = begun
    for pause in sorted(habit.pauses, key=lambda pause: pause.from_on):
        first = max(pause.from_on, reached + DAY)
        if first > due:
            break
        if pause.until_on is None:
            return None
        if pause.until_on >= first:
            due += pause.until_on - first + DAY
            reached = pause.until_on
    return due
