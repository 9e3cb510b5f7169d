"""What the demo runner was taught and practised."""

from __future__ import annotations

from typing import Any

from gaitlog.dashboard.demo.story import CLINIC_WEEK, Story
from gaitlog.drills.catalogue import LIBRARY
from gaitlog.drills.forms.blocks import RUN, SHORT_RUN_M
from gaitlog.drills.models import Block, Drill, Lesson, Practice
from gaitlog.drills.services import make_drill_of, save_lesson, save_practice

DRILLS = ("change_of_support", "pony", "pose_wall_fall", "partner_resist")
# Week, weekday, minutes, how it went, note; then each drill by its place above with how it went,
# or each short run of 50 m with how many seconds it held.
PRACTICES: list[tuple[int, int, int, int, str, list[tuple[Any, ...]]]] = [
    (4, 5, 120, 3, "Blustery. In line first, then Kelly pushed back. It held until we ran.",
     [(0, 3), (1, 3), (2, 3), (3, 4), (RUN, 4, 1), (0, 3), (RUN, 9, 2)]),
    (5, 2, 20, 2, "From drills to running it fell apart quickly. Better the second time.",
     [(0, 3), (RUN, 5, 1), (1, 3), (RUN, 10, 3)]),
    (6, 2, 20, 3, "", [(0, 3), (1, 3), (RUN, 10, 2), (0, 4), (RUN, 12, 3)]),
    (7, 4, 25, 3, "", [(0, 4), (2, 3), (RUN, 12, 3)]),
    (9, 2, 20, 4, "", [(0, 4), (1, 3), (2, 4), (RUN, 17, 4)]),
    (13, 2, 15, 3, "Careful with the calf.", [(0, 4)]),
    (15, 2, 20, 3, "", [(0, 4), (1, 4), (RUN, 12, 3)]),
    (17, 4, 20, 4, "The wall makes the lean clear.", [(1, 4), (2, 4), (RUN, 17, 4)]),
    (19, 2, 20, 4, "", [(0, 5), (2, 4), (RUN, 17, 4), (RUN, 17, 5)]),
    (20, 2, 25, 4, "", [(0, 5), (1, 4), (2, 5), (RUN, 17, 5)]),
    (22, 4, 40, 4, "With Kelly again, and now she lets go.",
     [(3, 4), (RUN, 17, 4), (3, 5), (RUN, 17, 5)]),
    (25, 2, 20, 4, "", [(0, 5), (1, 5), (RUN, 17, 5)]),
    (28, 2, 20, 5, "", [(0, 5), (2, 5), (RUN, 17, 5), (RUN, 17, 5)]),
]  # fmt: skip
WITH_KELLY = {CLINIC_WEEK, 22}

LESSONS = [  # week, weekday, kind, minutes, who taught, what was said
    (CLINIC_WEEK, 5, Lesson.Kind.CLINIC, 120, "a certified coach",
     ("Let the foot fall; do not put it down",
      "Pull the ankle up under the hip",
      "Lean from the ankles, not from the waist")),
    (11, 1, Lesson.Kind.PHYSIO, 40, "Mia",
     ("Look at where the foot lands, not at what lands first",
      "Calf raises, slowly down")),
    (20, 5, Lesson.Kind.VIDEO, 30, "Ola",
     ("Arms cross over when it gets long",)),
]  # fmt: skip
MADE_DRILLS = {"Calf raises, slowly down"}


def add_practices(story: Story) -> None:
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
            companions="Kelly" if week in WITH_KELLY else "",
        )
        if practice.on <= story.today:
            blocks = [_block(story, drills, *part) for part in parts]
            save_practice(practice=practice, blocks=blocks)


def _block(story: Story, drills: list[Drill], what: Any, *said: int) -> Block:
    if what != RUN:
        return Block(drill=drills[what], sets=3, reps=10, quality=said[0])
    block = Block(distance_m=SHORT_RUN_M, held_s=said[0], quality=said[1])
    block.take_pace(story.user.usual_pace_s_per_km)
    return block


def add_lessons(story: Story) -> None:
    """Who said what; the clinic is also the first practice, and some advice became a drill."""
    for week, weekday, kind, minutes, teacher, texts in LESSONS:
        on = story.day(week, weekday)
        practice = story.user.practices.filter(on=on).first()
        lesson = Lesson(
            owner=story.user,
            kind=kind,
            on=on,
            minutes=minutes,
            teacher=teacher,
            companions=practice.companions if practice else "",
            practice=practice,
        )
        save_lesson(lesson=lesson, texts=texts)
        for advice in lesson.advices.filter(text__in=MADE_DRILLS):
            make_drill_of(advice)
