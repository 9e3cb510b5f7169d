"""Which marks of the trends have words beside them: those for whose words there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

LETTER_PX = 6.5
APART_PX = 4
PHONE_PX = 280  # of the axis; it is 258 px where letters are a twelfth smaller
DESK_PX = 650
Reach = tuple[float, float]


class Screen(StrEnum):
    """Where words are shown; the style sheet hides the slim ones where the axis is as wide as
    on a desk, and the broad ones elsewhere."""

    ANY = ""
    SLIM = "slim"
    BROAD = "broad"


@dataclass(frozen=True, slots=True)
class Word:
    """The words of a mark and where they are drawn."""

    text: str
    css: str
    percent: float
    dx: int
    y: int
    anchor: str
    screen: Screen = Screen.ANY

    def reach(self, width_px: int) -> Reach:
        """Where it begins and ends, in pixels, on an axis of this width."""
        at = self.percent * width_px / 100 + self.dx
        length = LETTER_PX * len(self.text)
        return (at - length, at) if self.anchor == "end" else (at, at + length)


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark in percent of the axis, with the pixels it takes on either side; what it may be
    called, the longest first, and the heights at which that may stand."""

    start: float
    end: float
    texts: tuple[str, ...]
    lines: tuple[int, ...]
    css: str = ""
    before_px: int = 5
    after_px: int = 5

    def reach(self, width_px: int) -> Reach:
        start, end = self.start * width_px / 100, self.end * width_px / 100
        return start - self.before_px, end + self.after_px

    def lies_in(self, other: Marked) -> bool:
        return other.start <= self.start and self.end <= other.end

    def choices(self) -> Iterator[Word]:
        """Its words on either side of it, at the first of their heights, the best first."""
        line = self.lines[0]
        for text in self.texts:
            yield Word(text, self.css, self.end, self.after_px, line, "start")
            yield Word(text, self.css, self.start, -self.before_px, line, "end")


@lru_cache(maxsize=64)  # the same marks have the same words, whatever else is switched on
def words(marks: tuple[Marked, ...]) -> tuple[Word, ...]:
    """The words of marks that share their heights: as they fit on any screen, and as they do
    on a desk."""
    small, large = _fitting(marks, PHONE_PX, DESK_PX), _fitting(marks, DESK_PX)
    return (
        *(word if word in large else replace(word, screen=Screen.SLIM) for word in small),
        *(replace(word, screen=Screen.BROAD) for word in large if word not in small),
    )


def _fitting(marks: Sequence[Marked], *widths_px: int) -> list[Word]:
    """The words for which there is room on an axis of all these widths, the latest first."""
    found: list[Word] = []
    lane = {width_px: [(mark, mark.reach(width_px)) for mark in marks] for width_px in widths_px}
    for mark in sorted(marks, key=lambda mark: mark.end, reverse=True):
        if word := _place(mark, lane, found):
            found.append(word)
    return found


def _place(
    mark: Marked, lane: dict[int, list[tuple[Marked, Reach]]], found: list[Word]
) -> Word | None:
    """The words of a mark where they lie within the axis, at each of its widths, and neither on
    another mark nor on other words; what a mark lies in is not in its way."""
    for word in mark.choices():
        reaches = {width_px: word.reach(width_px) for width_px in lane}
        if any(
            begin < 0
            or end > width_px
            or any(
                _overlap((begin, end), reach) and not mark.lies_in(other)
                for other, reach in lane[width_px]
            )
            for width_px, (begin, end) in reaches.items()
        ):
            continue
        for y in mark.lines:
            said = [one for one in found if one.y == y]
            if not any(
                _overlap(reach, one.reach(width_px))
                for width_px, reach in reaches.items()
                for one in said
            ):
                return replace(word, y=y)
    return None


def _overlap(one: Reach, other: Reach) -> bool:
    return one[0] < other[1] + APART_PX and other[0] < one[1] + APART_PX
