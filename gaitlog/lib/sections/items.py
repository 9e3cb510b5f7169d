"""What a phrase says, item by item, before it is laid out over the run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from fractions import Fraction

from gaitlog.lib.gaits import Gait
from gaitlog.lib.sections.errors import Span
from gaitlog.lib.sections.words import Unit


class Place(Enum):
    """Where in the run something was."""

    HERE = auto()  # after what was said before it
    FIRST = auto()
    LAST = auto()
    NOWHERE = auto()  # only its sum is known


@dataclass(frozen=True, slots=True)
class Amount:
    """How much, as typed."""

    number: Fraction
    unit: Unit
    span: Span
    bare: bool = False  # a number without a unit


@dataclass(frozen=True, slots=True)
class Part:
    """An amount, and its gait if that was said."""

    amount: Amount
    span: Span
    gait: Gait | None = None
    stretch: bool = False
    place: Place = Place.HERE
    gait_first: bool = False  # the gait stands before the amount
    borrowed: bool = False  # the amount is the one before the slash

    @property
    def understood_gait(self) -> Gait:
        return self.gait or Gait.POSE

    @property
    def is_landmarks(self) -> bool:
        """Whether it was counted in what one runs past."""
        return self.amount.unit in {Unit.LAMPPOST, Unit.BLOCK}


@dataclass(frozen=True, slots=True)
class Once:
    """A part that was run once."""

    part: Part
    span: Span

    @property
    def place(self) -> Place:
        return self.part.place

    @property
    def is_without_gaps(self) -> bool:
        """Whether it is Pose of which only the length was said."""
        plain = self.place is Place.HERE and not self.part.stretch
        return plain and self.part.understood_gait is Gait.POSE


@dataclass(frozen=True, slots=True)
class Spread:
    """Several stretches of Pose of which only the lengths were said."""

    parts: Sequence[Part]
    span: Span
    place = Place.HERE


@dataclass(frozen=True, slots=True)
class Pattern:
    """Parts that were run in turn, so many times, or for so long, or to the end."""

    parts: Sequence[Part]
    span: Span
    count: int | None = None
    lasting: Amount | None = None
    place = Place.HERE

    @property
    def is_open(self) -> bool:
        return self.count is None and self.lasting is None


@dataclass(frozen=True, slots=True)
class Open:
    """A gait for all the time that the other items leave."""

    gait: Gait
    span: Span
    whole_run: bool = False
    place = Place.HERE

    @property
    def is_open(self) -> bool:
        return not self.whole_run


Item = Once | Spread | Pattern | Open
