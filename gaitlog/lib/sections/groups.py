"""Which gait an amount without one is in, by what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gaitlog.lib.gaits import Gait
from gaitlog.lib.sections.errors import Refused
from gaitlog.lib.sections.items import Item, Once, Open, Part, Pattern, Place
from gaitlog.lib.sections.words import Unit


def settled(group: list[Item], own: str) -> list[Item]:
    """Items that stand side by side, each amount with its gait."""
    if len(group) == 1:
        return group
    for item in group:
        if isinstance(item, Open):
            raise Refused(item.span, "needs a time, or a comma on either side")
    onces = [item for item in group if isinstance(item, Once)]
    return _inherited(onces, own) if len(onces) == len(group) else group


def check_gaits_beside_patterns(items: Sequence[Item], own: str) -> None:
    """Beside a pattern, an amount without a gait may well be the way to the park."""
    if any(isinstance(item, Pattern) for item in items):
        for item in items:
            if isinstance(item, Once) and item.part.gait is None:
                raise _needs_a_gait(item, own)


def _needs_a_gait(item: Item, own: str) -> Refused:
    return Refused(item.span, f"needs a gait: write {own}, natural or walk after it")


def _inherited(group: list[Once], own: str) -> list[Item]:
    """In `pose 2 3` and in `2 3 pose` both amounts are Pose.

    Lampposts and blocks take a gait only from lampposts and blocks; beside minutes they are Pose,
    as they are alone.
    """
    if not any(item.part.gait for item in group):
        return [*group]
    gait_first = group[0].part.gait_first
    giver: Part | None = None
    found: list[Item] = []
    for item in group if gait_first else reversed(group):
        if item.part.gait:
            giver = item.part
        elif item.part.is_landmarks and not (giver and giver.is_landmarks):
            found.append(item)
            continue
        if giver is None:
            raise _needs_a_gait(item, own)
        found.append(replace(item, part=replace(item.part, gait=giver.gait)))
    return found if gait_first else found[::-1]


def in_turn(parts: Sequence[Part], on: Gait | None, own: str) -> list[Part]:
    """The parts of a pattern, each with its gait."""
    _check_units(parts)
    first, *others = parts
    if on is not None and first.gait is None:
        first = replace(first, gait=on)
    if len(others) == 1:
        return _on_and_off(first, others[0], own)
    for part in (first, *others):
        if part.gait is None:
            raise Refused(part.span, "needs a gait, as every part of a pattern of three or more")
    return [first, *others]


def _check_units(parts: Sequence[Part]) -> None:
    for part in parts:
        if part.place is not Place.HERE:
            raise Refused(part.span, "cannot be part of a pattern")
    for part, after in pairwise(parts):
        unit = after.amount.unit
        if part.amount.bare and part.gait is None and unit is not Unit.MINUTE:
            because = f"could be minutes or {unit}: write the unit after it too"
            raise Refused(part.amount.span, because)


def _on_and_off(on: Part, off: Part, own: str) -> list[Part]:
    """On is Pose and off is natural, unless one of them is said."""
    if on.gait is None and off.gait is Gait.POSE:
        because = f"could begin with either gait: write 1 {own} / 1 natural"
        raise Refused(on.span.to(off.span), because)
    after_on = Gait.NATURAL if on.gait in {Gait.POSE, None} else Gait.POSE
    return [replace(on, gait=on.gait or Gait.POSE), replace(off, gait=off.gait or after_on)]
