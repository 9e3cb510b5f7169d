"""What a rule found, and the words for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from gaitlog.lib import units
from gaitlog.lib.guard.parameters import Rule
from gaitlog.lib.guard.sessions import Session
from gaitlog.lib.units import DistanceUnit

FRANDSEN = (
    "Frandsen et al. 2025 (BJSM 59:1203) followed 5,205 runners: a run more than 10 % longer than"
    " the longest of the 30 days before came with more injuries. That was the distance of whole"
    " runs; for minutes in a new gait it is an analogy, not a prediction."
)
FRANDSEN_WHOLE = (
    "Frandsen et al. 2025 (BJSM 59:1203) followed 5,205 runners: a run more than 10 % longer than"
    " the longest of the 30 days before came with more injuries. It cannot say what one run does."
)
NIELSEN = (
    "Nielsen et al. 2014 (JOSPT 44:739), 874 novices: more than 30 % in two weeks went with a few"
    " kinds of injury, not those of calf and Achilles. For your information only."
)
OWN_SPACING = "Our own choice, after courses with three sessions a week; nobody has tested it."
PAIN_MODEL = (
    "The pain-monitoring model (Silbernagel 2007, AJSM 35:897): up to 5 of 10 while running, and"
    " gone by the next morning. Made for tendons under care, not for a sudden pain or a bone."
)
OWN_SHOE = (
    "Our own choice. Studies of the change to flatter shoes saw more load on calf, Achilles and"
    " foot; how fast is too fast, none of them says."
)


class State(StrEnum):
    """What a rule says."""

    FINE = "fine"
    NOTE = "note"  # for information, never a flag
    SMALL = "small"
    MODERATE = "moderate"
    LARGE = "large"
    PASSED = "passed"  # of rules that know no size

    @property
    def is_flag(self) -> bool:
        return self not in {State.FINE, State.NOTE}


@dataclass(frozen=True, slots=True)
class Words:
    """How the runner speaks: their word for the new gait, and their unit."""

    technique: str = "Pose"
    unit: DistanceUnit = DistanceUnit.KM

    @property
    def new_gait(self) -> str:
        return self.technique or "the new gait"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found: its state, what it compared, with which session, and how to say it."""

    rule: Rule
    state: State
    sentence: str
    source: str
    numbers: dict[str, int] = field(default_factory=dict)
    compared_with: Session | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that is within a rule, and where it comes from."""

    seconds: int
    ref_s: int
    base_s: int
    base: Session | None


def day(on: dt.date) -> str:
    """Tue 3 Nov."""
    return f"{on:%a} {on.day} {on:%b}"


def more_percent(value: int, than: int) -> int:
    """How much more in percent, rounded half up."""
    return (200 * (value - than) + than) // (2 * than)


def clock(seconds: int) -> str:
    return units.clock(seconds)
