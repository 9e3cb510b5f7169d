"""How far back a log has to go for a session to be judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

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


def is_far_enough(
    log: Log, on: dt.date, days: int, p: Parameters, *, shoes: Iterable[int], has_dose: bool
) -> bool:
    """Whether a log of so many days before one, with the first runs in these pairs and the last
    dose before it, says all that the rules ask of a session of that day.

    ``log`` is without the session itself. It does not say enough where a pair is new, for what
    was usual before lies further back; nor, of a dose, where each of its days had one, for the
    row of days may have begun before.
    """
    if days < far_days(p) and any(is_new(shoe, log, on, p) for shoe in shoes):
        return False
    if not has_dose:
        return True
    return len({session.on for session in log.before(on, days) if session.pose_s}) < days
