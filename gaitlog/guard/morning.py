"""The question of the morning after: how is what hurt, or what was asked much of?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from gaitlog.lib.guard import Log, Words
from gaitlog.lib.guard.rules import spike

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.injuries.models import Pain

ASKED_FOR = dt.timedelta(days=2)  # later, nobody remembers a morning


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, where the answer goes, and where all of it can be changed."""

    what: str
    why: str
    url: str
    more_url: str


def questions(user: User, today: dt.date, log: Log, pains: list[Pain]) -> list[Question]:
    """One for each pain whose morning is not noted yet, and for a dose above the limit of
    which no pain is noted at all."""
    since = today - ASKED_FOR
    asked = [
        Question(
            what=pain.where,
            why=pain.numbers_said,
            url=reverse("injuries:pain_morning", args=[pain.pk]),
            more_url=pain.get_absolute_url(),
        )
        for pain in pains
        if since <= pain.on < today and pain.next_morning is None
    ]
    noted = {pain.run_id for pain in pains}
    for session in log.sessions:
        if not since <= session.on < today or session.key in noted or not session.pose_s:
            continue
        found = spike(session, log, user.guard, Words(user.technique, user.unit))
        if found.state.is_flag and session.key:
            asked.append(
                Question(
                    what="calf",
                    why="more than your limit the day before",
                    url=reverse("injuries:run_morning", args=[session.key]),
                    more_url=f"{reverse('injuries:pain_create')}?run={session.key}&when=next_morning",
                )
            )
    return asked
