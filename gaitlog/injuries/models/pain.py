from __future__ import annotations

import datetime as dt
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from gaitlog.injuries.choices import Feel, Side, Site, where
from gaitlog.injuries.models.injury import Injury
from gaitlog.lib.pain import PainNumbers


class PainQuerySet(models.QuerySet["Pain"]):
    def between(self, first: dt.date, last: dt.date) -> Self:
        return self.filter(on__range=(first, last))

    def for_list(self) -> Self:
        """Everything that a row of the table shows."""
        return self.select_related("run", "practice")

    def of(self, injury: Injury) -> Self:
        """Those of the place of an injury, from the day it began until it was over."""
        pains = self.filter(site=injury.site, on__gte=injury.from_on)
        if injury.side != Side.BOTH:
            pains = pains.filter(side__in=[injury.side, Side.BOTH])
        return pains.filter(on__lte=injury.until_on) if injury.until_on else pains


NUMBERS = ("before", "during", "after", "next_morning")


def number_from_0_to_10(label: str) -> Any:
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(10)]
    )


class Pain(models.Model):
    """How much something hurt around a run, a practice or on a day, from 0 to 10."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="pains")
    on = models.DateField("day")
    run = models.ForeignKey(
        "runs.Run", models.SET_NULL, null=True, blank=True, related_name="pains"
    )
    practice = models.ForeignKey(
        "drills.Practice", models.SET_NULL, null=True, blank=True, related_name="pains"
    )
    site = models.CharField("where", max_length=14, choices=Site)
    side = models.CharField(max_length=5, choices=Side, blank=True)
    feel = models.CharField("what it is like", max_length=8, choices=Feel, blank=True)
    before = number_from_0_to_10("before")
    during = number_from_0_to_10("while running")
    after = number_from_0_to_10("after")
    next_morning = number_from_0_to_10("the next morning")
    note = models.TextField(blank=True, max_length=4000)

    objects = PainQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["owner", "-on"], name="pain_owner_on")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(before=None, during=None, after=None, next_morning=None),
                name="pain_has_a_number",
                violation_error_message="Choose at least one number.",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__lte": 10}),
                    name=f"pain_{name}_0_to_10",
                )
                for name in NUMBERS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.where[:1].upper()}{self.where[1:]}, {self.numbers_said}"

    def get_absolute_url(self) -> str:
        return reverse("injuries:pain_update", args=[self.pk])

    @property
    def where(self) -> str:
        return where(self.get_site_display(), self.side)

    @property
    def day(self) -> dt.date:
        """Its day, which is that of its run or practice."""
        whole = self.run or self.practice
        return whole.on if whole else self.on

    @property
    def numbers(self) -> PainNumbers:
        return PainNumbers(self.before, self.during, self.after, self.next_morning)

    @property
    def worst(self) -> int:
        """The highest of its numbers."""
        return max(number for number in self.in_order if number is not None)

    @property
    def in_order(self) -> list[int | None]:
        return [getattr(self, name) for name in NUMBERS]

    @property
    def numbers_said(self) -> str:
        """“1 before, 3 after”; “3” alone where there was nothing that it could be after."""
        if not self.run_id and not self.practice_id and self.in_order.count(None) == 3:
            return f"{self.worst} of 10"
        numbers = ((getattr(self, name), name.replace("next_", "the next ")) for name in NUMBERS)
        return ", ".join(f"{number} {word}" for number, word in numbers if number is not None)
