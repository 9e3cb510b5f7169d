"""What is there to tick today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse

from gaitlog.lib.rhythm import Days, due_by
from gaitlog.lib.weeks import Week
from gaitlog.recovery.catalogue import ReadyMade, not_among
from gaitlog.recovery.models import Habit, habits_for_rows
from gaitlog.recovery.week import HabitRow, day_rows

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

FEW_HABITS = 3  # with fewer, today goes on offering ready-made ones


@dataclass(frozen=True, slots=True)
class Todo:
    """What today asks for, and what could be started."""

    rows: list[HabitRow] = field(default_factory=list)
    offers: list[ReadyMade] = field(default_factory=list)
    has_habits: bool = False


def todo_for(user: User, today: dt.date, *, run_days: Days) -> Todo:
    """The habits to tick today; ``run_days`` are the days run on in this week."""
    habits = habits_for_rows(user)
    week = user.week_of(today)
    kept = [habit for habit in habits if _is_asked_for(habit, today, week)]
    return Todo(
        rows=day_rows(
            user, kept, today, today=today, run_days=run_days, back=reverse("dashboard:today")
        ),
        offers=not_among(habits) if len(habits) < FEW_HABITS else [],
        has_habits=bool(habits),
    )


def _is_asked_for(habit: Habit, today: dt.date, week: Week) -> bool:
    """Whether it is kept today; one of every few weeks rests until the week it is due in."""
    keeping = habit.keeping
    if not keeping.is_kept_on(today):
        return False
    if keeping.every_weeks == 1 or habit.last_on == today:
        return True
    due = due_by(keeping, last_on=habit.last_on)
    return due is None or due <= week.last_day
