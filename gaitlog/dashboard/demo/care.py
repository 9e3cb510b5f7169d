"""The demo runner's habits, and what she runs towards."""

from __future__ import annotations

import datetime as dt

from gaitlog.dashboard.demo.story import BACK_WEEK, Story
from gaitlog.guard.models import Goal
from gaitlog.recovery.models import Habit, Rhythm, Tick

# Name, rhythm, times, weeks between, first week, how likely a day's tick is before and after
# the calf taught its lesson.
HABITS = [
    ("Foam rolling", Rhythm.DAILY, 1, 1, 5, 0.35, 0.8),
    ("Stretching", Rhythm.AFTER_RUN, 1, 1, 0, 0.45, 0.8),
    ("Strength", Rhythm.WEEKLY, 2, 1, 2, 0.6, 0.9),
    ("Calf raises", Rhythm.WEEKLY, 3, 1, 13, 0.5, 0.8),
    ("Massage", Rhythm.WEEKLY, 1, 3, 4, 1, 1),
]
GOAL_IN = dt.timedelta(weeks=6)


def add_care(story: Story) -> None:
    _add_habits(story)
    Goal(
        owner=story.user,
        pose_s=1800,
        by_on=story.today + GOAL_IN,
        what="the half hour around the lake",
    ).save()


def _add_habits(story: Story) -> None:
    run_days = set(story.user.runs.values_list("on", flat=True))
    ticks = []
    for position, (name, rhythm, times, every, week, before, after) in enumerate(HABITS):
        habit = Habit(
            owner=story.user,
            name=name,
            rhythm=rhythm,
            times=times,
            every_weeks=every,
            started_on=story.day(week, 0),
            position=position,
        )
        habit.save()
        for on in _ticked_days(story, habit, week, before, after, run_days):
            ticks.append(Tick(owner=story.user, habit=habit, on=on))
    Tick.objects.bulk_create(ticks)


def _ticked_days(
    story: Story, habit: Habit, week: int, before: float, after: float, run_days: set[dt.date]
) -> list[dt.date]:
    days = []
    while story.day(week, 0) <= story.today:
        likely = before if week < BACK_WEEK else after
        wanted = {Rhythm.DAILY: range(7), Rhythm.AFTER_RUN: (1, 3, 6)}.get(
            Rhythm(habit.rhythm), (0, 2, 4)[: habit.times]
        )
        for weekday in wanted:
            on = story.day(week, weekday)
            fits = habit.rhythm != Rhythm.AFTER_RUN or on in run_days
            if on < story.today and fits and story.chance.random() < likely:
                days.append(on)
        week += habit.every_weeks
    return days
