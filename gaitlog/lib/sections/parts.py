"""Reading the parts of an item: an amount and its gait, in either order."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from gaitlog.lib.gaits import Gait
from gaitlog.lib.sections.amounts import read_amount
from gaitlog.lib.sections.cursor import Cursor
from gaitlog.lib.sections.errors import Refused
from gaitlog.lib.sections.items import Amount, Part, Place
from gaitlog.lib.sections.words import Kind, Unit

PLACES = {Kind.FIRST: Place.FIRST, Kind.LAST: Place.LAST, Kind.IN_ALL: Place.NOWHERE}
AMOUNT_STARTS = (Kind.NUMBER, Kind.CLOCK, Kind.TILDE)


def read_chain(cursor: Cursor, *, leading: bool = False) -> list[Part]:
    """One part, or several with slashes between them."""
    parts = [read_part(cursor, leading=leading)]
    while slash := cursor.take(Kind.SLASH):
        if cursor.item_ends:
            raise Refused(slash.span, "has nothing after it")
        parts.append(read_part(cursor, after_slash=parts[-1]))
    return with_gaits_behind(parts)


def read_bracket(cursor: Cursor) -> list[Part]:
    """The parts between two brackets, with slashes or commas between them."""
    opening = cursor.next()
    if not cursor.closes():
        raise Refused(opening.span, "is not closed")
    parts: list[Part] = []
    while not cursor.take(Kind.CLOSE):
        if cursor.take(Kind.SEPARATOR):
            continue
        slash = parts and cursor.take(Kind.SLASH)
        _refuse_nesting(cursor)
        parts.append(read_part(cursor, after_slash=parts[-1] if slash else None))
    if not parts:
        raise Refused(cursor.since(opening.span), "is empty")
    return with_gaits_behind(parts)


def _refuse_nesting(cursor: Cursor) -> None:
    if cursor.at(Kind.OPEN):
        raise Refused(cursor.span, "stands inside another bracket: write the inner part out")
    if cursor.ahead(Kind.NUMBER, Kind.TIMES):
        raise Refused(cursor.span, "counts inside a bracket: write the inner part out")


def read_part(cursor: Cursor, *, leading: bool = False, after_slash: Part | None = None) -> Part:
    """An amount and its gait; leading tells that gaits stand before their amounts here."""
    start = cursor.span
    place = _read_place(cursor, Place.HERE)
    first = cursor.take(Kind.GAIT)
    if first:
        place = _read_place(cursor, place)
        if after_slash and not cursor.at(*AMOUNT_STARTS):
            return Part(after_slash.amount, first.span, first.word.gait, borrowed=True)
    stretch = cursor.take(Kind.TILDE) is not None
    amount = _read_amount(cursor, place, after_slash)
    gait = first.word.gait if first else _gait_behind(cursor, leading=leading)
    if cursor.at(Kind.IN_ALL):
        place = _read_place(cursor, place)
    part = Part(amount, cursor.since(start), gait, stretch, place, gait_first=first is not None)
    return _placed(part)


def _read_place(cursor: Cursor, place: Place) -> Place:
    """Read first, last and in all; for says nothing here."""
    while word := cursor.take(Kind.FOR, *PLACES):
        if word.kind is Kind.FOR:
            continue
        if place is not Place.HERE:
            raise Refused(word.span, "says where a second time: leave one of them out")
        place = PLACES[word.kind]
    return place


def _read_amount(cursor: Cursor, place: Place, after_slash: Part | None) -> Amount:
    if place in {Place.FIRST, Place.LAST} and cursor.at(Kind.UNIT):  # the last km
        return one_unit(cursor)
    return read_amount(cursor, after_slash=after_slash.amount if after_slash else None)


def one_unit(cursor: Cursor) -> Amount:
    """One of the unit that stands next."""
    sign = cursor.next()
    return Amount(Fraction(1), sign.word.unit or Unit.MINUTE, sign.span)


def _gait_behind(cursor: Cursor, *, leading: bool) -> Gait | None:
    """The gait behind an amount, unless it leads the amount that follows it."""
    if leading and cursor.at(*AMOUNT_STARTS, ahead=1):
        return None
    gait = cursor.take(Kind.GAIT)
    return gait.word.gait if gait else None


def _placed(part: Part) -> Part:
    """The part with its place; a percentage is of the whole run if not at one of its ends."""
    if part.amount.unit is Unit.PERCENT and part.place is Place.HERE:
        part = replace(part, place=Place.NOWHERE)
    if part.stretch and part.place is not Place.HERE:
        raise Refused(part.span, "says where and guesses where: leave the ~ out")
    return part


def with_gaits_behind(parts: list[Part]) -> list[Part]:
    """1/1 pose/walk, where both gaits stand behind both amounts."""
    match parts:
        case [Part(gait=None) as on, Part(gait=Gait()) as off, Part(borrowed=True) as behind]:
            return [replace(on, gait=off.gait), replace(off, gait=behind.gait)]
    return parts
