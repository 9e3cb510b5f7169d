"""From what a file says to an activity whose figures agree with each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from gaitlog.lib.readers import cadence, sports
from gaitlog.lib.readers.activity import (
    MAX_METRES,
    MAX_SECONDS,
    Activity,
    Lap,
    RecordingError,
    plausible_start,
)
from gaitlog.lib.readers.cadence import Sample

DEVICE_LENGTH = 80


@dataclass(slots=True)
class DraftLap:
    """A lap as the file gives it, unchecked."""

    timer_s: float | None
    elapsed_s: float | None = None
    distance_m: float | None = None
    cadence: float | None = None
    samples: Sequence[Sample] = ()


@dataclass(slots=True)
class Draft:
    """A run as the file gives it, unchecked."""

    started_at: datetime | None = None
    timer_s: float | None = None
    elapsed_s: float | None = None
    distance_m: float | None = None
    laps: list[DraftLap] = field(default_factory=list)
    samples: Sequence[Sample] = ()
    cadence: float | None = None
    device: str = ""
    surface: str = ""
    note: str = ""


def finish_all(drafts: Sequence[Draft], other_sports: Sequence[str]) -> list[Activity]:
    """Every run of a file, or why there is none."""
    activities = []
    fault: RecordingError | None = None
    for draft in drafts:
        try:
            activities.append(finish(draft))
        except RecordingError as error:
            fault = fault or error
    if activities:
        return activities
    if fault:
        raise fault
    if other_sports:
        raise sports.not_a_run(other_sports)
    raise RecordingError("empty", "There is no recorded run in this file.")


def finish(draft: Draft) -> Activity:
    """The draft with whole numbers that agree.

    The timer of the whole run wins over the sum of its laps. Small differences are shared out
    over the laps; time that belongs to no lap becomes a last lap of its own; laps that claim
    more time than the run had are shortened in proportion.
    """
    laps = [
        replace(
            lap,
            timer_s=_within(lap.timer_s, MAX_SECONDS) or 0.0,
            distance_m=_within(lap.distance_m, MAX_METRES),
        )
        for lap in draft.laps
    ]
    lap_sum_s = math.fsum(lap.timer_s or 0.0 for lap in laps)
    elapsed_s = _within(draft.elapsed_s, MAX_SECONDS)
    timer_s = _within(draft.timer_s, MAX_SECONDS) or _within(lap_sum_s, MAX_SECONDS) or elapsed_s
    moving_s = _whole(timer_s or 0.0)
    if not moving_s:
        raise RecordingError("empty", "There is no running time in this file.")
    distance_m = _total_distance(draft, laps)
    counted = cadence.mean(draft.samples) or draft.cadence
    steps = cadence.steps_per_count([counted] if counted else [lap.cadence for lap in laps])
    return Activity(
        sport="run",
        started_at=plausible_start(draft.started_at, now=datetime.now(UTC)),
        moving_s=moving_s,
        elapsed_s=max(_whole(elapsed_s or 0.0), moving_s),
        distance_m=distance_m,
        laps=_laps(laps, moving_s, distance_m, steps) if lap_sum_s else (),
        cadence_spm=cadence.spm(counted, steps),
        device=_plain(draft.device),
        surface=draft.surface,
        note=draft.note,
    )


def share_out(total: int, parts: Sequence[float]) -> list[int]:
    """The total in whole parts of these proportions, by the largest remainder."""
    whole = math.fsum(parts)
    exact = [part * total / whole for part in parts]
    shares = [math.floor(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: shares[i] - exact[i])
    for i in by_remainder[: total - sum(shares)]:
        shares[i] += 1
    return shares


def _total_distance(draft: Draft, laps: Sequence[DraftLap]) -> int | None:
    """Metres of the whole run, None where the watch measured none."""
    distance_m = _within(draft.distance_m, MAX_METRES)
    if not distance_m:
        distance_m = _within(math.fsum(lap.distance_m or 0.0 for lap in laps), MAX_METRES)
    return _whole(distance_m) if distance_m else None


def _laps(
    laps: list[DraftLap], moving_s: int, distance_m: int | None, steps: int
) -> tuple[Lap, ...]:
    rest_s = moving_s - math.fsum(lap.timer_s or 0.0 for lap in laps)
    if rest_s > max(0.01 * moving_s, len(laps)):
        laps = [*laps, _rest(laps, rest_s, distance_m)]
    seconds = share_out(moving_s, [lap.timer_s or 0.0 for lap in laps])
    finished: list[Lap] = []
    for lap, lap_s, lap_m in zip(laps, seconds, _lap_metres(laps, distance_m), strict=True):
        elapsed_s = max(_whole(_within(lap.elapsed_s, MAX_SECONDS) or 0.0), lap_s)
        spm = cadence.spm(cadence.mean(lap.samples) or lap.cadence, steps)
        finished.append(Lap(lap_s, lap_m, elapsed_s, spm))
    return _without_empty(finished)


def _rest(laps: Sequence[DraftLap], rest_s: float, distance_m: int | None) -> DraftLap:
    """The part of the run after its last lap."""
    rest_m = None
    if distance_m is not None and all(lap.distance_m is not None for lap in laps):
        rest_m = max(distance_m - math.fsum(lap.distance_m or 0.0 for lap in laps), 0.0)
    return DraftLap(timer_s=rest_s, distance_m=rest_m)


def _lap_metres(laps: Sequence[DraftLap], distance_m: int | None) -> list[int | None]:
    """Whole metres per lap, which add up to the run's where every lap has some."""
    known = [lap.distance_m for lap in laps if lap.distance_m is not None]
    if distance_m is None or not math.fsum(known):
        return [None] * len(laps)
    if len(known) == len(laps):
        return list(share_out(distance_m, known))
    return [None if lap.distance_m is None else _whole(lap.distance_m) for lap in laps]


def _without_empty(laps: Sequence[Lap]) -> tuple[Lap, ...]:
    """The laps, those of no seconds added to the lap before, or to the first that has some."""
    kept: list[Lap] = []
    for lap in laps:
        if kept and (not lap.seconds or not kept[-1].seconds):
            kept[-1] = _joined(kept[-1], lap)
        else:
            kept.append(lap)
    return tuple(kept)


def _joined(first: Lap, second: Lap) -> Lap:
    longer = first if first.seconds >= second.seconds else second
    metres = [m for m in (first.distance_m, second.distance_m) if m is not None]
    return Lap(
        seconds=first.seconds + second.seconds,
        distance_m=sum(metres) if metres else None,
        elapsed_s=first.elapsed_s + second.elapsed_s,
        cadence_spm=longer.cadence_spm,
    )


def _within(value: float | None, most: float) -> float | None:
    """The value, unless it is negative, too large or no number."""
    return value if value is not None and 0 <= value <= most else None


def _whole(value: float) -> int:
    """Rounded half up."""
    return math.floor(value + 0.5)


def _plain(text: str) -> str:
    """A device's name on one line, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:DEVICE_LENGTH]
