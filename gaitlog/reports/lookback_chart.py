"""How the days before an injury are drawn: rows on one axis of days, each with its own scale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.text import capfirst

from gaitlog.lib import charts, units
from gaitlog.lib.charts import Tick
from gaitlog.lib.units import DistanceUnit
from gaitlog.reports.lookback import BEFORE, Lookback, Pains, Period
from gaitlog.reports.trend_panels import MINUTE_STEPS, Layer, Panel, grid_lines, whole_minutes

COLUMNS = BEFORE + 1  # with the day it began
A_WEEK = 7
TOP, BASE = 40, 150  # of the minutes; above them stands what happened on a day
SMALL_TOP, SMALL_BASE = 8, 60
LANE = 14  # the height of a row that only says on which days


@dataclass(frozen=True, slots=True)
class Number:
    """How much something hurt on a day, written at its place."""

    percent: float
    y: int
    text: str


@dataclass(slots=True)
class Row(Panel):
    """A row of the chart; what hurt is written into its own as numbers."""

    numbers: list[Number] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LookbackChart:
    """All that the chart's template draws."""

    minutes: Row
    rows: list[Row]
    dates: list[Tick]
    weeks: list[float]  # where a week ends, counted back from the day it began
    onset_percent: float  # where the day it began begins
    day_percent: float
    began_in_percent: float | None  # the middle of the day of the run it began in


def lookback_chart(report: Lookback, unit: DistanceUnit) -> LookbackChart:
    first, run = report.days[0].first, report.began_in
    return LookbackChart(
        minutes=_minutes(report.days),
        rows=[*_amounts(report, unit), *_lanes(report), *_pains(report)],
        dates=_dates(first),
        weeks=[_percent(index) for index in range(A_WEEK, COLUMNS - 1, A_WEEK)],
        onset_percent=_percent(BEFORE),
        day_percent=_percent(1),
        began_in_percent=_percent((run.on - first).days + 0.5) if run else None,
    )


def _percent(index: float) -> float:
    """Where a day begins; the first is 0."""
    return round(100 * index / COLUMNS, 2)


def _dates(first: dt.date) -> list[Tick]:
    """A date for each week, counted back from the day it began."""
    ticks = []
    for index in range(0, COLUMNS, A_WEEK):
        on = first + dt.timedelta(days=index)
        ticks.append(Tick(_percent(index + 0.5), f"{on.day} {on:%b}"))
    ticks[0] = Tick(0, ticks[0].text, "start")
    ticks[-1] = Tick(100, ticks[-1].text, "end")
    return ticks


def _minutes(days: list[Period]) -> Row:
    """Both gaits and walking, one upon the other, as the week is drawn."""
    most_s = max(day.running_s + day.walk_s for day in days)
    top_min, step_min = charts.ceiling(-(-most_s // 60), MINUTE_STEPS, 3)
    pose, natural, walk = charts.bars(
        [[d.pose_s for d in days], [d.natural_s for d in days], [d.walk_s for d in days]],
        count=COLUMNS,
        top=top_min * 60,
        y0=BASE,
        y1=TOP + 4,
    )
    layers = [Layer("p-natural", natural), Layer("p-walk", walk), Layer("f-pose", pose)]
    row = Row("minutes", "Minutes", "a day, most", units.clock(most_s), BASE + 22, BASE, layers)
    row.grid = grid_lines(top_min, step_min, BASE, TOP + 4)
    return row


def _amounts(report: Lookback, unit: DistanceUnit) -> list[Row]:
    """The rows with a height for each day."""
    days, rows = report.days, []
    if report.has_pose:
        rows.append(_clock_row("dose", "Dose", "in a day, most", [d.pose_s for d in days]))
    if any(day.hold_s for day in days):
        rows.append(_clock_row("hold", "Hold", "unbroken, longest", [d.hold_s for d in days]))
    if farthest_m := max(day.distance_m for day in days):
        metres = [day.distance_m for day in days]
        said = f"{units.distance(farthest_m, unit)} {unit}"
        rows.append(_strokes("distance", "Distance", "in a day, most", said, metres))
    if most_min := max(day.practice_minutes for day in days):
        minutes = [day.practice_minutes for day in days]
        rows.append(_strokes("practice", "Practice", "in a day, most", f"{most_min} min", minutes))
    return rows


def _clock_row(key: str, title: str, note: str, values_s: list[int]) -> Row:
    """Bars of the new gait over a grid of minutes."""
    top_s, step_s = whole_minutes([*values_s])
    (path,) = charts.bars([values_s], count=COLUMNS, top=top_s, y0=SMALL_BASE, y1=SMALL_TOP)
    row = Row(key, title, note, units.clock(max(values_s)), 66, SMALL_BASE, [Layer("f-pose", path)])
    row.grid = grid_lines(top_s // 60, step_s // 60, SMALL_BASE, SMALL_TOP)
    return row


def _strokes(key: str, title: str, note: str, value: str, amounts: list[int]) -> Row:
    path = charts.tally(amounts, tops=[max(amounts)] * COLUMNS, y0=32, y1=4)
    return Row(key, title, note, value, 34, 32, [Layer("tally k-ink2", path)])


def _lanes(report: Lookback) -> list[Row]:
    """On which days each pair was worn, each surface run on, each habit done."""
    days, lanes = report.days, []
    for pair, _ in report.pairs:
        worn = [pair in day.pairs for day in days]
        lanes.append(_lane("shoes", pair.name or "No shoes noted", pair.drop, worn))
    for name, _ in report.surfaces:
        run_on = [name in day.surfaces for day in days]
        lanes.append(_lane("surface", capfirst(name) or "No surface noted", "", run_on))
    for name, _ in report.habits:
        lanes.append(_lane("habit", name, "", [name in day.habits for day in days]))
    return [lane for lane in lanes if lane.layers]


def _lane(key: str, title: str, note: str, marked: Sequence[bool]) -> Row:
    """A row with a mark on some days, a dot for a habit; without a layer where there are none."""
    count = sum(marked)
    row = Row(key, title, note, f"{count} day{'' if count == 1 else 's'}", LANE, LANE - 2)
    if count and key == "habit":
        _, dots = charts.line([int(one) or None for one in marked], top=2, y0=LANE - 2, y1=0)
        row.layers.append(Layer("line dots k-ink", dots))
    elif count:
        (boxes,) = charts.bars([marked], count=COLUMNS, top=1, y0=LANE - 2, y1=2)
        row.layers.append(Layer("f-soft", boxes))
    return row


def _pains(report: Lookback) -> list[Row]:
    """The highest number of a day: of the injury's own place and side, and of all others."""
    here = _numbers("here", str(report.injury), [day.here for day in report.days])
    elsewhere = _numbers("elsewhere", "Elsewhere", [day.elsewhere for day in report.days])
    return [row for row in (here, elsewhere) if row.numbers]


def _numbers(key: str, title: str, pains: list[Pains]) -> Row:
    """Numbers written at their days; on two lines by turns where a 10 needs the room."""
    noted = {index: one.highest for index, one in enumerate(pains) if one.highest is not None}
    highest = max(noted.values(), default=0)
    lower_y = 28 if highest == 10 else 14
    row = Row(key, title, "pain, highest", f"{highest} of 10", lower_y + 8, lower_y + 6)
    row.numbers = [
        Number(_percent(index + 0.5), lower_y if index % 2 else 14, str(number))
        for index, number in noted.items()
    ]
    return row
