"""How the trends are drawn: panels of one width under one another, each with its own scale."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gaitlog.lib import charts, units
from gaitlog.reports.habits import HabitTrend
from gaitlog.reports.trends import Mark, Trends
from gaitlog.reports.weeks import Span

if TYPE_CHECKING:
    from gaitlog.injuries.models import Injury

MINUTE_STEPS = (5, 10, 15, 30, 60, 120, 240, 300, 600, 1200)
HOLD_STEPS = (1, 2, 5, 10, 15, 30, 60, 120)
MOST_LABELS = 7


@dataclass(frozen=True, slots=True)
class Layer:
    """One drawn thing: a path and how it looks."""

    css: str
    path: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A line across a panel and what it stands for."""

    y: int
    text: str


@dataclass(slots=True)
class Panel:
    """A row of the chart."""

    key: str
    title: str
    note: str
    value: str
    height: int
    base: int
    layers: list[Layer] = field(default_factory=list)
    grid: list[Grid] = field(default_factory=list)
    goal_y: int | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A word under the axis; every other one may be left out where it is narrow."""

    percent: float
    text: str
    is_odd: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Days on which something hurt."""

    percent: float
    width_percent: float
    text: str
    anchor: str
    label_percent: float
    label_y: int


@dataclass(frozen=True, slots=True)
class Flag:
    """A race or a clinic, in the lane of its own kind."""

    percent: float
    kind: str
    text: str
    anchor: str


@dataclass(slots=True)
class TrendChart:
    """All that the chart's template draws."""

    count: int
    minutes: Panel
    panels: list[Panel]
    labels: list[Label]
    bands: list[Band]
    flags: list[Flag]
    estimates: list[float]
    bands_height: int
    span_percent: float
    is_monthly: bool
    has_pose: bool
    has_walk: bool


TOP = 40  # above the bars lie the lanes of marks
BASE = 232


def trend_chart(report: Trends) -> TrendChart:
    spans = report.spans
    panels = []
    if report.has_pose:
        panels += [_share(spans), _hold(spans)]
    if report.has_practice:
        panels.append(_practice(report.practice_minutes))
    panels += [_habit(habit) for habit in report.habits]
    axis = _Axis(spans)
    return TrendChart(
        count=len(spans),
        minutes=_minutes(report),
        panels=panels,
        labels=_labels(spans, axis, is_monthly=report.is_monthly),
        bands=[axis.band(injury, report.today, n) for n, injury in enumerate(report.injuries)],
        estimates=[
            round(100 * index / len(spans), 3)
            for index, span in enumerate(spans)
            if span.is_estimate
        ],
        flags=[axis.flag(mark) for mark in report.marks],
        bands_height=BASE - TOP,
        span_percent=round(100 / len(spans), 3),
        is_monthly=report.is_monthly,
        has_pose=report.has_pose,
        has_walk=report.has_walk,
    )


class _Axis:
    """Days to percent of the width; every span is as wide as the others."""

    def __init__(self, spans: list[Span]) -> None:
        self.spans = spans
        self.last_days = [span.last_day for span in spans]

    def percent(self, day: dt.date) -> float:
        """Where a day begins."""
        index = bisect_left(self.last_days, day)
        if index == len(self.spans):
            return 100
        span = self.spans[index]
        length = (span.last_day - span.first_day).days + 1
        part = max(0, (day - span.first_day).days) / length
        return round(100 * (index + part) / len(self.spans), 2)

    def band(self, injury: Injury, today: dt.date, lane: int) -> Band:
        """The days of an injury; its words stand beside it, on the side where there is room."""
        last = min(injury.until_on or today, today)
        start = self.percent(injury.from_on)
        end = self.percent(last + dt.timedelta(days=1))
        days = injury.days(today)
        at_end = end > 60
        return Band(
            percent=start,
            width_percent=max(round(end - start, 2), 0.6),
            text=f"{injury.where}, {days} day{'' if days == 1 else 's'}",
            anchor="end" if at_end else "start",
            label_percent=start if at_end else end,
            label_y=TOP + 14 + 16 * (lane % 3),
        )

    def flag(self, mark: Mark) -> Flag:
        at = self.percent(mark.on)
        return Flag(at, mark.kind, mark.text, "end" if at > 80 else "start")


def _minutes(report: Trends) -> Panel:
    spans = report.spans
    top_min, step_min = charts.ceiling(
        max((s.running_s + s.walk_s for s in spans), default=0) // 60, MINUTE_STEPS, 3
    )
    pose, natural, walk = charts.bars(
        [[s.pose_s for s in spans], [s.natural_s for s in spans], [s.walk_s for s in spans]],
        count=len(spans),
        top=top_min * 60,
        y0=BASE,
        y1=TOP + 14,
    )
    layers = [Layer("p-natural", natural), Layer("p-walk", walk), Layer("f-pose", pose)]
    last = spans[-1]
    panel = Panel(
        "minutes",
        "Minutes",
        "a month" if report.is_monthly else "a week",
        f"{(last.pose_s + 30) // 60} + {(last.natural_s + 30) // 60}"
        if report.has_pose
        else f"{(last.natural_s + 30) // 60}",
        height=BASE + 22,
        base=BASE,
        layers=layers,
    )
    panel.grid = _grid(top_min, step_min, BASE, TOP + 14)
    return panel


def _grid(top: int, step: int, y0: int, y1: int) -> list[Grid]:
    values = range(0, top + 1, step)
    return [Grid(round(y0 - (y0 - y1) * value / top), str(value)) for value in values]


def _line_panel(
    key: str, title: str, note: str, value: str, values: list[int | None], top: int, step: int
) -> Panel:
    stroke, dots = charts.line(values, top=top, y0=60, y1=8)
    layers = [Layer("line k-pose", stroke), Layer("line dots k-pose", dots)]
    panel = Panel(key, title, note, value, height=66, base=60, layers=layers)
    panel.grid = _grid(top, step, 60, 8)
    return panel


def _share(spans: list[Span]) -> Panel:
    shares = [span.share for span in spans]
    # The line begins with the first Pose: before, there was nothing to share.
    first = next(index for index, span in enumerate(spans) if span.pose_s)
    shown = [share if index >= first else None for index, share in enumerate(shares)]
    highest = max(share for share in shown if share is not None)
    top = next(t for t in (20, 40, 60, 100) if highest <= t)
    last = next(share for share in reversed(shown) if share is not None)
    return _line_panel("share", "Share", "percent of running", f"{last} %", shown, top, top // 2)


def _hold(spans: list[Span]) -> Panel:
    holds = [span.hold_s or None for span in spans]
    longest = max((hold for hold in holds if hold), default=0)
    top_min, step_min = charts.ceiling(-(-longest // 60), HOLD_STEPS, 2)
    last = next((hold for hold in reversed(holds) if hold), 0)
    panel = _line_panel(
        "hold",
        "Longest hold",
        "minutes unbroken",
        units.clock(last),
        holds,
        top_min * 60,
        step_min * 60,
    )
    panel.grid = _grid(top_min, step_min, 60, 8)
    return panel


def _practice(minutes: list[int]) -> Panel:
    top = max(minutes)
    path = charts.tally(minutes, tops=[top] * len(minutes), y0=24, y1=4)
    return Panel(
        "practice", "Practice", "minutes", str(minutes[-1]), 26, 24, [Layer("tally k-ink2", path)]
    )


def _habit(habit: HabitTrend) -> Panel:
    path = charts.tally(habit.done, tops=habit.goals, y0=24, y1=4)
    layers = [Layer("tally k-ink2", path)]
    panel = Panel(f"habit-{habit.pk}", habit.name, habit.rhythm, habit.adherence, 26, 24, layers)
    panel.goal_y = 4
    return panel


def _labels(spans: list[Span], axis: _Axis, *, is_monthly: bool) -> list[Label]:
    """The first span of each month, or of each year where months are drawn."""
    begins = []
    for before, span in zip([None, *spans], spans, strict=False):
        day = span.last_day if not is_monthly else span.first_day
        old = None if before is None else (before.last_day if not is_monthly else before.first_day)
        new = old is None or (day.year != old.year if is_monthly else day.month != old.month)
        if new:
            begins.append(
                (axis.percent(span.first_day), f"{day:%Y}" if is_monthly else f"{day:%b}")
            )
    if len(begins) > 1 and begins[1][0] - begins[0][0] < 7:
        begins = begins[1:]
    every_other = len(begins) > MOST_LABELS
    return [
        Label(percent, text, every_other and index % 2 == 1)
        for index, (percent, text) in enumerate(begins)
    ]
