"""When each focus was worked on and each sign noted, and how it went, as drawings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gaitlog.lib import charts
from gaitlog.lib.charts import Tick
from gaitlog.lib.weeks import Week
from gaitlog.runs.models import Named

WEEKS = 26
LANE_Y = 12
BASE_Y, TOP_Y = 64, 8  # of a line
BEST = 5  # of the ratings
FADE_STEPS_MIN = (1, 2, 5, 10, 15, 30, 60)


@dataclass(frozen=True, slots=True)
class Lane:
    """One word over the weeks: a dot for each week in which runs named it."""

    word: Named
    runs: int
    dots: str


@dataclass(frozen=True, slots=True)
class History:
    """The weeks of some words, one lane for each that was named in them."""

    first_day: dt.date
    last_day: dt.date
    lanes: list[Lane]

    @property
    def dates(self) -> list[Tick]:
        said = [f"{day.day} {day:%b}" for day in (self.first_day, self.last_day)]
        return [Tick(0, said[0], "start"), Tick(100, said[1], "end")]


def first_day_of(last: Week) -> dt.date:
    """The first of the days that a history up to a week begins with."""
    return last.back(WEEKS - 1).first_day


def history(words: Iterable[Named], runs: Iterable[tuple[int, dt.date]], last: Week) -> History:
    """``runs`` are the word and the day of each run in the weeks up to ``last``."""
    first = last.back(WEEKS - 1)
    days: dict[int, list[dt.date]] = {}
    for key, on in runs:
        days.setdefault(key, []).append(on)
    lanes = [_lane(word, days[word.pk], first) for word in words if word.pk in days]
    return History(first.first_day, last.last_day, lanes)


def _lane(word: Named, days: list[dt.date], first: Week) -> Lane:
    worked = {(day - first.first_day).days // 7 for day in days}
    values = [1 if week in worked else None for week in range(WEEKS)]
    _, dots = charts.line(values, top=2, y0=LANE_Y, y1=0)
    return Lane(word, len(days), dots)


@dataclass(frozen=True, slots=True)
class Line:
    """A number of each of some runs, oldest first, over the steps of its scale."""

    count: int
    stroke: str
    dots: str
    steps: list[tuple[int, int]]  # each step that is named, and where it is drawn


def ratings(values: Sequence[int | None]) -> Line:
    """The drawing of ratings from 1 to 5."""
    return _line(values, top=BEST, steps=range(1, BEST + 1))


def fades(values_s: Sequence[int]) -> Line:
    """The drawing of the minutes at which the form went."""
    top_min, step_min = charts.ceiling(-(-max(values_s, default=0) // 60), FADE_STEPS_MIN, 3)
    drawn = _line(values_s, top=60 * top_min, steps=range(0, 60 * top_min + 1, 60 * step_min))
    return replace(drawn, steps=[(step // 60, y) for step, y in drawn.steps])


def _line(values: Sequence[int | None], *, top: int, steps: Iterable[int]) -> Line:
    stroke, dots = charts.line(values, top=top, y0=BASE_Y, y1=TOP_Y)
    drawn = [(step, round(BASE_Y - (BASE_Y - TOP_Y) * step / top)) for step in steps]
    return Line(len(values), stroke, dots, drawn)
