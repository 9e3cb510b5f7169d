"""An invented runner with thirty believable weeks, to look around in.

Nora has run for years in shoes with a high heel. After a clinic on a blustery day she begins to
put short sections of Pose into her runs, in shoes with a low one. She changes too much in one long
run, strains a calf, comes back more slowly, has one race behind her and another before her.
"""

from __future__ import annotations

import datetime as dt
import random

from django.db import transaction
from django.utils import timezone

from gaitlog.accounts.models import User
from gaitlog.core.removal import remove_user
from gaitlog.dashboard.demo.calendar import add_calendar
from gaitlog.dashboard.demo.care import add_care
from gaitlog.dashboard.demo.form import add_form, add_videos
from gaitlog.dashboard.demo.hurting import add_what_hurt
from gaitlog.dashboard.demo.learning import add_lessons, add_practices
from gaitlog.dashboard.demo.running import add_focuses, add_plan, add_runs, add_shoes
from gaitlog.dashboard.demo.story import WEEKS, Story

NAME = "demo"


@transaction.atomic
def make_demo(today: dt.date | None = None) -> User:
    """Make the demo runner anew; one that was there before goes with all its rows."""
    for old in User.objects.filter(is_demo=True):
        remove_user(old)
    user = User.objects.create_user(
        _free_name(), is_demo=True, time_zone="Europe/Stockholm", welcomed_at=timezone.now()
    )
    today = today or timezone.localdate()
    story = Story(
        user=user,
        first=user.week_of(today).back(WEEKS - 1),
        today=today,
        chance=random.Random(7),  # noqa: S311  the same weeks every time
        shoes=add_shoes(user, today),
        focuses=add_focuses(user),
    )
    add_runs(story, then=[add_form, add_what_hurt])
    add_videos(story)
    add_practices(story)
    add_lessons(story)
    add_care(story)
    add_plan(story)
    add_calendar(story)
    return user


def _free_name() -> str:
    taken = set(User.objects.values_list("username", flat=True))
    return next(name for name in [NAME, *(f"{NAME}{n}" for n in range(2, 99))] if name not in taken)
