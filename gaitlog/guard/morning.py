"""The question of the morning after: how is what hurt, or what was asked much of?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from gaitlog.lib.guard import Log, Rule, Session, Words
from gaitlog.lib.guard.findings import day
from gaitlog.lib.guard.pain_rule import was_against_pain
from gaitlog.lib.guard.rules import spike

if TYPE_CHECKING:
    from gaitlog.accounts.models import User
    from gaitlog.injuries.models import Pain

DAY = dt.timedelta(days=1)
ASKED_FOR = 2 * DAY  # later, nobody remembers a morning


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, where the answer goes, and where all of it can be changed."""

    what: str
    why: str
    url: str
    more_url: str
    is_of_today: bool  # whether it is this morning, or was that of yesterday


def questions(user: User, today: dt.date, log: Log, pains: list[Pain]) -> list[Question]:
    """One for each pain whose morning is not noted yet, and for a dose above the limit, or above
    what pain had left of it, of which no pain is noted at all."""
    since = today - ASKED_FOR
    asked = [
        Question(
            what=pain.where,
            why=pain.numbers_said,
            url=reverse("injuries:pain_morning", args=[pain.pk]),
            more_url=pain.get_absolute_url(),
            is_of_today=pain.on == today - DAY,
        )
        for pain in pains
        if since <= pain.on < today and pain.next_morning is None
    ]
    noted = {pain.run_id for pain in pains}
    for session in log.sessions:
        if not since <= session.on < today or session.key in noted or not session.pose_s:
            continue
        is_of_today = session.on == today - DAY
        when = "yesterday" if is_of_today else f"on {day(session.on)}"
        why = _why_asked(session, log, user, when)
        if why and session.key:
            asked.append(
                Question(
                    what="calf",
                    why=why,
                    url=reverse("injuries:run_morning", args=[session.key]),
                    more_url=f"{reverse('injuries:pain_create')}?run={session.key}&when=next_morning",
                    is_of_today=is_of_today,
                )
            )
    return asked


def _why_asked(session: Session, log: Log, user: User, when: str) -> str:
    """Why the morning after a session is asked for; nothing where it is not."""
    p, words = user.guard, Words(user.technique, user.unit)
    if spike(session, log, p, words).state.is_flag:
        return f"more than your limit {when}"
    if p.watches(Rule.PAIN) and was_against_pain(session, log, p, words):
        return f"more than your rule after pain {when}"
    return ""
