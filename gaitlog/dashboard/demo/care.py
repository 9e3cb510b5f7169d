"""The demo runner's habits and practice."""

from __future__ import annotations

import datetime as dt
from typing import Any

from gaitlog.dashboard.demo.story import CLINIC_WEEK, Story
from gaitlog.drills.catalogue import LIBRARY
from gaitlog.drills.forms.blocks import RUN, SHORT_RUN_M
from gaitlog.drills.models import Block, Drill, Lesson, Practice
from gaitlog.drills.services import save_lesson, save_practice
from gaitlog.guard.models import Goal
from gaitlog.recovery.models import Habit, Rhythm, Tick
from gaitlog.runs.models import Away, Race
from gaitlog.runs.services import join_race

# Name, rhythm, times, weeks between, first week, how likely a day's tick is before and after
# the calf taught its lesson.
HABITS = [
    ("Foam rolling", Rhythm.DAILY, 1, 1, 9, 0.35, 0.8),
    ("Stretching", Rhythm.AFTER_RUN, 1, 1, 0, 0.45, 0.8),
    ("Strength", Rhythm.WEEKLY, 2, 1, 2, 0.6, 0.9),
    ("Calf raises", Rhythm.WEEKLY, 3, 1, 17, 0.5, 0.8),
    ("Massage", Rhythm.WEEKLY, 1, 3, 4, 1, 1),
]
LESSON_WEEK = 15
GOAL_IN = dt.timedelta(weeks=6)

RACES = [  # name, days from today, distance, importance, goal, time hoped for
    ("Bridge ten", 24, 10_000, "B", "Ten minutes of it in the new gait", 3_240),
    ("Lakeside half", 52, 21_098, "A", "Relaxed to the end", 7_200),
]
TRAVEL_WEEK = 20

DRILLS = ("change_of_support", "pony", "pose_wall_fall", "partner_resist")
# Week, weekday, minutes, how it went, note; then each drill by its place above with how it went,
# or each short run of 50 m with how many seconds it held.
PRACTICES: list[tuple[int, int, int, int, str, list[tuple[Any, ...]]]] = [
    (8, 5, 120, 3, "In line first, then Kelly pushed back. It held until we ran.",
     [(0, 3), (1, 3), (2, 3), (3, 4), (RUN, 4, 1), (0, 3), (RUN, 9, 2)]),
    (9, 2, 20, 2, "From drills to running it fell apart quickly. Better the second time.",
     [(0, 3), (RUN, 5, 1), (1, 3), (RUN, 10, 3)]),
    (10, 2, 20, 3, "", [(0, 3), (1, 3), (RUN, 10, 2), (0, 4), (RUN, 12, 3)]),
    (11, 4, 25, 3, "", [(0, 4), (2, 3), (RUN, 12, 3)]),
    (13, 2, 20, 4, "", [(0, 4), (1, 3), (2, 4), (RUN, 17, 4)]),
    (17, 2, 15, 3, "Careful with the calf.", [(0, 4)]),
    (19, 2, 20, 3, "", [(0, 4), (1, 4), (RUN, 12, 3)]),
    (21, 4, 20, 4, "The wall makes the lean clear.", [(1, 4), (2, 4), (RUN, 17, 4)]),
    (23, 2, 20, 4, "", [(0, 5), (2, 4), (RUN, 17, 4), (RUN, 17, 5)]),
    (24, 2, 25, 4, "", [(0, 5), (1, 4), (2, 5), (RUN, 17, 5)]),
]  # fmt: skip
SAID = (
    "Let the foot fall; do not put it down",
    "Pull the ankle up under the hip",
    "Lean from the ankles, not from the waist",
)


def add_care(story: Story) -> None:
    _add_habits(story)
    _add_practices(story)
    Goal(
        owner=story.user,
        pose_s=1800,
        by_on=story.today + GOAL_IN,
        what="the half hour around the lake",
    ).save()


def add_calendar(story: Story) -> None:
    """The races of two months, the one before, and a journey."""
    for name, days, distance_m, importance, goal, goal_s in RACES:
        Race(
            owner=story.user,
            name=name,
            on=story.today + dt.timedelta(days=days),
            distance_m=distance_m,
            importance=importance,
            goal=goal,
            goal_s=goal_s,
        ).save()
    run = story.user.runs.filter(is_race=True).first()
    if run:
        before = Race(
            owner=story.user, name="Park loop", on=run.on, distance_m=run.distance_m, goal_s=3000
        )
        before.save()
        join_race(before, run)
    Away(
        owner=story.user,
        kind=Away.Kind.TRAVEL,
        from_on=story.day(TRAVEL_WEEK, 4),
        until_on=story.day(TRAVEL_WEEK, 5),
        reason="Kelly’s wedding",
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
        likely = before if week < LESSON_WEEK else after
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


def _add_practices(story: Story) -> None:
    drills = [LIBRARY[slug].drill() for slug in DRILLS]
    for drill in drills:
        drill.owner = story.user
        drill.save()
    for week, weekday, minutes, quality, note, parts in PRACTICES:
        practice = Practice(
            owner=story.user,
            on=story.day(week, weekday),
            minutes=minutes,
            quality=quality,
            note=note,
        )
        if practice.on > story.today:
            continue
        blocks = [_block(story, drills, *part) for part in parts]
        if week == CLINIC_WEEK:
            practice.companions = "Kelly"
        save_practice(practice=practice, blocks=blocks)
        if week == CLINIC_WEEK:
            _add_clinic(practice)


def _block(story: Story, drills: list[Drill], what: Any, *said: int) -> Block:
    if what != RUN:
        return Block(drill=drills[what], sets=3, reps=10, quality=said[0])
    block = Block(distance_m=SHORT_RUN_M, held_s=said[0], quality=said[1])
    block.take_pace(story.user.usual_pace_s_per_km)
    return block


def _add_clinic(practice: Practice) -> None:
    lesson = Lesson(
        owner=practice.owner,
        kind=Lesson.Kind.CLINIC,
        on=practice.on,
        minutes=practice.minutes,
        teacher="a certified coach",
        companions=practice.companions,
        practice=practice,
    )
    save_lesson(lesson=lesson, texts=SAID)
