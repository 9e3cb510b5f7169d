"""The week so far, as the today page says it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gaitlog.core.prepared import prepared
from gaitlog.lib.charts import bars, ceiling
from gaitlog.lib.weeks import DAYS, Week
from gaitlog.reports.calendar import practices_and_race
from gaitlog.reports.weeks import DaySums, Span, days_between
from gaitlog.runs.models import Run, RunQuerySet, drawn

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.runs.models import Race

LAST_RUNS = 5
BASE, TOP = 120, 22  # of the drawing of the week, in pixels


@dataclass(slots=True)
class DayColumn:
    """One day of the week's drawing."""

    on: dt.date
    sums: DaySums | None
    is_today: bool
    has_practice: bool
    percent: float
    left_percent: float
    top_y: int = BASE
    text_y: int = BASE
    practice_y: int = BASE
    pose_text_y: int | None = None  # None where the words would not fit into the bar


@dataclass(slots=True)
class Today:
    """What the today page shows of the runs."""

    week: Week
    today: dt.date
    this_week: Span
    last_week: Span
    last_week_by_now: Span
    practice_days: set[dt.date] = field(default_factory=set)
    next_race: Race | None = None
    last_runs: list[Run] = field(default_factory=list)
    parts_so_far: int | None = None  # of a practice that goes on today

    @property
    def day_number(self) -> int:
        return (self.today - self.week.first_day).days + 1

    @property
    def pose_runs(self) -> int:
        return sum(1 for day in self.this_week.days if day.pose_s)

    @property
    def run_days(self) -> set[dt.date]:
        return {day.on for day in self.this_week.days if day.is_logged}

    @property
    def longest_s(self) -> int:
        return max((run.moving_s for run in self.last_runs), default=0)

    @property
    def paths(self) -> list[str]:
        """The week's bars: Pose, natural and walk, one path each."""
        found = {day.on: day for day in self.this_week.days}
        shown = [found.get(day, DaySums(day)) for day in self.week.days]
        return bars(
            [[d.pose_s for d in shown], [d.natural_s for d in shown], [d.walk_s for d in shown]],
            count=DAYS,
            top=self._top_s,
            y0=BASE,
            y1=TOP,
            part=0.68,
        )

    @property
    def columns(self) -> list[DayColumn]:
        found = {day.on: day for day in self.this_week.days}
        columns = []
        for index, on in enumerate(self.week.days):
            column = DayColumn(
                on=on,
                sums=found.get(on),
                is_today=on == self.today,
                has_practice=on in self.practice_days,
                percent=round(100 * (index + 0.5) / DAYS, 1),
                left_percent=round(100 * index / DAYS + 1.2, 1),
            )
            if column.sums:
                column.top_y = self._y(column.sums.all_s)
                column.pose_text_y = self._pose_text_y(column.sums)
            column.text_y = column.top_y - 7
            column.practice_y = column.top_y - (36 if column.sums else 20)
            columns.append(column)
        return columns

    @property
    def _top_s(self) -> int:
        longest = max((day.all_s for day in self.this_week.days), default=0)
        return ceiling(longest // 60 + 1, (10, 15, 20, 30, 60))[0] * 60

    def _y(self, seconds: int) -> int:
        return round(BASE - (BASE - TOP) * seconds / self._top_s)

    def _pose_text_y(self, day: DaySums) -> int | None:
        """Just above the Pose part, where there is room below the top of the bar."""
        y = self._y(day.pose_s) - 6
        return y if day.pose_s and y - 14 > self._y(day.all_s) else None


def today_report(user: User, *, today: dt.date) -> Today:
    """This week up to today, last week up to the same day, the next race, the last runs."""
    week = user.week_of(today)
    before = week.back(1)
    found = days_between(user, before.first_day, week.last_day)
    practised, race = practices_and_race(user, week.first_day, week.last_day, today=today)
    same_day = today - dt.timedelta(weeks=1)
    return Today(
        week=week,
        today=today,
        this_week=Span.of(week.first_day, week.last_day, found),
        last_week=Span.of(before.first_day, before.last_day, found),
        last_week_by_now=Span.of(before.first_day, same_day, found),
        practice_days={practice.on for practice in practised},
        parts_so_far=next((p.parts for p in practised if p.is_going_on and p.on == today), None),
        next_race=race,
        last_runs=drawn(_last_runs(user.pk)),
    )


@prepared
def _last_runs(owner: int) -> RunQuerySet:
    return Run.objects.filter(owner=owner).logged().for_list()[:LAST_RUNS]
