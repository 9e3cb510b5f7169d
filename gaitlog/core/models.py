from __future__ import annotations

import datetime as dt
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

KEPT_DAYS = 30


class WholeEncoder(DjangoJSONEncoder):
    """JSON of rows that come back as they were, to the microsecond."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, dt.datetime) else super().default(o)


class TrashItemQuerySet(models.QuerySet["TrashItem"]):
    def expired(self) -> Self:
        return self.filter(deleted_at__lt=timezone.now() - dt.timedelta(days=KEPT_DAYS))


class TrashItem(models.Model):
    """Something deleted, whole and ready to come back."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="trash_items")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    payload = models.JSONField(encoder=WholeEncoder)
    deleted_at = models.DateTimeField(default=timezone.now)

    objects = TrashItemQuerySet.as_manager()

    class Meta:
        ordering = ["-deleted_at", "-pk"]
        indexes = [models.Index(fields=["owner", "-deleted_at"], name="trash_owner_deleted")]

    def __str__(self) -> str:
        return self.title

    @property
    def gone_on(self) -> dt.date:
        return timezone.localdate(self.deleted_at + dt.timedelta(days=KEPT_DAYS))
