from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from gaitlog.core.choices import Surface
from gaitlog.core.prepared import prepared
from gaitlog.lib import units

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

WEAR_LIMIT_M = 700_000


class ShoeQuerySet(models.QuerySet["Shoe"]):
    def in_use(self, *named: int | None) -> Self:
        """Pairs to run in, and those that an old run has named."""
        return self.filter(Q(retired_on=None) | Q(pk__in=[pk for pk in named if pk]))

    def retired(self) -> Self:
        return self.filter(retired_on__isnull=False)


class Shoe(models.Model):
    """A pair of shoes. A retired pair stays in every run it was worn in."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="shoes")
    name = models.CharField(max_length=60, help_text="What you call the pair.")
    brand = models.CharField(max_length=60, blank=True)
    model = models.CharField(max_length=60, blank=True)
    drop_mm = models.DecimalField(
        "drop, mm",
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(-10), MaxValueValidator(20)],
        help_text="How much higher the heel stands than the ball of the foot.",
    )
    heel_stack_mm = models.DecimalField(
        "stack at the heel, mm",
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(70)],
    )
    forefoot_stack_mm = models.DecimalField(
        "stack at the forefoot, mm",
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(70)],
    )
    mass_g = models.PositiveSmallIntegerField(
        "mass of one shoe, g",
        null=True,
        blank=True,
        validators=[MinValueValidator(50), MaxValueValidator(800)],
    )
    start_distance_m = models.PositiveIntegerField(default=0)
    wear_limit_m = models.PositiveIntegerField(default=WEAR_LIMIT_M)
    default_for = models.CharField(
        "usual pair on",
        max_length=12,
        choices=Surface,
        blank=True,
        help_text="It is chosen there for you when you log a run.",
    )
    bought_on = models.DateField("bought", null=True, blank=True)
    retired_on = models.DateField("retired", null=True, blank=True)
    notes = models.TextField(blank=True, max_length=2000)

    objects = ShoeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = "pair of shoes"
        verbose_name_plural = "pairs of shoes"
        constraints = [
            models.UniqueConstraint(
                "owner",
                Lower("name"),
                name="shoe_name_once",
                violation_error_message="You already have a pair of that name.",
            ),
            models.UniqueConstraint(
                fields=["owner", "default_for"],
                condition=~Q(default_for=""),
                name="shoe_default_once",
                violation_error_message="Another pair is your usual one there.",
            ),
            models.CheckConstraint(
                condition=Q(drop_mm=None) | Q(drop_mm__range=(-10, 20)), name="shoe_drop_plausible"
            ),
            models.CheckConstraint(
                condition=Q(retired_on=None)
                | Q(bought_on=None)
                | Q(retired_on__gte=F("bought_on")),
                name="shoe_retired_after_bought",
                violation_error_message="A pair is retired after it was bought.",
            ),
            models.CheckConstraint(condition=Q(wear_limit_m__gt=0), name="shoe_wear_limit"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("shoes:detail", args=[self.pk])

    @property
    def drop(self) -> str:
        """The drop as it is read, “4 mm”; empty where it is not known."""
        return units.drop(self.drop_mm)

    @property
    def is_retired(self) -> bool:
        return self.retired_on is not None

    @property
    def was_worn(self) -> bool:
        """Whether any run was run in it, all the way or for a part."""
        return self.runs.exists() or self.shoe_shares.exists()

    def correct_past_drop(self) -> None:
        """Let all runs in it say the drop that it has now."""
        self.runs.update(drop_mm=self.drop_mm)
        self.shoe_shares.update(drop_mm=self.drop_mm)

    def retire(self, on: dt.date) -> None:
        self.retired_on, self.default_for = on, ""
        self.save(update_fields=["retired_on", "default_for"])

    def use_again(self) -> None:
        self.retired_on = None
        self.save(update_fields=["retired_on"])


def pairs_in_use(user: User, *named: int | None) -> list[Shoe]:
    """The pairs that a runner runs in, and those that an old run has named."""
    return _in_use(user.pk, [pk for pk in named if pk])


@prepared
def _in_use(owner: int, named: Sequence[int]) -> ShoeQuerySet:
    return Shoe.objects.filter(owner=owner).in_use(*named)
