"""G6: the first month in a pair with clearly less drop."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from gaitlog.lib import units
from gaitlog.lib.guard import findings
from gaitlog.lib.guard.findings import Finding, State, clock, day
from gaitlog.lib.guard.limits import limit_over, longest, size
from gaitlog.lib.guard.parameters import Parameters, Rule
from gaitlog.lib.guard.sessions import Log, Session


def usual_drop_mm(before: dt.date, log: Log, p: Parameters) -> Decimal | None:
    """The mean drop of the days before one, each session weighted by its running time."""
    worn = [w for s in log.before(before, p.shoe_usual_days) for w in s.worn]
    known = [(w.drop_mm, w.running_s) for w in worn if w.drop_mm is not None]
    spent_s = sum(running_s for _, running_s in known)
    if not spent_s:
        return None
    return sum(drop_mm * running_s for drop_mm, running_s in known) / Decimal(spent_s)


def first_in(shoe: int, log: Log, on: dt.date) -> dt.date:
    """The day of the first run in a pair, up to a day; that day, where it is the first."""
    return min([on, *(s.on for s in log.sessions if s.on <= on and s.wears(shoe))])


def is_new(shoe: int, log: Log, on: dt.date, p: Parameters) -> bool:
    """Whether a day is one of the first in a pair."""
    return (on - first_in(shoe, log, on)).days < p.shoe_days


def new_shoe(session: Session, log: Log, p: Parameters) -> list[Finding]:
    """Running in pairs with clearly less drop, in their first days; none where that is not so."""
    drops = {w.shoe: w.drop_mm for w in session.worn if w.shoe is not None}
    found = (
        _in_pair(shoe, drop_mm, session, log, p)
        for shoe, drop_mm in drops.items()
        if drop_mm is not None
    )
    return [finding for finding in found if finding]


def _in_pair(
    shoe: int, drop_mm: Decimal, session: Session, log: Log, p: Parameters
) -> Finding | None:
    if not is_new(shoe, log, session.on, p):
        return None
    usual = usual_drop_mm(first_in(shoe, log, session.on), log, p)
    if usual is None or usual - drop_mm < p.shoe_less_drop_mm:
        return None
    running_s = session.in_shoe_s(shoe)
    same = [s for s in log.comparable(session.on, p.window_days) if s.wears(shoe)]
    base = longest(same, key=lambda s: s.in_shoe_s(shoe))
    base_s = base.in_shoe_s(shoe) if base else 0
    limit = limit_over(base, base_s, p.shoe_cap_s, p.shoe_slack_s, p)
    fits = running_s <= limit.seconds
    less = units.plain((usual - drop_mm).quantize(Decimal("0.1")))
    before = f"your longest in them was {clock(limit.base_s)}, {day(base.on)}" if base else ""
    return Finding(
        rule=Rule.SHOE,
        state=State.FINE if fits else size(running_s, limit.ref_s, p),
        sentence=(
            f"{clock(running_s)} in a pair with {less} mm less drop than you were used to;"
            f" {before or 'it is the first time in them'}, and up to {clock(limit.seconds)}"
            " is within your rule."
        ),
        source=findings.OWN_SHOE,
        numbers={
            "running_s": running_s,
            "limit_s": limit.seconds,
            "ref_s": limit.ref_s,
            "base_s": limit.base_s,
        },
        compared_with=base,
    )
