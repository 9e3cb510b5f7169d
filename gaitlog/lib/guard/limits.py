"""How much is within the recent past: the formula that the rules share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from gaitlog.lib.guard.findings import Limit, State
from gaitlog.lib.guard.parameters import Parameters
from gaitlog.lib.guard.sessions import Log, Session


def dose_limit(on: dt.date, log: Log, p: Parameters) -> Limit:
    """G1: the most of the new gait in one session of a day that is within the recent past.

    Doing a little never lowers it: what was done is at least taken for the starting cap.
    """
    base = longest(log.comparable(on, p.window_days), key=lambda s: s.pose_s)
    return limit_over(base, base.pose_s if base else 0, p.first_cap_s, p.slack_s, p)


def longest(sessions: Iterable[Session], key: Callable[[Session], int]) -> Session | None:
    """The session with the most, the latest of equals; None where all have nothing."""
    best = None
    for session in sessions:
        if key(session) >= (key(best) if best else 1):
            best = session
    return best


def limit_over(base: Session | None, base_s: int, cap_s: int, slack_s: int, p: Parameters) -> Limit:
    ref_s = max(base_s, cap_s - slack_s, 1)
    most_s = max(ref_s * (100 + p.spike_percent) // 100, ref_s + slack_s)
    return Limit(most_s, ref_s, base_s, base)


def size(value: int, ref: int, p: Parameters) -> State:
    if 100 * value <= p.moderate_percent * ref:
        return State.SMALL
    return State.MODERATE if 100 * value <= p.large_percent * ref else State.LARGE
