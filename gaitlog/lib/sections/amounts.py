"""Reading how much: minutes, clock times, metres, lampposts, percentages."""

from __future__ import annotations

import re
from fractions import Fraction

from gaitlog.lib.sections.cursor import Cursor
from gaitlog.lib.sections.errors import Refused
from gaitlog.lib.sections.items import Amount
from gaitlog.lib.sections.tokens import Token
from gaitlog.lib.sections.words import Kind, Unit

MOST_MINUTES_AS_M = 60
SIZE = {Unit.HOUR: 3600, Unit.MINUTE: 60, Unit.SECOND: 1, Unit.KILOMETRE: 1000, Unit.METRE: 1}
# The smaller units that may follow one: 1 h 5 min, 2 min 30 s, 1 km 500 m.
SMALLER = {
    Unit.HOUR: (Unit.MINUTE, Unit.SECOND),
    Unit.MINUTE: (Unit.SECOND,),
    Unit.KILOMETRE: (Unit.METRE,),
}
LIKE_A_CLOCK = re.compile(r"(\d+)[.,]([0-5]\d)")
TWO_DIGITS = re.compile(r"[0-5]\d")


def read_amount(cursor: Cursor, *, after_slash: Amount | None = None) -> Amount:
    """The amount that stands next; a bare number is minutes, or as before the slash."""
    if clock := cursor.take(Kind.CLOCK):
        return _clock(cursor, clock)
    number = cursor.take(Kind.NUMBER)
    if number is None:
        raise cursor.missing("an amount such as 5 min")
    unit = cursor.take(Kind.UNIT)
    if unit is None:
        return _bare(number, after_slash)
    return _with_unit(cursor, number, unit)


def _value(token: Token) -> Fraction:
    return token.word.number or Fraction(0)


def _clock(cursor: Cursor, clock: Token) -> Amount:
    unit = cursor.take(Kind.UNIT)
    span = cursor.since(clock.span)
    if unit and unit.word.unit is not Unit.MINUTE:
        raise Refused(span, "has a colon and another unit: write 1:30, 1h30 or 1.5 km")
    return Amount(_value(clock), Unit.MINUTE, span)


def _bare(number: Token, after_slash: Amount | None) -> Amount:
    if number.text in {"a", "an"}:
        raise Refused(number.span, "needs a unit after it, as in a minute")
    if after_slash and not after_slash.bare:
        return Amount(_value(number), after_slash.unit, number.span)
    if like_clock := LIKE_A_CLOCK.fullmatch(number.text):
        clock = f"{like_clock[1]}:{like_clock[2]}"
        raise Refused(
            number.span, f"could be {clock} or a decimal: write {clock} or {number.text} min"
        )
    return Amount(_value(number), Unit.MINUTE, number.span, bare=True)


def _with_unit(cursor: Cursor, number: Token, sign: Token) -> Amount:
    unit = sign.word.unit or Unit.MINUTE
    span = cursor.since(number.span)
    if sign.text == "m":
        unit = _metres_or_minutes(cursor, number, sign)
    if unit is Unit.PERCENT and _value(number) > 100:
        raise Refused(span, "is more than the whole run")
    amount = Amount(_value(number), unit, span)
    while tail := _tail(cursor, amount, sign):
        amount = tail
    _refuse_doubt(cursor, amount)
    return amount


def _metres_or_minutes(cursor: Cursor, number: Token, sign: Token) -> Unit:
    """What an m stands for: metres where there are many, minutes in 2m30."""
    if _value(number) > MOST_MINUTES_AS_M:
        return Unit.METRE
    if _glued_two_digits(cursor, sign):
        return Unit.MINUTE
    because = f"could be metres or minutes: write {number.text} min or {number.text} metres"
    raise Refused(cursor.since(number.span), because)


def _tail(cursor: Cursor, amount: Amount, sign: Token) -> Amount | None:
    """The amount with the smaller units that follow, if any do."""
    number = cursor.peek()
    if number is None or number.kind is not Kind.NUMBER or amount.unit not in SMALLER:
        return None
    smaller = _smaller_unit(cursor, amount.unit)
    if smaller is None:
        return _tail_without_unit(cursor, amount, sign)
    cursor.next()
    cursor.next()
    return _sum(cursor, amount, number, smaller, smaller)


def _smaller_unit(cursor: Cursor, unit: Unit) -> Unit | None:
    """The unit of the number that stands next, if it is smaller than this one."""
    sign = cursor.peek(1)
    if sign is None or sign.kind is not Kind.UNIT:
        return None
    if sign.text == "m" and unit is Unit.HOUR:
        return Unit.MINUTE
    return sign.word.unit if sign.word.unit in SMALLER.get(unit, ()) else None


def _tail_without_unit(cursor: Cursor, amount: Amount, sign: Token) -> Amount | None:
    """1h05, 1 h 05 and 2'30."""
    number = cursor.peek()
    if number is None or amount.unit not in {Unit.HOUR, Unit.MINUTE}:
        return None
    spaced_hour = (
        amount.unit is Unit.HOUR
        and bool(TWO_DIGITS.fullmatch(number.text))
        and not cursor.at(Kind.UNIT, Kind.TIMES, Kind.SLASH, ahead=1)
    )
    if not spaced_hour and not _glued_two_digits(cursor, sign):
        return None
    cursor.next()
    smaller = SMALLER[amount.unit][0]
    return _sum(cursor, amount, number, smaller, Unit.MINUTE)


def _glued_two_digits(cursor: Cursor, sign: Token) -> bool:
    number = cursor.peek()
    return (
        number is not None
        and number.span.start == sign.span.end
        and bool(TWO_DIGITS.fullmatch(number.text))
    )


def _sum(cursor: Cursor, amount: Amount, number: Token, smaller: Unit, unit: Unit) -> Amount:
    """Two amounts as one, counted in a unit."""
    span = cursor.since(amount.span)
    if _value(number) * SIZE[smaller] >= SIZE[amount.unit]:
        raise Refused(span, "could be one amount or two: put a comma between two")
    total = amount.number * SIZE[amount.unit] + _value(number) * SIZE[smaller]
    return Amount(total / SIZE[unit], unit, span)


def _refuse_doubt(cursor: Cursor, amount: Amount) -> None:
    """Refuse 2 min 30, and 2 min and 30 s: one amount or two."""
    number = cursor.peek()
    if number is None:
        return
    because = "could be one amount or two: write 2:30 for one, and a comma between two"
    if number.kind is Kind.NUMBER and amount.unit in SMALLER:
        if not cursor.at(Kind.UNIT, Kind.TIMES, ahead=1):
            raise Refused(amount.span.to(number.span), because)
    elif number.text in {"and", "plus", "&", "+"} and cursor.at(Kind.NUMBER, ahead=1):
        sign = cursor.peek(2)
        if sign and sign.word.unit in SMALLER.get(amount.unit, ()):
            raise Refused(amount.span.to(sign.span), because)
