"""The trends: the split of the runner's weeks beside their habits and what hurt."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Case, PositiveSmallIntegerField, QuerySet, Sum, Value, When

from gaitlog.core.choices import SNOW_AND_ICE
from gaitlog.core.prepared import prepared
from gaitlog.drills.models import Lesson, Practice
from gaitlog.injuries.models import Injury, InjuryQuerySet
from gaitlog.lib.gaits import share_percent
from gaitlog.lib.weeks import Week
from gaitlog.reports import habits
from gaitlog.reports.calendar import AwayDays, Calendar, calendar
from gaitlog.reports.habits import HabitTrend
from gaitlog.reports.months import MOST_DRAWN, By, long_log
from gaitlog.reports.weeks import Span, by_week, days, days_between
from gaitlog.runs.models import Run, RunQuerySet

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

RANGES_WEEKS = (12, 26, 52)
FOUR = 4  # weeks that are summed up
ENOUGH_S = 600  # of running in them, for a share of it to say something
Practised = tuple[dt.date, int | None]


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
            runs = runs.in_pair(self.shoe_pk)
        return runs


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on one day that is marked in the chart: a race or a clinic."""

    on: dt.date
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class FourWeeks:
    """What was run in four weeks."""

    pose_s: int = 0
    natural_s: int = 0

    @classmethod
    def of(cls, spans: list[Span]) -> FourWeeks:
        return cls(sum(span.pose_s for span in spans), sum(span.natural_s for span in spans))

    @property
    def running_s(self) -> int:
        return self.pose_s + self.natural_s

    @property
    def share(self) -> int | None:
        """The new gait in percent; None where that was too little to tell."""
        is_enough = self.running_s >= ENOUGH_S
        return share_percent(self.pose_s, self.natural_s) if is_enough else None


@dataclass(slots=True)
class Trends:
    """What the trends page and the coach's page draw."""

    spans: list[Span]
    today: dt.date
    last_four: FourWeeks  # this week and the three before it
    four_before: FourWeeks | None = None  # where they are shown
    by: By = By.WEEK
    habits: list[HabitTrend] = field(default_factory=list)
    practice_minutes: list[int] = field(default_factory=list)
    injuries: list[Injury] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    aways: list[AwayDays] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return all(span.is_empty for span in self.spans)

    @property
    def has_nothing(self) -> bool:
        """Whether there is nothing to be drawn: neither a run nor what stands beside them."""
        done = any(any(habit.done) for habit in self.habits)
        return self.is_empty and not (done or self.has_practice or self.injuries or self.aways)

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
        """The new gait in percent of the running in the last four weeks, this one included; None
        where that was too little."""
        return self.last_four.share

    @property
    def running_4_s(self) -> int:
        return self.last_four.running_s

    @property
    def share_4_before(self) -> int | None:
        """The same of the four weeks before them; None where they are not all shown."""
        return self.four_before.share if self.four_before else None

    @property
    def longest_hold_s(self) -> int:
        return max((span.hold_s for span in self.spans), default=0)


def trends(
    user: User,
    *,
    today: dt.date,
    asked: Asked,
    since: dt.date | None = None,
    hurt: bool = True,
    names: bool = True,
) -> Trends:
    """Read what was asked for. ``since`` cuts off all before a day; without ``hurt`` no injury
    is read, nor the limits of the guard, which pain lowers; without ``names`` no race is named
    and no day away is told."""
    report = _spans(user, today, asked, since, limits=hurt)
    begin, end = report.spans[0].first_day, report.spans[-1].last_day
    if since:
        begin = max(begin, since)
    rows = _practices_and_clinics(user, begin, end)
    report.practice_minutes = _practice_minutes(report.spans, rows)
    report.marks += [Mark(on, "clinic", "clinic") for on, minutes in rows if minutes is None]
    report.habits = habits.trends(
        user,
        spans=report.spans,
        today=today,
        since=begin,
        run_days=lambda: user.runs.logged().between(begin, end).days_run(),
    )
    if names:
        beside = calendar(user, begin, end)
        report.marks = _named(report.marks, beside)
        report.aways = beside.aways
    if hurt:
        report.injuries = _injuries(user.pk, begin, min(end, today))
    return report


@prepared
def _injuries(owner: int, first: dt.date, last: dt.date) -> InjuryQuerySet:
    return Injury.objects.filter(owner=owner).touching(first, last)


def _spans(
    user: User, today: dt.date, asked: Asked, since: dt.date | None, *, limits: bool
) -> Trends:
    """What was run, by week or, where that is more than can be drawn, by month or quarter."""
    runs = asked.narrow(user.runs.all()) if asked.is_narrowed else None
    last = user.week_of(today)
    if asked.weeks:
        first = last.back(asked.weeks - 1)
    elif log := long_log(user, today, runs=runs):
        first = user.week_of(log.first_on)
        if first.count_to(last) > MOST_DRAWN:
            before, lately = _eight_weeks(user, last, runs)
            marks = _races(log.race_days)
            return Trends(log.spans, today, lately, before, by=log.by, marks=marks)
    else:
        first = last.back(11)
    if since and first.first_day < since:
        first = user.week_of(since)
    first = min(first, last)  # what was logged farther east may lie in the week to come
    begin, end = max(first.first_day, since or first.first_day), last.last_day
    if runs is None:
        found = days_between(user, begin, end, limits=limits)
    else:
        found = days(runs.between(begin, end))
    spans = by_week(found, first.until(last))
    races = _races(day.on for day in found if day.races)
    lately, before = FourWeeks.of(spans[-FOUR:]), FourWeeks.of(spans[-2 * FOUR : -FOUR])
    are_shown = len(spans) >= 2 * FOUR
    return Trends(spans, today, lately, before if are_shown else None, marks=races)


def _eight_weeks(user: User, last: Week, runs: RunQuerySet | None) -> list[FourWeeks]:
    """The four weeks up to this one and those before them, the earlier ones first."""
    days = last.back(2 * FOUR - 1).first_day, last.back(FOUR - 1).first_day, last.last_day
    rows = _all_by_half(user.pk, *days) if runs is None else _by_half(runs, *days)
    found = {is_later: FourWeeks(pose_s, natural_s) for is_later, pose_s, natural_s in rows}
    return [found.get(is_later, FourWeeks()) for is_later in (0, 1)]


@prepared
def _all_by_half(
    owner: int, first: dt.date, middle: dt.date, last: dt.date
) -> QuerySet[Run, tuple[Any, ...]]:
    return _by_half(Run.objects.filter(owner=owner), first, middle, last)


def _by_half(
    runs: RunQuerySet, first: dt.date, middle: dt.date, last: dt.date
) -> QuerySet[Run, tuple[Any, ...]]:
    """The sums of the days before one in the middle, and from there on."""
    half = Case(When(on__gte=middle, then=1), default=0)
    halves = runs.between(first, last).order_by().values_list(half)
    return halves.annotate(pose=Sum("pose_s"), natural=Sum("natural_s"))


def _practices_and_clinics(user: User, first: dt.date, last: dt.date) -> list[Practised]:
    """The minutes of each practice, and each clinic without any, in one query."""
    return _practised(user.pk, first, last)


@prepared
def _practised(owner: int, first: dt.date, last: dt.date) -> QuerySet[Practice, Practised]:
    practices = Practice.objects.filter(owner=owner).between(first, last).order_by()
    clinics = Lesson.objects.filter(owner=owner).clinics().between(first, last).order_by()
    no_minutes = clinics.values_list("on", Value(None, PositiveSmallIntegerField()))
    return practices.values_list("on", "minutes").union(no_minutes, all=True).order_by("on")


def _practice_minutes(spans: list[Span], rows: Iterable[Practised]) -> list[int]:
    minutes = [0] * len(spans)
    firsts = [span.first_day for span in spans]
    for on, spent in rows:
        minutes[bisect_right(firsts, on) - 1] += spent or 0
    return minutes


def _races(days: Iterable[dt.date]) -> list[Mark]:
    return [Mark(on, "race", "race") for on in days]


def _named(marks: list[Mark], beside: Calendar) -> list[Mark]:
    """The marks with races by their names; a run that was a race of that day needs no mark."""
    days = {on for on, _ in beside.races}
    others = [mark for mark in marks if mark.kind != "race" or mark.on not in days]
    return [*others, *(Mark(on, "race", name) for on, name in beside.races)]
