from __future__ import annotations

from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Max, Q
from django.urls import reverse

from gaitlog.runs.choices import Feedback, Skipped
from gaitlog.runs.models.named import Named
from gaitlog.runs.models.run import Run

SCALES = ("wanted", "glad", "concentration", "confidence", "tempo_matched")


def from_1_to_5(label: str) -> Any:
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )


class FormNote(models.Model):
    """How the form of a run was, as the runner tells it afterwards."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="form_notes")
    run = models.OneToOneField(Run, models.CASCADE, related_name="form_note", editable=False)
    wanted = from_1_to_5("how much you wanted to go")
    glad = from_1_to_5("how glad you are that you went")
    concentration = from_1_to_5("how well you kept your mind on it")
    confidence = from_1_to_5("how sure you felt")
    faded_at_s = models.PositiveIntegerField("when it went", null=True, blank=True)
    feedback = models.CharField(
        "what told you how it went", max_length=9, choices=Feedback, blank=True
    )
    tempo_spm = models.PositiveSmallIntegerField(
        "beats a minute",
        null=True,
        blank=True,
        validators=[MinValueValidator(60), MaxValueValidator(240)],
    )
    tempo_matched = from_1_to_5("how well the steps matched")
    skipped_reason = models.CharField("why none of it", max_length=7, choices=Skipped, blank=True)

    class Meta:
        ordering = ["-run__on", "-pk"]
        verbose_name = "note of form"
        verbose_name_plural = "notes of form"
        constraints = [
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__range": (1, 5)}),
                    name=f"form_note_{name}_1_to_5",
                )
                for name in SCALES
            ),
            models.CheckConstraint(
                condition=Q(tempo_spm=None) | Q(tempo_spm__range=(60, 240)),
                name="form_note_tempo_plausible",
            ),
        ]

    def __str__(self) -> str:
        on = self.run.on
        return f"Form on {on:%a} {on.day} {on:%b %Y}"

    def get_absolute_url(self) -> str:
        return reverse("runs:form_notes", args=[self.run_id])

    def validate_constraints(self, exclude: object = None) -> None:
        """The form holds each by itself: asking the database again costs queries."""


class SlipKindQuerySet(models.QuerySet["SlipKind"]):
    def for_list(self) -> Self:
        """Each with how often and when it was noted, the last noted first."""
        return self.annotate(
            slips_count=Count("slips"), last_on=Max("slips__note__run__on")
        ).order_by(F("last_on").desc(nulls_last=True), "name")


class SlipKind(Named):
    """A sign that the form was going, in the runner's words."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="slip_kinds")

    objects = SlipKindQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = "sign"

    def get_absolute_url(self) -> str:
        return reverse("focus:sign_update", args=[self.pk])


class Slip(models.Model):
    """A sign that was noted of a run."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="slips")
    note = models.ForeignKey(FormNote, models.CASCADE, related_name="slips")
    kind = models.ForeignKey(SlipKind, models.RESTRICT, related_name="slips")

    class Meta:
        ordering = ["note_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["note", "kind"], name="slip_once_a_note")]

    def __str__(self) -> str:
        return self.kind.name
