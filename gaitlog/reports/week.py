"""A week by itself: all that happened in it, day by day, and what it adds up to."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, DateField, F, IntegerField, Value
from django.db.models.functions import Cast

from gaitlog.drills.models import Lesson, Practice
from gaitlog.lib import units
from gaitlog.lib.weeks import Week
from gaitlog.reports.calendar import AwayDays
from gaitlog.reports.weeks import Span, sums_of
from gaitlog.runs.models import SUMMED, Away, Plan, Race

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.injuries.models import Injury, Pain
    from gaitlog.recovery.models import Tick
    from gaitlog.runs.models import Run


@dataclass(frozen=True, slots=True)
class Line:
    """Something of a day that is no run: what it was, a word about it, and its number."""

    title: str
    about: str
    number: str
    unit: str
    url: str


@dataclass(slots=True)
class Day:
    """What happened on a day, or is planned for it."""

    on: dt.date
    runs: list[Run] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    pains: list[Pain] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.runs or self.lines or self.pains)


@dataclass(frozen=True, slots=True)
class Noted:
    """A habit or a focus of the week, with its days or its runs in words."""

    name: str
    said: str


@dataclass(slots=True)
class WeekReport:
    """What the page of a week shows."""

    week: Week
    today: dt.date
    span: Span
    days: list[Day]
    habits: list[Noted]
    focuses: list[Noted]
    practice_minutes: int = 0
    aways: list[AwayDays] = field(default_factory=list)
    injuries: list[Injury] = field(default_factory=list)

    @property
    def before(self) -> Week:
        return self.week.back(1)

    @property
    def after(self) -> Week:
        return self.week.back(-1)

    @property
    def is_empty(self) -> bool:
        return not (self.has_days or self.habits or self.aways or self.injuries)

    @property
    def has_days(self) -> bool:
        """Whether anything stands on a day of it."""
        return not all(day.is_empty for day in self.days)

    @property
    def is_to_come(self) -> bool:
        return self.week.first_day > self.today

    @property
    def longest_s(self) -> int:
        return max((run.moving_s for day in self.days for run in day.runs), default=0)


def week_report(user: User, week: Week, *, today: dt.date) -> WeekReport:
    """All of a week, in six queries."""
    first, last = week.first_day, week.last_day
    runs = user.runs.in_week(week).for_list().select_related("focus").order_by("on", "pk").drawn()
    days = {on: Day(on) for on in week.days}
    for run in runs:
        days[run.on].runs.append(run)
    for pain in user.pains.between(first, last).order_by("on", "pk"):
        days[pain.on].pains.append(pain)
    sums = sums_of(tuple(getattr(run, name) for name in SUMMED) for run in runs)
    ticks = user.ticks.between(first, last).select_related("habit")
    report = WeekReport(
        week=week,
        today=today,
        span=Span.of(first, last, sums),
        days=list(days.values()),
        habits=_habits(ticks.order_by("habit__position", "habit", "on")),
        focuses=_focuses(runs) if user.learns else [],
        injuries=list(user.injuries.touching(first, last)),
    )
    for what, pk, from_on, until_on, kind, text, amount, pose_s in _beside(user, week):
        if what == "away":
            away = Away(kind=kind, reason=text)
            said = away.get_kind_display(), str(away)
            report.aways.append(AwayDays(from_on, until_on, *said))
            continue
        if what == "practice":
            report.practice_minutes += amount
        line = _line(what, pk, kind, text, amount, pose_s, user.technique)
        days[from_on].lines.append(line)
    return report


def _beside(user: User, week: Week) -> Iterable[tuple[Any, ...]]:
    """Races, practices, lessons, open plans and days away, in one query: what it is, its number,
    its days, its kind, a text, and its amounts."""
    first, last = week.first_day, week.last_day
    none, no_day = Cast(Value(None), IntegerField()), Cast(Value(None), DateField())
    empty = Value("", CharField())

    def columns(rows: Any, what: str, on: str, *more: Any) -> Any:
        return rows.order_by().values_list(Value(what, CharField()), "pk", on, *more)

    races = user.races.filter(on__range=(first, last))
    practices = user.practices.between(first, last)
    lessons = user.lessons.between(first, last)
    plans = user.plans.open().filter(on__range=(first, last))
    aways = user.aways.touching(first, last)
    rows = columns(races, "race", "on", no_day, empty, F("name"), F("result_s"), none)
    found: Iterable[tuple[Any, ...]] = rows.union(
        columns(practices, "practice", "on", no_day, empty, F("place"), F("minutes"), none),
        columns(lessons, "lesson", "on", no_day, F("kind"), F("teacher"), F("minutes"), none),
        columns(plans, "plan", "on", no_day, empty, empty, F("moving_s"), F("pose_s")),
        columns(aways, "away", "from_on", F("until_on"), F("kind"), F("reason"), none, none),
        all=True,
    )
    return found


def _line(
    what: str, pk: int, kind: str, text: str, amount: int | None, pose_s: int | None, technique: str
) -> Line:
    if what == "race":
        number = units.clock(amount) if amount else ""
        return Line(text, "race", number, "", Race(pk=pk).get_absolute_url())
    if what == "plan":
        gait = f"{units.clock(pose_s)} {technique or 'new gait'}" if pose_s else ""
        url = Plan(pk=pk).get_absolute_url()
        return Line("Planned run", "", units.clock(amount or 0), gait, url)
    minutes = (str(amount), "min") if amount else ("", "")
    if what == "practice":
        return Line("Practice", text, *minutes, Practice(pk=pk).get_absolute_url())
    lesson = Lesson(pk=pk, kind=kind)
    return Line(lesson.noun, text, *minutes, lesson.get_absolute_url())


def _habits(ticks: Iterable[Tick]) -> list[Noted]:
    """Each habit with the days it was done on."""
    days: dict[str, list[str]] = defaultdict(list)
    for tick in ticks:
        amount = f" ({tick.amount} {tick.habit.measure})" if tick.amount else ""
        days[tick.habit.name].append(f"{tick.on:%a}{amount}")
    return [Noted(name, ", ".join(done)) for name, done in days.items()]


def _focuses(runs: Iterable[Run]) -> list[Noted]:
    """Each focus with its runs, and how it went in those where that is noted."""
    said: dict[str, list[str]] = defaultdict(list)
    for run in runs:
        if run.focus:
            rating = f" ({run.focus_rating} of 5)" if run.focus_rating else ""
            said[run.focus.name].append(f"{run.on:%a}{rating}")
    return [Noted(name, ", ".join(days)) for name, days in said.items()]
