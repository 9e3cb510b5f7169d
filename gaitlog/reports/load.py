"""The load of the runner's last weeks, as plain numbers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gaitlog.lib.load import Session, WeekLoad, week_load
from gaitlog.lib.weeks import Week
from gaitlog.runs.models import Run

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

WEEKS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A week of the table."""

    week: Week
    of: WeekLoad
    has_estimate: bool  # filled in from memory: it has minutes, and no effort


def load(user: User, *, today: dt.date) -> list[Row]:
    """The last weeks from the first run on, this one included and newest first, in one query."""
    last = user.week_of(today)
    weeks = last.back(WEEKS - 1).until(last)
    runs = user.runs.between(weeks[0].first_day, last.last_day)
    sessions: dict[dt.date, list[Session]] = defaultdict(list)
    estimated = set()
    for on, kind, moving_s, effort in runs.values_list("on", "kind", "moving_s", "effort"):
        first_day = user.week_of(on).first_day
        if kind == Run.Kind.ESTIMATE:
            estimated.add(first_day)
        else:
            sessions[first_day].append(Session(on, moving_s, effort))
    rows = []
    for week in reversed(weeks):
        has_estimate = week.first_day in estimated
        own = sessions[week.first_day]
        loads = week_load(week, own, today=today, is_complete=not has_estimate)
        rows.append(Row(week, loads, has_estimate))
    while rows and not (rows[-1].of.runs or rows[-1].has_estimate):
        rows.pop()  # nothing was logged yet
    return rows
