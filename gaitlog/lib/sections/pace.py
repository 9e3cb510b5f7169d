"""Amounts as seconds of one run, at its own pace where that is known."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from gaitlog.lib.gaits import Gait
from gaitlog.lib.sections.errors import Refused, Span
from gaitlog.lib.sections.items import Amount
from gaitlog.lib.sections.measures import Measures
from gaitlog.lib.sections.words import Unit

LONGEST_S = 100 * 3600
SECONDS_IN = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}
METRES_IN = {
    Unit.METRE: Fraction(1),
    Unit.KILOMETRE: Fraction(1000),
    Unit.MILE: Fraction(1609344, 1000),
    Unit.YARD: Fraction(9144, 10000),
}


@dataclass(frozen=True, slots=True)
class Run:
    """What is known of the run that a phrase is about."""

    moving_s: int | None
    distance_m: int | None
    measures: Measures

    @property
    def longest_s(self) -> int:
        """More than this is taken for a slip of the finger."""
        return max(LONGEST_S, self.moving_s or 0)

    def time_needed_for(self, span: Span) -> int:
        """The run's moving time. Raises Refused where it is not known."""
        if self.moving_s is None:
            raise Refused(span, "needs the time of the run")
        return self.moving_s

    def seconds(self, amount: Amount, gait: Gait) -> Fraction:
        """How long an amount in a gait takes, exactly. Raises Refused where that is no time."""
        if amount.unit in SECONDS_IN:
            seconds = amount.number * SECONDS_IN[amount.unit]
        elif amount.unit is Unit.PERCENT:
            seconds = amount.number * self.time_needed_for(amount.span) / 100
        else:
            seconds = amount.number * self._metres_in(amount.unit) * self._s_per_km(gait) / 1000
        if half_up(seconds) < 1:
            raise Refused(amount.span, "is less than a second: leave it out")
        if seconds > self.longest_s:
            raise Refused(amount.span, "is too large")
        return seconds

    def _metres_in(self, unit: Unit) -> Fraction:
        own = {
            Unit.LAMPPOST: Fraction(self.measures.lamppost_m),
            Unit.BLOCK: Fraction(self.measures.block_m),
        }
        return (METRES_IN | own)[unit]

    def _s_per_km(self, gait: Gait) -> Fraction:
        if gait is Gait.WALK:
            return Fraction(self.measures.walking_pace_s_per_km)
        if self.moving_s and self.distance_m:
            return Fraction(1000 * self.moving_s, self.distance_m)
        return Fraction(self.measures.usual_pace_s_per_km)


def half_up(seconds: Fraction) -> int:
    return int(seconds + Fraction(1, 2))


def clock(seconds: int) -> str:
    """Seconds as 40:00 or 1:02:10."""
    hours, rest = divmod(seconds, 3600)
    if hours:
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    return f"{rest // 60}:{rest % 60:02}"
