"""What was run in which pair, and how high the heel stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from gaitlog.lib.gaits import Gait, Known, SectionData, Totals, totals
from gaitlog.lib.units import half_up


class Part(StrEnum):
    """Which part of a run was run in a pair that was changed on the way."""

    FIRST = "first"
    LAST = "last"


class DropClass(StrEnum):
    """Drops as they are spoken of, by the whole millimetre; below nought is none."""

    ZERO = "zero"
    LOW = "low"
    MID = "mid"
    HIGH = "high"


def drop_class(drop_mm: Decimal) -> DropClass:
    """0 mm, 1 to 4, 5 to 8, 9 and more; what lies between two is rounded half up."""
    whole_mm = half_up(drop_mm)
    if whole_mm <= 0:
        return DropClass.ZERO
    if whole_mm <= 4:
        return DropClass.LOW
    return DropClass.MID if whole_mm <= 8 else DropClass.HIGH


def parted(
    sections: Sequence[SectionData], *, first_s: int = 0, last_s: int = 0
) -> dict[Part, Totals]:
    """The seconds in each gait of the first and of the last part of a run.

    They follow from where the sections lie. Where of one only the total is known, all gaits
    are taken to be spread evenly over the run.
    """
    whole = totals(sections)
    if any(section.known is Known.SUM for section in sections):
        first = _evenly(whole, first_s)
        return {Part.FIRST: first, Part.LAST: _evenly(_without(whole, first), last_s)}
    return {
        Part.FIRST: _between(sections, 0, first_s),
        Part.LAST: _between(sections, whole.moving_s - last_s, whole.moving_s),
    }


def _between(sections: Sequence[SectionData], begin_s: int, end_s: int) -> Totals:
    """What was run from one moment of the run to another."""
    spent = dict.fromkeys(Gait, 0)
    at_s = 0
    for section in sections:
        inside_s = min(at_s + section.seconds, end_s) - max(at_s, begin_s)
        spent[section.gait] += max(inside_s, 0)
        at_s += section.seconds
    return Totals(spent[Gait.POSE], spent[Gait.NATURAL], spent[Gait.WALK])


def _evenly(whole: Totals, part_s: int) -> Totals:
    """A part that is mixed as the whole is, in whole seconds that add up."""
    if not part_s:
        return Totals()
    bounds = [0]
    up_to_s = 0
    for spent_s in (whole.pose_s, whole.natural_s, whole.walk_s):
        up_to_s += spent_s
        bounds.append(up_to_s * part_s // whole.moving_s)
    return Totals(bounds[1] - bounds[0], bounds[2] - bounds[1], bounds[3] - bounds[2])


def _without(whole: Totals, part: Totals) -> Totals:
    return Totals(
        whole.pose_s - part.pose_s, whole.natural_s - part.natural_s, whole.walk_s - part.walk_s
    )
