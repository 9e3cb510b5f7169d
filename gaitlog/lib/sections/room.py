"""Whether what was said fits into the run, and how much time it leaves."""

from __future__ import annotations

from collections.abc import Sequence

from gaitlog.lib.gaits import Gait
from gaitlog.lib.sections.errors import Refused
from gaitlog.lib.sections.items import Pattern
from gaitlog.lib.sections.outline import Outline
from gaitlog.lib.sections.pace import Run, clock
from gaitlog.lib.sections.pieces import Laid, Piece, around


def time_left(body: Sequence[Laid], sums: Sequence[Laid], plan: Outline, run: Run) -> int | None:
    """The seconds that no item takes; None where the time of the run is not known."""
    if run.moving_s is None:
        return None
    pieces = [piece for item in (*body, *sums) for piece in item.pieces]
    left = run.moving_s - sum(piece.seconds for piece in pieces)
    left = _after_rounding(pieces, left, run.moving_s)
    left = _after_the_end(body, plan, left)
    if left < 0:
        _refuse(body, sums, run.moving_s)
    return left


def _after_rounding(pieces: Sequence[Piece], left: int, moving_s: int) -> int:
    """What rounding every piece took too much or too little is the last natural one's."""
    exact_s = sum(piece.exact_s for piece in pieces)
    overshoots = left < 0 and exact_s <= moving_s
    undershoots = left > 0 and exact_s == moving_s
    if not overshoots and not undershoots:
        return left
    natural = [piece for piece in pieces if piece.gait is Gait.NATURAL]
    last = (natural or pieces)[-1]
    if last.seconds + left < 1:
        return left
    last.seconds += left
    return 0


def _after_the_end(body: Sequence[Laid], plan: Outline, left: int) -> int:
    """The end of the run may cut the last natural or walked part of a counted pattern."""
    last = plan.body[-1] if plan.body else None
    if left >= 0 or not isinstance(last, Pattern) or last.count is None:
        return left
    piece = body[-1].pieces[-1]
    if piece.gait is Gait.POSE or piece.seconds + left < 0:
        return left
    piece.seconds += left
    return 0


def _refuse(body: Sequence[Laid], sums: Sequence[Laid], moving_s: int) -> None:
    for item in (*body, *sums):
        if item.seconds > moving_s:
            raise _too_long([item], moving_s)
    if sum(item.seconds for item in body) > moving_s:
        raise _too_long(body, moving_s)
    left = moving_s - sum(item.seconds for item in body)
    for item in sums:
        if item.seconds > left:
            because = f"is {clock(item.seconds)}, but the other parts leave {clock(left)}"
            raise Refused(item.item.span, because)
        left -= item.seconds


def _too_long(items: Sequence[Laid], moving_s: int) -> Refused:
    seconds = sum(item.seconds for item in items)
    because = f"is {clock(seconds)}, but the run is {clock(moving_s)}"
    return Refused(around([item.item for item in items]), because)
