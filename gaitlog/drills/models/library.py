from __future__ import annotations

import datetime as dt
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Max, Min, Q
from django.db.models.functions import Lower
from django.urls import reverse


class Element(models.TextChoices):
    """What a drill is for."""

    POSE = "pose", "standing"
    FALL = "fall", "falling"
    PULL = "pull", "pulling"
    CADENCE = "cadence", "cadence"
    OTHER = "other", "other"


# What the elements of Pose are called for who learns something else.
NEUTRAL = {
    Element.POSE: "posture",
    Element.FALL: "lean",
    Element.PULL: "lift",
    Element.CADENCE: "cadence",
    Element.OTHER: "other",
}


class Who(models.TextChoices):
    SOLO = "solo", "alone"
    WALL = "wall", "at a wall"
    PARTNER = "partner", "with a partner"


class Level(models.IntegerChoices):
    BASIC = 1, "basic"
    INTERMEDIATE = 2, "intermediate"
    ADVANCED = 3, "advanced"


class Quality(models.IntegerChoices):
    """How well a practice or a part of it went, as it felt."""

    FELL_APART = 1, "fell apart"
    SHAKY = 2, "shaky"
    IN_PARTS = 3, "in parts"
    MOSTLY = 4, "mostly"
    FLOWED = 5, "flowed"


class DrillQuerySet(models.QuerySet["Drill"]):
    def in_use(self) -> Self:
        return self.filter(retired_on=None)

    def for_list(self) -> Self:
        """Drills with how often and when they were practised, the last practised first."""
        return self.annotate(
            practices_count=Count("blocks__practice", distinct=True),
            last_on=Max("blocks__practice__on"),
        ).order_by(F("last_on").desc(nulls_last=True), Lower("name"))

    def used_before(self, day: dt.date) -> Self:
        """Drills with the last day before this one that each was practised on, the last first.

        ``first_of_day`` is the first block of it on the day itself.
        """
        before = Q(blocks__practice__on__lt=day)
        return self.annotate(
            used_on=Max("blocks__practice__on", filter=before),
            first_of_day=Min("blocks__pk", filter=Q(blocks__practice__on=day)),
        ).order_by(F("used_on").desc(nulls_last=True), Lower("name"))


class Drill(models.Model):
    """An exercise: one of the starter library, or the runner's own."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drills")
    slug = models.CharField(max_length=30, blank=True)  # its name in the starter library
    name = models.CharField(max_length=80)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.BASIC)
    element = models.CharField("what for", max_length=8, choices=Element, default=Element.OTHER)
    who = models.CharField("done", max_length=8, choices=Who, default=Who.SOLO)
    dose = models.CharField("how much", max_length=80, blank=True)
    how_to = models.TextField("how it is done", blank=True, max_length=2000)
    retired_on = models.DateField(null=True, blank=True)

    objects = DrillQuerySet.as_manager()

    class Meta:
        ordering = ["level", "name"]
        constraints = [
            models.UniqueConstraint(
                "owner",
                Lower("name"),
                name="drill_name_once",
                violation_error_message="You already have a drill of that name.",
            ),
            models.UniqueConstraint(
                fields=["owner", "slug"], condition=~Q(slug=""), name="drill_from_library_once"
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 3)), name="drill_level_1_to_3"),
            models.CheckConstraint(
                condition=Q(element__in=["pose", "fall", "pull", "cadence", "other"]),
                name="drill_element_known",
            ),
            models.CheckConstraint(
                condition=Q(who__in=["solo", "wall", "partner"]), name="drill_who_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("drills:drill", args=[self.pk])

    @property
    def neutral_element(self) -> str:
        """What it is for, in words that are of no school."""
        return NEUTRAL[Element(self.element)]

    @property
    def is_retired(self) -> bool:
        return self.retired_on is not None

    def retire(self, on: dt.date) -> None:
        self.retired_on = on
        self.save(update_fields=["retired_on"])

    def use_again(self) -> None:
        self.retired_on = None
        self.save(update_fields=["retired_on"])
