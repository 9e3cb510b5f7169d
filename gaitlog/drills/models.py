from __future__ import annotations

import datetime as dt
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Max, Prefetch, Q
from django.db.models.functions import Lower
from django.urls import reverse


class Element(models.TextChoices):
    """What a drill is for."""

    POSE = "pose", "standing"
    FALL = "fall", "falling"
    PULL = "pull", "pulling"
    CADENCE = "cadence", "cadence"
    OTHER = "other", "other"


class Who(models.TextChoices):
    SOLO = "solo", "alone"
    WALL = "wall", "at a wall"
    PARTNER = "partner", "with a partner"


class Level(models.IntegerChoices):
    BASIC = 1, "basic"
    INTERMEDIATE = 2, "intermediate"
    ADVANCED = 3, "advanced"


class Quality(models.IntegerChoices):
    """How well a practice went, as it felt."""

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
        return reverse("drills:update_drill", args=[self.pk])

    @property
    def is_retired(self) -> bool:
        return self.retired_on is not None

    def retire(self, on: dt.date) -> None:
        self.retired_on = on
        self.save(update_fields=["retired_on"])

    def use_again(self) -> None:
        self.retired_on = None
        self.save(update_fields=["retired_on"])


class PracticeQuerySet(models.QuerySet["Practice"]):
    def between(self, first: dt.date, last: dt.date) -> Self:
        return self.filter(on__range=(first, last))

    def for_list(self) -> Self:
        """Everything that a row of the practice list shows."""
        blocks = Block.objects.select_related("drill")
        return self.prefetch_related(Prefetch("blocks", blocks))


class Practice(models.Model):
    """A session of drills; with a coach it is a clinic. Its time never counts as running."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="practices")
    on = models.DateField("date")
    minutes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    quality = models.PositiveSmallIntegerField(
        "how it went", choices=Quality, null=True, blank=True
    )
    note = models.TextField(blank=True, max_length=4000)
    is_clinic = models.BooleanField("a clinic or lesson", default=False)
    coach = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=120, blank=True)
    companions = models.CharField("with", max_length=120, blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["owner", "-on"], name="practice_owner_on")]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 600)), name="practice_minutes_plausible"
            ),
            models.CheckConstraint(
                condition=Q(quality=None) | Q(quality__range=(1, 5)),
                name="practice_quality_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noun} of {self.on:%a} {self.on.day} {self.on:%b %Y}"

    def get_absolute_url(self) -> str:
        return reverse("drills:update", args=[self.pk])

    @property
    def noun(self) -> str:
        return "Clinic" if self.is_clinic else "Practice"

    @property
    def drill_names(self) -> list[str]:
        return [block.drill.name for block in self.blocks.all()]


class Block(models.Model):
    """A drill within a practice."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks")
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="blocks")
    drill = models.ForeignKey(Drill, models.RESTRICT, related_name="blocks")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["practice", "position"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "position"], name="block_one_per_place"),
        ]

    def __str__(self) -> str:
        return f"{self.position}"
