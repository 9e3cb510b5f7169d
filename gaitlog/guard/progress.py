"""What the ladder's page shows of a runner: the next dose, the goal and the way to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Min

from gaitlog.guard.past import past_of
from gaitlog.guard.services import propose_to, words_of
from gaitlog.lib.guard import (
    Feat,
    FirstSteps,
    Ladder,
    Outlook,
    Proposal,
    Rule,
    goal_words,
    ladder,
    outlook,
)
from gaitlog.runs.models import Run

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.guard.models import Goal
    from gaitlog.injuries.models import Injury


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a runner stands on the ladder; ``first_steps`` only before the first minutes."""

    goal: Goal | None
    goal_words: str
    outlook: Outlook
    proposal: Proposal | None
    ladder: Ladder
    first_steps: FirstSteps | None
    first_cap_s: int
    hurting: list[Injury]


def progress_of(user: User, today: dt.date, goal: Goal | None) -> Progress | None:
    """Where a runner stands; None where the rule that it needs is switched off."""
    if not user.guard.watches(Rule.SPIKE):
        return None
    past = past_of(user, today)
    feats, has_begun = _feats(user)
    ahead = outlook(today, past.log, user.guard, words_of(user))
    climbed = ladder(goal.aim if goal else None, feats, ahead, past.log, user.guard)
    return Progress(
        goal=goal,
        goal_words=goal_words(climbed, goal.aim, today) if goal else "",
        outlook=ahead,
        proposal=propose_to(user, ahead, past.log),
        ladder=climbed,
        first_steps=None if has_begun else _first_steps(user),
        first_cap_s=user.guard.first_cap_s,
        hurting=[one for one in past.injuries if one.is_open_on(today)],
    )


def _feats(user: User) -> tuple[list[Feat], bool]:
    """Every run with the new gait, the first one first; and whether there is any, weeks from
    memory included."""
    rows = user.runs.with_pose().order_by("on", "pk")
    begun = list(rows.values_list("kind", "on", "pose_s", "hold_s", "pk"))
    logged = [
        Feat(on, pose_s, hold_s, pk)
        for kind, on, pose_s, hold_s, pk in begun
        if kind != Run.Kind.ESTIMATE
    ]
    return logged, bool(begun)


def _first_steps(user: User) -> FirstSteps:
    done = user.practices.aggregate(count=Count("pk"), first=Min("on"), last=Max("on"))
    return FirstSteps.of(done["count"], done["first"], done["last"])
