"""What can be tapped during a practice, each in its place while it goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
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
    first_of_day: int | None = None  # the first block of it today


def taps_for(user: User, today: dt.date) -> list[Tap]:
    """The drills used last before today, then those never used: the runner's own, and those of
    the library as it has them.

    What is done today does not move a button away from under a thumb.
    """
    own = list(user.drills.used_before(today))
    used: list[Tap] = []
    new: list[tuple[int, int, Tap]] = []
    for drill in own:
        first_of_day: int | None = getattr(drill, "first_of_day", None)
        tap = Tap("drill", str(drill.pk), drill.name, drill.dose, first_of_day)
        if getattr(drill, "used_on", None) and not drill.is_retired:
            used.append(tap)
        elif not drill.is_retired:
            new.append((PLACES.get(drill.slug, -1), drill.pk, tap))
    new += [
        (PLACES[entry.slug], 0, Tap("library", entry.slug, entry.name, entry.dose))
        for entries in offered_to(user, own).values()
        for entry in entries
    ]
    return [*used, *(tap for *_, tap in sorted(new, key=lambda one: one[:2]))]


def laid_out(taps: Sequence[Tap]) -> tuple[list[Tap], list[Tap]]:
    """The big buttons and the others; what is done today joins the big ones, after them."""
    joined = [tap for tap in taps[BIG:] if tap.first_of_day]
    others = [tap for tap in taps[BIG:] if not tap.first_of_day]
    return [*taps[:BIG], *sorted(joined, key=lambda tap: tap.first_of_day or 0)], others
