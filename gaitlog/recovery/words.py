"""How far a habit has come in a week, in words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from gaitlog.core.templatetags.gaitlog import day as said
from gaitlog.lib.rhythm import Days, Keeping, due_by, habit_week
from gaitlog.lib.units import clock
from gaitlog.lib.weeks import Week
from gaitlog.recovery.models import Habit, Rhythm

if TYPE_CHECKING:
    from gaitlog.runs.models import Run


def ran(run: Run, technique: str) -> str:
    """“Tue 10 Feb: 26:10, 4:00 of it Pose”, in the runner's own word."""
    parts = [clock(run.moving_s)]
    if run.pose_s:
        parts.append(f"{clock(run.pose_s)} of it {technique or 'new gait'}")
    elif technique and run.natural_s:
        parts.append("natural")
    if run.is_estimate:
        parts.append("estimate")
    return f"{said(run.on)}: {', '.join(parts)}"


def progress(
    habit: Habit,
    kept: Keeping,
    week: Week,
    *,
    ticks: Days,
    run_days: Days,
    today: dt.date,
    last_on: dt.date | None,
) -> str:
    """“every day · 4 of 6 so far”, “every 3 weeks · due Mon 16 Feb”."""
    one = habit_week(kept, week, ticks=ticks, run_days=run_days, today=today)
    parts = [habit.rhythm_words]
    if one.due:
        so_far = habit.rhythm == Rhythm.DAILY and today < week.last_day
        parts.append(f"{one.done} of {one.due}{' so far' if so_far else ''}")
    elif one.done:
        parts.append(f"{one.done} done")
    parts += _around(kept, week, today, last_on)
    return " · ".join(parts)


def _around(kept: Keeping, week: Week, today: dt.date, last_on: dt.date | None) -> list[str]:
    """What begins, ends, rests or is due, as seen from this week."""
    if kept.started_on > week.last_day:
        return [f"from {said(kept.started_on)} on"]
    seen_on = min(today, week.last_day)
    if kept.is_stopped_on(seen_on):
        return ["stopped"]
    if kept.is_paused_on(seen_on):
        return ["paused"]
    if kept.is_every_few_weeks and today in week:
        due = due_by(kept, last_on=last_on)
        return [f"due {said(due)}"] if due else []
    if week.first_day < kept.started_on:
        return [f"since {said(kept.started_on)}"]
    return []
