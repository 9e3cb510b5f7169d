"""The order of a run: what has its place, what takes the time that is left, what has no place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeGuard

from gaitlog.lib.sections.errors import Refused
from gaitlog.lib.sections.items import Item, Once, Open, Pattern, Place, Spread

Fill = Open | Pattern | Spread


@dataclass(frozen=True, slots=True)
class Outline:
    """Items in the order of the run."""

    before: Sequence[Item]
    fill: Fill | None  # takes the time that the others leave; None: natural
    after: Sequence[Item]
    sums: Sequence[Item]

    @property
    def body(self) -> list[Item]:
        return [*self.before, *([self.fill] if self.fill else []), *self.after]

    @property
    def is_lone_stretch(self) -> bool:
        """Whether all that was said is the length of one stretch of Pose."""
        match self.body:
            case [Once() as item]:
                return item.is_without_gaps
        return False


def outline(items: Sequence[Item]) -> Outline:
    """Items sorted by where in the run they were."""
    _check_whole_run(items)
    here = _spread([*_at_one_end(items, Place.FIRST), *_at(items, Place.HERE)])
    after = _at_one_end(items, Place.LAST)
    sums = _at(items, Place.NOWHERE)
    fills = [item for item in here if _takes_what_is_left(item)]
    if not fills:
        return Outline(here, None, after, sums)
    if len(fills) > 1:
        because = "takes the time that is left, as another part does: say how long or how often"
        raise Refused(fills[1].span, because)
    where = here.index(fills[0])
    return Outline(here[:where], fills[0], [*here[where + 1 :], *after], sums)


def _check_whole_run(items: Sequence[Item]) -> None:
    for item in items:
        if isinstance(item, Open) and item.whole_run and len(items) > 1:
            raise Refused(item.span, "leaves nothing for the other parts: write rest, not all")


def _at(items: Sequence[Item], place: Place) -> list[Item]:
    return [item for item in items if item.place is place]


def _at_one_end(items: Sequence[Item], place: Place) -> list[Item]:
    found = _at(items, place)
    if len(found) > 1:
        raise Refused(found[1].span, "is a second one: put the parts in order, with commas")
    return found


def _spread(items: Sequence[Item]) -> list[Item]:
    """Several stretches of Pose without gaps between them are one item, to be spread."""
    found: list[Item] = []
    for without_gaps, group in groupby(items, _is_without_gaps):
        alike = list(group)
        stretches = [item.part for item in alike if isinstance(item, Once)]
        if without_gaps and len(alike) > 1:
            found.append(Spread(stretches, alike[0].span.to(alike[-1].span)))
        else:
            found += alike
    return found


def _is_without_gaps(item: Item) -> bool:
    return isinstance(item, Once) and item.is_without_gaps


def _takes_what_is_left(item: Item) -> TypeGuard[Fill]:
    return isinstance(item, Open | Spread) or (isinstance(item, Pattern) and item.is_open)
