"""The rows of the trends chart, each with its own scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from gaitlog.lib import charts, units
from gaitlog.reports.habits import HabitTrend
from gaitlog.reports.trends import Trends
from gaitlog.reports.weeks import Span

MINUTE_STEPS = (5, 10, 15, 30, 60, 120, 240, 300, 600, 1200)
HOLD_STEPS = (1, 2, 5, 10, 15, 30, 60, 120)
TOP = 40  # above the bars lie the lanes of marks
BASE = 232
NONE = "–"
Value = TypeVar("Value")


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
    """A row of the chart. Its value may be of an earlier span than the last."""

    key: str
    title: str
    note: str
    value: str
    height: int
    base: int
    layers: list[Layer] = field(default_factory=list)
    grid: list[Grid] = field(default_factory=list)
    goal_y: int | None = None
    spans_ago: int = 0
    when: str = ""  # the earlier span, in words


def last_known(values: Sequence[Value | None]) -> tuple[Value | None, int]:
    """The last value there is, and of how many spans ago it is."""
    known = ((value, ago) for ago, value in enumerate(reversed(values)) if value is not None)
    return next(known, (None, 0))


def minutes(report: Trends) -> Panel:
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
        f"a {report.by}",
        f"{(last.pose_s + 30) // 60} + {(last.natural_s + 30) // 60}"
        if report.has_pose
        else f"{(last.natural_s + 30) // 60}",
        height=BASE + 22,
        base=BASE,
        layers=layers,
    )
    panel.grid = grid_lines(top_min, step_min, BASE, TOP + 14)
    return panel


def grid_lines(top: int, step: int, y0: int, y1: int) -> list[Grid]:
    values = range(0, top + 1, step)
    return [Grid(round(y0 - (y0 - y1) * value / top), str(value)) for value in values]


def _line_panel(
    key: str,
    title: str,
    note: str,
    values: list[int | None],
    say: Callable[[int], str],
    top: int,
    step: int,
) -> Panel:
    last, ago = last_known(values)
    value = NONE if last is None else say(last)
    stroke, dots = charts.line(values, top=top, y0=60, y1=8)
    layers = [Layer("line k-pose", stroke), Layer("line dots k-pose", dots)]
    panel = Panel(key, title, note, value, height=66, base=60, layers=layers, spans_ago=ago)
    panel.grid = grid_lines(top, step, 60, 8)
    return panel


def share(spans: list[Span]) -> Panel:
    shares = [span.share for span in spans]
    # The line begins with the first Pose: before, there was nothing to share.
    first = next(index for index, span in enumerate(spans) if span.pose_s)
    shown = [share if index >= first else None for index, share in enumerate(shares)]
    highest = max(share for share in shown if share is not None)
    top = next(t for t in (20, 40, 60, 100) if highest <= t)
    note = "percent of running"
    return _line_panel("share", "Share", note, shown, "{} %".format, top, top // 2)


def hold(spans: list[Span]) -> Panel:
    holds = [span.hold_s or None for span in spans]
    scale_s = whole_minutes(holds)
    return clock_panel("hold", "Longest hold", "minutes unbroken", holds, scale_s)


def dose(spans: list[Span]) -> Panel:
    """The longest dose of each week, under the guard's limit, and marked where one passed it."""
    by_span = [span.doses for span in spans]
    longest = [max((dose.pose_s for dose in doses), default=0) or None for doses in by_span]
    limits = [max((dose.limit_s for dose in doses), default=None) for doses in by_span]
    passed = [max((d.pose_s for d in doses if d.is_passed), default=None) for doses in by_span]
    scale_s = top_s, _ = whole_minutes([*longest, *limits])
    panel = clock_panel("dose", "Longest dose", "minutes in one run, limit thin", longest, scale_s)
    limit, _ = charts.line(limits, top=top_s, y0=60, y1=8)
    _, above = charts.line(passed, top=top_s, y0=60, y1=8)
    panel.layers += [Layer("thin k-ink2", limit), Layer("line dots k-ink", above)]
    return panel


def whole_minutes(values_s: list[int | None]) -> tuple[int, int]:
    """The top of a scale that has room for all of these, and its step, in seconds."""
    highest_s = max(filter(None, values_s), default=0)
    top_min, step_min = charts.ceiling(-(-highest_s // 60), HOLD_STEPS, 2)
    return top_min * 60, step_min * 60


def clock_panel(
    key: str, title: str, note: str, values_s: list[int | None], scale_s: tuple[int, int]
) -> Panel:
    """A line of seconds over a grid of minutes."""
    top_s, step_s = scale_s
    panel = _line_panel(key, title, note, values_s, units.clock, top_s, step_s)
    panel.grid = grid_lines(top_s // 60, step_s // 60, 60, 8)
    return panel


def practice(minutes: list[int]) -> Panel:
    top = max(minutes)
    path = charts.tally(minutes, tops=[top] * len(minutes), y0=24, y1=4)
    return Panel(
        "practice", "Practice", "minutes", str(minutes[-1]), 26, 24, [Layer("tally k-ink2", path)]
    )


def habit(habit: HabitTrend) -> Panel:
    path = charts.tally(habit.done, tops=habit.goals, y0=24, y1=4)
    layers = [Layer("tally k-ink2", path)]
    panel = Panel(f"habit-{habit.pk}", habit.name, habit.rhythm, habit.adherence, 26, 24, layers)
    panel.goal_y = 4
    return panel
