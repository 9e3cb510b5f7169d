"""How far back a log has to go for a session to be judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set
from typing import NamedTuple

from gaitlog.lib.guard.parameters import Parameters
from gaitlog.lib.guard.sessions import Log
from gaitlog.lib.guard.shoe_rule import is_new

TWO_WEEKS = 14


def near_days(p: Parameters) -> int:
    """The days before a session that most rules look at."""
    return max(p.window_days, TWO_WEEKS)


def far_days(p: Parameters) -> int:
    """The days before it that any rule looks at, but for a row of days that never ends."""
    return max(near_days(p), p.shoe_days + p.shoe_usual_days)


class Asked(NamedTuple):
    """A session that is to be judged, by a log of so many days before it.

    The first runs in its pairs are in the log too; so is, ``with_last``, the last dose before
    those days.
    """

    on: dt.date
    days: int
    shoes: Set[int]
    has_dose: bool
    with_last: bool


def is_far_enough(log: Log, asked: Asked, p: Parameters) -> bool:
    """Whether the log, without the session itself, says all that the rules ask of it.

    It does not where a pair is new, for what was usual before lies further back; nor, of a
    dose, without the last one; nor where each of the days had one, for the row of days may have
    begun before.
    """
    if asked.days < far_days(p) and any(is_new(shoe, log, asked.on, p) for shoe in asked.shoes):
        return False
    if not asked.has_dose:
        return True
    doses = [session for session in log.before(asked.on, asked.days) if session.pose_s]
    has_last = asked.with_last or any(dose.shows_how_it_was_borne for dose in doses)
    return has_last and len({dose.on for dose in doses}) < asked.days
