"""What the parts of the demo share."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from gaitlog.accounts.models import User
from gaitlog.lib.weeks import DAYS, Week
from gaitlog.runs.models import Focus
from gaitlog.shoes.models import Shoe

WEEKS = 30
CLINIC_WEEK = 4
ACCIDENT_WEEK = 10
BACK_WEEK = 12
WATCH_WEEK = 16  # from here on a watch counts steps and metres of the first run of a week
RACE_WEEK = 27
NEXT_RACE_WEEK = 32


@dataclass(slots=True)
class Story:
    """Whose weeks they are, and when it began."""

    user: User
    first: Week
    today: dt.date
    chance: random.Random
    shoes: dict[str, Shoe]
    focuses: dict[str, Focus]

    def day(self, week: int, weekday: int) -> dt.date:
        return self.first.first_day + dt.timedelta(days=DAYS * week + weekday)
