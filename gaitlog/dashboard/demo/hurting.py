"""The demo runner's pains, the strain of the long run, and the way back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from gaitlog.dashboard.demo.story import ACCIDENT_WEEK, Story
from gaitlog.injuries.models import Injury, Pain, Treatment
from gaitlog.injuries.way_back import begin_way_back

if TYPE_CHECKING:
    from gaitlog.runs.models import Run

# How much the left calf hurt before, while running, after, and the next morning.
CALF = {
    (8, 0): (0, 1, 2, 0),
    (9, 0): (0, 2, 2, 1),
    (10, 2): (0, 3, 6, 5),
    (12, 0): (1, 1, 1, 0),
    (14, 0): (0, 2, 1, 0),
    (18, 0): (0, 1, 1, 0),
    (26, 2): (0, 0, 1, 0),
}
STRAINED_DAYS = 13
TREATMENTS = [  # days after it began, what, by, and then
    (0, "Rest, the leg up", "self", "same"),
    (2, "Looked at: a mild strain, calf raises from the fifth day", "physio", "better"),
    (5, "3 × 10 calf raises, both legs", "self", "same"),
    (9, "3 × 12 calf raises, one leg", "self", "better"),
]
RETURNED_DAYS = 18
RUNG_DAYS = (2, 4, 7, 9, 16, 17, 16, RETURNED_DAYS)  # after it began, as it was run then


def add_what_hurt(story: Story, week: int, index: int, run: Run) -> None:
    """What was noted of a run right after it, so that the next ones are seen beside it."""
    if (week, index) == (ACCIDENT_WEEK, 2):
        _add_strain(story, run)
    if (week, index) in CALF:
        before, during, after, morning = CALF[week, index]
        Pain(
            owner=story.user,
            run=run,
            on=run.on,
            site="calf",
            side="left",
            before=before,
            during=during,
            after=after,
            next_morning=morning if run.on < story.today else None,
        ).save()


def _add_strain(story: Story, run: Run) -> None:
    """Two weeks with a single short run, with what was done about it."""
    over_on = run.on + dt.timedelta(days=STRAINED_DAYS - 1)
    is_over = over_on < story.today
    returned_on = run.on + dt.timedelta(days=RETURNED_DAYS)
    injury = Injury(
        owner=story.user,
        site="calf",
        side="left",
        from_on=run.on,
        until_on=over_on if is_over else None,
        returned_on=returned_on if returned_on < story.today else None,
        onset="after_load",
        began_in=run,
        effect="less",
        diagnosis="calf_strain",
        diagnosed_by="physio",
        helped="Calf raises every other day, and hardly any running.",
        note="Tight at the end of the long run, could not run the next day.",
    )
    injury.save()
    for days, what, by, outcome in TREATMENTS:
        on = run.on + dt.timedelta(days=days)
        Treatment(owner=story.user, injury=injury, on=on, what=what, by=by, outcome=outcome).save()
    begin_way_back(injury)
    for step, days in zip(injury.return_steps.all(), RUNG_DAYS, strict=False):
        if (on := run.on + dt.timedelta(days=days)) < story.today:
            step.set_passed(on)
