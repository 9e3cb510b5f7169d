"""The runner's weeks: what was run in each gait, week by week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from gaitlog.core.prepared import prepared
from gaitlog.guard.models import with_limits
from gaitlog.lib.gaits import share_percent
from gaitlog.lib.weeks import Week
from gaitlog.runs.models import Run, RunQuerySet
from gaitlog.runs.words import counted

if TYPE_CHECKING:
    from gaitlog.accounts.models import User


@dataclass(frozen=True, slots=True)
class Dose:
    """The new gait of one run, and the limit of its day as the guard said it."""

    pose_s: int
    limit_s: int

    @property
    def is_passed(self) -> bool:
        return self.pose_s > self.limit_s


@dataclass(slots=True)
class DaySums:
    """What was run on one day. An estimate is counted apart: its minutes count, it is no run."""

    on: dt.date
    runs: int = 0
    estimates: int = 0
    races: int = 0
    pose_s: int = 0
    natural_s: int = 0
    walk_s: int = 0
    hold_s: int = 0
    distance_m: int = 0
    doses: list[Dose] = field(default_factory=list)  # where they were asked for

    @property
    def is_logged(self) -> bool:
        """Whether there was a real run, and not only an estimate."""
        return self.runs > 0

    @property
    def all_s(self) -> int:
        return self.pose_s + self.natural_s + self.walk_s


@dataclass(slots=True)
class Span:
    """What was run from one day to another: a week, or a longer stretch of the log."""

    first_day: dt.date
    last_day: dt.date
    days: list[DaySums] = field(default_factory=list)  # left out of months
    runs: int = 0
    estimates: int = 0
    pose_s: int = 0
    natural_s: int = 0
    walk_s: int = 0
    hold_s: int = 0
    distance_m: int = 0

    @classmethod
    def of(cls, first_day: dt.date, last_day: dt.date, days: Iterable[DaySums]) -> Span:
        """The span with those of the days that lie in it."""
        span = cls(first_day, last_day)
        for day in days:
            if first_day <= day.on <= last_day:
                span.add(day)
        return span

    def add(self, day: DaySums) -> None:
        self.days.append(day)
        self.runs += day.runs
        self.estimates += day.estimates
        self.pose_s += day.pose_s
        self.natural_s += day.natural_s
        self.walk_s += day.walk_s
        self.hold_s = max(self.hold_s, day.hold_s)
        self.distance_m += day.distance_m

    @property
    def doses(self) -> list[Dose]:
        return [dose for day in self.days for dose in day.doses]

    @property
    def running_s(self) -> int:
        return self.pose_s + self.natural_s

    @property
    def share(self) -> int | None:
        """Pose in percent of all running; None where nothing was run."""
        return share_percent(self.pose_s, self.natural_s)

    @property
    def days_run(self) -> int:
        return len(self.days)

    @property
    def is_estimate(self) -> bool:
        return self.estimates > 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was run, so far as anybody remembers."""
        return not self.runs and not self.estimates

    @property
    def counted(self) -> str:
        """“3 runs and an estimate”."""
        return counted(self.runs, self.estimates)


def days_between(
    user: User, first: dt.date, last: dt.date, *, limits: bool = False
) -> list[DaySums]:
    """The same of all runs from one day to another."""
    return sums_of(_sums_between(user.pk, first, last, limits=limits))


@prepared
def _sums_between(
    owner: int, first: dt.date, last: dt.date, *, limits: bool
) -> QuerySet[Run, tuple[Any, ...]]:
    runs = Run.objects.filter(owner=owner).between(first, last)
    return with_limits(runs).sums("limit_s") if limits else runs.sums()


def days(runs: RunQuerySet, *, limits: bool = False) -> list[DaySums]:
    """Sums of each day that was run on, oldest first, in one query; with the dose of each run
    beside its limit if asked for."""
    return sums_of(with_limits(runs).sums("limit_s") if limits else runs.sums())


def sums_of(rows: Iterable[tuple[Any, ...]]) -> list[DaySums]:
    """Sums of each day of runs given as ``sums`` gives them, oldest first."""
    found: list[DaySums] = []
    for on, kind, is_race, pose_s, natural_s, walk_s, hold_s, distance_m, *limit in rows:
        if not found or found[-1].on != on:
            found.append(DaySums(on))
        day = found[-1]
        day.runs += kind != "estimate"
        day.estimates += kind == "estimate"
        day.races += is_race
        day.pose_s += pose_s
        day.natural_s += natural_s
        day.walk_s += walk_s
        day.hold_s = max(day.hold_s, hold_s)
        day.distance_m += distance_m or 0
        if limit and limit[0] is not None:
            day.doses.append(Dose(pose_s, limit[0]))
    return found


def weeks(user: User, *, first: Week, last: Week, runs: RunQuerySet | None = None) -> list[Span]:
    """Each week from ``first`` to ``last``, empty ones too; ``runs`` narrows what counts."""
    begin, end = first.first_day, last.last_day
    found = days_between(user, begin, end) if runs is None else days(runs.between(begin, end))
    return by_week(found, first.until(last))


def by_week(found: Iterable[DaySums], wanted: list[Week]) -> list[Span]:
    """Days put into their weeks."""
    spans = {week.first_day: Span(week.first_day, week.last_day) for week in wanted}
    if wanted:
        first_weekday = wanted[0].first_day.weekday()
        for day in found:
            spans[Week.of(day.on, first_weekday).first_day].add(day)
    return list(spans.values())
