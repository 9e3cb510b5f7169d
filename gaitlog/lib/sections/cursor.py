"""A finger that moves along the words of a phrase."""

from __future__ import annotations

from gaitlog.lib.sections.errors import Refused, Span
from gaitlog.lib.sections.tokens import Token
from gaitlog.lib.sections.words import Kind


class Cursor:
    """The words of a phrase, and how far they are read."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._read = 0

    @property
    def done(self) -> bool:
        return self._read == len(self._tokens)

    @property
    def item_ends(self) -> bool:
        return self.done or self.at(Kind.SEPARATOR)

    @property
    def span(self) -> Span:
        """Where the next word stands, or the last one at the end."""
        return self._tokens[min(self._read, len(self._tokens) - 1)].span

    def peek(self, ahead: int = 0) -> Token | None:
        place = self._read + ahead
        return self._tokens[place] if place < len(self._tokens) else None

    def at(self, *kinds: Kind, ahead: int = 0) -> bool:
        """Whether the word there is of one of these kinds."""
        token = self.peek(ahead)
        return token is not None and token.kind in kinds

    def ahead(self, *kinds: Kind) -> bool:
        """Whether the next words are of these kinds, one after the other."""
        return all(self.at(kind, ahead=place) for place, kind in enumerate(kinds))

    def take(self, *kinds: Kind) -> Token | None:
        """The next word, read, if it is of one of these kinds."""
        return self.next() if self.at(*kinds) else None

    def next(self) -> Token:
        token = self._tokens[self._read]
        self._read += 1
        return token

    def since(self, start: Span) -> Span:
        """From there to the last word read."""
        return start.to(self._tokens[self._read - 1].span)

    def closes(self) -> bool:
        """Whether a bracket is closed somewhere ahead."""
        return any(token.kind is Kind.CLOSE for token in self._tokens[self._read :])

    def missing(self, what: str) -> Refused:
        """What to raise where something else should stand."""
        if self.done:
            return Refused(self.span, f"needs {what} after it")
        return Refused(self.span, f"cannot stand here: {what} is needed first")
