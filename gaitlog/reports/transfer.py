"""From drills to running: practice of a week beside the longest hold of the week after it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gaitlog.lib import charts, units
from gaitlog.lib.charts import Tick
from gaitlog.lib.weeks import Week
from gaitlog.reports.trend_panels import Grid
from gaitlog.runs.models import Run

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

WEEKS = 26
FEW = 6  # below so many weeks there is nothing to be seen
FIRST_MIN, FIRST_S = 10, 15  # the first steps of the scales
BASE, TOP, HEIGHT = 196, 10, 220
LEFT, RIGHT = 25, 975  # of the drawing, in units of its width: every point lies inside


@dataclass(frozen=True, slots=True)
class TransferWeek:
    """A week's practice, and the longest hold in the runs of the seven days after it."""

    week: Week
    practice_min: int
    hold_s: int | None  # None where nothing was run in these days

    @property
    def after(self) -> Week:
        return self.week.back(-1)


@dataclass(frozen=True, slots=True)
class Transfer:
    """The weeks from the first that was practised in, the latest last."""

    weeks: list[TransferWeek]

    @property
    def points(self) -> list[TransferWeek]:
        """Those that have both."""
        return [week for week in self.weeks if week.hold_s is not None]

    @property
    def are_few(self) -> bool:
        return len(self.points) < FEW


@dataclass(frozen=True, slots=True)
class Scatter:
    """Each week as a point: practice to the right, hold upwards."""

    height: int
    base: int
    dots: str
    rows: list[Grid]  # of minutes held
    columns: list[Tick]  # of minutes practised


def transfer(user: User, *, today: dt.date) -> Transfer:
    """The weeks whose week after is over, in two queries.

    Short runs within a practice are left out of the hold: they are the practice.
    """
    last = user.week_of(today).back(2)
    first = last.back(WEEKS - 1)
    minutes: dict[Week, int] = defaultdict(int)
    for on, spent in user.practices.between(first.first_day, last.last_day).values_list(
        "on", "minutes"
    ):
        minutes[user.week_of(on)] += spent
    holds: dict[Week, int] = {}
    runs = user.runs.filter(kind=Run.Kind.RUN)
    after = runs.between(first.back(-1).first_day, last.back(-1).last_day)
    for on, hold_s in after.order_by().values_list("on", "hold_s"):
        week = user.week_of(on)
        holds[week] = max(holds.get(week, 0), hold_s)
    begun = min(minutes, default=None)
    return Transfer(
        [
            TransferWeek(week, minutes.get(week, 0), holds.get(week.back(-1)))
            for week in (begun.until(last) if begun else [])
        ]
    )


def scatter(report: Transfer) -> Scatter:
    """How the points are drawn. Both scales double from line to line, for a clinic is long and
    a first hold is short."""
    minutes = charts.doublings((week.practice_min for week in report.points), FIRST_MIN)
    holds_s = charts.doublings((week.hold_s or 0 for week in report.points), FIRST_S)

    def x(practice_min: int) -> float:
        part = charts.doubling(practice_min, FIRST_MIN) / (len(minutes) - 1)
        return LEFT + (RIGHT - LEFT) * part

    def y(hold_s: int) -> float:
        return BASE - (BASE - TOP) * charts.doubling(hold_s, FIRST_S) / (len(holds_s) - 1)

    places = [(x(week.practice_min), y(week.hold_s or 0)) for week in report.points]
    return Scatter(
        height=HEIGHT,
        base=BASE,
        dots="".join(f"M{across:.1f} {up:.1f}h.01" for across, up in places),
        rows=[Grid(round(y(hold_s)), units.clock(hold_s)) for hold_s in holds_s],
        columns=[Tick(round(x(n) / charts.WIDTH * 100, 1), str(n)) for n in minutes],
    )
