from __future__ import annotations

from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from gaitlog.lib import strikes
from gaitlog.lib.strikes import LANDINGS, STRIKES, Strikes
from gaitlog.lib.units import FASTEST_S_PER_KM, SLOWEST_S_PER_KM
from gaitlog.runs.choices import Foot, Landing, Moment, Source, Strike
from gaitlog.runs.models.run import Run

COUNTS = (*STRIKES, *LANDINGS)
MOST_STEPS = 9999


def count_of_steps(label: str) -> Any:
    return models.PositiveSmallIntegerField(
        label, default=0, blank=True, validators=[MaxValueValidator(MOST_STEPS)]
    )


class StrikeCheckQuerySet(models.QuerySet["StrikeCheck"]):
    def seen(self) -> Self:
        """Those that somebody or something saw."""
        return self.exclude(source=Source.FELT)


class StrikeCheck(models.Model):
    """Which part of the foot met the ground and where, and how that is known.

    What was felt is one word for the whole run: one of the counts is 1.
    """

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="strike_checks"
    )
    run = models.ForeignKey(
        Run, models.CASCADE, null=True, blank=True, related_name="strike_checks"
    )
    on = models.DateField("day")
    source = models.CharField("how it is known", max_length=6, choices=Source)
    foot = models.CharField(max_length=5, choices=Foot, default=Foot.BOTH)
    rearfoot = count_of_steps("on the heel")
    midfoot = count_of_steps("on the midfoot")
    forefoot = count_of_steps("on the forefoot")
    ahead = count_of_steps("out in front")
    under = count_of_steps("under the body")
    moment = models.CharField("when in the run", max_length=6, choices=Moment, blank=True)
    pace_s_per_km = models.PositiveSmallIntegerField(
        "pace",
        null=True,
        blank=True,
        validators=[MinValueValidator(FASTEST_S_PER_KM), MaxValueValidator(SLOWEST_S_PER_KM)],
    )
    by = models.CharField("who looked", max_length=120, blank=True)
    note = models.TextField(blank=True, max_length=2000)

    objects = StrikeCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = "foot strike check"
        indexes = [models.Index(fields=["owner", "-on"], name="strike_check_owner_on")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(rearfoot=0, midfoot=0, forefoot=0, ahead=0, under=0),
                name="strike_check_has_a_count",
            ),
            models.CheckConstraint(
                condition=Q(source__in=["felt", "video", "sensor", "coach"]),
                name="strike_check_source_known",
            ),
            models.UniqueConstraint(
                fields=["run"], condition=Q(source="felt"), name="strike_check_felt_once_a_run"
            ),
        ]

    def __str__(self) -> str:
        on = self.on
        return f"Foot strike, {self.get_source_display()}, {on:%a} {on.day} {on:%b %Y}"

    def get_absolute_url(self) -> str:
        return reverse("runs:strike_update", args=[self.pk])

    @property
    def word(self) -> str:
        """The strike that was felt, in a word; empty where none was."""
        return next((one.label for one in Strike if getattr(self, one)), "")

    @property
    def landing_word(self) -> str:
        return next((one.label for one in Landing if getattr(self, one)), "")

    @property
    def counted(self) -> Strikes:
        """Its counts as plain data."""
        counts = {name: getattr(self, name) for name in COUNTS}
        return Strikes(strikes.Source(self.source), **counts)

    def validate_constraints(self, exclude: object = None) -> None:
        """The form holds each by itself: asking the database again costs queries."""
