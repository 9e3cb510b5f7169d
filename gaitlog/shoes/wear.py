"""Pairs of shoes with what was run in them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.runs.models import PairSums
    from gaitlog.shoes.models import Shoe


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair, and what was run in it; ``sums`` is None where that is nothing."""

    shoe: Shoe
    sums: PairSums | None

    @property
    def worn_m(self) -> int:
        """Metres of wear, those before the log included."""
        return self.shoe.start_distance_m + (self.sums.distance_m if self.sums else 0)

    @property
    def wear_percent(self) -> int:
        return min(100, 100 * self.worn_m // self.shoe.wear_limit_m)

    @property
    def known_of(self) -> str:
        """“distance known of 1 of 8 runs”; empty where it is known of all."""
        if not self.sums or self.sums.far_runs == self.sums.runs:
            return ""
        some = self.sums.far_runs or "none"
        runs = "run" if self.sums.runs == 1 else "runs"
        return f"distance known of {some} of {self.sums.runs} {runs}"

    @property
    def last_on(self) -> dt.date:
        return (self.sums and self.sums.last_on) or dt.date.min


def pairs_of(user: User) -> list[Pair]:
    """All pairs of a runner, the one run in last first, in two queries."""
    sums = user.runs.by_pair()
    pairs = [Pair(shoe, sums.get(shoe.pk)) for shoe in user.shoes.all()]
    return sorted(pairs, key=lambda pair: pair.last_on, reverse=True)
