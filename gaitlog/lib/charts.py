"""Geometry of what is drawn: integers in, paths and percents out. No Django, no colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, log2

from gaitlog.lib.gaits import Gait, Known, SectionData

WIDTH = 1000
LOW = 0.3  # natural running lies low: this part of the ribbon's height
GAP = 1  # on each side of a section, in units of WIDTH, so that two can be told apart


@dataclass(frozen=True, slots=True)
class Tick:
    """A label under an axis."""

    percent: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A run as a strip: Pose stands up, natural lies low, walking is dotted, a sum is outlined."""

    height: int
    pose: str
    pose_sum: str
    natural: str
    walk: str


def ribbon(sections: Sequence[SectionData], *, height: int, of_s: int = 0) -> Ribbon:
    """The strip of a run whose whole width is ``of_s`` seconds, or the run itself."""
    moving_s = sum(section.seconds for section in sections)
    whole_s = max(of_s, moving_s, 1)
    low = round(height * (1 - LOW))
    sum_top = round(height * 0.35)
    pose, pose_sum, natural, walk = [], [], [], []
    at_s = 0
    for gait, seconds, known, _, _ in sections:
        left = WIDTH * at_s // whole_s + GAP
        at_s += seconds
        right = max(WIDTH * at_s // whole_s - GAP, left + 1)
        if gait is Gait.NATURAL:
            natural.append(f"M{left} {low}H{right}V{height}H{left}Z")
        elif gait is Gait.WALK:
            walk.append(_dots(left, right, low + 1, height))
        elif known is Known.SUM:
            pose_sum.append(f"M{left} {sum_top}H{right}V{height}H{left}Z")
        else:
            pose.append(f"M{left} 0H{right}V{height}H{left}Z")
    return Ribbon(height, "".join(pose), "".join(pose_sum), "".join(natural), "".join(walk))


def _dots(left: int, right: int, top: int, bottom: int) -> str:
    """A row of short dashes, at least one."""
    dash, step = 4, 9
    starts = range(left, max(right - dash, left) + 1, step)
    return "".join(f"M{x} {top}H{min(x + dash, right)}V{bottom}H{x}Z" for x in starts)


def box(left: float, right: float, top: float, bottom: float) -> str:
    """A closed rectangle as part of a path."""
    return f"M{left:.1f} {top:.1f}H{right:.1f}V{bottom:.1f}H{left:.1f}Z"


def minutes(sections: Iterable[SectionData]) -> list[Tick]:
    """Ticks under a ribbon at round minutes, the first and the last moment always named."""
    moving_s = sum(section.seconds for section in sections)
    step = next(
        (m for m in (1, 2, 5, 10, 15, 30, 60) if moving_s / 60 / m <= 7),
        60 * (moving_s // 25200 + 1),
    )
    ticks = [Tick(0, "0", "start")]
    at = step * 60
    room = 0.85 if moving_s < 3600 else 0.8  # the end needs more of it with its hours
    while at < moving_s * room:
        ticks.append(Tick(round(100 * at / moving_s, 1), str(at // 60)))
        at += step * 60
    if moving_s:
        hours, rest = divmod(moving_s, 3600)
        minutes, seconds = divmod(rest, 60)
        end = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
        ticks.append(Tick(100, end, "end"))
    return ticks


def ceiling(highest: int, steps: Sequence[int], most: int = 4) -> tuple[int, int]:
    """The top of an axis and its step: the first step that needs at most ``most`` of them."""
    step = next((s for s in steps if highest <= s * most), steps[-1])
    while highest > step * most:
        step *= 2
    return max(step, step * -(-highest // step)), step


def doubling(value: int, first: int) -> float:
    """A place on a scale that doubles: 0 at nothing, 1 at ``first``, 2 at twice that, and so on."""
    return value / first if value <= first else 1 + log2(value / first)


def doublings(values: Iterable[int], first: int) -> list[int]:
    """The steps of such a scale, from nothing to one that has room for all of these."""
    steps = ceil(doubling(max(values, default=0), first))
    return [0, *(first * 2**n for n in range(max(steps, 1)))]


def bars(
    values: Iterable[Sequence[int]], *, count: int, top: int, y0: int, y1: int, part: float = 0.78
) -> list[str]:
    """Stacked bars, one path a series, lowest first; ``y0`` is the base line, ``y1`` the top."""
    series = [list(one) for one in values]
    slot = WIDTH / max(count, 1)
    paths = []
    below = [0.0] * count
    for one in series:
        parts = []
        for index, value in enumerate(one):
            if not value:
                continue
            height = (y0 - y1) * value / top
            gap = 1.5 if below[index] else 0.0
            bottom = y0 - below[index] - gap
            peak = min(bottom, y0 - below[index] - height)
            left = slot * index + slot * (1 - part) / 2
            if bottom - peak >= 0.1:
                parts.append(box(left, left + slot * part, peak, bottom))
            below[index] += height
        paths.append("".join(parts))
    return paths


def line(values: Sequence[int | None], *, top: int, y0: int, y1: int) -> tuple[str, str]:
    """A line and its dots over equal slots; it breaks where there is no value."""
    slot = WIDTH / max(len(values), 1)
    stroke, dots, pen = [], [], "M"
    for index, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        x, y = slot * (index + 0.5), y0 - (y0 - y1) * min(value, top) / top
        stroke.append(f"{pen}{x:.1f} {y:.1f}")
        dots.append(f"M{x:.1f} {y:.1f}h.01")
        pen = "L"
    return "".join(stroke), "".join(dots)


def tally(values: Sequence[int], *, tops: Sequence[int], y0: int, y1: int) -> str:
    """Upright strokes, each as high as its part of what was meant."""
    slot = WIDTH / max(len(values), 1)
    strokes = []
    for index, (value, top) in enumerate(zip(values, tops, strict=True)):
        if value:
            height = (y0 - y1) * min(1.0, value / max(top, 1))
            strokes.append(f"M{slot * (index + 0.5):.1f} {y0}V{y0 - height:.1f}")
    return "".join(strokes)


def squares(matrix: Sequence[Sequence[bool]]) -> str:
    """The dark cells of a grid as one path of unit squares, neighbours in a row joined."""
    parts = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                parts.append(f"M{x} {y}h{run}v1h-{run}z")
            x += run or 1
    return "".join(parts)
