"""The trends: the split of the runner's weeks beside what keeps them whole and what hurt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gaitlog.core.choices import SNOW_AND_ICE
from gaitlog.lib.gaits import share_percent
from gaitlog.lib.weeks import DAYS
from gaitlog.reports import habits
from gaitlog.reports.habits import HabitTrend
from gaitlog.reports.weeks import DaySums, Span, by_month, by_week, days

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.drills.models import Practice
    from gaitlog.injuries.models import Injury
    from gaitlog.runs.models import RunQuerySet

RANGES_WEEKS = (12, 26, 52)
MOST_WEEKS_DRAWN = 78  # beyond, a bar is too thin to be touched: months are drawn


@dataclass(frozen=True, slots=True)
class Asked:
    """What part of the log is looked at; ``weeks`` None is all of it."""

    weeks: int | None = 26
    surface: str = ""
    footing: str = ""
    shoe_pk: int | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.surface or self.footing or self.shoe_pk)

    def narrow(self, runs: RunQuerySet) -> RunQuerySet:
        if self.surface:
            runs = runs.filter(surface=self.surface)
        if self.footing == "no_snow":
            runs = runs.exclude(footing__in=SNOW_AND_ICE)
        elif self.footing:
            runs = runs.filter(footing=self.footing)
        if self.shoe_pk:
            runs = runs.filter(shoe=self.shoe_pk)
        return runs


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on one day that is marked in the chart: a race or a clinic."""

    on: dt.date
    kind: str
    text: str


@dataclass(slots=True)
class Trends:
    """What the trends page and the coach's page draw."""

    spans: list[Span]
    today: dt.date
    is_monthly: bool = False
    habits: list[HabitTrend] = field(default_factory=list)
    practices: list[Practice] = field(default_factory=list)
    practice_minutes: list[int] = field(default_factory=list)
    injuries: list[Injury] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return all(span.is_empty for span in self.spans)

    @property
    def has_pose(self) -> bool:
        return any(span.pose_s for span in self.spans)

    @property
    def has_walk(self) -> bool:
        return any(span.walk_s for span in self.spans)

    @property
    def has_practice(self) -> bool:
        return any(self.practice_minutes)

    @property
    def has_estimates(self) -> bool:
        return any(span.is_estimate for span in self.spans)

    @property
    def running_s(self) -> int:
        return sum(span.running_s for span in self.spans)

    @property
    def share_4(self) -> int | None:
        """The new gait in percent of the running in the last four weeks, this one included."""
        return self._share_of_four(back=0)

    @property
    def share_4_before(self) -> int | None:
        """The same of the four weeks before them; None where they are not all shown."""
        return self._share_of_four(back=4) if len(self.spans) >= 8 else None

    def _share_of_four(self, back: int) -> int | None:
        last = self.spans[-1].last_day - dt.timedelta(days=DAYS * back)
        first = last - dt.timedelta(days=DAYS * 4 - 1)
        found = [day for span in self.spans for day in span.days if first <= day.on <= last]
        return share_percent(sum(d.pose_s for d in found), sum(d.natural_s for d in found))

    @property
    def longest_hold_s(self) -> int:
        return max((span.hold_s for span in self.spans), default=0)


def trends(
    user: User, *, today: dt.date, asked: Asked, since: dt.date | None = None, injuries: bool = True
) -> Trends:
    """Read what was asked for. ``since`` cuts off all before a day; without ``injuries``
    none is read."""
    last = user.week_of(today)
    first = last.back(asked.weeks - 1) if asked.weeks else None
    if since and (first is None or first.first_day < since):
        first = user.week_of(since)
    begin = first.first_day if first else None
    found = days(asked.narrow(_between(user.runs.all(), begin, last.last_day)))
    if since:
        found = [day for day in found if day.on >= since]
    if first is None:
        first = user.week_of(found[0].on) if found else last.back(11)
    wanted = first.until(last)
    is_monthly = len(wanted) > MOST_WEEKS_DRAWN
    spans = by_month(found, found[0].on, today) if is_monthly and found else by_week(found, wanted)
    report = Trends(spans=spans, today=today, is_monthly=is_monthly)
    begin, end = spans[0].first_day, spans[-1].last_day
    if since:
        begin = max(begin, since)
    report.practices = list(user.practices.between(begin, end).for_list().order_by("on"))
    report.practice_minutes = _practice_minutes(spans, report.practices)
    report.marks = _races(found) + _clinics(report.practices)
    report.habits = habits.trends(
        user,
        spans=spans,
        today=today,
        since=begin,
        run_days=_run_days(user, asked, found, begin, end),
    )
    if injuries:
        report.injuries = list(user.injuries.touching(begin, min(end, today)))
    return report


def _run_days(
    user: User, asked: Asked, found: list[DaySums], first: dt.date, last: dt.date
) -> set[dt.date]:
    """Every day run on: what follows a run is due after runs that were narrowed away, too."""
    if not asked.is_narrowed:
        return {day.on for day in found if day.is_logged}
    return set(user.runs.logged().between(first, last).order_by().values_list("on", flat=True))


def _between(runs: RunQuerySet, first: dt.date | None, last: dt.date) -> RunQuerySet:
    return runs.between(first, last) if first else runs.filter(on__lte=last)


def _practice_minutes(spans: list[Span], practices: list[Practice]) -> list[int]:
    return [
        sum(p.minutes for p in practices if span.first_day <= p.on <= span.last_day)
        for span in spans
    ]


def _races(found: list[DaySums]) -> list[Mark]:
    return [Mark(day.on, "race", "race") for day in found if day.races]


def _clinics(practices: list[Practice]) -> list[Mark]:
    return [Mark(practice.on, "clinic", "clinic") for practice in practices if practice.is_clinic]
