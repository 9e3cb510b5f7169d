from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Avg, Count, F, Max, OuterRef, Q, Subquery
from django.urls import reverse

from gaitlog.core.prepared import prepared
from gaitlog.runs.models.named import Named

if TYPE_CHECKING:
    from gaitlog.accounts.models import User


class FocusQuerySet(models.QuerySet["Focus"]):
    def in_use(self, *, or_pk: int | None = None) -> Self:
        """What may be worked on; with ``or_pk`` also the one that an old run names."""
        return self.filter(Q(retired_on=None) | Q(pk=or_pk))

    def with_last(self) -> Self:
        """Annotate each with the day it was worked on last."""
        runs: Any = self.model._meta.get_field("runs").related_model
        own = runs.objects.filter(focus=OuterRef("pk")).order_by("-on")
        return self.annotate(last_on=Subquery(own.values("on")[:1]))

    def for_list(self) -> Self:
        """Everything that the focus page shows of each, the one worked on last first."""
        return self.annotate(
            last_on=Max("runs__on"),
            runs_count=Count("runs"),
            rating=Avg("runs__focus_rating"),
            hold_s=Max("runs__hold_s"),
        ).order_by(F("last_on").desc(nulls_last=True), "name")


class Focus(Named):
    """One element of running that a run is spent on, with a short sentence to say to oneself."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="focuses")
    cue = models.CharField("what you say to yourself", max_length=120, blank=True)
    came_from = models.CharField(
        "where it comes from", max_length=120, blank=True, help_text="A lesson, a book, a friend."
    )

    objects = FocusQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name_plural = "focuses"

    def get_absolute_url(self) -> str:
        return reverse("focus:detail", args=[self.pk])

    def days_since(self, today: dt.date) -> int | None:
        """Days since it was worked on; None where it never was. Needs ``with_last``."""
        last_on: dt.date | None = getattr(self, "last_on", None)
        return (today - last_on).days if last_on else None


def longest_untouched(focuses: Iterable[Focus]) -> Focus | None:
    """The one in use whose turn it is: the newest never worked on, else the one longest not.

    None where there are not two to take turns. Needs ``with_last``.
    """
    in_use = [focus for focus in focuses if not focus.is_retired]

    def turn(focus: Any) -> tuple[dt.date, int]:
        return focus.last_on or dt.date.min, -focus.pk

    return min(in_use, key=turn) if len(in_use) > 1 else None


def focuses_with_last(user: User) -> list[Focus]:
    """All that a runner has worked on, each with the day it was worked on last."""
    return _with_last(user.pk)


@prepared
def _with_last(owner: int) -> FocusQuerySet:
    return Focus.objects.filter(owner=owner).with_last()
