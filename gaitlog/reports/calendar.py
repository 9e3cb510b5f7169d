"""What stands beside the weeks: races by their names, and days that running was not as usual."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, DateField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from gaitlog.core.prepared import prepared
from gaitlog.drills.models import Practice
from gaitlog.runs.models import Away, Race

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

RACE = "race"
RACE_COLUMNS = ("on", "name", "distance_m", "goal", "goal_s")


@dataclass(frozen=True, slots=True)
class AwayDays:
    """Some days of a pause or a journey; ``until_on`` None where it is not over."""

    from_on: dt.date
    until_on: dt.date | None
    kind: str  # “travel”
    text: str  # “Travel, Stockholm”

    def touches(self, first: dt.date, last: dt.date) -> bool:
        return self.from_on <= last and (self.until_on is None or self.until_on >= first)


@dataclass(slots=True)
class Calendar:
    """The races and the days away of some time."""

    races: list[tuple[dt.date, str]] = field(default_factory=list)
    aways: list[AwayDays] = field(default_factory=list)


def calendar(user: User, first: dt.date, last: dt.date) -> Calendar:
    """What there is from one day to another, in one query."""
    found = Calendar()
    for kind, from_on, until_on, text in _races_and_aways(user.pk, first, last):
        if kind == RACE:
            found.races.append((from_on, text))
        else:
            away_row = Away(kind=kind, reason=text)
            said = away_row.get_kind_display(), str(away_row)
            found.aways.append(AwayDays(from_on, until_on, *said))
    return found


@prepared
def _races_and_aways(owner: int, first: dt.date, last: dt.date) -> QuerySet[Race, tuple[Any, ...]]:
    races = Race.objects.filter(owner=owner, on__range=(first, last)).order_by()
    no_day = Cast(Value(None), DateField())
    named = races.values_list(Value(RACE, CharField()), "on", no_day, "name")
    aways = Away.objects.filter(owner=owner).touching(first, last).order_by()
    away = aways.values_list(F("kind"), "from_on", "until_on", "reason")
    return named.union(away, all=True).order_by("on")


@dataclass(frozen=True, slots=True)
class PracticeDay:
    """A day of practice: how many parts it had, and whether it goes on."""

    on: dt.date
    parts: int
    is_going_on: bool


def practices_and_race(
    user: User, first: dt.date, last: dt.date, *, today: dt.date
) -> tuple[list[PracticeDay], Race | None]:
    """The practices from one day to another, and the next race, in one query."""
    found = _practices_and_races(user.pk, first, last, today)
    row = next((row for row in found if row[0]), None)
    race = Race(pk=row[0], **dict(zip(RACE_COLUMNS, row[1:], strict=True))) if row else None
    days = [
        PracticeDay(on, parts, bool(is_going_on))
        for pk, on, _, parts, _, is_going_on in found
        if not pk
    ]
    return days, race


@prepared
def _practices_and_races(
    owner: int, first: dt.date, last: dt.date, today: dt.date
) -> QuerySet[Race, tuple[Any, ...]]:
    nothing = Value("", CharField())
    races = Race.objects.filter(owner=owner).coming(today).order_by()
    practices = Practice.objects.filter(owner=owner).between(first, last).order_by()
    rows = practices.annotate(parts=Count("blocks")).values_list(
        Value(0), "on", nothing, "parts", nothing, Cast("is_going_on", IntegerField())
    )
    return races.values_list("pk", *RACE_COLUMNS).union(rows, all=True).order_by("on")
