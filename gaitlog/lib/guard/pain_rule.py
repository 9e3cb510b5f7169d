"""G5: what hurt last time says how much is within reach this time."""

from __future__ import annotations

from gaitlog.lib.guard import findings
from gaitlog.lib.guard.findings import Finding, State, Words, clock, day
from gaitlog.lib.guard.limits import dose_limit
from gaitlog.lib.guard.parameters import Parameters, Rule
from gaitlog.lib.guard.sessions import Log, PainState, Session


def pain_gate(session: Session, log: Log, p: Parameters, words: Words) -> Finding | None:
    """G5: what the last run in the new gait lets one do, by how it was borne; None without one.

    Not settled by the morning: no more than that run. Too painful: less than it. Where the next
    morning is not noted yet, nothing is taken for bad.
    """
    last = log.last_dose_before(session)
    if last is None:
        return None
    limit = dose_limit(session.on, log, p)
    left_s = _left_after(last, p)
    most_s = limit.seconds if left_s is None else min(limit.seconds, left_s)
    is_passed = left_s is not None and session.pose_s > most_s
    return Finding(
        rule=Rule.PAIN,
        state=State.PASSED if is_passed else State.FINE,
        sentence=_pain_words(last, most_s, p, words),
        source=findings.PAIN_MODEL,
        numbers={"target_s": most_s, "limit_s": limit.seconds, "last_s": last.pose_s},
        compared_with=last,
    )


def _left_after(last: Session, p: Parameters) -> int | None:
    """How much a run that hurt leaves for the next; None where it was borne."""
    match last.pain:
        case PainState.NOT_SETTLED:
            return last.pose_s
        case PainState.HIGH_RISK:
            return p.high_risk_percent * last.pose_s // 100
    return None


def _pain_words(last: Session, most_s: int, p: Parameters, words: Words) -> str:
    match last.pain:
        case PainState.NOT_SETTLED if most_s < last.pose_s:
            return (
                f"What hurt on {day(last.on)} had not settled by the morning: up to"
                f" {clock(most_s)}, your limit, which is less than that day’s"
                f" {clock(last.pose_s)}."
            )
        case PainState.NOT_SETTLED:
            return (
                f"What hurt on {day(last.on)} had not settled by the morning: up to"
                f" {clock(most_s)}, no more than that day’s {clock(last.pose_s)}."
            )
        case PainState.HIGH_RISK if most_s < p.high_risk_percent * last.pose_s // 100:
            return (
                f"{day(last.on)} hurt more than your setting lets pass: up to {clock(most_s)},"
                f" your limit, which is less than {p.high_risk_percent} % of that day’s"
                f" {clock(last.pose_s)}."
            )
        case PainState.HIGH_RISK:
            return (
                f"{day(last.on)} hurt more than your setting lets pass: up to {clock(most_s)},"
                f" {p.high_risk_percent} % of that day’s {clock(last.pose_s)}."
            )
        case PainState.PENDING:
            return f"How the morning after {day(last.on)} was is not noted yet."
    return f"Nothing is noted against your last {words.new_gait}, {day(last.on)}."


def target_s(session: Session, log: Log, p: Parameters) -> int:
    """Up to how much of the new gait on a day: the limit, less where the last run hurt."""
    limit_s = dose_limit(session.on, log, p).seconds
    last = log.last_dose_before(session)
    left_s = _left_after(last, p) if last and p.watches(Rule.PAIN) else None
    return limit_s if left_s is None else min(limit_s, left_s)


def was_against_pain(session: Session, log: Log, p: Parameters, words: Words) -> bool:
    """Whether a session had more of the new gait than the pain of the one before let it have."""
    found = pain_gate(session, log, p, words)
    return found is not None and found.state.is_flag
