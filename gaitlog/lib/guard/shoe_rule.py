"""G6: the first month in a pair with clearly less drop."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from gaitlog.lib import units
from gaitlog.lib.guard import findings
from gaitlog.lib.guard.findings import Finding, State, Words, clock, day
from gaitlog.lib.guard.limits import limit_over, longest, size
from gaitlog.lib.guard.parameters import Parameters, Rule
from gaitlog.lib.guard.sessions import Log, Session


def usual_drop_mm(before: dt.date, log: Log, p: Parameters) -> Decimal | None:
    """The mean drop of the days before one, each session weighted by its running time."""
    worn = [s for s in log.before(before, p.shoe_usual_days) if s.drop_mm is not None]
    spent_s = sum(s.running_s for s in worn)
    if not spent_s:
        return None
    return sum((s.drop_mm or 0) * s.running_s for s in worn) / Decimal(spent_s)


def new_shoe(session: Session, log: Log, p: Parameters, words: Words) -> Finding | None:
    """Running in a pair with clearly less drop, in its first days; None where that is not so."""
    if session.shoe is None or session.drop_mm is None:
        return None
    worn = [s for s in log.sessions if s.shoe == session.shoe and s.on <= session.on]
    first_on = min([session.on, *(s.on for s in worn)])
    usual = usual_drop_mm(first_on, log, p)
    is_new = (session.on - first_on).days < p.shoe_days
    if usual is None or not is_new or usual - session.drop_mm < p.shoe_less_drop_mm:
        return None
    same = [s for s in log.comparable(session.on, p.window_days) if s.shoe == session.shoe]
    base = longest(same, key=lambda s: s.running_s)
    limit = limit_over(base, base.running_s if base else 0, p.shoe_cap_s, p.shoe_slack_s, p)
    fits = session.running_s <= limit.seconds
    less = units.plain((usual - session.drop_mm).quantize(Decimal("0.1")))
    before = f"your longest in them was {clock(limit.base_s)}, {day(base.on)}" if base else ""
    return Finding(
        rule=Rule.SHOE,
        state=State.FINE if fits else size(session.running_s, limit.ref_s, p),
        sentence=(
            f"{clock(session.running_s)} in a pair with {less} mm less drop than you were used to;"
            f" {before or 'it is the first time in them'}, and up to {clock(limit.seconds)}"
            " is within your rule."
        ),
        source=findings.OWN_SHOE,
        numbers={
            "running_s": session.running_s,
            "limit_s": limit.seconds,
            "ref_s": limit.ref_s,
            "base_s": limit.base_s,
        },
        compared_with=base,
    )
