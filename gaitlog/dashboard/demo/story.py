"""What the parts of the demo share."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from gaitlog.accounts.models import User
from gaitlog.lib.weeks import DAYS, Week
from gaitlog.runs.models import Focus
from gaitlog.shoes.models import Shoe

WEEKS = 26
CLINIC_WEEK = 8
ACCIDENT_WEEK = 14
BACK_WEEK = 16


@dataclass(slots=True)
class Story:
    """Whose half year it is, and when it began."""

    user: User
    first: Week
    today: dt.date
    chance: random.Random
    shoes: dict[str, Shoe]
    focuses: dict[str, Focus]

    def day(self, week: int, weekday: int) -> dt.date:
        return self.first.first_day + dt.timedelta(days=DAYS * week + weekday)
