from __future__ import annotations

import datetime as dt
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from gaitlog.lib.pain import PainNumbers


class Site(models.TextChoices):
    """Where it hurts, as a runner says it; each lies in one body area of the IOC list of 2020."""

    CALF = "calf", "calf"
    SOLEUS = "soleus", "deep calf (soleus)"
    ACHILLES_MID = "achilles_mid", "Achilles tendon, middle"
    ACHILLES_HEEL = "achilles_heel", "Achilles tendon, at the heel"
    SHIN_INNER = "shin_inner", "shin, inner edge"
    SHIN_FRONT = "shin_front", "shin, front"
    ANKLE = "ankle", "ankle"
    HEEL = "heel", "heel"
    ARCH = "arch", "arch, sole of the foot"
    METATARSALS = "metatarsals", "ball of the foot"
    TOES = "toes", "toes"
    FOOT_TOP = "foot_top", "top of the foot"
    KNEE_FRONT = "knee_front", "knee, front"
    KNEE_OUTER = "knee_outer", "knee, outside"
    KNEE_INNER = "knee_inner", "knee, inside"
    KNEE_BACK = "knee_back", "knee, back"
    HAMSTRING = "hamstring", "hamstring"
    QUADRICEPS = "quadriceps", "front of the thigh"
    ADDUCTOR = "adductor", "inner thigh"
    HIP_FRONT = "hip_front", "hip, front"
    HIP_OUTER = "hip_outer", "hip, outside"
    GROIN = "groin", "groin"
    BUTTOCK = "buttock", "buttock"
    LOWER_BACK = "lower_back", "lower back"
    OTHER = "other", "somewhere else"


AREAS = {
    "lower leg": (
        Site.CALF,
        Site.SOLEUS,
        Site.ACHILLES_MID,
        Site.ACHILLES_HEEL,
        Site.SHIN_INNER,
        Site.SHIN_FRONT,
    ),
    "foot": (Site.ANKLE, Site.HEEL, Site.ARCH, Site.METATARSALS, Site.TOES, Site.FOOT_TOP),
    "knee": (Site.KNEE_FRONT, Site.KNEE_OUTER, Site.KNEE_INNER, Site.KNEE_BACK),
    "thigh": (Site.HAMSTRING, Site.QUADRICEPS, Site.ADDUCTOR),
    "hip": (Site.HIP_FRONT, Site.HIP_OUTER, Site.GROIN, Site.BUTTOCK),
    "other": (Site.LOWER_BACK, Site.OTHER),
}
BELOW_THE_KNEE = {*AREAS["lower leg"], *AREAS["foot"]}  # the ankle among them
LATELY_DAYS = 7


class Side(models.TextChoices):
    LEFT = "left", "left"
    RIGHT = "right", "right"
    BOTH = "both", "both"
    NONE = "", "middle, or no side"


def where(site: str, side: str) -> str:
    """“left calf”, “calf, both sides”."""
    return f"{site}, both sides" if side == Side.BOTH else f"{side} {site}".strip()


class InjuryQuerySet(models.QuerySet["Injury"]):
    def touching(self, first: dt.date, last: dt.date) -> Self:
        """Injuries with at least a day between two days, oldest first."""
        rows = self.filter(Q(until_on=None) | Q(until_on__gte=first), from_on__lte=last)
        return rows.order_by("from_on", "pk")

    def for_list(self) -> Self:
        """Everything that the injury page shows, what began last first."""
        return self.select_related("began_in")


class Injury(models.Model):
    """Something that hurts or hurt, from a day until a day."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="injuries")
    site = models.CharField("where", max_length=14, choices=Site)
    side = models.CharField(max_length=5, choices=Side, blank=True)
    from_on = models.DateField("from")
    until_on = models.DateField(
        "until", null=True, blank=True, help_text="Empty while it still hurts."
    )
    began_in = models.ForeignKey(
        "runs.Run",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="injuries_begun",
        verbose_name="the run it began in",
    )
    note = models.TextField(blank=True, max_length=4000)

    objects = InjuryQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        verbose_name_plural = "injuries"
        indexes = [models.Index(fields=["owner", "-from_on"], name="injury_owner_from")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="injury_ends_after_it_began",
                violation_error_message="It ends on the day it began or later.",
            ),
        ]

    def __str__(self) -> str:
        return self.where[:1].upper() + self.where[1:]

    def get_absolute_url(self) -> str:
        return reverse("injuries:update", args=[self.pk])

    @property
    def where(self) -> str:
        """“left calf”, “calf, both sides”."""
        return where(self.get_site_display(), self.side)

    def days(self, today: dt.date) -> int:
        """Days it has lasted, the first and the last included."""
        return ((self.until_on or today) - self.from_on).days + 1

    def is_open_on(self, day: dt.date) -> bool:
        """Whether it had begun by a day and has no end."""
        return self.until_on is None and self.from_on <= day

    def ended_lately(self, today: dt.date) -> bool:
        """Whether it was over only in the last days, so that it may not have been after all."""
        return self.until_on is not None and (today - self.until_on).days < LATELY_DAYS

    def close(self, on: dt.date) -> None:
        """Note that it is over since a day, unless that is noted already."""
        if self.until_on is None:
            self.until_on = max(on, self.from_on)
            self.save(update_fields=["until_on"])

    def reopen(self) -> None:
        self.until_on = None
        self.save(update_fields=["until_on"])


class Feel(models.TextChoices):
    """What it is like, as a runner can tell."""

    UNSAID = "", "not said"
    SORENESS = "soreness", "soreness: both sides, dull, fades when warm"
    STRAIN = "strain", "strain: one side, sharp, grows while running"


class PainQuerySet(models.QuerySet["Pain"]):
    def between(self, first: dt.date, last: dt.date) -> Self:
        return self.filter(on__range=(first, last))


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
        """Its day, which is that of its run."""
        return self.run.on if self.run else self.on

    @property
    def numbers(self) -> PainNumbers:
        return PainNumbers(self.before, self.during, self.after, self.next_morning)

    @property
    def in_order(self) -> list[int | None]:
        return [getattr(self, name) for name in NUMBERS]

    @property
    def numbers_said(self) -> str:
        """“1 before, 3 after”."""
        numbers = ((getattr(self, name), name.replace("next_", "the next ")) for name in NUMBERS)
        return ", ".join(f"{number} {word}" for number, word in numbers if number is not None)
