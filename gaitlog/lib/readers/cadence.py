"""Cadence in steps per minute, averaged over what a recording's points say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

LONGEST_HOLD_S = 10  # a point speaks for the time until the next, but not for a pause
ALREADY_STEPS = 120  # nobody takes 120 steps a minute with one leg for a whole run
PLAUSIBLE_SPM = range(40, 301)


class Sample(NamedTuple):
    """The cadence at one second of a recording; None or zero where nobody ran."""

    at_s: float
    cadence: float | None


def mean(samples: Sequence[Sample]) -> float | None:
    """The mean over the time spent running, in the unit of the file."""
    spent_s = counted = 0.0
    for place, (at_s, cadence) in enumerate(samples, start=1):
        if cadence is None or not 0 < cadence <= PLAUSIBLE_SPM[-1]:
            continue
        held_s = samples[place].at_s - at_s if place < len(samples) else 1.0
        held_s = min(max(held_s, 0.0), LONGEST_HOLD_S)
        spent_s += held_s
        counted += held_s * cadence
    return counted / spent_s if spent_s else None


def steps_per_count(means: Iterable[float | None]) -> int:
    """Two where the file counts one leg, one where it counts steps already.

    It is asked once per run: in a file of steps the walked parts lie below 120 too.
    """
    return 1 if max(filter(None, means), default=0) >= ALREADY_STEPS else 2


def spm(cadence: float | None, steps: int) -> int | None:
    """Whole steps per minute, None where nobody can have run so."""
    if cadence is None or not 0 < cadence <= PLAUSIBLE_SPM[-1]:
        return None
    rounded = int(cadence * steps + 0.5)
    return rounded if rounded in PLAUSIBLE_SPM else None
