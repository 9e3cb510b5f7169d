from __future__ import annotations

import datetime as dt
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Max, Min, Q, Sum
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse

from gaitlog.lib.units import plain

WEAR_LIMIT_M = 700_000


class ShoeQuerySet(models.QuerySet["Shoe"]):
    def in_use(self, *, or_pk: int | None = None) -> Self:
        """Pairs to run in; with ``or_pk`` also the one that an old run names."""
        return self.filter(Q(retired_on=None) | Q(pk=or_pk))

    def retired(self) -> Self:
        return self.filter(retired_on__isnull=False)

    def with_use(self) -> Self:
        """Annotate each pair with what was run in it."""
        return self.annotate(
            runs_count=Count("runs"),
            run_m=Coalesce(Sum("runs__distance_m"), 0),
            run_s=Coalesce(Sum(F("runs__pose_s") + F("runs__natural_s")), 0),
            pose_s=Coalesce(Sum("runs__pose_s"), 0),
            first_on=Min("runs__on"),
            last_on=Max("runs__on"),
        )

    def worn_between(self, first: dt.date, last: dt.date) -> Self:
        """Pairs that were run in, with ``run_s``, the most worn first."""
        worn = Q(runs__on__range=(first, last))
        running_s = F("runs__pose_s") + F("runs__natural_s")
        return self.filter(worn).annotate(run_s=Sum(running_s)).order_by("-run_s")

    def for_list(self) -> Self:
        """Everything that the shoe page shows, the pair run in last first."""
        return self.with_use().order_by(F("last_on").desc(nulls_last=True), "name")


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
        return "" if self.drop_mm is None else f"{plain(self.drop_mm)} mm"

    @property
    def is_retired(self) -> bool:
        return self.retired_on is not None

    def worn_m(self) -> int:
        """Metres of wear, those before the log included; needs ``with_use``."""
        return self.start_distance_m + self.run_m  # type: ignore[attr-defined,no-any-return]

    def wear_percent(self) -> int:
        return min(100, 100 * self.worn_m() // self.wear_limit_m)

    def retire(self, on: dt.date) -> None:
        self.retired_on = on
        self.save(update_fields=["retired_on"])

    def use_again(self) -> None:
        self.retired_on = None
        self.save(update_fields=["retired_on"])
