"""Laying items out over the run: every second of it gets its section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gaitlog.lib.gaits import Gait, Known, SectionData
from gaitlog.lib.sections.errors import Refused
from gaitlog.lib.sections.items import Item, Once, Open
from gaitlog.lib.sections.outline import Outline, outline
from gaitlog.lib.sections.pace import Run, clock
from gaitlog.lib.sections.pieces import MOST_SECTIONS, Laid, Piece, around, filling, laid
from gaitlog.lib.sections.room import time_left


def lay_out(items: Sequence[Item], run: Run) -> list[SectionData]:
    """The sections that the items say, and what they leave as natural."""
    plan = outline(items)
    before = [laid(item, run) for item in plan.before]
    after = [laid(item, run) for item in plan.after]
    sums = [laid(item, run) for item in plan.sums]
    left = time_left(before + after, sums, plan, run)
    if plan.is_lone_stretch:
        _as_lone_stretch(before[0].pieces[0], run)
    fill = _fill(plan, left, run)
    if plan.after or not (plan.fill is None or isinstance(plan.fill, Open)):
        pieces = [*_all(before), *fill, *_all(after), *_all(sums)]
    else:
        pieces = [*_all(before), *_all(sums), *fill]
    sections = merged(_section(piece) for piece in pieces)
    _check_bounds(sections, items, run)
    return sections


def merged(sections: Iterable[SectionData]) -> list[SectionData]:
    """Sections without empty ones, and with exact neighbours of the same gait as one."""
    found: list[SectionData] = []
    for section in sections:
        last = found[-1] if found else None
        both_exact = last is not None and last.known is section.known is Known.EXACT
        if last and both_exact and last.gait is section.gait:
            found[-1] = SectionData(section.gait, last.seconds + section.seconds)
        elif section.seconds:
            found.append(SectionData(section.gait, section.seconds, section.known))
    return found


def _all(items: Iterable[Laid]) -> list[Piece]:
    return [piece for item in items for piece in item.pieces]


def _section(piece: Piece) -> SectionData:
    return SectionData(piece.gait, piece.seconds, piece.known)


def _as_lone_stretch(piece: Piece, run: Run) -> None:
    """Its place is a guess, unless it is the whole run."""
    if piece.seconds != run.moving_s:
        piece.known = Known.STRETCH


def _fill(plan: Outline, left: int | None, run: Run) -> list[Piece]:
    """What takes the time that is left."""
    if left is None:
        return _without_time(plan, run)
    if plan.fill is None:
        _check_natural_sums(plan, left)
        return [Piece(Gait.NATURAL, left)]
    if left == 0 and not _is_natural(plan.fill):
        raise Refused(plan.fill.span, "has no time left: the other parts are the whole run")
    return filling(plan.fill, left, run)


def _without_time(plan: Outline, run: Run) -> list[Piece]:
    """Nothing, where all that is left out is natural at the end."""
    if plan.fill and not (_is_natural(plan.fill) and (plan.before or plan.sums)):
        run.time_needed_for(plan.fill.span)
    for item in plan.after:
        run.time_needed_for(item.span)
    return []


def _is_natural(item: Item) -> bool:
    return isinstance(item, Open) and item.gait is Gait.NATURAL


def _check_natural_sums(plan: Outline, left: int) -> None:
    """A sum of natural does not hold if what is left is natural too."""
    for item in plan.sums:
        if left and isinstance(item, Once) and item.part.understood_gait is Gait.NATURAL:
            because = f"leaves {clock(left)}, which is natural too: write what was not, as in 30%"
            raise Refused(item.span, because)


def _check_bounds(sections: Sequence[SectionData], items: Sequence[Item], run: Run) -> None:
    if len(sections) > MOST_SECTIONS:
        raise Refused(around(items), f"makes more than {MOST_SECTIONS} sections")
    if sum(section.seconds for section in sections) > run.longest_s:
        raise Refused(around(items), "is too large")
