"""Weeks as the runner counts them: from their own first weekday, by local date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

DAYS = 7
OFFSETS = tuple(dt.timedelta(days=n) for n in range(DAYS))


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """Seven days from ``first_day`` on."""

    first_day: dt.date

    @classmethod
    def of(cls, day: dt.date, first_weekday: int) -> Week:
        """The week that ``day`` lies in; ``first_weekday`` counts from Monday = 0."""
        return cls(day - dt.timedelta(days=(day.weekday() - first_weekday) % DAYS))

    @property
    def last_day(self) -> dt.date:
        return self.first_day + dt.timedelta(days=DAYS - 1)

    @property
    def days(self) -> list[dt.date]:
        return [self.first_day + offset for offset in OFFSETS]

    def back(self, weeks: int) -> Week:
        return Week(self.first_day - dt.timedelta(weeks=weeks))

    def __contains__(self, day: dt.date) -> bool:
        return self.first_day <= day <= self.last_day

    def until(self, last: Week) -> list[Week]:
        """This week and all that follow, up to and with ``last``."""
        return [Week(self.first_day + dt.timedelta(DAYS * n)) for n in range(self.count_to(last))]

    def count_to(self, last: Week) -> int:
        """How many weeks that are."""
        return (last.first_day - self.first_day).days // DAYS + 1
