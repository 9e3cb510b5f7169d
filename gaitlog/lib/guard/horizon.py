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
    """The days before it that any rule looks at."""
    return max(near_days(p), p.shoe_days + p.shoe_usual_days)


def is_near_enough(
    log: Log, on: dt.date, p: Parameters, *, shoes: Iterable[int], has_dose: bool
) -> bool:
    """Whether a log of the near days alone, with the first runs in these pairs, says all that
    the rules ask of a session of a day.

    It does not where a pair is new: what was usual before lies further back. Nor, for a dose,
    where the last one lies further back, or where days in a row may have begun there.
    """
    if any(is_new(shoe, log, on, p) for shoe in shoes):
        return False
    if not has_dose:
        return True
    doses = [session for session in log.before(on, near_days(p)) if session.pose_s]
    shows_the_last = any(one.shows_how_it_was_borne for one in doses)
    return shows_the_last and len({one.on for one in doses}) < near_days(p)
