"""Ready-made habits, each with a rhythm to begin with; all of it can be changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from gaitlog.recovery.models import Habit, Measure, Rhythm


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """A habit of the catalogue, before it is anybody's own."""

    slug: str
    name: str
    rhythm: Rhythm = Rhythm.WEEKLY
    times: int = 1
    every_weeks: int = 1
    measure: Measure = Measure.NONE

    def habit(self) -> Habit:
        """A new habit made from it, nobody's yet."""
        return Habit(**asdict(self))


CATALOGUE = (
    ReadyMade("foam_rolling", "Foam rolling", Rhythm.DAILY, measure=Measure.MINUTES),
    ReadyMade("stretching", "Stretching", Rhythm.AFTER_RUN, measure=Measure.MINUTES),
    ReadyMade("strength", "Strength", times=2, measure=Measure.MINUTES),
    ReadyMade("calf_raises", "Calf raises", times=3, measure=Measure.SETS),
    ReadyMade("foot_exercises", "Foot exercises", times=3, measure=Measure.MINUTES),
    ReadyMade("yoga", "Yoga", measure=Measure.MINUTES),
    ReadyMade("pilates", "Pilates", measure=Measure.MINUTES),
    ReadyMade("mobility", "Mobility", times=2, measure=Measure.MINUTES),
    ReadyMade("massage", "Massage", every_weeks=3),
    ReadyMade("cross_training", "Cross-training", measure=Measure.MINUTES),
    ReadyMade("rest_day", "Rest day"),
)


def ready_made(slug: str) -> ReadyMade | None:
    return next((entry for entry in CATALOGUE if entry.slug == slug), None)


def not_among(habits: Iterable[Habit]) -> list[ReadyMade]:
    """What of the catalogue these habits do not have yet, by slug or by name."""
    known = {word for habit in habits for word in (habit.slug, habit.name.casefold())}
    return [
        entry
        for entry in CATALOGUE
        if entry.slug not in known and entry.name.casefold() not in known
    ]
