"""The load of a session, effort times minutes, and what follows from a week of them.

Foster 1998 (Medicine & Science in Sports & Exercise 30:1164) and Foster et al. 2001 (Journal of
Strength and Conditioning Research 15:109). All of it describes: no border of these numbers is
known to hold for recreational runners.

Sums are kept as effort times seconds, which are whole numbers, and become effort times minutes
only when they are read; so nothing is rounded twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from gaitlog.lib.units import MINUTE_S, half_up
from gaitlog.lib.weeks import DAYS, Week

CENT = Decimal("0.01")


class Session(NamedTuple):
    """A run: its day, its moving time, and its effort from 0 to 10; None where not noted."""

    on: dt.date
    moving_s: int
    effort: int | None = None


def session_load(effort: int, moving_s: int) -> int:
    """Effort times minutes, in arbitrary units, rounded half up."""
    return half_up(Decimal(effort * moving_s) / MINUTE_S)


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """The load of a week, as far as the effort of its runs is noted."""

    runs: int
    rated: int  # runs with an effort
    effort_s: int  # effort times seconds of these
    exact_monotony: Decimal | None

    @property
    def load(self) -> int | None:
        """The sum over the runs that have an effort; None where none has."""
        return half_up(Decimal(self.effort_s) / MINUTE_S) if self.rated else None

    @property
    def monotony(self) -> Decimal | None:
        """The mean load of a day by the spread of the days; None where it cannot be told."""
        exact = self.exact_monotony
        return None if exact is None else exact.quantize(CENT, ROUND_HALF_UP)

    @property
    def strain(self) -> int | None:
        """Load times monotony, both before they are rounded."""
        exact = self.exact_monotony
        return None if exact is None else half_up(self.effort_s * exact / MINUTE_S)


def week_load(
    week: Week, sessions: Iterable[Session], *, today: dt.date, is_complete: bool = True
) -> WeekLoad:
    """The load of a week on a day.

    ``is_complete`` is untrue where more was run than these sessions. Monotony needs all seven
    days and the effort of every run: with one missing it would be of another week.
    """
    own = [session for session in sessions if session.on in week]
    by_day = dict.fromkeys(week.days, 0)
    rated = 0
    for session in own:
        if session.effort is not None:
            by_day[session.on] += session.effort * session.moving_s
            rated += 1
    is_whole = is_complete and rated == len(own) and today >= week.last_day
    loads = list(by_day.values())
    return WeekLoad(len(own), rated, sum(loads), _monotony(loads) if is_whole else None)


def _monotony(loads: list[int]) -> Decimal | None:
    """The mean of the days, those without a run too, by their standard deviation.

    It is that of a sample, with n - 1 below: Foster does not say which. None where all days are
    alike, since there is no spread to divide by.
    """
    total = sum(loads)
    squares = DAYS * sum(load * load for load in loads) - total * total
    if not squares:
        return None
    deviation = (Decimal(squares) / (DAYS * (DAYS - 1))).sqrt()
    return Decimal(total) / DAYS / deviation
