"""From words to items: what was run, in which gait, how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gaitlog.lib.gaits import Gait
from gaitlog.lib.sections.amounts import read_amount
from gaitlog.lib.sections.cursor import Cursor
from gaitlog.lib.sections.errors import Refused, Span
from gaitlog.lib.sections.groups import check_gaits_beside_patterns, in_turn, settled
from gaitlog.lib.sections.items import Amount, Item, Once, Open, Part, Pattern, Place
from gaitlog.lib.sections.parts import (
    AMOUNT_STARTS,
    PLACES,
    one_unit,
    read_bracket,
    read_chain,
    read_part,
)
from gaitlog.lib.sections.tokens import Token, tokens
from gaitlog.lib.sections.words import Kind, Unit, own_word

MOST_TIMES = 400


def read_items(phrase: str, technique: str) -> list[Item]:
    """What a phrase says, item by item."""
    return _Reader(Cursor(tokens(phrase, technique)), own_word(technique)).items()


class _Reader:
    def __init__(self, cursor: Cursor, own: str) -> None:
        self.cursor = cursor
        self.own = own

    def items(self) -> list[Item]:
        found: list[Item] = []
        while not self.cursor.done:
            if not self.cursor.take(Kind.SEPARATOR):
                found += self._group()
        check_gaits_beside_patterns(found, self.own)
        return found

    def _group(self) -> list[Item]:
        """Items that stand side by side, with nothing between them."""
        found: list[Item] = []
        while not self.cursor.item_ends:
            if found and self.cursor.at(Kind.FOR):
                raise Refused(self.cursor.span, "needs a pattern before it, as in 1/1 for 20 min")
            leading = bool(found) and isinstance(found[0], Once) and found[0].part.gait_first
            found += self._item(leading=leading)
        return settled(found, self.own)

    def _item(self, *, leading: bool) -> list[Item]:
        if self.cursor.at(Kind.ALL):
            return [self._whole_run()]
        if self.cursor.at(Kind.REST):
            return [self._rest()]
        if self.cursor.at(Kind.GAIT) and not self._gait_leads():
            return [self._to_the_end()]
        return self._timed(leading=leading)

    def _gait_leads(self) -> bool:
        """Whether the gait that stands next belongs to what follows it."""
        leads = (*AMOUNT_STARTS, *PLACES, Kind.FOR, Kind.SLASH, Kind.OPEN, Kind.EVERY_OTHER)
        return self.cursor.at(*leads, ahead=1)

    def _whole_run(self) -> Item:
        start = self.cursor.next().span
        gait = self.cursor.take(Kind.GAIT)
        if gait is None or gait.word.gait is None:
            raise Refused(start, f"needs a gait after it, as in all {self.own}")
        return Open(gait.word.gait, self.cursor.since(start), whole_run=True)

    def _rest(self) -> Item:
        """`rest pose`, or `rest 1/1`."""
        start = self.cursor.next().span
        if self.cursor.item_ends or self.cursor.at(Kind.REST, Kind.ALL):
            raise Refused(start, "needs a gait after it, as in rest natural")
        [item, *more] = self._item(leading=False)
        if more or not isinstance(item, Open | Pattern) or not item.is_open:
            because = "takes what is left: write only a gait after it, as in rest natural"
            raise Refused(self.cursor.since(start), because)
        return replace(item, span=self.cursor.since(start))

    def _to_the_end(self) -> Item:
        gait = self.cursor.next()
        self.cursor.take(Kind.TO_THE_END)
        return Open(gait.word.gait or Gait.POSE, self.cursor.since(gait.span))

    def _timed(self, *, leading: bool) -> list[Item]:
        """An amount or a pattern, with how often or how long."""
        start = self.cursor.span
        on = self._gait_of_pattern()
        count = self._count_before()
        if self.cursor.at(Kind.EVERY_OTHER):
            parts = self._every_other()
        elif self.cursor.at(Kind.OPEN):
            parts = read_bracket(self.cursor)
        else:
            parts = read_chain(self.cursor, leading=leading)
        if count is not None and len(parts) == 1:
            parts += self._off_after_on(parts[0])
        if self.cursor.at(Kind.TIMES) and parts[-1].place is not Place.HERE:
            raise Refused(self.cursor.span, "cannot repeat what is first, last or in all")
        count = self._count_after(count)
        if len(parts) > 1:
            return [self._pattern(parts, on, count, start)]
        return self._single(parts[0], on, count, start)

    def _gait_of_pattern(self) -> Token | None:
        """The gait before a count, a bracket or `every other`."""
        before_count = self.cursor.ahead(Kind.GAIT, Kind.NUMBER, Kind.TIMES)
        if before_count or self.cursor.at(Kind.OPEN, Kind.EVERY_OTHER, ahead=1):
            return self.cursor.take(Kind.GAIT)
        return None

    def _every_other(self) -> list[Part]:
        start = self.cursor.next().span
        one = self.cursor.at(Kind.UNIT)
        amount = one_unit(self.cursor) if one else read_amount(self.cursor)
        span = self.cursor.since(start)
        gait = self.cursor.take(Kind.GAIT)
        if gait and gait.word.gait is not Gait.POSE:
            because = f"could begin with either gait: write 1 {self.own} / 1 {gait.text}"
            raise Refused(self.cursor.since(start), because)
        return [Part(amount, span, Gait.POSE), Part(amount, span, Gait.NATURAL)]

    def _off_after_on(self, on: Part) -> list[Part]:
        """The off of `5x 1 on 1 off`, which has no slash."""
        if not self.cursor.at(*AMOUNT_STARTS) or self.cursor.ahead(Kind.NUMBER, Kind.TIMES):
            return []
        off = read_part(self.cursor)
        if on.gait is Gait.POSE and off.gait is Gait.NATURAL and self.cursor.item_ends:
            return [off]
        because = "could repeat together or not: put a bracket or a comma"
        raise Refused(on.span.to(off.span), because)

    def _count_before(self) -> int | None:
        if not self.cursor.ahead(Kind.NUMBER, Kind.TIMES):
            return None
        number = self.cursor.next()
        self.cursor.next()
        count = _count(number, self.cursor.since(number.span))
        if self.cursor.item_ends:
            raise Refused(self.cursor.since(number.span), "has nothing to repeat after it")
        if self.cursor.ahead(Kind.NUMBER, Kind.TIMES):
            raise Refused(self.cursor.span, "counts a second time: write one count")
        return count

    def _count_after(self, count: int | None) -> int | None:
        """`x10`, or `10x` with nothing to repeat behind it."""
        start = self.cursor.span
        if times := self.cursor.take(Kind.TIMES):
            number = self.cursor.take(Kind.NUMBER)
            if number is None or self.cursor.at(Kind.UNIT):
                raise Refused(times.span, "needs a plain number, as in x10")
        elif self.cursor.ahead(Kind.NUMBER, Kind.TIMES) and self._nothing_repeats():
            number = self.cursor.next()
            self.cursor.next()
        else:
            return count
        if count is not None:
            raise Refused(self.cursor.since(start), "counts a second time: write one count")
        return _count(number, self.cursor.since(start))

    def _nothing_repeats(self) -> bool:
        return self.cursor.peek(2) is None or self.cursor.at(Kind.SEPARATOR, Kind.GAIT, ahead=2)

    def _pattern(
        self, parts: Sequence[Part], on: Token | None, count: int | None, start: Span
    ) -> Item:
        if on and on.word.gait is not Gait.POSE:
            because = f"cannot stand before a pattern: write 1 {self.own} / 1 {on.text}"
            raise Refused(on.span, because)
        lasting = self._lasting()
        if lasting and count is not None:
            raise Refused(lasting.span, "says how long, but a count says how often: write one")
        if lasting is None and count is None:
            self.cursor.take(Kind.TO_THE_END)
        if self.cursor.at(Kind.IN_ALL):
            raise Refused(self.cursor.span, "needs one time before it, as in 12 min in all")
        gait = on.word.gait if on else None
        return Pattern(in_turn(parts, gait, self.own), self.cursor.since(start), count, lasting)

    def _lasting(self) -> Amount | None:
        return read_amount(self.cursor) if self.cursor.take(Kind.FOR) else None

    def _single(self, part: Part, on: Token | None, count: int | None, start: Span) -> list[Item]:
        gait = on or (self.cursor.take(Kind.GAIT) if part.gait is None and count else None)
        if gait:
            if part.gait not in {None, gait.word.gait}:
                raise Refused(gait.span, "is one gait, but another follows: write one of them")
            part = replace(part, gait=gait.word.gait)
        if count is None:
            return [once(part, self.cursor.since(start))]
        return self._repeated(part, count, start)

    def _repeated(self, part: Part, count: int, start: Span) -> list[Item]:
        """One part several times, without a word about the gaps."""
        span = self.cursor.since(start)
        if not self.cursor.item_ends:
            raise Refused(self.cursor.span, "needs a comma before it")
        if part.place is not Place.HERE:
            raise Refused(span, "cannot be repeated: write one time, as in 3 min in all")
        part = replace(part, gait=part.gait or Gait.POSE)
        if part.stretch:
            return [Pattern([part], span, count)]
        if part.gait is not Gait.POSE and count > 1:
            because = f"needs what comes between: write {count}x(1 {part.gait} / 1 {self.own})"
            raise Refused(span, because)
        return [Once(part, span)] * count


def once(part: Part, span: Span) -> Item:
    """A part that was run once; the whole of the run is more than a sum."""
    whole = part.amount.unit is Unit.PERCENT and part.amount.number == 100
    if whole and part.place is Place.NOWHERE:
        return Open(part.understood_gait, span, whole_run=True)
    return Once(part, span)


def _count(number: Token, span: Span) -> int:
    times = number.word.number or 0
    if times != int(times):
        raise Refused(span, "must repeat a whole number of times")
    if times < 1:
        raise Refused(span, "must repeat at least once")
    if times > MOST_TIMES:
        raise Refused(span, f"must repeat at most {MOST_TIMES} times")
    return int(times)
