"""G1, G1b, G3 and G4 of the dose guard; ``docs/guard.md`` tells them all.

Formulas and defaults: single-session spike after Frandsen et al. 2025 (BJSM 59:1203), by
analogy; the rest is marked there as our own choice. All sums are whole seconds and metres, and
ratios are compared as whole numbers, so that every result can be worked out by hand.
"""

from __future__ import annotations

import datetime as dt

from gaitlog.lib import units
from gaitlog.lib.guard import findings
from gaitlog.lib.guard.findings import Finding, Limit, State, Words, clock, day, more_percent
from gaitlog.lib.guard.limits import dose_limit, longest, size
from gaitlog.lib.guard.parameters import Parameters, Rule
from gaitlog.lib.guard.past_words import left_out_words, longest_words
from gaitlog.lib.guard.sessions import Log, Session
from gaitlog.lib.weeks import Week

DAY = dt.timedelta(days=1)


def spike(session: Session, log: Log, p: Parameters, words: Words) -> Finding:
    """G1: the new gait of one session beside the longest of the days before.

    A second run of the day is judged alone, as in the study; the day's sum is said as well.
    """
    limit = dose_limit(session.on, log, p)
    fits = session.pose_s <= limit.seconds
    day_s = session.pose_s + sum(other.pose_s for other in log.others_on(session))
    return Finding(
        rule=Rule.SPIKE,
        state=State.FINE if fits else size(session.pose_s, limit.ref_s, p),
        sentence=_spike_words(session, limit, day_s, log, p, words),
        source=findings.FRANDSEN,
        numbers={
            "pose_s": session.pose_s,
            "limit_s": limit.seconds,
            "ref_s": limit.ref_s,
            "base_s": limit.base_s,
            "day_s": day_s,
            "is_first": int(not limit.base_s and not fits),
        },
        compared_with=limit.base,
    )


def _spike_words(
    session: Session, limit: Limit, day_s: int, log: Log, p: Parameters, words: Words
) -> str:
    has = "had" if session.key else "would have"
    where = "within" if session.pose_s <= limit.seconds else "above"
    said = f"This run {has} {clock(session.pose_s)} of {words.new_gait}, {where} "
    out = left_out_words(session.on, limit, log, p)
    if limit.base is None:
        none = f"none is logged in the {p.window_days} days before"
        why = longest_words(limit, p) if out else none
        said += f"your starting cap of {clock(limit.seconds)}; {why}."
    else:
        more = ""
        # Beside less than the starting cap lets anybody run, a percentage would only frighten.
        if session.pose_s > limit.base_s and limit.base_s == limit.ref_s:
            more = f" (+{more_percent(session.pose_s, limit.base_s)} %)"
        said += f"{clock(limit.seconds)}; {longest_words(limit, p)}{more}."
    if out:
        said += f" {out}"
    if day_s > session.pose_s:
        said += f" With the day’s other runs it {_was(session)} {clock(day_s)}."
    return said


def _was(session: Session) -> str:
    return "was" if session.key else "would be"


def whole_run(session: Session, log: Log, p: Parameters, words: Words) -> list[Finding]:
    """G1b: distance and time of the whole run beside the longest of the days before.

    This is what was studied. Nothing is said where there is nothing to compare with.
    """
    sessions = log.comparable(session.on, p.window_days)
    found = []
    if session.distance_m:
        base = longest(sessions, key=lambda s: s.distance_m or 0)
        if base and base.distance_m:
            found.append(_whole(session, base, session.distance_m, base.distance_m, True, p, words))
    base = longest(sessions, key=lambda s: s.moving_s)
    if base:
        found.append(_whole(session, base, session.moving_s, base.moving_s, False, p, words))
    return found


def _whole(
    session: Session, base: Session, value: int, most: int, far: bool, p: Parameters, words: Words
) -> Finding:
    fits = 100 * value <= (100 + p.spike_percent) * most

    def shown(amount: int) -> str:
        unit = words.unit
        return f"{units.distance(amount, unit, 1)} {unit}" if far else clock(amount)

    more = f" (+{more_percent(value, most)} %)" if value > most else ""
    what = "far" if far else "long"
    sentence = (
        f"The whole run {_was(session)} {shown(value)} {what}; your longest in the"
        f" {p.window_days} days before was {shown(most)}, {day(base.on)}{more}."
    )
    return Finding(
        rule=Rule.WHOLE_RUN,
        state=State.FINE if fits else size(value, most, p),
        sentence=sentence,
        source=findings.FRANDSEN_WHOLE,
        numbers={"distance_m" if far else "moving_s": value, "base": most},
        compared_with=base,
    )


def weekly_change(week: Week, log: Log, p: Parameters, words: Words) -> Finding | None:
    """G3, for information: the new gait of a week beside the week before; None where that
    had none."""
    before = week.back(1)
    this_s = sum(s.pose_s for s in log.sessions if s.on in week)
    last_s = sum(s.pose_s for s in log.sessions if s.on in before)
    if not last_s:
        return None
    is_more = 100 * this_s > p.week_percent * last_s and this_s > p.week_least_s
    change = more_percent(this_s, last_s)
    return Finding(
        rule=Rule.WEEK,
        state=State.NOTE if is_more else State.FINE,
        sentence=(
            f"{clock(this_s)} of {words.new_gait} this week, {clock(last_s)} the week before"
            f" ({'+' if change >= 0 else '−'}{abs(change)} %)."
        ),
        source=findings.NIELSEN,
        numbers={"this_s": this_s, "last_s": last_s},
    )


def spacing(session: Session, log: Log, p: Parameters, words: Words) -> Finding | None:
    """G4: days in a row with the new gait, this one included; None of a run without any."""
    if not session.pose_s:
        return None
    posed = {s.on for s in log.sessions if s.pose_s}
    count = 1
    while session.on - count * DAY in posed:
        count += 1
    passed = count > p.most_days_running
    return Finding(
        rule=Rule.SPACING,
        state=State.PASSED if passed else State.FINE,
        sentence=(
            f"{_ordinal(count)} day in a row with {words.new_gait}; a day between is your rule."
            if p.most_days_running == 1 and passed
            else f"{_ordinal(count)} day in a row with {words.new_gait};"
            f" {p.most_days_running} in a row {'is' if p.most_days_running == 1 else 'are'}"
            " your rule."
            if count > 1
            else f"No {words.new_gait} on the day before."
        ),
        source=findings.OWN_SPACING,
        numbers={"days": count, "most": p.most_days_running},
    )


def _ordinal(count: int) -> str:
    names = {1: "First", 2: "Second", 3: "Third", 4: "Fourth", 5: "Fifth"}
    endings = {1: "st", 2: "nd", 3: "rd"} if count % 100 not in {11, 12, 13} else {}
    return names.get(count, f"{count}{endings.get(count % 10, 'th')}")
