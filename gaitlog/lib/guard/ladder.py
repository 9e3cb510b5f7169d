"""The ladder: what has been reached of the new gait, and when the rules would allow more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle

from gaitlog.lib.guard.outlook import Outlook
from gaitlog.lib.guard.pain_rule import target_s
from gaitlog.lib.guard.parameters import Parameters
from gaitlog.lib.guard.sessions import Log, Session

RUNGS_S = tuple(60 * minutes for minutes in (5, 10, 15, 20, 30, 40, 60, 90, 120, 180, 240, 300))
WITHOUT_GOAL_S = 3600  # as far as it is drawn where none is set
DAYS_BETWEEN = (2, 2, 3)  # from one session to the next: three a week
FARTHEST = dt.timedelta(days=2 * 365)


@dataclass(frozen=True, slots=True)
class Aim:
    """How much of the new gait in one run, whether without a break, and by when."""

    pose_s: int
    is_unbroken: bool = False
    by_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Feat:
    """What a run of the log had: of the new gait in all, and its longest hold."""

    on: dt.date
    pose_s: int
    hold_s: int
    key: int


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which one would run, and how much the rules would allow on it."""

    on: dt.date
    seconds: int


@dataclass(frozen=True, slots=True)
class Rung:
    """An amount, the first run that had it, and the first day that has room for it from now."""

    seconds: int
    reached: Feat | None
    from_on: dt.date | None  # None where the rules do not allow it within two years
    now_s: int  # what there is room for on the first day of all

    @property
    def is_again(self) -> bool:
        """Whether it was reached, and is more than there is room for at first."""
        return self.reached is not None and self.seconds > self.now_s


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs, the lowest first, and how far the rules would allow by the day of the aim."""

    rungs: tuple[Rung, ...]
    aim: Aim | None
    first: Step
    by_then: Step | None  # the last step up to the day of the aim

    @property
    def next(self) -> Rung | None:
        """The lowest rung that is not reached."""
        return next((rung for rung in self.rungs if not rung.reached), None)

    @property
    def top(self) -> Rung:
        return self.rungs[-1]

    @property
    def begins_again(self) -> bool:
        """Whether there is less room now than for what was reached before."""
        return any(rung.is_again for rung in self.rungs)


def ladder(
    aim: Aim | None, feats: Iterable[Feat], outlook: Outlook, log: Log, p: Parameters
) -> Ladder:
    """The ladder of a runner, from the log as it is; ``feats`` are of all its days, in order."""
    rungs_s = rungs_to(aim)
    reached = _reached(rungs_s, feats, is_unbroken=aim is not None and aim.is_unbroken)
    by_on = aim.by_on if aim else None
    from_on: dict[int, dt.date] = {}
    by_then = None
    for step in climb(outlook.on, log, p):
        if by_on and step.on <= by_on:
            by_then = step
        for seconds in rungs_s:
            if step.seconds >= seconds:
                from_on.setdefault(seconds, step.on)
        if len(from_on) == len(rungs_s) and (by_on is None or step.on >= by_on):
            break
    rungs = (
        Rung(seconds, reached.get(seconds), from_on.get(seconds), outlook.seconds)
        for seconds in rungs_s
    )
    return Ladder(tuple(rungs), aim, Step(outlook.on, outlook.seconds), by_then)


def rungs_to(aim: Aim | None) -> list[int]:
    """The usual rungs below an aim, and the aim itself last."""
    most_s = aim.pose_s if aim else WITHOUT_GOAL_S
    return [*(seconds for seconds in RUNGS_S if seconds < most_s), most_s]


def climb(first_on: dt.date, log: Log, p: Parameters) -> Iterator[Step]:
    """Three sessions a week from a day on, each as much as the rules allow after those before,
    for two years; nothing hurts in them."""
    on, gaps = first_on, cycle(DAYS_BETWEEN)
    while on <= first_on + FARTHEST:
        planned = Session(on=on, pose_s=1)
        step = Step(on, target_s(planned, log, p))
        yield step
        if step.seconds:
            run = Session(on=on, pose_s=step.seconds, hold_s=step.seconds)
            log = Log.of([*log.sessions, run], log.returned_on, log.since)
        on += dt.timedelta(days=next(gaps))


def _reached(rungs_s: list[int], feats: Iterable[Feat], *, is_unbroken: bool) -> dict[int, Feat]:
    """The first run that had each rung."""
    found: dict[int, Feat] = {}
    for feat in feats:
        had_s = feat.hold_s if is_unbroken else feat.pose_s
        while len(found) < len(rungs_s) and had_s >= rungs_s[len(found)]:
            found[rungs_s[len(found)]] = feat
    return found
