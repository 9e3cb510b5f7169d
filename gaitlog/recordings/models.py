from __future__ import annotations

from pathlib import Path
from typing import Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from gaitlog.lib.gaits import Gait, SectionData


def file_of(owner_uid: UUID, sha256: str) -> Path:
    """Where the original bytes of a recording lie; never named after what was uploaded."""
    return Path(settings.RECORDINGS) / str(owner_uid) / sha256


class RecordingQuerySet(models.QuerySet["Recording"]):
    def waiting(self) -> Self:
        """Files without a clock, which still need their date."""
        return self.filter(run=None)

    def of_file(self, sha256: str) -> Self:
        """The runs that came out of one file, with the number of their laps."""
        found = self.filter(sha256=sha256).select_related("run")
        return found.annotate(laps_count=Count("laps")).order_by("leg")


class Recording(models.Model):
    """The part of a watch's file that is one run; the file is kept as it came."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recordings")
    run = models.OneToOneField(
        "runs.Run", models.CASCADE, null=True, blank=True, related_name="recording"
    )
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    leg = models.PositiveSmallIntegerField(default=0)  # a multisport file holds several runs
    size = models.PositiveIntegerField()

    objects = RecordingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "sha256", "leg"], name="recording_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.run.get_absolute_url() if self.run else reverse("recordings:upload")

    @property
    def file(self) -> Path:
        return file_of(self.owner.uid, self.sha256)


class Lap(models.Model):
    """A lap of a recorded run, as the watch counted it."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="laps")
    recording = models.ForeignKey(Recording, models.CASCADE, related_name="laps")
    position = models.PositiveSmallIntegerField()
    seconds = models.PositiveIntegerField()
    distance_m = models.PositiveIntegerField(null=True, blank=True)
    cadence_spm = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["recording", "position"]
        constraints = [
            models.UniqueConstraint(fields=["recording", "position"], name="lap_one_per_place"),
            models.CheckConstraint(condition=Q(seconds__gt=0), name="lap_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.position}"

    @property
    def number(self) -> int:
        """Its number as the watch shows it."""
        return self.position + 1

    @property
    def data(self) -> SectionData:
        """The lap as a section, before it is said how it was run."""
        return SectionData(
            Gait.NATURAL,
            self.seconds,
            distance_m=self.distance_m,
            cadence_spm=self.cadence_spm,
        )
