"""How the feet met the ground, in all and by shoe; what was felt and what was seen stay apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum

from gaitlog.lib.strikes import LANDINGS, STRIKES, Source, Strikes, by_source

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.runs.models import StrikeCheckQuerySet
    from gaitlog.shoes.models import Shoe

COUNTS = (*STRIKES, *LANDINGS)
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
class StrikeReport:
    """All that is known of the feet, each source for itself."""

    sources: tuple[Strikes, ...]
    shoes: tuple[ShoeStrikes, ...]  # by source, then by name

    @property
    def is_too_little(self) -> bool:
        """Whether some line by shoe has too few to say anything."""
        return any(not line.is_enough for line in self.shoes)


def strike_report(user: User) -> StrikeReport:
    """Everything, in two queries whatever the number of checks."""
    sums = _sums(user.strike_checks.all())
    shoes = {shoe.pk: shoe for shoe in user.shoes.all()} if sums else {}
    lines = [
        ShoeStrikes(shoes[key] if key else None, strikes)
        for key, strikes in sums
        if strikes.strikes
    ]
    lines.sort(key=lambda line: (list(Source).index(line.counted.source), _name(line)))
    return StrikeReport(tuple(by_source(strikes for _, strikes in sums)), tuple(lines))


def _sums(checks: StrikeCheckQuerySet) -> list[tuple[int | None, Strikes]]:
    """The counts of each pair and source."""
    named = checks.order_by().values_list("run__shoe", "source")
    rows = named.annotate(*(Sum(name) for name in COUNTS))
    return [(shoe, Strikes(Source(source), *counts)) for shoe, source, *counts in rows]


def _name(line: ShoeStrikes) -> str:
    return line.shoe.name.casefold() if line.shoe else "\uffff"
