"""How the demo runner's form was: what slipped, when it went, and what a camera saw."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from gaitlog.dashboard.demo.story import CLINIC_WEEK, Story
from gaitlog.runs.models import FormNote, SlipKind, StrikeCheck
from gaitlog.runs.services import save_form_note
from gaitlog.runs.vocabulary import SIGNS

if TYPE_CHECKING:
    from gaitlog.runs.models import Run

NOTED = ("heel_strike", "overstriding", "looking_down", "tense_shoulders")
LIKELY = 0.65  # of a run with the new gait to be told about
VIDEOS = [  # week, weekday, foot, heel, midfoot, forefoot, in front, under, moment
    (12, 1, "right", 9, 5, 1, 8, 7, "tired"),
    (23, 1, "right", 3, 9, 8, 4, 16, "fresh"),
    (23, 1, "left", 6, 8, 6, 7, 13, "fresh"),
]


def add_form(story: Story, week: int, index: int, run: Run) -> None:
    """What was tapped after a run, where anything was."""
    chance = random.Random(3 * week + index)  # noqa: S311  the same half year every time
    if week < CLINIC_WEEK or chance.random() > LIKELY:
        return
    note = FormNote(owner=story.user, run=run)
    note.wanted, note.glad = chance.randrange(1, 5), chance.choice([4, 5, 5])
    if not run.pose_s:
        note.skipped_reason = "footing" if run.footing in {"ice_patches", "slush"} else "fatigue"
        save_form_note(note=note, slips=None, felt=None, of_run={})
        return
    note.confidence = min(5, 1 + week // 6)
    if chance.random() < 0.5:
        note.faded_at_s = 60 * chance.randrange(6, 20)
    if index == 1:
        note.feedback, note.tempo_spm, note.tempo_matched = "metronome", 176, 3
    save_form_note(
        note=note,
        slips=chance.sample(_signs(story), chance.choice([0, 1, 1, 2])),
        felt={chance.choice(["rearfoot", "midfoot", "midfoot", "forefoot"]): 1, "under": 1},
        of_run={"focus_rating": chance.choice([2, 3, 3, 4, 4])},
    )


def _signs(story: Story) -> list[SlipKind]:
    """The signs that this runner knows; one is a row from its first use on."""
    known = {kind.slug: kind for kind in story.user.slip_kinds.all()}
    return [
        known.get(entry.slug) or entry.row(SlipKind, story.user)
        for entry in SIGNS
        if entry.slug in NOTED
    ]


def add_videos(story: Story) -> None:
    """Two evenings on which somebody filmed a few steps."""
    for week, weekday, foot, heel, midfoot, forefoot, ahead, under, moment in VIDEOS:
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
            by="Ola, from the pavement",
        ).save()
