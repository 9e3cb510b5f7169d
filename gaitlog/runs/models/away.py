from __future__ import annotations

import datetime as dt
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse


class AwayQuerySet(models.QuerySet["Away"]):
    def touching(self, first: dt.date, last: dt.date) -> Self:
        """Those that have a day between two, both included."""
        ends_later = Q(until_on__gte=first) | Q(until_on=None)
        return self.filter(ends_later, from_on__lte=last).order_by("from_on", "pk")

    def for_list(self) -> Self:
        """The latest first."""
        return self.order_by("-from_on", "-pk")


class Away(models.Model):
    """Days in which running was not what it usually is: a pause, a journey, an illness."""

    class Kind(models.TextChoices):
        PAUSE = "pause", "pause"
        TRAVEL = "travel", "travel"
        ILLNESS = "illness", "illness"
        OTHER = "other", "something else"

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="aways")
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True)
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.PAUSE)
    reason = models.CharField(max_length=200, blank=True)

    objects = AwayQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "pk"]
        verbose_name = "pause"
        indexes = [models.Index(fields=["owner", "from_on"], name="away_owner_from")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="away_ends_after_it_began",
                violation_error_message="It ends on the day it begins, or later.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["pause", "travel", "illness", "other"]),
                name="away_kind_known",
            ),
        ]

    def __str__(self) -> str:
        """“Travel, Stockholm”; what is something else is called by its reason."""
        if self.kind == self.Kind.OTHER and self.reason:
            return self.reason[:1].upper() + self.reason[1:]
        named = self.get_kind_display().capitalize()
        return f"{named}, {self.reason}" if self.reason else named

    def get_absolute_url(self) -> str:
        return reverse("away:update", args=[self.pk])

    def end(self, on: dt.date) -> None:
        """Running is as usual again from the day after; it lasts at least the day it began."""
        self.until_on = max(on, self.from_on)
        self.save(update_fields=["until_on"])
