"""The demo runner's races, and the days on which running was not what it usually is."""

from __future__ import annotations

import datetime as dt

from gaitlog.dashboard.demo.story import NEXT_RACE_WEEK, RACE_WEEK, Story
from gaitlog.runs.models import Away, Race
from gaitlog.runs.services import join_race

RACES = [  # week, name, distance, importance, goal, time hoped for
    (RACE_WEEK, "Bridge ten", 10_000, "B", "Ten minutes of it in the new gait", 3_240),
    (NEXT_RACE_WEEK, "Lakeside half", 21_098, "A", "Relaxed to the end", 7_200),
]
AWAY = [  # week, first and last weekday, kind, reason
    (16, 4, 5, Away.Kind.TRAVEL, "Kelly’s wedding"),
    (24, 2, 4, Away.Kind.ILLNESS, "a cold"),
]
SUNDAY = 6


def add_calendar(story: Story) -> None:
    """One race that was run, one that is to come, a journey and a cold."""
    for week, name, distance_m, importance, goal, goal_s in RACES:
        race = Race(
            owner=story.user,
            name=name,
            on=story.day(week, SUNDAY),
            distance_m=distance_m,
            importance=importance,
            goal=goal,
            goal_s=goal_s,
        )
        race.save()
        if run := story.user.runs.filter(on=race.on, is_race=True).first():
            join_race(race, run)
    for week, first, last, kind, reason in AWAY:
        days: dict[str, dt.date] = {
            "from_on": story.day(week, first),
            "until_on": story.day(week, last),
        }
        Away(owner=story.user, kind=kind, reason=reason, **days).save()
