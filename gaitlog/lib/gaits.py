"""The gaits of a run, its sections, and the sums that follow from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Gait(StrEnum):
    """How a section was run."""

    POSE = "pose"  # the new technique, whatever the runner calls it
    NATURAL = "natural"  # the habitual gait
    WALK = "walk"


class Known(StrEnum):
    """How well a section is known."""

    EXACT = "exact"
    STRETCH = "stretch"  # unbroken, but its place in the run is a guess
    SUM = "sum"  # only the total is known, not how it was spread


class SectionData(NamedTuple):
    """A stretch of a run in one gait, as plain data; a page makes hundreds of them."""

    gait: Gait
    seconds: int
    known: Known = Known.EXACT
    distance_m: int | None = None
    cadence_spm: int | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Seconds of a run in each gait, and its hold."""

    pose_s: int = 0
    natural_s: int = 0
    walk_s: int = 0
    hold_s: int = 0

    @property
    def running_s(self) -> int:
        return self.pose_s + self.natural_s

    @property
    def moving_s(self) -> int:
        return self.running_s + self.walk_s


def hold_s(sections: Iterable[SectionData]) -> int:
    """The longest unbroken Pose: exact neighbours add up, a stretch counts alone, a sum never."""
    longest = current = 0
    for section in sections:
        if section.gait is Gait.POSE and section.known is Known.STRETCH:
            longest, current = max(longest, section.seconds), 0
        elif section.gait is Gait.POSE and section.known is Known.EXACT:
            current += section.seconds
            longest = max(longest, current)
        else:
            current = 0
    return longest


def totals(sections: Iterable[SectionData]) -> Totals:
    """What the sections add up to."""
    sections = list(sections)
    spent = {gait: sum(s.seconds for s in sections if s.gait is gait) for gait in Gait}
    return Totals(spent[Gait.POSE], spent[Gait.NATURAL], spent[Gait.WALK], hold_s(sections))


def share_percent(pose_s: int, natural_s: int) -> int | None:
    """Pose in percent of Pose and natural running, rounded half up; None where nothing was run."""
    running_s = pose_s + natural_s
    return (200 * pose_s + running_s) // (2 * running_s) if running_s else None
