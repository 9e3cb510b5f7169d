"""The rules of the dose guard a second time: slow, plain, and written from their definitions alone.

Nothing here shares code with ``gaitlog.lib.guard``; where the two disagree, one of them is wrong.
"""

from __future__ import annotations

import datetime as dt
import math
from fractions import Fraction

from gaitlog.lib.guard.sessions import PainState

HURT = [PainState.NOT_SETTLED, PainState.HIGH_RISK]


def days_before(day, count):
    """The ``count`` days before ``day``, oldest first; ``day`` is not one of them."""
    return [day - dt.timedelta(days=back) for back in range(count, 0, -1)]


def is_same(one, other):
    """Whether two values are of one row; a planned run, with no key, is only itself."""
    return one.key is not None and one.key == other.key


def others(session, sessions):
    return [other for other in sessions if not is_same(session, other)]


def possible_bases(on, sessions, returned_on, p):
    """Sessions that a run on this day may be compared with, in the order they were run."""
    found = []
    for day in days_before(on, p.window_days):
        if any(day <= returned <= on for returned in returned_on):
            continue
        for session in sessions:
            if session.on == day and session.pain not in HURT and not session.began_an_injury:
                found.append(session)
    return found


def longest(sessions, amount):
    """The session with the most, the latest of equals; None where none has any."""
    best = None
    for session in sessions:
        if amount(session) > 0 and (best is None or amount(session) >= amount(best)):
            best = session
    return best


def limit_over(base, cap, slack, p):
    """The limit and the reference of it, by the formula of G1."""
    ref = max(base, cap - slack, 1)
    by_percent = math.floor(ref * Fraction(100 + p.spike_percent, 100))
    return max(by_percent, ref + slack), ref


def state_of(amount, limit, ref, p):
    if amount <= limit:
        return "fine"
    ratio = Fraction(amount, ref)
    if ratio <= Fraction(p.moderate_percent, 100):
        return "small"
    if ratio <= Fraction(p.large_percent, 100):
        return "moderate"
    return "large"


def dose_limit(on, sessions, returned_on, p):
    """G1: how much new gait a run on this day may hold."""
    base = longest(possible_bases(on, sessions, returned_on, p), lambda s: s.pose_s)
    base_s = base.pose_s if base else 0
    limit, ref = limit_over(base_s, p.first_cap_s, p.slack_s, p)
    return {
        "limit_s": limit,
        "ref_s": ref,
        "base_s": base_s,
        "base_key": base.key if base else None,
    }


def spike(session, sessions, returned_on, p):
    """G1: the new gait of a session against its limit."""
    rest = others(session, sessions)
    limit = dose_limit(session.on, rest, returned_on, p)
    same_day = [other.pose_s for other in rest if other.on == session.on]
    return limit | {
        "state": state_of(session.pose_s, limit["limit_s"], limit["ref_s"], p),
        "day_s": session.pose_s + sum(same_day),
        "is_first": limit["base_s"] == 0 and session.pose_s > limit["limit_s"],
    }


def whole_run(session, sessions, returned_on, p):
    """G1b: distance and moving time against the longest; neither cap nor slack."""
    measures = {
        "distance": lambda s: s.distance_m or 0,
        "time": lambda s: s.pose_s + s.natural_s + s.walk_s,
    }
    bases = possible_bases(session.on, others(session, sessions), returned_on, p)
    verdicts = {}
    for name, amount in measures.items():
        if name == "distance" and session.distance_m is None:
            continue
        base = longest(bases, amount)
        if base is None:
            continue
        limit = amount(base) * Fraction(100 + p.spike_percent, 100)
        state = state_of(amount(session), limit, amount(base), p)
        verdicts[name] = (state, amount(base), base.key)
    return verdicts


def weekly_change(week, sessions, p):
    """G3: the new gait of a week against that of the week before."""
    this_s = last_s = 0
    for session in sessions:
        for number in range(7):
            day = week.first_day + dt.timedelta(days=number)
            if session.on == day:
                this_s += session.pose_s
            if session.on == day - dt.timedelta(days=7):
                last_s += session.pose_s
    if last_s == 0:
        return None
    is_steep = Fraction(this_s, last_s) > Fraction(p.week_percent, 100)
    is_much = this_s > p.week_least_s
    return {"this_s": this_s, "last_s": last_s, "state": "note" if is_steep and is_much else "fine"}


def spacing(session, sessions, p):
    """G4: on how many days in a row there was new gait, up to and with this one."""
    if session.pose_s == 0:
        return None
    days_with = [other.on for other in others(session, sessions) if other.pose_s > 0]
    days = 1
    while session.on - dt.timedelta(days=days) in days_with:
        days += 1
    return {"days": days, "state": "passed" if days > p.most_days_running else "fine"}


def earlier_than(session, sessions):
    """What was run before: all of its day too where it is not among them itself."""
    earlier = []
    for other in sessions:
        if is_same(session, other):
            if other.on == session.on:
                break
        elif other.on <= session.on:
            earlier.append(other)
    return earlier


def pain_target(session, sessions, returned_on, p):
    """G5: what the last run with new gait, and how it was borne, leave for this one.

    Short runs of a practice are no run that could be borne, unless they hurt too much.
    """
    last = None
    for other in earlier_than(session, sessions):
        if other.is_practice and other.pain not in HURT:
            continue
        if other.pose_s > 0:
            last = other
    if last is None:
        return None
    target = dose_limit(session.on, others(session, sessions), returned_on, p)["limit_s"]
    if last.pain == PainState.NOT_SETTLED:
        target = min(target, last.pose_s)
    if last.pain == PainState.HIGH_RISK:
        target = min(target, math.floor(last.pose_s * Fraction(p.high_risk_percent, 100)))
    is_passed = last.pain in HURT and session.pose_s > target
    return {"target_s": target, "state": "passed" if is_passed else "fine"}


def seconds_in(session):
    """Every pair that was worn, its drop, and the seconds run in it; a pair may come twice."""
    elsewhere = 0
    for _shoe, _drop, seconds in session.others:
        elsewhere += seconds
    own = session.pose_s + session.natural_s - elsewhere
    return [(session.shoe, session.drop_mm, own), *session.others]


def usual_drop(first_day, sessions, p):
    """The mean drop before this day, weighted by running time; None where none is known."""
    weight = total = Fraction(0)
    for day in days_before(first_day, p.shoe_usual_days):
        for session in sessions:
            for _shoe, drop, seconds in seconds_in(session):
                if session.on == day and drop is not None:
                    weight += seconds
                    total += seconds * Fraction(drop)
    return total / weight if weight else None


def new_shoe(session, sessions, returned_on, p):
    """G6 for a session in one pair."""
    found = new_shoes(session, sessions, returned_on, p)
    return found[0] if found else None


def new_shoes(session, sessions, returned_on, p):
    """G6: running time in each shoe that is new and clearly lower than what was worn before."""
    verdicts = []
    drops = {shoe: drop for shoe, drop, _seconds in seconds_in(session)}
    for shoe, drop in drops.items():
        if shoe is not None and drop is not None:
            verdict = in_shoe(shoe, drop, session, sessions, returned_on, p)
            verdicts += [verdict] if verdict else []
    return verdicts


def in_shoe(shoe, drop, session, sessions, returned_on, p):
    def spent(other):
        return sum(seconds for worn, _drop, seconds in seconds_in(other) if worn == shoe)

    rest = others(session, sessions)
    in_it = [other for other in rest if shoe in [worn for worn, *_ in seconds_in(other)]]
    first_day = min([session.on] + [other.on for other in in_it])
    if (session.on - first_day).days >= p.shoe_days:
        return None
    usual = usual_drop(first_day, rest, p)
    if usual is None or usual - Fraction(drop) < p.shoe_less_drop_mm:
        return None
    base = longest(possible_bases(session.on, in_it, returned_on, p), spent)
    base_s = spent(base) if base else 0
    limit, ref = limit_over(base_s, p.shoe_cap_s, p.shoe_slack_s, p)
    state = state_of(spent(session), limit, ref, p)
    return {"state": state, "limit_s": limit, "ref_s": ref, "base_s": base_s}
