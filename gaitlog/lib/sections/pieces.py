"""Items as pieces of so many seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import cycle

from gaitlog.lib.gaits import Gait, Known
from gaitlog.lib.sections.errors import Refused, Span
from gaitlog.lib.sections.items import Item, Once, Open, Part, Pattern, Place, Spread
from gaitlog.lib.sections.outline import Fill
from gaitlog.lib.sections.pace import Run, clock, half_up

MOST_SECTIONS = 400


@dataclass(slots=True)
class Piece:
    """A section in the making."""

    gait: Gait
    seconds: int
    known: Known = Known.EXACT
    exact_s: Fraction = Fraction(0)  # before rounding

    def cut_to(self, seconds: int) -> Piece:
        """As much of it as there is time for."""
        if self.seconds <= seconds:
            return replace(self)
        return replace(self, seconds=seconds, exact_s=Fraction(seconds))


@dataclass(frozen=True, slots=True)
class Laid:
    """An item and its pieces."""

    item: Item
    pieces: list[Piece]

    @property
    def seconds(self) -> int:
        return sum(piece.seconds for piece in self.pieces)


def laid(item: Item, run: Run) -> Laid:
    """An item that says itself how long it is."""
    match item:
        case Once(part=part):
            return Laid(item, [_piece(part, run)])
        case Pattern(parts=parts, count=int() as count):
            return Laid(item, _repeated(parts, count, item.span, run))
        case Pattern(lasting=lasting) if lasting:
            seconds = half_up(run.seconds(lasting, Gait.NATURAL))
            return Laid(item, _repeated_for(item, seconds, run))
    raise TypeError(item)  # fills are laid by filling()


def filling(item: Fill, seconds: int, run: Run) -> list[Piece]:
    """An item that takes the time it is given."""
    match item:
        case Open(gait=gait):
            return [Piece(gait, seconds)]
        case Pattern():
            return _repeated_for(item, seconds, run)
        case Spread():
            return _spread(item, seconds, run)


def around(items: Sequence[Item]) -> Span:
    """From the first word of the items to the last."""
    return Span(min(item.span.start for item in items), max(item.span.end for item in items))


def _piece(part: Part, run: Run) -> Piece:
    exact_s = run.seconds(part.amount, part.understood_gait)
    known = Known.STRETCH if part.stretch else Known.EXACT
    if part.place is Place.NOWHERE:
        known = Known.SUM
    return Piece(part.understood_gait, half_up(exact_s), known, exact_s)


def _repeated(parts: Sequence[Part], count: int, span: Span, run: Run) -> list[Piece]:
    if len(parts) * count > MOST_SECTIONS:
        raise Refused(span, f"makes more than {MOST_SECTIONS} sections")
    return [_piece(part, run) for _ in range(count) for part in parts]


def _repeated_for(pattern: Pattern, seconds: int, run: Run) -> list[Piece]:
    """The pattern over and over, cut where the time is up."""
    found: list[Piece] = []
    once = [_piece(part, run) for part in pattern.parts]
    for piece in cycle(once):
        if not seconds:
            break
        if len(found) == MOST_SECTIONS:
            raise Refused(pattern.span, f"makes more than {MOST_SECTIONS} sections")
        piece = piece.cut_to(seconds)
        found.append(piece)
        seconds -= piece.seconds
    return found


def _spread(spread: Spread, seconds: int, run: Run) -> list[Piece]:
    """Stretches with even gaps around them; the last gap takes the remainder."""
    stretches = [replace(_piece(part, run), known=Known.STRETCH) for part in spread.parts]
    room_s = seconds - sum(stretch.seconds for stretch in stretches)
    if room_s < 0:
        because = f"is {clock(seconds - room_s)}, but the other parts leave {clock(seconds)}"
        raise Refused(spread.span, because)
    gap_s = half_up(Fraction(room_s, len(stretches) + 1))
    if gap_s * len(stretches) > room_s:
        gap_s = room_s // (len(stretches) + 1)
    found: list[Piece] = []
    for stretch in stretches:
        found += [Piece(Gait.NATURAL, gap_s), stretch]
    return [*found, Piece(Gait.NATURAL, room_s - gap_s * len(stretches))]
