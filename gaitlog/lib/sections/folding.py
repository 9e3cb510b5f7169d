"""Typed text brought down to plain letters and signs, each knowing where it came from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from gaitlog.lib.sections.errors import Span

LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
# What phones, word processors and other keyboards write for a sign of the language.
LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("\N{MULTIPLICATION SIGN}\N{MULTIPLICATION X}*\N{ASTERISK OPERATOR}", "x"),
        **dict.fromkeys("\N{HEAVY MULTIPLICATION X}\N{CROSS MARK}", "x"),
        **dict.fromkeys("\u2018\u2019\u201b\u2032\u00b4\u02b9\u02bc`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u02ba\N{DITTO MARK}", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\N{TILDE OPERATOR}\N{ALMOST EQUAL TO}\N{SMALL TILDE}\u301c", "~"),
        **dict.fromkeys("\N{DIVISION SIGN}\N{DIVISION SLASH}\N{FRACTION SLASH}\\", "/"),
        **dict.fromkeys("[{", "("),
        **dict.fromkeys("]}", ")"),
        **dict.fromkeys("|\N{BULLET}\N{MIDDLE DOT}\N{RIGHTWARDS ARROW}>\N{IDEOGRAPHIC COMMA}", ";"),
        **dict.fromkeys("\N{ARABIC COMMA}", ","),
        "\N{RATIO}": ":",
    }
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Plain text and, for each of its characters, the place that it was typed at."""

    text: str
    places: list[int]

    def span(self, start: int, end: int) -> Span:
        """Where a piece of the plain text was typed."""
        first, last = self.places[start], self.places[end - 1]
        return Span(first, max(last + 1, self.places[end]))


def fold(typed: str) -> Folded:
    """The typed text without case, accents and look-alikes."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(typed):
        plain = _plain(character)
        letters.append(plain)
        places.extend([place] * len(plain))
    return Folded("".join(letters), [*places, len(typed)])


def _plain(character: str) -> str:
    if character in LINE_BREAKS:
        return "\n"
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category == "No":  # a half must not become 1/2, nor a square a 2
        return character
    character = character.translate(LOOKALIKES)
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(c for c in apart if unicodedata.category(c) not in {"Mn", "Cf"})
