from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from gaitlog.core.prepared import prepared
from gaitlog.runs.choices import Gait, Known
from gaitlog.runs.models.typed import SECTION_COLUMNS


class Section(models.Model):
    """A stretch of a run in one gait."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sections", db_index=False
    )
    run = models.ForeignKey(  # found by their places, and by that index only
        "runs.Run", models.CASCADE, related_name="sections", db_index=False
    )
    position = models.PositiveSmallIntegerField()
    gait = models.CharField(max_length=7, choices=Gait)
    seconds = models.PositiveIntegerField()
    known = models.CharField(max_length=7, choices=Known, default=Known.EXACT)
    distance_m = models.PositiveIntegerField(null=True, blank=True)
    cadence_spm = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["run_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="section_one_per_place"),
            models.CheckConstraint(condition=Q(seconds__gt=0), name="section_not_empty"),
            models.CheckConstraint(
                condition=Q(gait__in=["pose", "natural", "walk"]), name="section_gait_known"
            ),
            models.CheckConstraint(
                condition=Q(known__in=["exact", "stretch", "sum"]), name="section_known_known"
            ),
            models.CheckConstraint(
                condition=Q(cadence_spm=None) | Q(cadence_spm__range=(30, 300)),
                name="section_cadence_plausible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gait} {self.seconds} s"


@prepared
def sections_of(runs: Sequence[int]) -> models.QuerySet[Section, tuple[Any, ...]]:
    """The run of each section of these, and its columns, in order."""
    return Section.objects.filter(run__in=runs).values_list("run_id", *SECTION_COLUMNS)
