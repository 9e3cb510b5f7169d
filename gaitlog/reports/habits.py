"""Recovery habits over the same weeks as the split."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gaitlog.lib import rhythm
from gaitlog.lib.rhythm import Days, HabitWeek, Keeping
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
    weeks = user.week_of(spans[0].first_day).until(user.week_of(last))
    return [_trend(habit, spans, weeks, ticks[habit.pk], run_days, today) for habit in habits]


def _trend(
    habit: Habit,
    spans: list[Span],
    weeks: list[Week],
    ticks: Days,
    run_days: Days,
    today: dt.date,
) -> HabitTrend:
    kept = habit.keeping
    by_week = {
        week.first_day: rhythm.habit_week(kept, week, ticks=ticks, run_days=run_days, today=today)
        for week in weeks
    }
    due = [_due(span, by_week) for span in spans]
    done = [sum(span.first_day <= on <= span.last_day for on in ticks) for span in spans]
    whole = rhythm.adherence(kept, weeks, ticks=ticks, run_days=run_days, today=today)
    return HabitTrend(
        pk=habit.pk,
        name=habit.name,
        rhythm=habit.rhythm_words,
        done=done,
        due=due,
        goals=_goals(kept, due),
        adherence=_words(kept, whole),
    )


def _due(span: Span, by_week: dict[dt.date, HabitWeek]) -> int:
    """What is due in a span: in its week, or in the weeks that begin in its month."""
    return sum(
        week.due for first, week in by_week.items() if span.first_day <= first <= span.last_day
    )


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
