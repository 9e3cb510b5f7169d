"""What the ladder's page shows of a runner: the next dose, the goal and the way to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Min

from gaitlog.guard.models import records
from gaitlog.guard.past import past_of
from gaitlog.guard.services import propose_to, resting_from, words_of
from gaitlog.injuries.choices import Effect
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

    @property
    def resting(self) -> Injury | None:
        return resting_from(self.hurting)

    @property
    def is_stopped(self) -> bool:
        """Whether there is no running now."""
        return self.resting is not None and self.resting.effect == Effect.STOPPED


def progress_of(user: User, today: dt.date, goal: Goal | None) -> Progress | None:
    """Where a runner stands; None where the rule that it needs is switched off."""
    if not user.guard.watches(Rule.SPIKE):
        return None
    past = past_of(user, today, steps=True)
    feats = _feats(user, goal)
    ahead = outlook(today, past.log, user.guard, words_of(user))
    climbed = ladder(goal.aim if goal else None, feats, ahead, past.log, user.guard)
    return Progress(
        goal=goal,
        goal_words=goal_words(climbed, goal.aim, today) if goal else "",
        outlook=ahead,
        proposal=propose_to(user, ahead, past.log),
        ladder=climbed,
        first_steps=_first_steps(user),
        first_cap_s=user.guard.first_cap_s,
        hurting=[one for one in past.injuries if one.is_open_on(today)],
    )


def _feats(user: User, goal: Goal | None) -> list[Feat]:
    """The runs that had more of the new gait than any before, or a longer hold where the goal
    is without a break."""
    column = "hold_s" if goal and goal.is_unbroken else "pose_s"
    runs = records(user.runs.logged(), column)
    return [Feat(*row) for row in runs.values_list("on", "pose_s", "hold_s", "pk")]


def _first_steps(user: User) -> FirstSteps | None:
    """How much was practised; None where there were minutes already, be it in weeks from memory."""
    if user.runs.with_pose().exists():
        return None
    done = user.practices.aggregate(count=Count("pk"), first=Min("on"), last=Max("on"))
    return FirstSteps.of(done["count"], done["first"], done["last"])
