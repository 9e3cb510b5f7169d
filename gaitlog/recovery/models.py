from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.urls import reverse

from gaitlog.core.dates import EARLIEST, LATEST
from gaitlog.core.prepared import prepared
from gaitlog.core.sql import DaysAsText
from gaitlog.lib import rhythm
from gaitlog.lib.rhythm import Keeping
from gaitlog.lib.rhythm import Pause as PauseDays

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

LAST_PLACE = 1000  # of a habit that was not put anywhere yet: behind those that were
PLAUSIBLE_DAY = [
    MinValueValidator(EARLIEST, message="Check the year."),
    MaxValueValidator(LATEST, message="Check the year."),
]


def in_words(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"


class Rhythm(models.TextChoices):
    DAILY = "daily", "every day"
    WEEKLY = "weekly", "a number of times in a week or more"
    AFTER_RUN = "after_run", "after each run"


class Measure(models.TextChoices):
    NONE = "", "just done"
    MINUTES = "minutes", "minutes"
    SETS = "sets", "sets"


class HabitQuerySet(models.QuerySet["Habit"]):
    def touching(self, first: dt.date, last: dt.date) -> Self:
        """Habits that were going at some time between two days."""
        return self.filter(Q(stopped_on=None) | Q(stopped_on__gt=first), started_on__lte=last)

    def for_trends(self, first: dt.date, last: dt.date) -> Self:
        """Habits that were going between two days, with ``ticked``."""
        ticks = Tick.objects.filter(habit=OuterRef("pk")).between(first, last).order_by()
        days = ticks.values("habit").annotate(days=DaysAsText("on")).values("days")
        return self.touching(first, last).annotate(ticked=Subquery(days))

    def for_rows(self) -> Self:
        """With the last day of each, which a row of the week or of today needs."""
        last = Tick.objects.filter(habit=OuterRef("pk")).order_by("-on").values("on")[:1]
        return self.annotate(last_on=Subquery(last))


class Habit(models.Model):
    """Something done to stay whole, in a rhythm of its own."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="habits")
    slug = models.CharField(max_length=30, blank=True)  # its name among the ready-made ones
    name = models.CharField(max_length=60)
    rhythm = models.CharField(max_length=9, choices=Rhythm, default=Rhythm.DAILY)
    times = models.PositiveSmallIntegerField(
        "times", default=1, validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    every_weeks = models.PositiveSmallIntegerField(
        "every … weeks", default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    measure = models.CharField("also note", max_length=7, choices=Measure, blank=True, default="")
    started_on = models.DateField("started", validators=PLAUSIBLE_DAY)
    stopped_on = models.DateField("stopped", null=True, blank=True, validators=PLAUSIBLE_DAY)
    position = models.PositiveSmallIntegerField(default=LAST_PLACE)

    last_on: dt.date | None  # of its last tick, where it comes from ``for_rows``
    ticked: str | None  # the days of its ticks as text, where it comes from ``for_trends``
    pauses_read: tuple[PauseDays, ...] | None = None  # where they were read for many habits

    objects = HabitQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                "owner",
                Lower("name"),
                name="habit_name_once",
                violation_error_message="You already have a habit of that name.",
            ),
            models.CheckConstraint(
                condition=Q(times__range=(1, 7)) & Q(every_weeks__range=(1, 12)),
                name="habit_rhythm_plausible",
            ),
            models.CheckConstraint(
                condition=Q(stopped_on=None) | Q(stopped_on__gte=F("started_on")),
                name="habit_stopped_after_started",
                violation_error_message="A habit stops after it was started.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("recovery:update", args=[self.pk])

    @property
    def rhythm_words(self) -> str:
        """The rhythm as it is said: “every day”, “twice a week”, “every 3 weeks”."""
        if self.rhythm != Rhythm.WEEKLY:
            return self.get_rhythm_display()
        often = {1: "once", 2: "twice"}.get(self.times, f"{self.times} times")
        if self.every_weeks == 1:
            return f"{often} a week"
        return f"{'' if self.times == 1 else often + ' '}every {self.every_weeks} weeks"

    @property
    def keeping(self) -> Keeping:
        """How it is meant and when it is kept, as plain data; reads its pauses."""
        return Keeping(
            rhythm=rhythm.Rhythm(self.rhythm),
            started_on=self.started_on,
            times=self.times,
            every_weeks=self.every_weeks,
            stopped_on=self.stopped_on,
            pauses=tuple(pause.data for pause in self.pauses.all())
            if self.pauses_read is None
            else self.pauses_read,
        )

    def state_on(self, day: dt.date) -> str:
        """“stopped”, “paused” or nothing; reads its pauses."""
        kept = self.keeping
        if kept.is_stopped_on(day):
            return "stopped"
        return "paused" if kept.is_paused_on(day) else ""

    def last_tick(self) -> dt.date | None:
        return self.ticks.order_by("-on").values_list("on", flat=True).first()

    def stop(self, on: dt.date) -> None:
        """Stop it from a day on, unless it was stopped before."""
        on = max(on, self.started_on)
        if self.stopped_on is None or on < self.stopped_on:
            self.stopped_on = on
            self.save(update_fields=["stopped_on"])


class Pause(models.Model):
    """Days on which a habit is not asked for, the last one included."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="pauses")
    habit = models.ForeignKey(Habit, models.CASCADE, related_name="pauses")
    from_on = models.DateField("paused from", validators=PLAUSIBLE_DAY)
    until_on = models.DateField("until", null=True, blank=True, validators=PLAUSIBLE_DAY)

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="pause_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["habit"], condition=Q(until_on=None), name="pause_one_open"
            ),
        ]

    def __str__(self) -> str:
        until = f" to {in_words(self.until_on)}" if self.until_on else ", with no end yet"
        return f"pause from {in_words(self.from_on)}{until}"

    @property
    def data(self) -> PauseDays:
        """The pause as plain data."""
        return PauseDays(self.from_on, self.until_on)


class TickQuerySet(models.QuerySet["Tick"]):
    def between(self, first: dt.date, last: dt.date) -> Self:
        return self.filter(on__range=(first, last))

    def with_habit(self) -> Self:
        """With all that a row of its habit needs."""
        return self.select_related("habit").prefetch_related("habit__pauses")


class Tick(models.Model):
    """A habit done on a day."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ticks")
    habit = models.ForeignKey(Habit, models.RESTRICT, related_name="ticks")
    on = models.DateField()
    amount = models.PositiveSmallIntegerField(  # minutes or sets, as the habit says
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )

    objects = TickQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["owner", "on"], name="tick_owner_on")]
        constraints = [
            models.UniqueConstraint(fields=["habit", "on"], name="tick_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.on}"


def habits_for_rows(user: User) -> list[Habit]:
    """The habits with all that a row of the week or of today shows but the ticks of its week."""
    return _with_pauses(user, _for_rows(user.pk))


def habits_for_trends(user: User, first: dt.date, last: dt.date) -> list[Habit]:
    """The habits that were going between two days, with their pauses and ``ticked``."""
    return _with_pauses(user, _for_trends(user.pk, first, last))


def _with_pauses(user: User, habits: list[Habit]) -> list[Habit]:
    found: dict[int, list[PauseDays]] = defaultdict(list)
    for habit_pk, from_on, until_on in _pauses(user.pk) if habits else []:
        found[habit_pk].append(PauseDays(from_on, until_on))
    for habit in habits:
        habit.pauses_read = tuple(found[habit.pk])
    return habits


def ticks_between(user: User, first: dt.date, last: dt.date) -> list[tuple[Any, ...]]:
    """Of each tick between two days its habit, its day and its amount."""
    return _ticks(user.pk, first, last)


@prepared
def _for_rows(owner: int) -> HabitQuerySet:
    return Habit.objects.filter(owner=owner).for_rows()


@prepared
def _for_trends(owner: int, first: dt.date, last: dt.date) -> HabitQuerySet:
    return Habit.objects.filter(owner=owner).for_trends(first, last)


@prepared
def _pauses(owner: int) -> models.QuerySet[Pause, tuple[Any, ...]]:
    return Pause.objects.filter(owner=owner).values_list("habit_id", "from_on", "until_on")


@prepared
def _ticks(owner: int, first: dt.date, last: dt.date) -> models.QuerySet[Tick, tuple[Any, ...]]:
    ticks = Tick.objects.filter(owner=owner).between(first, last)
    return ticks.values_list("habit_id", "on", "amount")
