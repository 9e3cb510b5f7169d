from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gaitlog.guard.models import Judgement
from gaitlog.guard.morning import Question, questions
from gaitlog.guard.past import past_of
from gaitlog.lib.guard import (
    Finding,
    Log,
    Outlook,
    Rule,
    Session,
    Words,
    dose_limit,
    judge,
    outlook,
)
from gaitlog.runs.models import Run

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.injuries.models import Injury


def words_of(user: User) -> Words:
    return Words(user.technique, user.unit)


def judge_session(user: User, session: Session, log: Log | None = None) -> list[Finding]:
    """What the rules in force say of a run, logged or only thought of."""
    log = log or past_of(user, session.on, shoe=session.shoe).log
    return judge(session, log, user.guard, words_of(user), user.week_of(session.on))


@dataclass(frozen=True, slots=True)
class GuardToday:
    """What today has of the guard: how much there is room for, what is asked, what hurts."""

    outlook: Outlook | None
    has_estimates: bool
    questions: list[Question]
    hurting: list[Injury]


def guard_today(user: User, today: dt.date) -> GuardToday:
    """What today has of the guard; no outlook for who learns no new gait."""
    past = past_of(user, today)
    limits = user.learns and user.guard.watches(Rule.SPIKE)
    return GuardToday(
        outlook=outlook(today, past.log, user.guard, words_of(user)) if limits else None,
        has_estimates=past.has_estimates,
        questions=questions(user, today, past.log if limits else Log.of([]), past.pains),
        hurting=[one for one in past.injuries if one.is_open_on(today)],
    )


def judge_saved(run: Run) -> None:
    """Keep what the guard says of a run that was just saved, unless only words of it changed."""
    if run.is_estimate:
        return
    owner = run.owner
    log = past_of(owner, run.on, shoe=run.shoe_id).log
    [session] = [session for session in log.sessions if session.key == run.pk]
    is_new = run.version == 1
    before = None if is_new else owner.judgements.latest_of(run)
    if before and before.judged == _judged(session):
        return
    found = judge_session(owner, session, log)
    Judgement.objects.create(
        owner=owner,
        run=run,
        judged=_judged(session),
        pose_s=run.pose_s,
        limit_s=dose_limit(run.on, log, owner.guard).seconds,
        is_passed=any(finding.state.is_flag for finding in found),
        findings=[_plain(finding) for finding in found],
        parameters=owner.guard.kept(),
    )


def _judged(session: Session) -> dict[str, Any]:
    """What a judgement depends on of its run: as long as it stays, so does the judgement."""
    return {
        "on": session.on.isoformat(),
        "pose_s": session.pose_s,
        "natural_s": session.natural_s,
        "walk_s": session.walk_s,
        "distance_m": session.distance_m,
        "shoe": session.shoe,
    }


def _plain(finding: Finding) -> dict[str, Any]:
    """A finding as it is kept."""
    compared = finding.compared_with
    return {
        "rule": finding.rule,
        "state": finding.state,
        "sentence": finding.sentence,
        "source": finding.source,
        "numbers": finding.numbers,
        "compared_with": compared and {"run": compared.key, "on": compared.on.isoformat()},
    }
