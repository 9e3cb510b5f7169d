"""The next dose: a whole run that stays within the outlook, as one would type it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from statistics import median_low

from gaitlog.lib.gaits import Gait, SectionData
from gaitlog.lib.guard.findings import Words, clock
from gaitlog.lib.guard.outlook import Outlook
from gaitlog.lib.guard.parameters import Parameters
from gaitlog.lib.guard.sessions import Log
from gaitlog.lib.sections import Measures, canonical

HALF_MINUTE_S = 30
WARM_UP_S = 300  # natural before the first stretch, and never more than a quarter of the run
MOST_STRETCHES = 60
USUAL_OF = 9  # the usual run is the middle one of so many
USUAL_S = 1800  # where nothing was run yet


@dataclass(frozen=True, slots=True)
class Proposal:
    """A run for a day: how much of the new gait, in which stretches, and the phrase for it."""

    on: dt.date
    pose_s: int
    run_s: int
    stretch_s: int  # each, but the last may be shorter
    lampposts: int  # whole ones that are no more than the dose; 0 where one is more
    blocks: int
    sections: tuple[SectionData, ...]
    phrase: str
    is_short: bool  # less than the day has room for, since the run is too short for more

    @property
    def in_short(self) -> str:
        """“6 × 1:00”, “3 × 2:00 and 0:30”."""
        full, rest = divmod(self.pose_s, self.stretch_s)
        each = clock(self.stretch_s)
        said = [f"{full} × {each}" if full > 1 else each] if full else []
        return " and ".join([*said, clock(rest)] if rest else said)


def propose(
    outlook: Outlook, log: Log, p: Parameters, measures: Measures, words: Words
) -> Proposal | None:
    """A run within an outlook, in stretches no longer than what was held lately; None where
    there is room for nothing."""
    run_s = usual_run_s(log)
    warm_up_s = min(WARM_UP_S, _half_minutes(run_s // 4))
    stretch_s = max(_half_minutes(longest_hold_s(outlook.on, log, p)), HALF_MINUTE_S)
    wanted_s = _half_minutes(outlook.seconds) or outlook.seconds
    if not wanted_s:
        return None
    pose_s = _that_fits(wanted_s, run_s - warm_up_s, stretch_s)
    sections = _laid_out(pose_s, run_s, warm_up_s, stretch_s)
    return Proposal(
        on=outlook.on,
        pose_s=pose_s,
        run_s=run_s,
        stretch_s=stretch_s,
        lampposts=_whole(pose_s, measures.lamppost_m, measures),
        blocks=_whole(pose_s, measures.block_m, measures),
        sections=tuple(sections),
        phrase=canonical(sections, technique=words.technique),
        is_short=pose_s < wanted_s,
    )


def usual_run_s(log: Log) -> int:
    """How long a run usually is: the middle one of the last nine, without those of practices."""
    known = (session for session in log.sessions if session.on >= log.since)
    lately = [session.moving_s for session in known if not session.is_practice][-USUAL_OF:]
    return median_low(lately) if lately else USUAL_S


def longest_hold_s(on: dt.date, log: Log, p: Parameters) -> int:
    """The longest that was held in the days before, of the runs that may be compared with."""
    return max((session.hold_s for session in log.comparable(on, p.window_days)), default=0)


def _half_minutes(seconds: int) -> int:
    """The whole half minutes in it, in seconds."""
    return seconds // HALF_MINUTE_S * HALF_MINUTE_S


def _that_fits(wanted_s: int, room_s: int, stretch_s: int) -> int:
    """As much of it as the run has room for, with half a minute at least between stretches."""
    most_s = min(wanted_s, room_s)
    most_s = _half_minutes(most_s) or most_s
    return next(
        pose_s
        for pose_s in range(most_s, 0, -HALF_MINUTE_S)
        if _count(pose_s, stretch_s) <= MOST_STRETCHES
        and pose_s + (_count(pose_s, stretch_s) - 1) * HALF_MINUTE_S <= room_s
    )


def _count(pose_s: int, stretch_s: int) -> int:
    return -(-pose_s // stretch_s)


def _laid_out(pose_s: int, run_s: int, warm_up_s: int, stretch_s: int) -> list[SectionData]:
    """Natural first, stretches with natural of the same length between where there is room for
    that, and natural to the end."""
    count = _count(pose_s, stretch_s)
    between_s = 0
    if count > 1:
        room_s = run_s - warm_up_s - pose_s
        between_s = min(stretch_s, _half_minutes(room_s // (count - 1)))
    sections = [SectionData(Gait.NATURAL, warm_up_s)]
    for number in range(count):
        sections += [
            SectionData(Gait.POSE, min(stretch_s, pose_s - number * stretch_s)),
            SectionData(Gait.NATURAL, between_s),
        ]
    spent_s = sum(section.seconds for section in sections[:-1])
    sections[-1] = SectionData(Gait.NATURAL, run_s - spent_s)
    return [section for section in sections if section.seconds]


def _whole(pose_s: int, spacing_m: int, measures: Measures) -> int:
    """How many whole lampposts or blocks take no longer than that at the usual pace."""
    each_s = Fraction(spacing_m * measures.usual_pace_s_per_km, 1000)
    return int(pose_s / each_s)
