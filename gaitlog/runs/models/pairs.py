"""What was run in each pair of shoes, where a run may have been run in several."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum, Value

from gaitlog.lib import units

if TYPE_CHECKING:
    from gaitlog.runs.models.run import Run
    from gaitlog.runs.models.share import ShoeShare
    from gaitlog.shoes.models import Shoe

AMOUNTS = ("moving_s", "pose_s", "natural_s", "walk_s", "distance_m")


@dataclass(frozen=True, slots=True)
class Worn:
    """A pair in a run, with its drop as it was then and what was run in it."""

    shoe: Shoe | None
    drop_mm: Decimal | None
    moving_s: int
    pose_s: int
    natural_s: int
    walk_s: int
    distance_m: int

    @property
    def running_s(self) -> int:
        return self.pose_s + self.natural_s

    @property
    def drop(self) -> str:
        return units.drop(self.drop_mm)


def worn_in(run: Run, shares: list[ShoeShare]) -> list[Worn]:
    """What was worn in a run, in order; what was run in no other pair was run in its own."""
    parts = {share.part: _of(share) for share in shares}
    rest = {
        name: (getattr(run, name) or 0) - sum(getattr(part, name) for part in parts.values())
        for name in AMOUNTS
    }
    own = Worn(run.shoe, run.drop_mm, **rest) if rest["moving_s"] else None
    return [one for one in (parts.get("first"), own, parts.get("last")) if one]


def _of(share: ShoeShare) -> Worn:
    amounts = {name: getattr(share, name) or 0 for name in AMOUNTS}
    return Worn(share.shoe, share.drop_mm, **amounts)


@dataclass(slots=True)
class PairSums:
    """What was run in one pair."""

    name: str = ""
    drop_mm: Decimal | None = None  # as the pair has it now
    runs: int = 0
    far_runs: int = 0  # those of which the distance is known
    pose_s: int = 0
    natural_s: int = 0
    distance_m: int = 0
    first_on: dt.date | None = None
    last_on: dt.date | None = None

    @property
    def running_s(self) -> int:
        return self.pose_s + self.natural_s


class OfDay(NamedTuple):
    """Seconds run on a day in shoes of one drop; below nought where they are taken off it."""

    on: dt.date
    drop_mm: Decimal | None
    running_s: int


def by_drop(runs: QuerySet[Run], shares: QuerySet[ShoeShare]) -> list[OfDay]:
    """What was run in which drop, as each run says it: the parts apart from the rest. All three
    are one query."""
    running_s = F("pose_s") + F("natural_s")
    own = runs.values_list("on", "drop_mm", running_s)
    added = shares.order_by().values_list("run__on", "drop_mm", running_s)
    taken = shares.order_by().values_list("run__on", "run__drop_mm", -1 * running_s)
    return [OfDay(*row) for row in own.union(added, taken, all=True)]


def sums_by_pair(runs: QuerySet[Run], shares: QuerySet[ShoeShare]) -> dict[int, PairSums]:
    """What was run in each pair: in the runs that were its own, and in parts of other runs.

    The parts are taken off the pair of the run that they are of. All three are one query.
    """
    other = ~Q(run__shoe=F("shoe")) | Q(run__shoe=None)
    far = Q(distance_m__isnull=False)
    own = Count("pk"), Count("pk", filter=far)
    rows = _rows(runs.exclude(shoe=None), "shoe", "on", 1, *own)
    parts = (Count("run", filter=of, distinct=True) for of in (other, other & far))
    added = _rows(shares, "shoe", "run__on", 1, *parts)
    taken = _rows(shares.exclude(run__shoe=None), "run__shoe", "run__on", -1, Value(0), Value(0))
    found: dict[int, PairSums] = {}
    for key, name, drop_mm, sign, count, far_count, first_on, last_on, *amounts in rows.union(
        added, taken, all=True
    ):
        sums = found.setdefault(key, PairSums(name, drop_mm))
        sums.runs += count
        sums.far_runs += far_count
        sums.first_on = min(filter(None, (sums.first_on, first_on)))
        sums.last_on = max(filter(None, (sums.last_on, last_on)))
        pose_s, natural_s, distance_m = (sign * (amount or 0) for amount in amounts)
        sums.pose_s += pose_s
        sums.natural_s += natural_s
        sums.distance_m += distance_m
    return found


def _rows(rows: QuerySet[Any], shoe: str, on: str, sign: int, count: Any, far: Any) -> Any:
    """The sums of each pair in columns that can be put under one another."""
    named = rows.order_by().values(shoe, f"{shoe}__name", f"{shoe}__drop_mm")
    summed = named.annotate(
        sign=Value(sign),
        count=count,
        far_count=far,
        first=Min(on),
        last=Max(on),
        all_pose_s=Sum("pose_s"),
        all_natural_s=Sum("natural_s"),
        all_distance_m=Sum("distance_m"),
    )
    columns = ("sign", "count", "far_count", "first", "last")
    amounts = ("all_pose_s", "all_natural_s", "all_distance_m")
    return summed.values_list(shoe, f"{shoe}__name", f"{shoe}__drop_mm", *columns, *amounts)
