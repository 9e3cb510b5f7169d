from __future__ import annotations

import datetime as dt
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from gaitlog.lib import units
from gaitlog.lib.units import DistanceUnit
from gaitlog.runs.models.run import Run
from gaitlog.runs.models.run_query import RunQuerySet


class RaceQuerySet(models.QuerySet["Race"]):
    def coming(self, today: dt.date) -> Self:
        """Races from today on, the next first; one with its result is over."""
        return self.filter(on__gte=today, result_s=None).order_by("on", "pk")

    def for_list(self) -> Self:
        """Everything that a race is shown with."""
        return self.select_related("run")

    def past(self, today: dt.date) -> Self:
        """Those that were, the latest first."""
        return self.filter(Q(on__lt=today) | Q(result_s__isnull=False)).order_by("-on", "-pk")


class Race(models.Model):
    """A race: when it is, what it is meant to be, and how it came out."""

    class Importance(models.TextChoices):
        A = "A", "A, the one it is all for"
        B = "B", "B, it matters"
        C = "C", "C, for the fun of it"

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="races")
    name = models.CharField(max_length=80)
    on = models.DateField("date")
    distance_m = models.PositiveIntegerField("distance", null=True, blank=True)
    importance = models.CharField(max_length=1, choices=Importance, blank=True)
    goal = models.CharField(max_length=200, blank=True)
    goal_s = models.PositiveIntegerField("time hoped for", null=True, blank=True)
    result_s = models.PositiveIntegerField("result", null=True, blank=True)
    run = models.OneToOneField(
        Run, models.SET_NULL, null=True, blank=True, related_name="race", verbose_name="its run"
    )
    note = models.TextField(blank=True, max_length=4000)

    objects = RaceQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["owner", "on"], name="race_owner_on")]
        constraints = [
            models.CheckConstraint(
                condition=Q(importance__in=["", "A", "B", "C"]), name="race_importance_known"
            ),
            models.CheckConstraint(
                condition=Q(result_s=None) | Q(result_s__gt=0), name="race_result_not_nothing"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("races:update", args=[self.pk])

    def about(self, unit: DistanceUnit) -> str:
        """The line under it: “10.00 km · hoped for 48:00 · relaxed to the end”."""
        words = (
            self.distance_m and f"{units.distance(self.distance_m, unit)}\N{NO-BREAK SPACE}{unit}",
            self.goal_s and f"hoped for {units.clock(self.goal_s)}",
            self.goal,
        )
        return " · ".join(word for word in words if word)


def with_race(runs: RunQuerySet) -> RunQuerySet:
    """Runs with the race that each was, or one of its day that waits for its run and result."""
    waiting = Race.objects.filter(
        owner=OuterRef("owner"), on=OuterRef("on"), run=None, result_s=None
    )
    return runs.select_related("race").annotate(
        waiting_race=Subquery(waiting.values("pk")[:1]),
        waiting_race_name=Subquery(waiting.values("name")[:1]),
    )
