from __future__ import annotations

import datetime as dt
import secrets
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone

LINK_KIND = "gls"  # what every secret of a coach link begins with
LIFETIMES_DAYS = (7, 30, 90, 365)


def new_public_id() -> str:
    return secrets.token_hex(8)


class CoachLinkQuerySet(models.QuerySet["CoachLink"]):
    def live(self) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class CoachLink(models.Model):
    """A secret, expiring, read-only address for a coach or physiotherapist."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="coach_links")
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    token_digest = models.CharField(max_length=64, unique=True)
    label = models.CharField("for", max_length=60, help_text="Who it is for. They see this name.")
    shown_name = models.CharField(
        "your name on the page", max_length=60, blank=True, help_text="Empty: no name is shown."
    )
    shows_injuries = models.BooleanField("injuries", default=False)
    shows_notes = models.BooleanField("notes of runs", default=False)
    from_on = models.DateField("from")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = CoachLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def is_live(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def last_day(self) -> dt.date:
        return timezone.localdate(self.expires_at)

    def revoke(self) -> None:
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])
