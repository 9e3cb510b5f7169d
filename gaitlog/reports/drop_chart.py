"""How the drop exposure is drawn: minutes in each class of drop, and the mean drop under them."""

from __future__ import annotations

from dataclasses import dataclass

from gaitlog.lib import charts
from gaitlog.lib.shoes import DropClass
from gaitlog.reports.drop import DropWeek, Exposure
from gaitlog.reports.trend_chart import Axis, Label, date_values, month_labels, shortened
from gaitlog.reports.trend_panels import (
    MINUTE_STEPS,
    NONE,
    Layer,
    Panel,
    grid_lines,
    last_known,
)

LANES = 3  # of names above the bars
LANE = 18
TOP, BASE = LANES * LANE + 12, 232
MM_STEPS = (2, 4, 6, 8)

NAMES = {
    DropClass.ZERO: "0 mm",
    DropClass.LOW: "1 to 4 mm",
    DropClass.MID: "5 to 8 mm",
    DropClass.HIGH: "9 mm and more",
}
LOOKS = ("f-ink", "f-soft", "f-natural", "p-natural", "p-walk")


@dataclass(frozen=True, slots=True)
class Key:
    """What a look stands for."""

    css: str
    name: str


@dataclass(frozen=True, slots=True)
class FirstMark:
    """The first day in a pair."""

    percent: float
    text: str
    anchor: str
    y: int


@dataclass(frozen=True, slots=True)
class DropChart:
    """All that the chart's template draws."""

    minutes: Panel
    mean: Panel
    keys: list[Key]
    labels: list[Label]
    marks: list[FirstMark]
    top: int


def drop_chart(report: Exposure) -> DropChart:
    weeks = report.weeks
    axis = Axis(weeks)
    mean = mean_panel(weeks)
    date_values([mean], weeks)
    named = zip(LOOKS, [*NAMES.values(), "not noted"], strict=True)
    spent = [sum(week.seconds[index] for week in weeks) for index in range(len(LOOKS))]
    return DropChart(
        minutes=_minutes(weeks),
        mean=mean,
        keys=[Key(*one) for one, seconds in zip(named, spent, strict=True) if seconds],
        labels=month_labels(weeks, axis),
        marks=_marks(weeks, axis),
        top=TOP,
    )


def _minutes(weeks: list[DropWeek]) -> Panel:
    most_s = max(week.running_s for week in weeks)
    top_min, step_min = charts.ceiling(-(-most_s // 60), MINUTE_STEPS, 3)
    series = zip(*(week.seconds for week in weeks), strict=True)
    paths = charts.bars(series, count=len(weeks), top=top_min * 60, y0=BASE, y1=TOP + 4)
    layers = [Layer(css, path) for css, path in zip(LOOKS, paths, strict=True)]
    last = str((weeks[-1].running_s + 30) // 60)
    panel = Panel("minutes", "Minutes", "a week", last, BASE + 22, BASE, layers)
    panel.grid = grid_lines(top_min, step_min, BASE, TOP + 4)
    return panel


def mean_panel(weeks: list[DropWeek]) -> Panel:
    """The mean drop: a line of tenths of a millimetre; a mean below nought lies on the base."""
    means = [week.mean_drop_mm for week in weeks]
    tenths = [None if mean is None else max(round(mean * 10), 0) for mean in means]
    highest = max((tenth for tenth in tenths if tenth is not None), default=0)
    top_mm, step_mm = charts.ceiling(-(-highest // 10), MM_STEPS, 2)
    stroke, dots = charts.line(tenths, top=top_mm * 10, y0=60, y1=8)
    layers = [Layer("line k-ink", stroke), Layer("line dots k-ink", dots)]
    last, ago = last_known([week.mean or None for week in weeks])
    note = "mm, by minutes"
    panel = Panel("drop", "Mean drop", note, last or NONE, 66, 60, layers, spans_ago=ago)
    panel.grid = grid_lines(top_mm, step_mm, 60, 8)
    return panel


def _marks(weeks: list[DropWeek], axis: Axis) -> list[FirstMark]:
    """The first days in a pair, each name in a lane beside the one before it."""
    marks = []
    for lane, first in enumerate(one for week in weeks for one in week.first_days):
        at = axis.percent(first.on)
        name = shortened(first.name)
        text = f"{name}, {first.drop}" if first.drop else name
        y = LANE * (lane % LANES) + 13
        marks.append(FirstMark(at, text, "end" if at > 60 else "start", y))
    return marks
