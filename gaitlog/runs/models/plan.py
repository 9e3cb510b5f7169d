from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from gaitlog.core.prepared import prepared
from gaitlog.lib.gaits import SectionData, totals
from gaitlog.lib.units import DistanceUnit
from gaitlog.runs.models.run import Run
from gaitlog.runs.models.typed import (
    SECTION_COLUMNS,
    Typed,
    section_data,
    totals_are_the_moving_time,
)

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

FURTHEST = dt.timedelta(days=366)  # nobody plans further ahead
SOON, LATELY = dt.timedelta(days=7), dt.timedelta(days=3)  # what is near a day


class PlanQuerySet(models.QuerySet["Plan"]):
    def open(self) -> Self:
        """Plans that became no run."""
        return self.filter(run=None)

    def coming(self, today: dt.date) -> Self:
        return self.open().filter(on__gte=today)

    def earlier(self, today: dt.date) -> Self:
        """Plans that became a run, and those whose day has passed; the latest first."""
        return self.filter(Q(run__isnull=False) | Q(on__lt=today)).order_by("-on", "-pk")

    def for_list(self) -> Self:
        """Everything that a plan is shown with."""
        return self.select_related("shoe", "run")


class Plan(Typed):
    """A run as it is meant to be, on one day; it becomes a run once it was run.

    Its sections are kept as plain values, so that no setting changed later rewrites them.
    """

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="plans")
    on = models.DateField("date")
    sections = models.JSONField(editable=False)  # each: gait, seconds, known, distance, cadence
    shoe = models.ForeignKey(
        "shoes.Shoe", models.SET_NULL, null=True, blank=True, related_name="plans"
    )
    note = models.TextField(blank=True, max_length=4000)
    run = models.OneToOneField(
        Run, models.SET_NULL, null=True, blank=True, editable=False, related_name="plan"
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = "planned run"
        indexes = [models.Index(fields=["owner", "on"], name="plan_owner_on")]
        constraints = [totals_are_the_moving_time("plan_totals_are_the_moving_time")]

    def __str__(self) -> str:
        return f"Plan for {self.on:%a} {self.on.day} {self.on:%b %Y}"

    def get_absolute_url(self) -> str:
        return f"{reverse('runs:plan_list')}#plan-{self.pk}"

    @property
    def section_data(self) -> list[SectionData]:
        """Its sections as plain data, in order."""
        return [section_data(*(row[name] for name in SECTION_COLUMNS)) for row in self.sections]

    def about(self, unit: DistanceUnit) -> str:
        """The line under a plan: “PureCadence · 5.20 km”; empty where neither is said."""
        return " · ".join(
            word for word in (self.shoe and self.shoe.name, self.length(unit)) if word
        )

    def take_sections(self, sections: Iterable[SectionData]) -> None:
        """Keep the sections as plain values; its totals follow from them."""
        sections = list(sections)
        self.sections = [section._asdict() for section in sections]
        self.take_totals(totals(sections))

    def day_of_run(self, today: dt.date) -> dt.date:
        """The day that it is logged for: its own, or today where that is still to come."""
        return min(self.on, today)


def plans_around(user: User, today: dt.date) -> list[Plan]:
    """The open plans that today speaks of."""
    return _open_between(user.pk, today - LATELY, today + SOON)


@prepared
def _open_between(owner: int, first: dt.date, last: dt.date) -> PlanQuerySet:
    return Plan.objects.filter(owner=owner, on__range=(first, last)).open().for_list()
