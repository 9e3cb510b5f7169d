"""A phrase cut into words of the language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from gaitlog.lib.gaits import Gait
from gaitlog.lib.sections.errors import Refused, Span
from gaitlog.lib.sections.folding import Folded, fold
from gaitlog.lib.sections.words import (
    GLUE,
    SYMBOLS,
    VOCABULARY,
    Kind,
    Unit,
    Word,
    name_words,
    own_word,
    reserved,
    spelled,
)

MOST_DIGITS = 7
LETTER = r"[^\W\d_]"
NUMBER = r"\d+(?:[.,]\d+)*|(?<![^\W_])\.\d+"
COLONS = r"\d[\d.,]*(?: ?: ?\d+(?:[.,]\d+)*)+"
CLOCK = re.compile(r"(\d+) ?: ?(\d\d)(?: ?: ?(\d\d))?")
ON_OFF = re.compile(r"(\d+(?:[.,]\d+)?) ?(:) ?(\d(?:[.,]\d+)?)")
THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")
LONGEST_FIRST = sorted(VOCABULARY, key=len, reverse=True)
RUN_TOGETHER = {GLUE.sub("", words): word for words, word in VOCABULARY.items()}
ANY_SYMBOL = "|".join(re.escape(sign) for sign in sorted(SYMBOLS, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the language where it was typed."""

    word: Word
    text: str
    span: Span

    @property
    def kind(self) -> Kind:
        return self.word.kind


def tokens(phrase: str, technique: str) -> list[Token]:
    """The words of a phrase. Raises Refused for what is no word."""
    folded = fold(phrase)
    found: list[Token] = []
    for match in _scanner(technique).finditer(folded.text):
        if match.lastgroup != "space":
            found += _read(match, folded)
    return _without_dashes(_without_fillers(found, own_word(technique)))


@lru_cache(maxsize=64)
def _scanner(technique: str) -> re.Pattern[str]:
    own = [] if reserved(technique) else name_words(technique)
    pose = rf"(?P<own>{_apart(spelled(own))})|" if own else ""
    words = _apart("|".join(spelled(GLUE.split(words)) for words in LONGEST_FIRST))
    return re.compile(
        rf"(?P<space> +)|{pose}(?P<word>{words})|(?P<colons>{COLONS})|(?P<number>{NUMBER})"
        rf"|(?P<symbol>{ANY_SYMBOL})|(?P<unknown>{LETTER}+|.)",
        re.DOTALL,
    )


def _apart(words: str) -> str:
    """Words where they are not a part of longer ones."""
    return rf"(?:(?<!{LETTER})|(?!{LETTER}))(?:{words})(?:(?!{LETTER})|(?<!{LETTER}))"


def _read(match: re.Match[str], folded: Folded) -> list[Token]:
    text, span = match.group(), folded.span(*match.span())
    match match.lastgroup:
        case "own":
            return [Token(Word(Kind.GAIT, gait=Gait.POSE), text, span)]
        case "word":
            return [Token(RUN_TOGETHER[GLUE.sub("", text)], text, span)]
        case "symbol":
            return [Token(SYMBOLS[text], text, span)]
        case "number":
            return [_number(text, span)]
        case "colons":
            return _clock_or_on_off(match, folded)
    if text.isalpha():
        raise Refused(span, "is no gait or unit")
    if text.isnumeric():
        raise Refused(span, "is read only as a decimal: write 0.5 or 2.5")
    raise Refused(span, "means nothing here: leave it out")


def _number(text: str, span: Span) -> Token:
    if sum(map(str.isdigit, text)) > MOST_DIGITS:
        raise Refused(span, "is too large")
    if THOUSANDS.fullmatch(text):
        plain, point = text.replace(",", ""), text.replace(",", ".")
        raise Refused(span, f"could be {plain} or {point}: write one of them")
    if len(re.findall("[.,]", text)) > 1:
        raise Refused(span, "is no number: put a space after the comma between two parts")
    return Token(Word(Kind.NUMBER, number=Fraction(text.replace(",", "."))), text, span)


def _clock_or_on_off(match: re.Match[str], folded: Folded) -> list[Token]:
    text, span = match.group(), folded.span(*match.span())
    if clock := CLOCK.fullmatch(text):
        return [_clock(clock, text, span)]
    if not (on_off := ON_OFF.fullmatch(text)):
        raise Refused(span, "is no time: write 1:30 for a time, or 1/1 for on and off")
    on, colon, off = (
        folded.span(match.start() + on_off.start(part), match.start() + on_off.end(part))
        for part in (1, 2, 3)
    )
    slash = Token(SYMBOLS["/"], ":", colon)
    return [_number(on_off[1], on), slash, _number(on_off[3], off)]


def _clock(clock: re.Match[str], text: str, span: Span) -> Token:
    if len(clock[1]) > MOST_DIGITS:
        raise Refused(span, "is too large")
    if any(int(part) > 59 for part in clock.groups()[1:] if part):
        raise Refused(span, "has more than 59 after a colon: write 1:30 for a minute and a half")
    minutes = Fraction(int(clock[1])) + Fraction(int(clock[2]), 60)
    if clock[3]:
        minutes = 60 * minutes + Fraction(int(clock[3]), 60)
    return Token(Word(Kind.CLOCK, unit=Unit.MINUTE, number=minutes), text, span)


def _without_fillers(found: list[Token], own: str) -> list[Token]:
    """Drop what says nothing; refuse what says too little."""
    kept: list[Token] = []
    for token in found:
        before = kept[-1] if kept else None
        match token.kind:
            case Kind.FILLER if token.text == "of" and before and before.kind is Kind.NUMBER:
                raise Refused(token.span, "needs a unit before it, or a count: write 8x20s")
            case Kind.FILLER:
                continue
            case Kind.UNCLEAR:
                raise Refused(token.span, token.word.because.format(own=own))
            case Kind.RUNNING if before and _says_whose(before):
                continue
            case Kind.RUNNING:
                raise Refused(token.span, f"says no gait: write {own}, natural or walk")
            case Kind.COLON if before and before.kind in {Kind.GAIT, Kind.REST}:
                continue
            case Kind.COLON:
                raise Refused(token.span, "stands alone: write 1:30 for a time, or 1/1")
            case Kind.SEPARATOR if token.text == "." and before and before.kind is Kind.UNIT:
                continue  # min. and sec.
        kept.append(token)
    return kept


def _says_whose(before: Token) -> bool:
    """Whether running is a mere echo: natural running, the rest of the run, 30% of the run."""
    return before.kind in {Kind.GAIT, Kind.ALL, Kind.REST} or before.word.unit is Unit.PERCENT


def _without_dashes(found: list[Token]) -> list[Token]:
    """A dash parts items, joins 10-min, and is refused in ranges and before a number."""
    kept: list[Token] = []
    for place, token in enumerate(found):
        if token.kind is not Kind.DASH:
            kept.append(token)
            continue
        before = kept[-1] if kept else None
        after = found[place + 1] if place + 1 < len(found) else None
        if not _joins(before, token, after):
            kept.append(Token(SYMBOLS[";"], token.text, token.span))
    return kept


def _joins(before: Token | None, dash: Token, after: Token | None) -> bool:
    """Whether a dash only joins a number to its unit."""
    if after is None or after.kind not in {Kind.NUMBER, Kind.CLOCK}:
        return (
            after is not None
            and after.kind is Kind.UNIT
            and before is not None
            and before.kind is Kind.NUMBER
        )
    if before and before.kind in {Kind.NUMBER, Kind.CLOCK, Kind.UNIT}:
        span = before.span.to(after.span)
        raise Refused(span, "could be a range or two parts: write one number, or a comma")
    glued = after.span.start == dash.span.end
    if glued and (before is None or before.span.end < dash.span.start or _opens(before)):
        raise Refused(dash.span.to(after.span), "cannot be negative")
    return False


def _opens(before: Token) -> bool:
    return before.kind in {Kind.SEPARATOR, Kind.OPEN, Kind.SLASH, Kind.TIMES, Kind.TILDE}
