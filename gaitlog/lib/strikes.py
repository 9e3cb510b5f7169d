"""Which part of the foot met the ground and where, counted apart by how it is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

STRIKES = ("rearfoot", "midfoot", "forefoot")
LANDINGS = ("ahead", "under")


class Source(StrEnum):
    """How a strike is known."""

    FELT = "felt"
    VIDEO = "video"
    SENSOR = "sensor"
    COACH = "coach"


SAID = {
    Source.FELT: "Felt",
    Source.VIDEO: "Seen on video",
    Source.SENSOR: "Measured",
    Source.COACH: "A coach saw",
}


@dataclass(frozen=True, slots=True)
class Strikes:
    """Steps counted by where the foot struck and where it landed; a single word counts as one."""

    source: Source
    rearfoot: int = 0
    midfoot: int = 0
    forefoot: int = 0
    ahead: int = 0
    under: int = 0

    @property
    def strikes(self) -> int:
        return self.rearfoot + self.midfoot + self.forefoot

    @property
    def landings(self) -> int:
        return self.ahead + self.under

    @property
    def steps(self) -> int:
        """How many steps were looked at, as far as can be told."""
        return max(self.strikes, self.landings)

    @property
    def said(self) -> str:
        """How it is known, in words."""
        return SAID[self.source]

    @property
    def is_felt(self) -> bool:
        return self.source is Source.FELT


def add_up(checks: Iterable[Strikes]) -> Strikes:
    """What checks of one source add up to. Raises ValueError where the sources differ.

    What is felt and what is seen are two things, and no sum of them means anything.
    """
    checks = list(checks)
    sources = {check.source for check in checks}
    if len(sources) != 1:
        raise ValueError(f"Not of one source: {sorted(sources)}")
    counts = {name: sum(getattr(check, name) for check in checks) for name in (*STRIKES, *LANDINGS)}
    return Strikes(sources.pop(), **counts)


def by_source(checks: Iterable[Strikes]) -> list[Strikes]:
    """The sum of each source for itself, in the order of the sources."""
    checks = list(checks)
    parts = [[check for check in checks if check.source is source] for source in Source]
    return [add_up(part) for part in parts if part]
