"""A log too long to be drawn week by week: by its months, or by quarters of the year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from gaitlog.core.prepared import prepared
from gaitlog.core.sql import DaysAsText, MonthOf
from gaitlog.reports.weeks import Span
from gaitlog.runs.models import Run, RunQuerySet

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

MOST_DRAWN = 78  # beside one another; beyond, a bar is too thin to be touched
MONTHS_OF_QUARTER = 3
Row = tuple[Any, ...]


class By(StrEnum):
    """What a bar of the trends stands for."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


def in_short(first_day: dt.date, by: By) -> str:
    """A week, a month or a quarter in few words: “week of 2 Mar”, “Mar 2026”."""
    if by is By.WEEK:
        return f"week of {first_day.day} {first_day:%b}"
    if by is By.MONTH:
        return f"{first_day:%b %Y}"
    last_month = first_day.replace(month=first_day.month + MONTHS_OF_QUARTER - 1)
    return f"{first_day:%b} to {last_month:%b %Y}"


@dataclass(frozen=True, slots=True)
class LongLog:
    """The whole of a log in months or quarters, empty ones too, from the first that was run in."""

    spans: list[Span]
    by: By
    first_on: dt.date
    race_days: list[dt.date]


def long_log(user: User, last: dt.date, *, runs: RunQuerySet | None = None) -> LongLog | None:
    """A log up to the month of ``last``, in one query; None where nothing was run. ``runs``
    narrows what counts."""
    rows = _all_by_month(user.pk) if runs is None else list(_by_month(runs))
    if not rows:
        return None
    (first_month, first_on, *_), last_month = rows[0], _number(last)
    by = By.MONTH if last_month - first_month < MOST_DRAWN else By.QUARTER
    return LongLog(_spans(rows, last_month, by), by, first_on, _race_days(rows))


def _spans(rows: list[Row], last_month: int, by: By) -> list[Span]:
    months = MONTHS_OF_QUARTER if by is By.QUARTER else 1
    first = rows[0][0] // months
    firsts = [_first_day(number * months) for number in range(first, last_month // months + 2)]
    spans = [Span(day, following - dt.timedelta(days=1)) for day, following in pairwise(firsts)]
    for month, _, _, both, estimates, pose_s, natural_s, walk_s, hold_s, distance_m in rows:
        if month <= last_month:
            span = spans[month // months - first]
            span.runs += both - estimates
            span.estimates += estimates
            span.pose_s += pose_s
            span.natural_s += natural_s
            span.walk_s += walk_s
            span.hold_s = max(span.hold_s, hold_s)
            span.distance_m += distance_m or 0
    return spans


def _number(day: dt.date) -> int:
    """The number of a day's month, as ``MonthOf`` counts them."""
    return day.year * 12 + day.month - 1


def _first_day(month: int) -> dt.date:
    return dt.date(month // 12, month % 12 + 1, 1)


def _race_days(rows: Iterable[Row]) -> list[dt.date]:
    days = {day for _, _, races, *_ in rows if races for day in races.split(",")}
    return [dt.date.fromisoformat(day) for day in sorted(days)]


@prepared
def _all_by_month(owner: int) -> QuerySet[Run, Row]:
    return _by_month(Run.objects.filter(owner=owner))


def _by_month(runs: RunQuerySet) -> QuerySet[Run, Row]:
    """Of each month that was run in its first day run on, its race days, how many rows and how
    many estimates there are, and its sums."""
    return (
        runs.order_by()
        .values_list(MonthOf("on"))
        .annotate(
            first_on=Min("on"),
            races=DaysAsText("on", filter=Q(is_race=True)),
            both=Count("pk"),
            estimates=Count("pk", filter=Q(kind="estimate")),
            all_pose_s=Sum("pose_s"),
            all_natural_s=Sum("natural_s"),
            all_walk_s=Sum("walk_s"),
            all_hold_s=Max("hold_s"),
            all_distance_m=Sum("distance_m"),
        )
        .order_by(MonthOf("on"))
    )
