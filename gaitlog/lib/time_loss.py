"""What an injury cost in days, as the IOC counts them, and whether it is one by definition."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

IOC = (
    "The IOC consensus of 2020 (Bahr et al., BJSM 54:372) counts whole days on which one could not"
    " train. The day it began and the day of return are not among them."
)
YAMATO = (
    "A consensus of researchers (Yamato et al. 2015, JOSPT 45:375) on what studies of recreational"
    " runners call a running-related injury. It says nothing of how bad something is."
)
LEAST_DAYS = 7
LEAST_SESSIONS = 3


class Severity(StrEnum):
    """How much time was lost, in the classes of the IOC; it says nothing of what was hurt."""

    NONE = "none"
    UP_TO_7 = "up_to_7"
    UP_TO_28 = "up_to_28"
    OVER_28 = "over_28"

    @classmethod
    def of(cls, days: int) -> Severity:
        if days < 1:
            return cls.NONE
        if days <= 7:
            return cls.UP_TO_7
        return cls.UP_TO_28 if days <= 28 else cls.OVER_28

    @property
    def words(self) -> str:
        return SEVERITY_WORDS[self]


SEVERITY_WORDS = {
    Severity.NONE: "no whole day",
    Severity.UP_TO_7: "1 to 7 days",
    Severity.UP_TO_28: "8 to 28 days",
    Severity.OVER_28: "more than 28 days",
}


@dataclass(frozen=True, slots=True)
class Absence:
    """When an injury kept somebody from training.

    Without ``days_off`` it is every day between; an empty set says that none was lost.
    """

    onset_on: dt.date
    returned_on: dt.date | None = None  # the first day of full training again, not the last lost
    days_off: frozenset[dt.date] | None = None
    corrected_days: int | None = None  # the runner's own count, which wins


@dataclass(frozen=True, slots=True)
class TimeLoss:
    """Whole days lost, final or so far."""

    days: int
    is_open: bool = False

    @property
    def severity(self) -> Severity:
        return Severity.of(self.days)

    @property
    def words(self) -> str:
        """“6 days”, “no whole day so far”."""
        said = _count(self.days, "day") if self.days else "no whole day"
        return f"{said} so far" if self.is_open else said


def time_loss(absence: Absence, today: dt.date | None = None) -> TimeLoss | None:
    """Whole days lost; None while it is open and neither today nor a correction is given.

    While it is open it counts to the day before today, as if today were the day of return: today
    is no whole day yet, and the number stays what it is when the return is noted.
    """
    back = absence.returned_on
    is_open = back is None or (today is not None and today < back)
    if absence.corrected_days is not None:
        return TimeLoss(absence.corrected_days, is_open)
    end = today if is_open else back
    return None if end is None else TimeLoss(_days_before(end, absence), is_open)


def _days_before(end: dt.date, absence: Absence) -> int:
    if absence.days_off is None:
        return max(0, (end - absence.onset_on).days - 1)
    return sum(absence.onset_on < on < end for on in absence.days_off)


class Criterion(StrEnum):
    """What the consensus definition asks: the first two, and one of the others."""

    PLACE = "place"
    CAUSE = "cause"
    DAYS = "days"
    SESSIONS = "sessions"
    PROFESSIONAL = "professional"


WHAT_IT_IS = (Criterion.PLACE, Criterion.CAUSE)
WHAT_IT_COST = (Criterion.DAYS, Criterion.SESSIONS, Criterion.PROFESSIONAL)


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is noted of something that hurts, as far as the definition asks; None: not noted."""

    is_lower_limb: bool | None = None  # of muscle, tendon, bone or joint there
    is_from_running: bool | None = None
    # Distance, speed or training held back is enough: days lost are only the least there were.
    restricted_days: int | None = None
    sessions_in_a_row: int | None = None  # scheduled ones, held back or left out
    needed_professional: bool | None = None
    is_open: bool = False

    @property
    def criteria(self) -> dict[Criterion, bool | None]:
        days, sessions = self.restricted_days, self.sessions_in_a_row
        return {
            Criterion.PLACE: self.is_lower_limb,
            Criterion.CAUSE: self.is_from_running,
            Criterion.DAYS: None if days is None else days >= LEAST_DAYS,
            Criterion.SESSIONS: None if sessions is None else sessions >= LEAST_SESSIONS,
            Criterion.PROFESSIONAL: self.needed_professional,
        }


@dataclass(frozen=True, slots=True)
class RunningRelated:
    """Whether something is a running-related injury by the definition, and what decides it."""

    is_running_related: bool | None  # None: too little is noted
    decided_by: tuple[Criterion, ...]  # where None, what is not noted
    sentence: str
    source: str = YAMATO


def running_related(complaint: Complaint) -> RunningRelated:
    """The consensus definition, as far as what is noted goes."""
    criteria = complaint.criteria
    cost = [criteria[criterion] for criterion in WHAT_IT_COST]
    asked = [criteria[criterion] for criterion in WHAT_IT_IS] + [_any(cost)]
    answer = False if False in asked else None if None in asked else True
    decided_by = tuple(
        criterion
        for criterion in Criterion
        if criteria[criterion] is answer and (criterion in WHAT_IT_IS or _any(cost) is answer)
    )
    reasons = "; ".join(_reason(criterion, answer, complaint) for criterion in decided_by)
    return RunningRelated(answer, decided_by, f"{BEGINNINGS[answer]}: {reasons}.")


def is_running_related(complaint: Complaint) -> bool | None:
    """Whether it is one by the definition; None where too little is noted."""
    return running_related(complaint).is_running_related


BEGINNINGS = {
    True: "By the consensus definition this is a running-related injury",
    False: "By the consensus definition this is not a running-related injury",
    None: "Too little is noted for the consensus definition of a running-related injury. Not noted"
    " is",
}


def _any(answers: list[bool | None]) -> bool | None:
    if True in answers:
        return True
    return None if None in answers else False


def _reason(criterion: Criterion, answer: bool | None, complaint: Complaint) -> str:
    """Why, in a clause; where nothing is noted, what is missing."""
    so_far = " so far" if complaint.is_open else ""
    days = _count(complaint.restricted_days or 0, "day") + so_far
    sessions = _count(complaint.sessions_in_a_row or 0, "scheduled session") + " in a row" + so_far
    clauses = {
        Criterion.PLACE: (
            "it is in muscle, tendon, bone or joint from the hip down",
            "it is not in muscle, tendon, bone or joint from the hip down",
            "whether it is in muscle, tendon, bone or joint from the hip down",
        ),
        Criterion.CAUSE: (
            "it came from running",
            "it did not come from running",
            "whether it came from running",
        ),
        Criterion.DAYS: (
            f"it held running back or stopped it for {days}",
            f"it held running back or stopped it for {days}, fewer than {LEAST_DAYS}",
            "for how many days it held running back or stopped it",
        ),
        Criterion.SESSIONS: (
            f"it held back or stopped {sessions}",
            f"it held back or stopped {sessions}, fewer than {LEAST_SESSIONS}",
            "how many scheduled sessions in a row it held back or stopped",
        ),
        Criterion.PROFESSIONAL: (
            "a health professional was needed",
            f"no health professional was needed{so_far}",
            "whether a health professional was needed",
        ),
    }
    return clauses[criterion][(True, False, None).index(answer)]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
