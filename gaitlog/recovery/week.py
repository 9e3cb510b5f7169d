"""Habits as they are ticked: the rows of the week, of today, and after a run."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from gaitlog.lib.rhythm import Days
from gaitlog.lib.weeks import Week
from gaitlog.recovery.catalogue import ReadyMade, not_among
from gaitlog.recovery.models import Habit, Measure, Rhythm, habits_for_rows, ticks_between
from gaitlog.recovery.words import progress, ran

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.runs.models import Run

Amounts = Mapping[dt.date, int | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """A habit on one day: done or not, and whether it can be ticked."""

    on: dt.date
    is_done: bool
    amount: int | None
    is_today: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """The amount of one tick, to be filled in or not."""

    on: dt.date
    value: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class HabitRow:
    """A habit with the days that can be ticked in it, and how far it has come in its week."""

    habit: Habit
    words: str
    cells: list[Cell]
    back: str  # where a browser without JavaScript goes on
    ask: Ask | None = None
    noted: int = 0  # minutes or sets of the week


@dataclass(frozen=True, slots=True)
class Ran:
    """A run above the habits of its day."""

    run: Run
    words: str


@dataclass(frozen=True, slots=True)
class WeekPage:
    """A week of habits under the runs of the week."""

    week: Week
    today: dt.date
    rows: list[HabitRow]
    days: list[tuple[dt.date, list[Ran]]]
    offers: list[ReadyMade]
    has_habits: bool

    @property
    def before(self) -> Week:
        return self.week.back(1)

    @property
    def after(self) -> Week | None:
        """The next week, unless it is still to come."""
        return None if self.today in self.week else self.week.back(-1)

    @property
    def runs(self) -> list[Run]:
        return [ran.run for _, rans in self.days for ran in rans]

    @property
    def logged_count(self) -> int:
        """Real outings, without those that were only estimated."""
        return sum(not run.is_estimate for run in self.runs)

    @property
    def pose_s(self) -> int:
        return sum(run.pose_s for run in self.runs)

    @property
    def longest_s(self) -> int:
        return max((run.moving_s for run in self.runs), default=0)

    @property
    def has_measures(self) -> bool:
        return any(row.habit.measure for row in self.rows)


def row_of(
    habit: Habit,
    days: Iterable[dt.date],
    *,
    week: Week,
    today: dt.date,
    amounts: Amounts,
    run_days: Days,
    last_on: dt.date | None,
    back: str,
    ask: Ask | None = None,
) -> HabitRow:
    """One row; ``amounts`` are those of the week's ticks, by day."""
    kept = habit.keeping
    cells = [
        Cell(
            on=day,
            is_done=day in amounts,
            amount=amounts.get(day),
            is_today=day == today,
            is_open=day in amounts or (day <= today and not kept.is_stopped_on(day)),
        )
        for day in days
    ]
    return HabitRow(
        habit=habit,
        words=progress(
            habit,
            kept,
            week,
            ticks=amounts.keys(),
            run_days=run_days,
            today=today,
            last_on=last_on,
        ),
        cells=cells,
        back=back,
        ask=ask,
        noted=sum(amount or 0 for amount in amounts.values()) if habit.measure else 0,
    )


def _amounts(user: User, week: Week) -> dict[int, dict[dt.date, int | None]]:
    """The ticks of a week: of each habit its days with their amounts."""
    found: dict[int, dict[dt.date, int | None]] = defaultdict(dict)
    for habit_pk, on, amount in ticks_between(user, week.first_day, week.last_day):
        found[habit_pk][on] = amount
    return found


def run_days_of(user: User, week: Week) -> Days:
    return set(user.runs.logged().in_week(week).values_list("on", flat=True))


def ask_for(habit: Habit, on: dt.date, amounts: Amounts) -> Ask | None:
    """Ask for the amount of a day that was ticked, if the habit has one."""
    if habit.measure == Measure.NONE or on not in amounts:
        return None
    amount = amounts[on]
    return Ask(on, "" if amount is None else str(amount))


def week_page(
    user: User,
    day: dt.date,
    *,
    today: dt.date,
    asked: int | None = None,
    refused: Ask | None = None,
) -> WeekPage:
    """The week of a day; the habit ``asked`` is asked for the amount of that day."""
    week = user.week_of(day)
    habits = habits_for_rows(user)
    ticks = _amounts(user, week)
    runs = user.runs.in_week(week).order_by("on", "pk").drawn()
    run_days = {run.on for run in runs if not run.is_estimate}
    rows = [
        row_of(
            habit,
            week.days,
            week=week,
            today=today,
            amounts=ticks[habit.pk],
            run_days=run_days,
            last_on=habit.last_on,
            back=f"{week_address(week.first_day)}#habit-{habit.pk}",
            ask=refused or ask_for(habit, day, ticks[habit.pk]) if habit.pk == asked else None,
        )
        for habit in habits
        if not habit.keeping.is_stopped_on(week.first_day) or ticks[habit.pk]
    ]
    return WeekPage(
        week=week,
        today=today,
        rows=rows,
        days=[
            (on, [Ran(run, ran(run, user.technique)) for run in runs if run.on == on])
            for on in week.days
        ],
        offers=not_among(habits),
        has_habits=bool(habits),
    )


def week_address(day: dt.date) -> str:
    return f"{reverse('recovery:week')}?week={day}"


def after_run_rows(user: User, run: Run, *, today: dt.date) -> list[HabitRow]:
    """The habits that follow a run, to be ticked on its day."""
    habits = [
        habit
        for habit in habits_for_rows(user)
        if habit.rhythm == Rhythm.AFTER_RUN and habit.keeping.is_kept_on(run.on)
    ]
    run_days = run_days_of(user, user.week_of(run.on))
    back = f"{run.get_absolute_url()}?saved"
    return day_rows(user, habits, run.on, today=today, run_days=run_days, back=back)


def day_rows(
    user: User,
    habits: list[Habit],
    on: dt.date,
    *,
    today: dt.date,
    run_days: Days,
    back: str,
) -> list[HabitRow]:
    """Habits to be ticked on one day."""
    week = user.week_of(on)
    ticks = _amounts(user, week)
    return [
        row_of(
            habit,
            [on],
            week=week,
            today=today,
            amounts=ticks[habit.pk],
            run_days=run_days,
            last_on=habit.last_on,
            back=back,
            ask=ask_for(habit, on, ticks[habit.pk]),
        )
        for habit in habits
    ]


def changed_row(
    user: User,
    habit: Habit,
    on: dt.date,
    *,
    today: dt.date,
    whole_week: bool,
    back: str,
    asks: bool = True,
) -> HabitRow:
    """The row of one habit as it is now, with a day or with its whole week."""
    week = user.week_of(on)
    found = habit.ticks.between(week.first_day, week.last_day)
    amounts = dict(found.values_list("on", "amount"))
    follows_runs = habit.rhythm == Rhythm.AFTER_RUN
    return row_of(
        habit,
        week.days if whole_week else [on],
        week=week,
        today=today,
        amounts=amounts,
        run_days=run_days_of(user, week) if follows_runs else set(),
        last_on=habit.last_tick() if habit.keeping.is_every_few_weeks else None,
        back=back,
        ask=ask_for(habit, on, amounts) if asks else None,
    )
