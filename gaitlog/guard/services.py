from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gaitlog.guard.models import Judgement
from gaitlog.guard.morning import Question, questions
from gaitlog.guard.past import log_before, past_of
from gaitlog.injuries.choices import Effect
from gaitlog.lib.guard import (
    Finding,
    Log,
    Outlook,
    Proposal,
    Rule,
    Session,
    Words,
    dose_limit,
    judge,
    outlook,
    propose,
    shortened,
    shorter_phrase,
)
from gaitlog.runs.models import LATELY, Plan, Run

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.injuries.models import Injury


def words_of(user: User) -> Words:
    return Words(user.technique, user.unit)


def log_of(user: User, session: Session) -> Log:
    """The log that a session is judged by."""
    shoes = {worn.shoe for worn in session.worn if worn.shoe is not None}
    has_dose = session.pose_s > 0
    return log_before(user, session.on, shoes=shoes, has_dose=has_dose, key=session.key)


def judge_session(user: User, session: Session, log: Log | None = None) -> list[Finding]:
    """What the rules in force say of a run, logged or only thought of."""
    log = log or log_of(user, session)
    return judge(session, log, user.guard, words_of(user), user.week_of(session.on))


def session_of(plan: Plan, user: User) -> Session:
    """A plan as a session; where no new gait is learned, all running is running."""
    return Session(
        on=plan.on,
        pose_s=plan.pose_s if user.learns else 0,
        natural_s=plan.natural_s if user.learns else plan.running_s,
        walk_s=plan.walk_s,
        distance_m=plan.distance_m,
        key=plan.run_id,
        shoe=plan.shoe_id,
        drop_mm=plan.shoe.drop_mm if plan.shoe else None,
    )


def judge_plan(user: User, plan: Plan) -> Judgement:
    """What the guard says of a plan beside the runs that there are; nothing of it is kept."""
    session = session_of(plan, user)
    return _judgement(user, session, log_of(user, session))


def shorten_plan(user: User, plan: Plan) -> int | None:
    """Cut the new gait of an open plan down to what the rules leave; None where it fits."""
    most_s = None if plan.run_id else judge_plan(user, plan).shorter_s
    if most_s:
        plan.phrase = shorter_phrase(plan.section_data, most_s, user.technique)
        plan.take_sections(shortened(plan.section_data, most_s))
        plan.save(update_fields=["phrase", "sections", "pose_s", "natural_s"])
    return most_s


@dataclass(frozen=True, slots=True)
class GuardToday:
    """What today has of the guard: how much there is room for, what is planned and asked, what
    hurts."""

    outlook: Outlook | None
    proposal: Proposal | None
    has_estimates: bool
    planned: list[tuple[Plan, Judgement]]
    questions: list[Question]
    hurting: list[Injury]

    @property
    def resting(self) -> Injury | None:
        return resting_from(self.hurting)


def resting_from(hurting: list[Injury]) -> Injury | None:
    """The open injury that stops running, or else one that holds it back, where there is one."""
    held = [one for one in hurting if Effect(one.effect).held_back]
    return next((one for one in held if one.effect == Effect.STOPPED), next(iter(held), None))


def guard_today(user: User, today: dt.date, plans: Iterable[Plan] = ()) -> GuardToday:
    """What today has of the guard; no outlook for who learns no new gait.

    Whether a pair is new, only all runs in it would say: of that, plans are not judged here.
    """
    past = past_of(user, today, since=today - LATELY, steps=True)
    limits = user.learns and user.guard.watches(Rule.SPIKE)
    planned = [(plan, replace(session_of(plan, user), shoe=None)) for plan in plans]
    ahead = outlook(today, past.log, user.guard, words_of(user)) if limits else None
    return GuardToday(
        outlook=ahead,
        proposal=propose_to(user, ahead, past.log) if ahead else None,
        has_estimates=past.has_estimates,
        planned=[(plan, _judgement(user, session, past.log)) for plan, session in planned],
        questions=questions(user, today, past.log if limits else Log.of([]), past.pains),
        hurting=[one for one in past.injuries if one.is_open_on(today)],
    )


def propose_to(user: User, ahead: Outlook, log: Log) -> Proposal | None:
    """A run within an outlook, in the runner's own measures and word."""
    return propose(ahead, log, user.guard, user.measures, words_of(user))


def judge_saved(run: Run) -> None:
    """Keep what the guard says of a run that was just saved, unless only words of it changed."""
    if run.is_estimate:
        return
    owner = run.owner
    pairs = (run.shoe_id, *(share.shoe_id for share in run.shares))
    worn = {pair for pair in pairs if pair is not None}
    is_new = run.version == 1  # a change has asked for more already, and reads all at once
    log = log_before(
        owner,
        run.on,
        shoes=worn,
        has_dose=run.pose_s > 0,
        key=run.pk,
        at_once=not is_new,
    )
    [session] = [session for session in log.sessions if session.key == run.pk]
    before = None if is_new else owner.judgements.latest_of(run)
    if before and before.judged == _judged(session):
        return
    said = _judgement(owner, session, log)
    said.run = run
    said.save()


def _judgement(user: User, session: Session, log: Log) -> Judgement:
    """What the guard says of a session, not saved."""
    found = judge_session(user, session, log)
    return Judgement(
        owner=user,
        judged=_judged(session),
        pose_s=session.pose_s,
        limit_s=dose_limit(session.on, log, user.guard).seconds,
        is_passed=any(finding.state.is_flag for finding in found),
        findings=[_plain(finding) for finding in found],
        parameters=user.guard.kept(),
    )


def _judged(session: Session) -> dict[str, Any]:
    """What a judgement depends on of its run: as long as it stays, so does the judgement."""
    judged = {
        "on": session.on.isoformat(),
        "pose_s": session.pose_s,
        "natural_s": session.natural_s,
        "walk_s": session.walk_s,
        "distance_m": session.distance_m,
        "shoe": session.shoe,
    }
    if session.others:
        judged["others"] = [[other.shoe, other.running_s] for other in session.others]
    return judged


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
