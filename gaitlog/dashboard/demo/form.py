"""How the demo runner's form was: what slipped, when it went, and what a camera saw."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from gaitlog.core.choices import SNOW_AND_ICE
from gaitlog.dashboard.demo.story import BACK_WEEK, CLINIC_WEEK, WATCH_WEEK, WEEKS, Story
from gaitlog.runs.models import FormNote, SlipKind, StrikeCheck
from gaitlog.runs.services import save_form_note
from gaitlog.runs.vocabulary import SIGNS

if TYPE_CHECKING:
    from gaitlog.runs.models import Run

NOTED = ("heel_strike", "overstriding", "looking_down", "tense_shoulders")
LIKELY = 0.65  # of a run with the new gait to be told about
FELT = [  # up to which week, and what the foot did then, as it felt
    (11, ["rearfoot", "rearfoot", "midfoot"], "ahead"),
    (20, ["rearfoot", "midfoot", "midfoot"], "under"),
    (WEEKS, ["midfoot", "forefoot", "forefoot"], "under"),
]
TOLD_BY = {0: "mantra", 1: "metronome", 2: "coach"}  # by which run of the week it is
VIDEOS = [  # week, weekday, foot, heel, midfoot, forefoot, in front, under, moment, by
    (8, 1, "right", 9, 5, 1, 8, 7, "tired", "Ola, from the pavement"),
    (19, 1, "right", 3, 9, 8, 4, 16, "fresh", "Ola, from the pavement"),
    (19, 1, "left", 6, 8, 6, 7, 13, "fresh", "Ola, from the pavement"),
    (27, 6, "both", 11, 14, 9, 12, 22, "tired", "the camera on the bridge"),
]


def add_form(story: Story, week: int, index: int, run: Run) -> None:
    """What was tapped after a run, where anything was."""
    chance = random.Random(3 * week + index)  # noqa: S311  the same weeks every time
    if week <= CLINIC_WEEK or chance.random() > LIKELY:
        return
    note = FormNote(owner=story.user, run=run)
    note.wanted, note.glad = chance.randrange(1, 5), chance.choice([4, 5, 5])
    if not run.pose_s:
        note.skipped_reason = _reason(week, run)
        save_form_note(note=note, slips=None, felt=None, of_run={})
        return
    note.confidence = min(5, 1 + week // 5)
    note.concentration = chance.randrange(2, 6)
    if chance.random() < 0.5:
        note.faded_at_s = 60 * chance.randrange(6, 12 + week // 3)
    if index == 1 or (run.companions if index == 2 else week >= WATCH_WEEK):
        note.feedback = TOLD_BY[index]
    if note.feedback == "metronome":
        note.tempo_spm, note.tempo_matched = 176, min(5, 2 + week // 10)
    strikes, landing = next((feet, where) for until, feet, where in FELT if week <= until)
    save_form_note(
        note=note,
        slips=chance.sample(_signs(story), chance.choice([0, 1, 1, 2] if week < 20 else [0, 0, 1])),
        felt={chance.choice(strikes): 1, landing: 1},
        of_run={"focus_rating": chance.choice([2, 3, 3, 4] if week < 20 else [3, 4, 4, 5])},
    )


def _reason(week: int, run: Run) -> str:
    """Why there was none of the new gait in a run."""
    if week in {BACK_WEEK, BACK_WEEK + 1}:
        return "pain"
    return "footing" if run.footing in SNOW_AND_ICE else "forgot" if run.on.day % 3 else "fatigue"


def _signs(story: Story) -> list[SlipKind]:
    """The signs that this runner knows; one is a row from its first use on."""
    known = {kind.slug: kind for kind in story.user.slip_kinds.all()}
    return [
        known.get(entry.slug) or entry.row(SlipKind, story.user)
        for entry in SIGNS
        if entry.slug in NOTED
    ]


def add_videos(story: Story) -> None:
    """Evenings on which somebody filmed a few steps, and a race with a camera."""
    for week, weekday, foot, heel, midfoot, forefoot, ahead, under, moment, by in VIDEOS:
        on = story.day(week, weekday)
        if on > story.today:
            continue
        StrikeCheck(
            owner=story.user,
            run=story.user.runs.filter(on=on).first(),
            on=on,
            source="video",
            foot=foot,
            rearfoot=heel,
            midfoot=midfoot,
            forefoot=forefoot,
            ahead=ahead,
            under=under,
            moment=moment,
            by=by,
        ).save()
