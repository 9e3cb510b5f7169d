"""Recovery habits over the same weeks as the split."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gaitlog.lib import rhythm
from gaitlog.lib.rhythm import Days, Keeping
from gaitlog.lib.weeks import Week
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
    user: User, *, spans: list[Span], today: dt.date, since: dt.date, run_days: Days
) -> list[HabitTrend]:
    """Every habit that was going in these spans, in the runner's order."""
    last = spans[-1].last_day
    habits = list(user.habits.touching(since, last).prefetch_related("pauses"))
    ticks: dict[int, set[dt.date]] = defaultdict(set)
    for habit_pk, on in user.ticks.between(since, last).values_list("habit_id", "on"):
        ticks[habit_pk].add(on)
    axis = _Axis(spans, user.first_weekday)
    return [_trend(habit, axis, ticks[habit.pk], run_days, today) for habit in habits]


def _trend(habit: Habit, axis: _Axis, ticks: Days, run_days: Days, today: dt.date) -> HabitTrend:
    kept = habit.keeping
    done, due = [0] * axis.count, [0] * axis.count
    each = [
        rhythm.habit_week(kept, week, ticks=ticks, run_days=run_days, today=today)
        for week in axis.weeks
    ]
    for week, one in zip(axis.weeks, each, strict=True):
        due[axis.place[week.first_day]] += one.due
    for on in ticks:
        done[axis.place[on]] += 1
    whole = rhythm.adherence_of(kept, axis.weeks, each, ticks=ticks, today=today)
    return HabitTrend(
        pk=habit.pk,
        name=habit.name,
        rhythm=habit.rhythm_words,
        done=done,
        due=due,
        goals=_goals(kept, due),
        adherence=_words(kept, whole),
    )


class _Axis:
    """Which span each day lies in; a week counts in the span that it begins in."""

    def __init__(self, spans: list[Span], first_weekday: int) -> None:
        self.count = len(spans)
        self.place: dict[dt.date, int] = {}
        for index, span in enumerate(spans):
            for n in range((span.last_day - span.first_day).days + 1):
                self.place[span.first_day + dt.timedelta(days=n)] = index
        weeks = Week.of(spans[0].first_day, first_weekday).until(
            Week.of(spans[-1].last_day, first_weekday)
        )
        self.weeks = [week for week in weeks if week.first_day in self.place]


def _goals(kept: Keeping, due: list[int]) -> list[int]:
    """A daily habit's full stroke is the whole week, so that weeks can be compared by eye."""
    fullest = max([*due, 1])
    return [fullest] * len(due) if kept.rhythm is rhythm.Rhythm.DAILY else [d or 1 for d in due]


def _words(kept: Keeping, whole: rhythm.Adherence) -> str:
    if not whole.due:
        return ""
    if kept.is_every_few_weeks:
        return f"{whole.done} of {whole.due}"
    return f"{whole.percent} %"
