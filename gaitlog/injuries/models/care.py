from __future__ import annotations

import datetime as dt
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse

from gaitlog.injuries.choices import By, Outcome
from gaitlog.injuries.models.injury import Injury


class Treatment(models.Model):
    """Something that was done about an injury on a day, and how it was after it."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="treatments")
    injury = models.ForeignKey(Injury, models.CASCADE, related_name="treatments")
    on = models.DateField("day")
    what = models.CharField("what was done", max_length=200)
    by = models.CharField("by", max_length=9, choices=By, blank=True)
    outcome = models.CharField("and then it was", max_length=6, choices=Outcome, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["owner", "injury"], name="treatment_owner_injury")]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("injuries:treatment_update", args=[self.pk])


class ReturnStep(models.Model):
    """A rung on the way back to full training, with the gate that leads to the next one."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="return_steps")
    injury = models.ForeignKey(Injury, models.CASCADE, related_name="return_steps")
    position = models.PositiveSmallIntegerField(default=0)
    what = models.CharField("step", max_length=120)
    gate = models.CharField("gate", max_length=200, blank=True)
    is_full_training = models.BooleanField(default=False, editable=False)
    passed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["injury", "is_full_training", "position", "pk"]
        indexes = [models.Index(fields=["owner", "injury"], name="return_step_owner_injury")]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("injuries:step_update", args=[self.pk])

    def set_passed(self, on: dt.date | None) -> None:
        """Note that its gate was passed on a day; None takes that back."""
        self.passed_on = on
        self.save(update_fields=["passed_on"])
