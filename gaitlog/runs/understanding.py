"""What a typed run means: time, distance, pace and sections worked out from one another."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gaitlog.lib import units
from gaitlog.lib.gaits import SectionData, Totals, totals
from gaitlog.lib.sections import Measures, PhraseError, parse
from gaitlog.lib.units import DistanceUnit


@dataclass(frozen=True, slots=True)
class Fix:
    """A way out of a contradiction: one field set to another value."""

    label: str
    field: str
    value: str


class Misunderstood(ValueError):
    """A run that contradicts itself or says too little; it names the field and offers ways out."""

    def __init__(self, field: str, message: str, *fixes: Fix) -> None:
        super().__init__(message)
        self.field = field
        self.fixes = fixes


@dataclass(frozen=True, slots=True)
class TypedRun:
    """A run as it was typed, amounts already read."""

    phrase: str = ""
    moving_s: int | None = None
    distance_m: int | None = None
    pace_s_per_km: int | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """A run as it was understood."""

    sections: list[SectionData]
    distance_m: int | None

    @property
    def totals(self) -> Totals:
        return totals(self.sections)


def understand(
    typed: TypedRun, *, technique: str, measures: Measures, unit: DistanceUnit
) -> Understood:
    """Work out what is missing and what the phrase says. Raises Misunderstood."""
    moving_s, distance_m = _time_and_distance(typed, unit)
    try:
        sections = parse(
            typed.phrase,
            moving_s=moving_s,
            distance_m=distance_m,
            technique=technique,
            measures=measures,
        )
    except PhraseError as error:
        if moving_s is None:
            raise _no_time(typed, measures, unit) from error
        raise Misunderstood(
            "phrase", str(error), *_fit_the_run(typed, technique, measures)
        ) from error
    if not sections:
        raise _no_time(typed, measures, unit)
    return Understood(sections, distance_m)


def _time_and_distance(typed: TypedRun, unit: DistanceUnit) -> tuple[int | None, int | None]:
    moving_s, distance_m, pace = typed.moving_s, typed.distance_m, typed.pace_s_per_km
    if pace is None:
        return moving_s, distance_m
    if moving_s is not None and distance_m is not None:
        _check_pace(moving_s, distance_m, pace, unit)
    elif moving_s is not None:
        distance_m = units.half_up(Decimal(moving_s) * 1000 / pace)
        if distance_m > units.LONGEST_M:
            far = f"{units.distance(distance_m, unit, 0)} {unit}"
            raise Misunderstood("pace", f"At this pace it would be {far}: check time and pace.")
    elif distance_m is not None:
        moving_s = units.half_up(Decimal(distance_m) * pace / 1000)
        if moving_s > units.LONGEST_S:
            long = units.clock(moving_s)
            raise Misunderstood("pace", f"At this pace it would take {long}: check the two.")
    return moving_s, distance_m


def _check_pace(moving_s: int, distance_m: int, pace: int, unit: DistanceUnit) -> None:
    """All three given have to agree, as far as their own rounding goes."""
    follows = Decimal(moving_s) * 1000 / distance_m
    if abs(follows - pace) <= 2 + follows * 10 / distance_m:
        return
    right = units.pace(moving_s, distance_m, unit)
    time = units.clock(units.half_up(Decimal(distance_m) * pace / 1000))
    raise Misunderstood(
        "pace",
        f"{units.clock(moving_s)} over {units.distance(distance_m, unit)} {unit} is {right}"
        f" per {unit}. One of the three has to give way.",
        Fix(f"Pace {right}", "pace", right),
        Fix(f"Time {time}", "time", time),
    )


def _no_time(typed: TypedRun, measures: Measures, unit: DistanceUnit) -> Misunderstood:
    if typed.distance_m is None:
        return Misunderstood("time", "How long is the run? Write minutes such as 31, or 31:20.")
    usual = units.clock(
        units.half_up(Decimal(typed.distance_m * measures.usual_pace_s_per_km) / 1000)
    )
    return Misunderstood(
        "time",
        f"How long is the run? At your usual pace it is about {usual}.",
        Fix(f"Time {usual}", "time", usual),
    )


def _fit_the_run(typed: TypedRun, technique: str, measures: Measures) -> list[Fix]:
    """Where the phrase makes sense by itself, its own time is a way out."""
    try:
        alone = parse(typed.phrase, technique=technique, measures=measures)
    except PhraseError:
        return []
    own = units.clock(totals(alone).moving_s)
    return [Fix(f"Make the run {own}", "time", own)]
