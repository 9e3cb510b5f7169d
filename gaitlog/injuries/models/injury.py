from __future__ import annotations

import datetime as dt
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from gaitlog.injuries.choices import (
    PROFESSIONALS,
    Area,
    By,
    Diagnosis,
    Effect,
    Kind,
    Onset,
    Side,
    Site,
    Tissue,
    where,
)
from gaitlog.lib.time_loss import (
    Absence,
    Complaint,
    RunningRelated,
    TimeLoss,
    running_related,
    time_loss,
)

LATELY_DAYS = 7
MOST_DAYS = 9999


class InjuryQuerySet(models.QuerySet["Injury"]):
    def touching(self, first: dt.date, last: dt.date) -> Self:
        """Injuries with at least a day between two days, oldest first."""
        rows = self.filter(Q(until_on=None) | Q(until_on__gte=first), from_on__lte=last)
        return rows.order_by("from_on", "pk")

    def for_list(self) -> Self:
        """Everything that the list shows, what began last first."""
        return self.select_related("began_in")

    def for_page(self) -> Self:
        """Everything that the page of one shows of itself."""
        return self.select_related("began_in", "recurrence_of")


class Injury(models.Model):
    """Something that hurts or hurt, from a day until a day: a niggle as well as an injury."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="injuries")
    kind = models.CharField("what it is", max_length=9, choices=Kind, default=Kind.INJURY)
    site = models.CharField("where", max_length=14, choices=Site)
    side = models.CharField(max_length=5, choices=Side, blank=True)
    from_on = models.DateField("from")
    until_on = models.DateField(
        "until", null=True, blank=True, help_text="Empty while it still hurts."
    )
    onset = models.CharField("how it began", max_length=10, choices=Onset, blank=True)
    began_in = models.ForeignKey(
        "runs.Run",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="injuries_begun",
        verbose_name="the run it began in",
    )
    recurrence_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="recurrences",
        verbose_name="the earlier one that is back",
    )
    diagnosis = models.CharField("presumed to be", max_length=12, choices=Diagnosis, blank=True)
    diagnosed_by = models.CharField("who says so", max_length=9, choices=By, blank=True)

    effect = models.CharField("what it does to running", max_length=7, choices=Effect, blank=True)
    returned_on = models.DateField("back to full training on", null=True, blank=True)
    days_lost = models.PositiveSmallIntegerField(
        "days lost, by your own count",
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_DAYS)],
    )
    sessions_missed = models.PositiveSmallIntegerField(
        "planned runs in a row left out or cut short",
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_DAYS)],
    )
    is_from_running = models.BooleanField("it came from running", null=True, blank=True)
    needed_professional = models.BooleanField(
        "a doctor or physiotherapist was needed", null=True, blank=True
    )

    helped = models.TextField("what helped", blank=True, max_length=4000)
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
            models.CheckConstraint(
                condition=Q(returned_on=None) | Q(returned_on__gte=F("from_on")),
                name="injury_return_after_it_began",
                violation_error_message="The return is on the day it began or later.",
            ),
        ]

    def __str__(self) -> str:
        return self.where[:1].upper() + self.where[1:]

    def get_absolute_url(self) -> str:
        return reverse("injuries:detail", args=[self.pk])

    @property
    def where(self) -> str:
        """“left calf”, “calf, both sides”."""
        return where(self.get_site_display(), self.side)

    @property
    def area(self) -> Area:
        """The body area of the IOC list."""
        return Site(self.site).area

    @property
    def tissue(self) -> Tissue:
        return Diagnosis(self.diagnosis).tissue

    def days(self, today: dt.date) -> int:
        """Days it has lasted, the first and the last included."""
        return ((self.until_on or today) - self.from_on).days + 1

    def is_open_on(self, day: dt.date) -> bool:
        """Whether it had begun by a day and has no end."""
        return self.until_on is None and self.from_on <= day

    def ended_lately(self, today: dt.date) -> bool:
        """Whether it was over only in the last days, so that it may not have been after all."""
        return self.until_on is not None and (today - self.until_on).days < LATELY_DAYS

    @property
    def back_on(self) -> dt.date | None:
        """The first day of full training again, as far as is known; None while it is open."""
        return self.returned_on or self.until_on

    def close(self, on: dt.date) -> None:
        """Note that it is over since a day and training full again, unless that is noted."""
        if self.until_on is None:
            self.until_on = max(on, self.from_on)
            if self.effect != Effect.NONE:
                self.returned_on = self.returned_on or self.until_on
            self.save(update_fields=["until_on", "returned_on"])

    def reopen(self) -> None:
        """Note that it hurts still; a return since its end is taken back with it."""
        if self.until_on and self.returned_on and self.returned_on >= self.until_on:
            self.return_steps.filter(is_full_training=True).update(passed_on=None)
            self.returned_on = None
        self.until_on = None
        self.save(update_fields=["until_on", "returned_on"])

    def return_on(self, on: dt.date) -> None:
        """Note full training from a day on, unless a day is noted already or none was lost."""
        if self.returned_on is None and self.effect != Effect.NONE:
            self.returned_on = max(on, self.from_on)
            self.save(update_fields=["returned_on"])

    def take_return_back(self) -> None:
        self.returned_on = None
        self.save(update_fields=["returned_on"])

    def time_loss(self, today: dt.date) -> TimeLoss | None:
        """Whole days lost as the IOC counts them; None where too little is noted to count."""
        if self.days_lost is None and not self._is_countable:
            return None
        absence = Absence(
            onset_on=self.from_on,
            returned_on=self.returned_on if self._held_back else self.until_on,
            days_off=None if self._held_back else frozenset(),
            corrected_days=self.days_lost,
        )
        return time_loss(absence, today)

    @property
    def _held_back(self) -> bool:
        return Effect(self.effect).held_back

    @property
    def _is_countable(self) -> bool:
        """Whether it is said that running was held back, and until when if it is over."""
        if not self._held_back:
            return self.effect == Effect.NONE
        return self.returned_on is not None or self.until_on is None

    def running_related(self, today: dt.date, *, was_treated: bool) -> RunningRelated:
        """What the consensus definition makes of it; ``was_treated``: by a professional."""
        return running_related(
            Complaint(
                is_lower_limb=self._is_lower_limb,
                is_from_running=True if self.began_in_id else self.is_from_running,
                restricted_days=self._restricted_days(today),
                sessions_in_a_row=self.sessions_missed,
                needed_professional=self._needed_professional(was_treated=was_treated),
                is_open=self.back_on is None,
            )
        )

    @property
    def _is_lower_limb(self) -> bool | None:
        """Of muscle, tendon, bone or joint from the buttock down; skin is not among them."""
        if self.diagnosis == Diagnosis.BLISTER:
            return False
        return Site(self.site).is_lower_limb

    def _restricted_days(self, today: dt.date) -> int | None:
        """Days from the first on which running was held back, the day of return left out."""
        if not self._is_countable:
            return None
        return ((self.returned_on or today) - self.from_on).days if self._held_back else 0

    def _needed_professional(self, *, was_treated: bool) -> bool | None:
        if was_treated or self.diagnosed_by in PROFESSIONALS:
            return True
        return self.needed_professional
