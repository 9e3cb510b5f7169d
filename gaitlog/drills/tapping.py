"""What can be tapped during a practice, each in its place while it goes on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gaitlog.drills.catalogue import CATALOGUE, offered_to

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

BIG = 6  # buttons that are there at once; the others are under a fold
SHORT_RUNS_M = (25, 50, 100)
PLACES = {entry.slug: place for place, entry in enumerate(CATALOGUE)}


@dataclass(frozen=True, slots=True)
class Tap:
    """A button that adds a drill: one of the runner's, or one of the library."""

    field: str
    value: str
    name: str
    dose: str


def taps_for(user: User, today: dt.date) -> list[Tap]:
    """The drills used last before today, then those never used, as the library has them.

    What is done today does not move a button away from under a thumb.
    """
    own = list(user.drills.used_before(today))
    used: list[Tap] = []
    new: list[tuple[int, Tap]] = []
    for drill in own:
        tap = Tap("drill", str(drill.pk), drill.name, drill.dose)
        if getattr(drill, "used_on", None) and not drill.is_retired:
            used.append(tap)
        elif not drill.is_retired:
            new.append((PLACES.get(drill.slug, len(PLACES)), tap))
    new += [
        (PLACES[entry.slug], Tap("library", entry.slug, entry.name, entry.dose))
        for entries in offered_to(user, own).values()
        for entry in entries
    ]
    return [*used, *(tap for _, tap in sorted(new, key=lambda pair: (pair[0], pair[1].name)))]
