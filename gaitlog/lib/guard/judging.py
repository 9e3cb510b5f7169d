"""All that the rules in force say of one session."""

from __future__ import annotations

from gaitlog.lib.guard.findings import Finding, Words
from gaitlog.lib.guard.pain_rule import pain_gate
from gaitlog.lib.guard.parameters import Parameters, Rule
from gaitlog.lib.guard.rules import spacing, spike, weekly_change, whole_run
from gaitlog.lib.guard.sessions import Log, Session
from gaitlog.lib.guard.shoe_rule import new_shoe
from gaitlog.lib.weeks import Week


def judge(session: Session, log: Log, p: Parameters, words: Words, week: Week) -> list[Finding]:
    """All that the rules in force say of a session, the dose first. Shares and load are shown
    elsewhere: they never judge."""
    log = log.with_changed(session)
    found: list[Finding | None] = []
    if session.pose_s:
        if p.watches(Rule.SPIKE):
            found.append(spike(session, log, p, words))
        if p.watches(Rule.PAIN):
            found.append(pain_gate(session, log, p, words))
        if p.watches(Rule.SPACING):
            found.append(spacing(session, log, p, words))
    if p.watches(Rule.SHOE):
        found += new_shoe(session, log, p)
    if p.watches(Rule.WHOLE_RUN):
        found += whole_run(session, log, p, words)
    if p.watches(Rule.WEEK) and session.pose_s:
        others = [s for s in log.sessions if session.key is None or s.key != session.key]
        found.append(weekly_change(week, Log.of([*others, session]), p, words))
    return [finding for finding in found if finding is not None]
