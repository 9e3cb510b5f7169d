from __future__ import annotations

import datetime as dt
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse

from gaitlog.drills.models.library import Drill
from gaitlog.drills.models.practice import LONGEST_MIN, Practice


class LessonQuerySet(models.QuerySet["Lesson"]):
    def between(self, first: dt.date, last: dt.date) -> Self:
        return self.filter(on__range=(first, last))

    def clinics(self) -> Self:
        return self.filter(kind=Lesson.Kind.CLINIC)

    def for_list(self) -> Self:
        """Lessons with what was said in them."""
        return self.prefetch_related("advices")

    def for_page(self) -> Self:
        """Everything that its own page shows."""
        advices = Advice.objects.select_related("drill", "focus")
        return self.select_related("practice").prefetch_related(Prefetch("advices", advices))


class Lesson(models.Model):
    """Something learned from somebody: who, where, and what was said."""

    class Kind(models.TextChoices):
        CLINIC = "clinic", "clinic"
        COACHING = "coaching", "coaching"
        PHYSIO = "physio", "physiotherapy"
        VIDEO = "video", "video review"

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="lessons")
    kind = models.CharField("what it was", max_length=8, choices=Kind, default=Kind.COACHING)
    on = models.DateField("date")
    minutes = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MIN)],
    )
    teacher = models.CharField("who taught", max_length=120, blank=True)
    place = models.CharField(max_length=120, blank=True)
    companions = models.CharField("with", max_length=120, blank=True)
    note = models.TextField(blank=True, max_length=4000)
    practice = models.OneToOneField(  # the drills that were done in it
        Practice, models.SET_NULL, null=True, blank=True, related_name="lesson"
    )

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["owner", "-on"], name="lesson_owner_on")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["clinic", "coaching", "physio", "video"]),
                name="lesson_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__range=(1, LONGEST_MIN)),
                name="lesson_minutes_plausible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noun} of {self.on:%a} {self.on.day} {self.on:%b %Y}"

    def get_absolute_url(self) -> str:
        return reverse("drills:lesson", args=[self.pk])

    @property
    def noun(self) -> str:
        return str(self.get_kind_display()).capitalize()


class Advice(models.Model):
    """Something that was said in a lesson, and the drill or focus that was made of it."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="advices")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="advices")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    drill = models.ForeignKey(Drill, models.SET_NULL, null=True, blank=True, related_name="advices")
    focus = models.ForeignKey(
        "runs.Focus", models.SET_NULL, null=True, blank=True, related_name="advices"
    )

    class Meta:
        verbose_name_plural = "advices"
        ordering = ["lesson", "position"]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "position"], name="advice_one_per_place"),
        ]

    def __str__(self) -> str:
        return self.text
