"""Geometry of what is drawn: integers in, paths and percents out. No Django, no colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, log2

from gaitlog.lib.gaits import Gait, Known, SectionData

WIDTH = 1000
LOW = 0.3  # natural running lies low: this part of the ribbon's height
GAP = 2.2  # between sections, in units of WIDTH, so that neighbours can be told apart


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
    paths: dict[str, list[str]] = {"pose": [], "pose_sum": [], "natural": [], "walk": []}
    at_s = 0
    for section in sections:
        left = WIDTH * at_s / whole_s + GAP / 2
        at_s += section.seconds
        right = max(WIDTH * at_s / whole_s - GAP / 2, left + 1)
        if section.gait is Gait.WALK:
            paths["walk"].append(_dots(left, right, low + 1, height))
        elif section.gait is Gait.NATURAL:
            paths["natural"].append(box(left, right, low, height))
        elif section.known is Known.SUM:
            paths["pose_sum"].append(box(left, right, round(height * 0.35), height))
        else:
            paths["pose"].append(box(left, right, 0, height))
    drawn = {name: "".join(parts) for name, parts in paths.items()}
    return Ribbon(height=height, **drawn)


def box(left: float, right: float, top: float, bottom: float) -> str:
    """A closed rectangle as part of a path."""
    x = _n(left)
    return f"M{x} {_n(top)}H{_n(right)}V{_n(bottom)}H{x}Z"


def _dots(left: float, right: float, top: float, bottom: float) -> str:
    """A row of short dashes, at least one."""
    dash, step = 4.0, 9.0
    starts = [left]
    while starts[-1] + step + dash <= right:
        starts.append(starts[-1] + step)
    return "".join(box(start, min(start + dash, right), top, bottom) for start in starts)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


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
        stroke.append(f"{pen}{_n(x)} {_n(y)}")
        dots.append(f"M{_n(x)} {_n(y)}h.01")
        pen = "L"
    return "".join(stroke), "".join(dots)


def tally(values: Sequence[int], *, tops: Sequence[int], y0: int, y1: int) -> str:
    """Upright strokes, each as high as its part of what was meant."""
    slot = WIDTH / max(len(values), 1)
    strokes = []
    for index, (value, top) in enumerate(zip(values, tops, strict=True)):
        if value:
            height = (y0 - y1) * min(1.0, value / max(top, 1))
            strokes.append(f"M{_n(slot * (index + 0.5))} {y0}V{_n(y0 - height)}")
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
