"""How the feet met the ground, in all and by shoe; what was felt and what was seen stay apart.

Of a run in two pairs nobody knows in which one the feet were looked at: it is of no pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Sum

from gaitlog.lib.strikes import LANDINGS, STRIKES, Source, Strikes, add_up, by_source
from gaitlog.lib.units import DistanceUnit, half_up
from gaitlog.runs.choices import Moment
from gaitlog.runs.models import ShoeShare

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.runs.models import StrikeCheckQuerySet
    from gaitlog.shoes.models import Shoe

COUNTS = (*STRIKES, *LANDINGS)
WORDS = {DistanceUnit.KM: "kilometre", DistanceUnit.MI: "mile"}
ENOUGH_STEPS, ENOUGH_RUNS = 50, 10  # with fewer a share says little; our own choice


@dataclass(frozen=True, slots=True)
class ShoeStrikes:
    """What one source knows of one pair; None is a run without a pair."""

    shoe: Shoe | None
    counted: Strikes

    @property
    def is_enough(self) -> bool:
        """Whether there are enough steps seen, or runs felt, to say anything of the pair."""
        return self.counted.strikes >= (ENOUGH_RUNS if self.counted.is_felt else ENOUGH_STEPS)


@dataclass(frozen=True, slots=True)
class StrikesAt:
    """What one source saw at a moment of a run, or at a pace."""

    name: str
    counted: Strikes


@dataclass(frozen=True, slots=True)
class StrikeReport:
    """All that is known of the feet, each source for itself."""

    sources: tuple[Strikes, ...]
    shoes: tuple[ShoeStrikes, ...]  # by source, then by name; of runs in one pair or none
    has_changes: bool  # whether there is a run in which shoes were changed
    moments: list[StrikesAt]  # by source, then fresh to tired
    paces: list[StrikesAt]  # by source, then the fastest first

    @property
    def is_too_little(self) -> bool:
        """Whether some line by shoe has too few to say anything."""
        return any(not line.is_enough for line in self.shoes)


def strike_report(user: User) -> StrikeReport:
    """Everything, in three queries whatever the number of checks."""
    sums = _sums(user.strike_checks.all())
    shoes = {shoe.pk: shoe for shoe in user.shoes.all()} if sums else {}
    lines = [
        ShoeStrikes(shoes[key] if key else None, strikes)
        for key, is_changed, strikes in sums
        if strikes.strikes and not is_changed
    ]
    lines.sort(key=lambda line: (list(Source).index(line.counted.source), _name(line)))
    sources = tuple(by_source(strikes for *_, strikes in sums))
    has_changes = any(is_changed and strikes.strikes for _, is_changed, strikes in sums)
    seen_at = _seen_at(user) if sums else ([], [])
    return StrikeReport(sources, tuple(lines), has_changes, *seen_at)


def _seen_at(user: User) -> tuple[list[StrikesAt], list[StrikesAt]]:
    """What was seen at each moment and at each pace, where that was noted."""
    named = user.strike_checks.seen().order_by().values_list("source", "moment", "pace_s_per_km")
    moments, paces = defaultdict(list), defaultdict(list)
    for source, moment, pace_s_per_km, *counts in named.annotate(*(Sum(name) for name in COUNTS)):
        strikes = Strikes(Source(source), *counts)
        if not strikes.strikes:
            continue
        if moment:
            moments[source, Moment(moment)].append(strikes)
        if pace_s_per_km:
            paces[source, _whole_minutes(pace_s_per_km, user.unit)].append(strikes)
    in_order = {moment: place for place, moment in enumerate(Moment)}
    return (
        _lines(moments, order=lambda moment: in_order[moment], name=lambda moment: moment.label),
        _lines(
            paces,
            order=lambda minutes: minutes,
            name=lambda minutes: f"{minutes}:00 to {minutes}:59 a {WORDS[user.unit]}",
        ),
    )


def _whole_minutes(pace_s_per_km: int, unit: DistanceUnit) -> int:
    """The minute that a pace lies in, per kilometre or mile."""
    return half_up(Decimal(pace_s_per_km) * unit.metres / 1000) // 60


def _lines(
    found: Mapping[tuple[str, Any], list[Strikes]],
    *,
    order: Callable[[Any], int],
    name: Callable[[Any], str],
) -> list[StrikesAt]:
    """A line for each source and place."""
    in_order = sorted(found, key=lambda key: (list(Source).index(Source(key[0])), order(key[1])))
    return [StrikesAt(name(key[1]), add_up(found[key])) for key in in_order]


def _sums(checks: StrikeCheckQuerySet) -> list[tuple[int | None, bool, Strikes]]:
    """The counts of each pair and source, and whether shoes were changed in those runs."""
    is_changed = Exists(ShoeShare.objects.filter(run=OuterRef("run")))
    named = checks.order_by().values_list("run__shoe", is_changed, "source")
    rows = named.annotate(*(Sum(name) for name in COUNTS))
    return [
        (shoe, changed, Strikes(Source(source), *counts)) for shoe, changed, source, *counts in rows
    ]


def _name(line: ShoeStrikes) -> str:
    return line.shoe.name.casefold() if line.shoe else "\uffff"
