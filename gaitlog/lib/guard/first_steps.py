"""Practice before the first minutes in the new gait."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

PRACTICES = 3  # our own choice
DAYS = 7  # courses ask for a week of drills before the first running


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """How many practices there were, and over how many days, the first and the last included."""

    practices: int
    days: int

    @classmethod
    def of(cls, practices: int, first_on: dt.date | None, last_on: dt.date | None) -> FirstSteps:
        days = (last_on - first_on).days + 1 if first_on and last_on else 0
        return cls(practices, days)

    @property
    def are_done(self) -> bool:
        return self.practices >= PRACTICES and self.days >= DAYS

    @property
    def wanted(self) -> int:
        return PRACTICES

    @property
    def wanted_days(self) -> int:
        return DAYS
