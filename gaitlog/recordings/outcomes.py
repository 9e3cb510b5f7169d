"""What became of each file of an import, in words."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gaitlog.lib import units
from gaitlog.lib.units import DistanceUnit
from gaitlog.recordings.models import Recording
from gaitlog.runs.models import Run

ASKS_DATE = "The watch had no clock when it recorded this. Say on which day you ran."


class Kind(StrEnum):
    IMPORTED = "imported"
    SAME = "same"
    REFUSED = "refused"
    ASKS_DATE = "asks_date"


@dataclass(frozen=True, slots=True)
class Leg:
    """A run that is in a file."""

    run: Run
    laps: int
    slow: int = 0  # laps that were set to walk
    note: str = ""  # what could not be read


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    name: str
    kind: Kind
    message: str
    legs: tuple[Leg, ...] = ()
    recording: Recording | None = None

    @property
    def runs(self) -> list[Run]:
        return [leg.run for leg in self.legs]


def imported(name: str, legs: Iterable[Leg], unit: DistanceUnit) -> Outcome:
    legs = tuple(legs)
    message = " ".join(_leg(leg, unit) for leg in legs)
    return Outcome(name, Kind.IMPORTED, message, legs, legs[0].run.recording)


def same(name: str, recordings: Iterable[Recording]) -> Outcome:
    """An exact duplicate, which names the run that it is."""
    known = [(recording, recording.run) for recording in recordings]
    legs = tuple(Leg(run, recording.laps_count) for recording, run in known if run)  # type: ignore[attr-defined]
    days = list(dict.fromkeys(f"{day(leg.run)} {leg.run.on.year}" for leg in legs))
    whose = "your run" if len(legs) == 1 else "your runs"
    message = f"The same file as {whose} of {' and '.join(days)}. Nothing changed."
    return Outcome(name, Kind.SAME, message, legs, known[0][0])


def asks_date(name: str, recording: Recording) -> Outcome:
    return Outcome(name, Kind.ASKS_DATE, ASKS_DATE, recording=recording)


def refused(name: str, message: str) -> Outcome:
    return Outcome(name, Kind.REFUSED, message)


def counted(outcomes: Sequence[Outcome]) -> str:
    """How many files ended in which way: 3 imported, 1 here already."""
    kinds = [outcome.kind for outcome in outcomes]
    words = {
        Kind.IMPORTED: "imported",
        Kind.SAME: "here already",
        Kind.ASKS_DATE: "without a date",
        Kind.REFUSED: "not imported",
    }
    counts = [f"{kinds.count(kind)} {said}" for kind, said in words.items() if kind in kinds]
    return ", ".join(counts)


def new_legs(outcomes: Sequence[Outcome]) -> list[Leg]:
    """The runs that were imported, by their days."""
    legs = [leg for outcome in outcomes if outcome.kind == Kind.IMPORTED for leg in outcome.legs]
    return sorted(legs, key=lambda leg: leg.run.on)


def day(run: Run) -> str:
    """Thu 12 Feb."""
    return f"{run.on:%a} {run.on.day} {run.on:%b}"


def slow_laps(count: int, unit: DistanceUnit) -> str:
    """What is said of laps that were set to walk."""
    if not count:
        return ""
    laps, are = ("1 lap", "is") if count == 1 else (f"{count} laps", "are")
    return f"{laps} slower than {walking_pace(unit)} per {unit} {are} set to walk."


def walking_pace(unit: DistanceUnit) -> str:
    """1.8 metres a second as a pace."""
    return units.pace(10, 18, unit)


def laps_in_words(count: int) -> str:
    return f"{count or 'no'} lap{'' if count == 1 else 's'}"


def _leg(leg: Leg, unit: DistanceUnit) -> str:
    run = leg.run
    at = ""
    if run.started_at:
        at = f", {run.started_at.astimezone(zoneinfo.ZoneInfo(run.time_zone)):%H:%M}"
    distance = f"{units.distance(run.distance_m, unit)} {unit}" if run.distance_m else ""
    facts = [units.clock(run.moving_s), distance, laps_in_words(leg.laps)]
    said = f"{day(run)} {run.on.year}{at}: {', '.join(filter(None, facts))}."
    return " ".join(filter(None, [said, slow_laps(leg.slow, unit), leg.note]))
