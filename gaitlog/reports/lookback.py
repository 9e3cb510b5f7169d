"""The days before an injury began: what was logged in them, and in the days before those."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models.functions import Coalesce

from gaitlog.core.dates import EARLIEST
from gaitlog.injuries.choices import Side
from gaitlog.injuries.models import NUMBERS

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.injuries.models import Injury
    from gaitlog.runs.models import Run

BEFORE = 28  # days that are looked back at


class Pair(NamedTuple):
    """A pair of shoes as it is read; without a name where none was noted."""

    name: str = ""
    drop: str = ""


@dataclass(frozen=True, slots=True)
class Pains:
    """How many pains were noted, and the highest of their numbers."""

    count: int = 0
    highest: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """What was logged from one day to another. An estimate is no run: it is only counted."""

    first: dt.date
    last: dt.date
    runs: int
    days_run: int
    pose_s: int
    natural_s: int
    walk_s: int
    longest: Run | None  # the run with the most of the new gait; the first of equals
    hold_s: int
    distance_m: int
    runs_with_distance: int
    pairs: Mapping[Pair, int]  # seconds run in each
    surfaces: Mapping[str, int]  # seconds run on each; no word where none was noted
    habits: Mapping[str, int]  # how often each was done
    practices: int
    practice_minutes: int
    here: Pains  # of the injury's own place and side
    elsewhere: Pains
    estimates: int

    @property
    def running_s(self) -> int:
        return self.pose_s + self.natural_s

    @property
    def is_empty(self) -> bool:
        """Whether nothing but perhaps an estimate is there."""
        noted = self.runs, self.practices, self.habits, self.here.count, self.elsewhere.count
        return not any(noted)


Amounts = list[tuple[Any, list[int]]]  # of each thing what there was in each of three periods


@dataclass(frozen=True, slots=True)
class Lookback:
    """The days up to the one an injury began on, as they are drawn and summed up."""

    injury: Injury
    days: list[Period]  # one each: those before, and the day it began
    before: Period
    earlier: Period  # as many days before those

    @property
    def onset(self) -> Period:
        """The day it began."""
        return self.days[-1]

    @property
    def periods(self) -> tuple[Period, Period, Period]:
        return self.earlier, self.before, self.onset

    @property
    def is_empty(self) -> bool:
        return all(day.is_empty for day in self.days)

    @property
    def logged_days(self) -> list[Period]:
        return [day for day in self.days if not day.is_empty]

    @property
    def unlogged_days(self) -> int:
        return len(self.days) - len(self.logged_days)

    @property
    def has_pose(self) -> bool:
        """Whether there was any of the new gait in the days that are drawn."""
        return any(day.pose_s for day in self.days)

    @property
    def had_pose(self) -> bool:
        """Whether there was any in these days or in those before them."""
        return any(period.pose_s for period in self.periods)

    @property
    def had_walk(self) -> bool:
        return any(period.walk_s for period in self.periods)

    @property
    def lacked_distance(self) -> bool:
        """Whether a run has none noted, so that a sum is not of all."""
        return any(period.runs_with_distance < period.runs for period in self.periods)

    @property
    def had_practice(self) -> bool:
        return any(period.practices for period in self.periods)

    @property
    def had_pain(self) -> bool:
        return any(period.here.count or period.elsewhere.count for period in self.periods)

    @property
    def had_estimates(self) -> bool:
        return any(period.estimates for period in self.periods)

    @property
    def began_in(self) -> Run | None:
        """The run it began in, where that is one of these days."""
        run = self.injury.began_in
        return run if run and self.days[0].first <= run.on <= self.onset.last else None

    @property
    def pairs(self) -> Amounts:
        return _side_by_side([period.pairs for period in self.periods])

    @property
    def surfaces(self) -> Amounts:
        return _side_by_side([period.surfaces for period in self.periods])

    @property
    def habits(self) -> Amounts:
        return _side_by_side([period.habits for period in self.periods])


def lookback(user: User, injury: Injury) -> Lookback:
    """Read the days before an injury of this user, in five queries."""
    on = max(injury.from_on, EARLIEST)
    rows = _Rows(user, injury, on - dt.timedelta(days=2 * BEFORE), on)
    a_day = dt.timedelta(days=1)
    first = on - dt.timedelta(days=BEFORE)
    days = [first + n * a_day for n in range(BEFORE + 1)]
    return Lookback(
        injury=injury,
        days=[rows.between(day, day) for day in days],
        before=rows.between(first, on - a_day),
        earlier=rows.between(first - dt.timedelta(days=BEFORE), first - a_day),
    )


class _Rows:
    """All that was logged from one day to another, to be summed up over parts of it."""

    def __init__(self, user: User, injury: Injury, first: dt.date, last: dt.date) -> None:
        runs = user.runs.between(first, last).with_pairs().order_by("on", "pk")
        pains = user.pains.annotate(day_on=Coalesce("run__on", "on"))
        pains = pains.filter(day_on__range=(first, last))
        self.runs = list(runs)
        self.practices = list(user.practices.between(first, last).values_list("on", "minutes"))
        self.ticks = list(user.ticks.between(first, last).values_list("on", "habit__name"))
        self.here: list[tuple[dt.date, int]] = []
        self.elsewhere: list[tuple[dt.date, int]] = []
        for on, site, side, *numbers in pains.values_list("day_on", "site", "side", *NUMBERS):
            highest = max(number for number in numbers if number is not None)
            is_here = site == injury.site and _is_same_side(side, injury.side)
            (self.here if is_here else self.elsewhere).append((on, highest))

    def between(self, first: dt.date, last: dt.date) -> Period:
        both = [run for run in self.runs if first <= run.on <= last]
        runs = [run for run in both if not run.is_estimate]
        minutes = [spent for on, spent in self.practices if first <= on <= last]
        pairs: Counter[Pair] = Counter()
        surfaces: Counter[str] = Counter()
        for run in runs:
            for worn in run.worn:
                pairs[Pair(worn.shoe.name, worn.drop) if worn.shoe else Pair()] += worn.running_s
            surfaces[run.get_surface_display()] += run.running_s
        return Period(
            first=first,
            last=last,
            runs=len(runs),
            days_run=len({run.on for run in runs}),
            pose_s=sum(run.pose_s for run in runs),
            natural_s=sum(run.natural_s for run in runs),
            walk_s=sum(run.walk_s for run in runs),
            longest=max((r for r in runs if r.pose_s), key=lambda run: run.pose_s, default=None),
            hold_s=max((run.hold_s for run in runs), default=0),
            distance_m=sum(run.distance_m or 0 for run in runs),
            runs_with_distance=sum(run.distance_m is not None for run in runs),
            pairs=pairs,
            surfaces=surfaces,
            habits=Counter(name for on, name in self.ticks if first <= on <= last),
            practices=len(minutes),
            practice_minutes=sum(minutes),
            here=_pains(number for on, number in self.here if first <= on <= last),
            elsewhere=_pains(number for on, number in self.elsewhere if first <= on <= last),
            estimates=len(both) - len(runs),
        )


def _is_same_side(one: str, other: str) -> bool:
    """Whether two sides share one: what hurts on both sides hurts on the left too."""
    return one == other or (Side.BOTH in (one, other) and Side.NONE not in (one, other))


def _pains(numbers: Iterable[int]) -> Pains:
    noted = list(numbers)
    return Pains(len(noted), max(noted, default=None))


def _side_by_side(found: list[Mapping[Any, int]]) -> Amounts:
    """Each thing with its amount in each period, the most first, what has no name last."""
    things = {thing: [one.get(thing, 0) for one in found] for one in found for thing in one}
    return sorted(
        things.items(), key=lambda item: (item[0] in {"", Pair()}, -sum(item[1][1:]), item[0])
    )
