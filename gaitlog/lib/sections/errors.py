"""What a phrase that cannot be kept says about itself."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A place in the phrase, as typed."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        """From here to the end of another place."""
        return Span(min(self.start, other.start), max(self.end, other.end))


class PhraseError(ValueError):
    """A phrase that cannot be kept: the words it is about, where they stand, and why."""

    def __init__(self, at: str, because: str, start: int, end: int) -> None:
        super().__init__(at, because, start, end)
        self.at = at
        self.because = because
        self.start = start
        self.end = end

    def __str__(self) -> str:
        return f"“{self.at}” {self.because}"


class Refused(Exception):
    """Something at this place cannot be kept; becomes a PhraseError on leaving the package."""

    def __init__(self, span: Span, because: str) -> None:
        super().__init__(because)
        self.span = span
        self.because = because
