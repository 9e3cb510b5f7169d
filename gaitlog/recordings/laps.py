"""Laps as sections: which gait each is in, and what taps on them make of a run."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from gaitlog.lib.gaits import Gait, Known, SectionData

WALKING_CM_PER_S = 180  # slower, a lap is offered as walk

Laps = Sequence[SectionData]
Gaits = list[Gait | None]  # None: a lap in which the gait changes, or it is not known where


class Pattern(StrEnum):
    """A way to say the gait of all laps at once."""

    ODD = "odd"
    EVEN = "even"
    ALL = "all"
    NONE = "none"
    RUN = "run"
    AS_IMPORTED = "as_imported"


def is_slow(lap: SectionData) -> bool:
    """Whether a lap was slower than running is; seconds and metres are rounded, in its favour."""
    if lap.distance_m is None:
        return False
    return 100 * lap.distance_m + 50 < WALKING_CM_PER_S * lap.seconds - WALKING_CM_PER_S // 2


def offered(laps: Laps) -> list[Gait]:
    """The gait of each lap before the runner says more: slow ones beside a faster one are walk."""
    ran = any(lap.distance_m is not None and not is_slow(lap) for lap in laps)
    return [Gait.WALK if ran and is_slow(lap) else Gait.NATURAL for lap in laps]


def gaits_of(laps: Laps, sections: Sequence[SectionData]) -> Gaits:
    """The gait that a run's sections give to each of its laps."""
    if not all_exact(sections):
        return [None] * len(laps)
    found = [{piece.gait for piece in pieces} for pieces in _cut(sections, laps)]
    return [gaits.pop() if len(gaits) == 1 else None for gaits in found]


def by_pattern(pattern: Pattern, laps: Laps, gaits: Gaits) -> Gaits:
    """The gaits with a pattern laid over them; walking stays walking where it is not named."""
    at_first = offered(laps)
    match pattern:
        case Pattern.ALL:
            return [Gait.POSE for _ in laps]
        case Pattern.NONE:
            return [Gait.NATURAL for _ in laps]
        case Pattern.RUN:
            return [Gait.NATURAL if gait is Gait.WALK else gait for gait in gaits]
        case Pattern.AS_IMPORTED:
            return [*at_first]
    first = 0 if pattern is Pattern.ODD else 1
    kept = [
        before if before in {Gait.NATURAL, Gait.WALK} else usual
        for before, usual in zip(gaits, at_first, strict=True)
    ]
    return [Gait.POSE if place % 2 == first else gait for place, gait in enumerate(kept)]


def laid_out(laps: Laps, gaits: Gaits, sections: Sequence[SectionData]) -> list[SectionData]:
    """The sections of a run that the laps make.

    A lap without a gait keeps what lay in it, or is as it was offered where that is not known.
    """
    made: list[SectionData] = []
    keeps = all_exact(sections)
    for lap, gait, pieces, usual in zip(
        laps, gaits, _cut(sections, laps), offered(laps), strict=True
    ):
        if gait is None and keeps and pieces:
            rest_s = lap.seconds - sum(piece.seconds for piece in pieces)
            made += [*pieces, SectionData(usual, rest_s)] if rest_s else pieces
        else:
            made.append(lap._replace(gait=gait or usual))
    return made


def all_exact(sections: Sequence[SectionData]) -> bool:
    """Whether it is known where in the run each section lies."""
    return all(section.known is Known.EXACT for section in sections)


def _cut(sections: Sequence[SectionData], laps: Laps) -> list[list[SectionData]]:
    """The sections cut at the ends of the laps; a cut one does not know its distance."""
    waiting = list(reversed(sections))
    cut: list[list[SectionData]] = []
    for lap in laps:
        pieces: list[SectionData] = []
        room_s = lap.seconds
        while room_s and waiting:
            section = waiting.pop()
            if section.seconds > room_s:
                rest_s = section.seconds - room_s
                waiting.append(section._replace(seconds=rest_s, distance_m=None))
                section = section._replace(seconds=room_s, distance_m=None)
            pieces.append(section)
            room_s -= section.seconds
        cut.append(pieces)
    return cut
