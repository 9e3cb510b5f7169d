from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

if TYPE_CHECKING:
    from gaitlog.accounts.models import User


class Named(models.Model):
    """A word of the runner's that runs may name: it is retired, and stays where it is named."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    slug = models.CharField(max_length=20, blank=True, editable=False)  # its ready-made name
    name = models.CharField(max_length=60)
    retired_on = models.DateField(null=True, blank=True, editable=False)

    if TYPE_CHECKING:
        owner: models.ForeignKey[User, User]
        owner_id: int

    class Meta:
        abstract = True
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "owner",
                Lower("name"),
                name="%(class)s_name_once",
                violation_error_message="You already have one of that name.",
            ),
            models.UniqueConstraint(
                fields=["owner", "slug"], condition=~Q(slug=""), name="%(class)s_ready_made_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_retired(self) -> bool:
        return self.retired_on is not None

    def retire(self, on: dt.date) -> None:
        self.retired_on = on
        self.save(update_fields=["retired_on"])

    def use_again(self) -> None:
        self.retired_on = None
        self.save(update_fields=["retired_on"])
