"""Drop exposure: in which drop the minutes of a week were run, and since when in which pair."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median_low
from typing import TYPE_CHECKING

from gaitlog.lib import units
from gaitlog.lib.shoes import DropClass, drop_class
from gaitlog.lib.weeks import Week

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.reports.weeks import Span
    from gaitlog.runs.models import RunQuerySet

FEW = 5  # runs: with fewer of them, a hold of a pair says little


@dataclass(frozen=True, slots=True)
class FirstDay:
    """The day that a pair was run in for the first time."""

    on: dt.date
    name: str
    drop: str


@dataclass(frozen=True, slots=True)
class DropWeek:
    """What was run in which drop in a week."""

    first_day: dt.date
    last_day: dt.date
    by_class: Mapping[DropClass, int]  # seconds run
    unknown_s: int  # in shoes whose drop is not noted, or in none that are
    mean_drop_mm: Decimal | None  # weighted by the time run, of what is known
    first_days: tuple[FirstDay, ...]

    @property
    def known_s(self) -> int:
        return sum(self.by_class.values())

    @property
    def running_s(self) -> int:
        return self.known_s + self.unknown_s

    @property
    def seconds(self) -> list[int]:
        """What was run in each class, and where none is known."""
        return [*(self.by_class[one] for one in DropClass), self.unknown_s]

    @property
    def mean(self) -> str:
        """The mean drop to a tenth, “6.4 mm”; empty where none is known."""
        tenth = self.mean_drop_mm and self.mean_drop_mm.quantize(Decimal("0.1"))
        return units.drop(tenth)


@dataclass(frozen=True, slots=True)
class PairHold:
    """The holds of the runs in one pair; runs in several pairs are no one pair's."""

    name: str
    drop: str
    runs: int
    longest_s: int
    median_s: int  # of an even number of runs the lower one of the two in the middle

    @property
    def are_few(self) -> bool:
        return self.runs < FEW


@dataclass(frozen=True, slots=True)
class Exposure:
    """What the page of the drop exposure shows."""

    weeks: list[DropWeek]
    holds: list[PairHold]

    @property
    def is_empty(self) -> bool:
        return not any(week.running_s for week in self.weeks)

    @property
    def knows_no_drop(self) -> bool:
        return not any(week.known_s for week in self.weeks)

    @property
    def has_few(self) -> bool:
        return any(hold.are_few for hold in self.holds)

    @property
    def last(self) -> DropWeek:
        return self.weeks[-1]


def exposure(user: User, *, today: dt.date, weeks: int) -> Exposure:
    """The last weeks up to that of ``today``, in three queries."""
    last = user.week_of(today)
    first = last.back(weeks - 1)
    return Exposure(
        weeks=drop_weeks(user, first.until(last)),
        holds=_holds(user, first.first_day, last.last_day) if user.learns else [],
    )


def drop_weeks(user: User, wanted: list[Week]) -> list[DropWeek]:
    """What was run in which drop in each of these weeks, and what was run in first in them."""
    return drop_spans(user.runs.all(), wanted, begun=_first_days(user))


def drop_spans(
    runs: RunQuerySet, spans: Sequence[Week | Span], begun: Sequence[FirstDay] = ()
) -> list[DropWeek]:
    """What was run in which drop in each of these spans, which follow one another; one query."""
    firsts = [span.first_day for span in spans]
    seconds: list[dict[Decimal | None, int]] = [{} for _ in spans]
    for on, drop_mm, running_s in runs.between(firsts[0], spans[-1].last_day).by_drop():
        spent = seconds[bisect_right(firsts, on) - 1]
        spent[drop_mm] = spent.get(drop_mm, 0) + running_s
    return [_week(span, spent, begun) for span, spent in zip(spans, seconds, strict=True)]


def _first_days(user: User) -> list[FirstDay]:
    """Of every pair that was ever run in, the first ones first."""
    found = [
        FirstDay(pair.first_on, pair.name, units.drop(pair.drop_mm))
        for pair in user.runs.by_pair().values()
        if pair.first_on
    ]
    return sorted(found, key=lambda first: (first.on, first.name))


def _week(
    week: Week | Span, spent: Mapping[Decimal | None, int], begun: Iterable[FirstDay]
) -> DropWeek:
    known = {drop_mm: s for drop_mm, s in spent.items() if drop_mm is not None}
    by_class = dict.fromkeys(DropClass, 0)
    for drop_mm, running_s in known.items():
        by_class[drop_class(drop_mm)] += running_s
    known_s = sum(known.values())
    return DropWeek(
        first_day=week.first_day,
        last_day=week.last_day,
        by_class=by_class,
        unknown_s=spent.get(None, 0),
        mean_drop_mm=sum(mm * s for mm, s in known.items()) / Decimal(known_s) if known_s else None,
        first_days=tuple(first for first in begun if week.first_day <= first.on <= week.last_day),
    )


def _holds(user: User, first: dt.date, last: dt.date) -> list[PairHold]:
    """Of each pair, the holds of the runs that were run in it alone."""
    runs = user.runs.logged().between(first, last).filter(hold_s__gt=0, shoe_shares=None)
    rows = runs.exclude(shoe=None).order_by("shoe__name", "on", "pk")
    by_pair: dict[tuple[str, Decimal | None], list[int]] = {}
    for name, drop_mm, hold_s in rows.values_list("shoe__name", "drop_mm", "hold_s"):
        by_pair.setdefault((name, drop_mm), []).append(hold_s)
    holds = [
        PairHold(name, units.drop(drop_mm), len(held), max(held), median_low(held))
        for (name, drop_mm), held in by_pair.items()
    ]
    return sorted(holds, key=lambda hold: -hold.runs)
