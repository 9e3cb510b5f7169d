"""Recovery habits over the same weeks as the split."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, repeat
from typing import TYPE_CHECKING

from gaitlog.lib import rhythm
from gaitlog.lib.rhythm import DAY, Days, Keeping, Rhythm
from gaitlog.lib.weeks import Week
from gaitlog.recovery.models import habits_for_trends
from gaitlog.reports.weeks import Span

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.recovery.models import Habit


@dataclass(frozen=True, slots=True)
class HabitTrend:
    """A habit in each span: what was done and what was due, and both over all of them."""

    pk: int
    name: str
    rhythm: str
    done: list[int]
    due: list[int]
    goals: list[int]  # what a full stroke of the drawing stands for
    adherence: str


def trends(
    user: User,
    *,
    spans: list[Span],
    today: dt.date,
    since: dt.date,
    run_days: Callable[[], Days],
) -> list[HabitTrend]:
    """Every habit that was going in these spans, in the runner's order.

    ``run_days`` is only asked where a habit follows runs.
    """
    habits = habits_for_trends(user, since, spans[-1].last_day)
    follows_runs = any(habit.rhythm == Rhythm.AFTER_RUN for habit in habits)
    axis = _axis(tuple(s.first_day for s in spans), spans[-1].last_day, user.first_weekday)
    days = run_days() if follows_runs else frozenset()
    return [_trend(habit, axis, days, today) for habit in habits]


def _trend(habit: Habit, axis: _Axis, run_days: Days, today: dt.date) -> HabitTrend:
    kept = habit.keeping
    ticked = sorted(habit.ticked.split(",")) if habit.ticked else []
    up_to_today = ticked[: bisect_right(ticked, today.isoformat())]
    done_each = counts(up_to_today, axis.week_bounds)
    dues = rhythm.due_each(kept, axis.weeks, run_days=run_days, today=today)
    due = [0] * len(axis.firsts)
    for place, one in zip(axis.places, dues, strict=True):
        due[place] += one
    return HabitTrend(
        pk=habit.pk,
        name=habit.name,
        rhythm=habit.rhythm_words,
        done=counts(ticked, axis.span_bounds),
        due=due,
        goals=_goals(kept, due),
        adherence=_words(kept, rhythm.adherence_of(kept, axis.weeks, done_each, dues, today=today)),
    )


def counts(days: list[str], bounds: list[str]) -> list[int]:
    """How many of the days, in order, lie from each bound up to the next.

    Days and bounds are ISO text, which is in order where they are.
    """
    places = map(bisect_left, repeat(days), bounds)
    return [end - begin for begin, end in pairwise(places)]


@dataclass(frozen=True, slots=True)
class _Axis:
    """Spans and their weeks; a week counts in the span that it begins in."""

    firsts: tuple[dt.date, ...]  # the first day of each span
    weeks: list[Week]
    places: list[int]  # of the span of each week
    span_bounds: list[str]
    week_bounds: list[str]


@lru_cache(maxsize=8)  # a thousand weeks are alike for all habits, and the next time
def _axis(firsts: tuple[dt.date, ...], last: dt.date, first_weekday: int) -> _Axis:
    weeks = Week.of(firsts[0], first_weekday).until(Week.of(last, first_weekday))
    if weeks[0].first_day < firsts[0]:
        weeks = weeks[1:]
    return _Axis(
        firsts,
        weeks,
        places=[bisect_right(firsts, week.first_day) - 1 for week in weeks],
        span_bounds=_bounds(firsts, last),
        week_bounds=_bounds([week.first_day for week in weeks], weeks[-1].last_day),
    )


def _bounds(firsts: Iterable[dt.date], last: dt.date) -> list[str]:
    return [day.isoformat() for day in (*firsts, last + DAY)]


def _goals(kept: Keeping, due: list[int]) -> list[int]:
    """A daily habit's full stroke is the whole week, so that weeks can be compared by eye."""
    fullest = max([*due, 1])
    return [fullest] * len(due) if kept.rhythm is Rhythm.DAILY else [d or 1 for d in due]


def _words(kept: Keeping, whole: rhythm.Adherence) -> str:
    if not whole.due:
        return ""
    if kept.is_every_few_weeks:
        return f"{whole.done} of {whole.due}"
    return f"{whole.percent} %"
