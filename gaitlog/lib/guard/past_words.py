"""How the past is told that a dose is compared with, what does not count of it included."""

from __future__ import annotations

import datetime as dt

from gaitlog.lib.guard.findings import Limit, clock
from gaitlog.lib.guard.findings import day as day_name
from gaitlog.lib.guard.parameters import Parameters
from gaitlog.lib.guard.sessions import Log, Session

MOST_NAMED = 3


def longest_words(limit: Limit, p: Parameters) -> str:
    """“your longest in the 30 days before was 5:00, Tue 3 Nov”."""
    if limit.base is None:
        return f"none in the {p.window_days} days before counts"
    return (
        f"your longest in the {p.window_days} days before was {clock(limit.base_s)},"
        f" {day_name(limit.base.on)}"
    )


def left_out_words(on: dt.date, limit: Limit, log: Log, p: Parameters) -> str:
    """Why longer ones are not the measure; empty where there are none."""
    out = log.left_out(on, p.window_days, limit.base_s)
    reasons = [
        ("Not counted, for they hurt too much or had not settled by the morning", _hurt(out)),
        (
            "Not counted, for an injury began in them",
            [s for s in out if s.began_an_injury and not s.pain.is_over],
        ),
        ("Not counted, for they came before an injury that is over", [s for s in out if s.counts]),
    ]
    return " ".join(f"{why}: {_days(sessions)}." for why, sessions in reasons if sessions)


def _hurt(sessions: list[Session]) -> list[Session]:
    return [session for session in sessions if session.pain.is_over]


def _days(sessions: list[Session]) -> str:
    days = list(dict.fromkeys(day_name(session.on) for session in sessions))
    named = days[-MOST_NAMED:]
    more = len(days) - len(named)
    return ", ".join(named) + (f" and {more} day{'' if more == 1 else 's'} before" if more else "")
