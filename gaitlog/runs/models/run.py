from __future__ import annotations

from functools import cached_property
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from gaitlog.core.choices import Footing, Surface
from gaitlog.core.sql import MonthOf
from gaitlog.lib import units
from gaitlog.lib.gaits import SectionData, Totals
from gaitlog.lib.load import session_load
from gaitlog.lib.units import DistanceUnit
from gaitlog.runs.choices import Kind
from gaitlog.runs.models.focus import Focus
from gaitlog.runs.models.pairs import Worn, worn_in
from gaitlog.runs.models.run_query import RunQuerySet
from gaitlog.runs.models.share import ShoeShare
from gaitlog.runs.models.typed import (
    SECTION_COLUMNS,
    Typed,
    section_data,
    totals_are_the_moving_time,
)

GROUND = {value: label for value, label in (*Footing.choices, *Surface.choices) if value}

OF_SUMS = ("kind", "pose_s", "natural_s", "walk_s", "hold_s", "distance_m", "is_race")


class Run(Typed):
    """One outing on one local date, made of sections; its totals say what they add up to."""

    Kind = Kind

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    # Each key is the first column of an index below; one more of its own is only more to write.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="runs", db_index=False
    )
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.RUN)
    on = models.DateField("date")
    time_zone = models.CharField(max_length=60)
    started_at = models.DateTimeField(null=True, blank=True)
    elapsed_s = models.PositiveIntegerField("time with pauses", null=True, blank=True)
    hold_s = models.PositiveIntegerField(editable=False)  # by services.save_run, as all totals

    shoe = models.ForeignKey(
        "shoes.Shoe",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="runs",
        db_index=False,
    )
    # As it was when the pair was chosen, so that a drop changed later rewrites no run.
    drop_mm = models.DecimalField(
        "drop, mm", max_digits=3, decimal_places=1, null=True, blank=True, editable=False
    )
    surface = models.CharField(max_length=12, choices=Surface, blank=True)
    footing = models.CharField(max_length=12, choices=Footing, blank=True)
    temperature_c = models.SmallIntegerField(
        "temperature, °C",
        null=True,
        blank=True,
        validators=[MinValueValidator(-50), MaxValueValidator(60)],
    )
    effort = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(10)]
    )
    felt_form = models.PositiveSmallIntegerField(
        "felt form",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    focus = models.ForeignKey(
        Focus, models.RESTRICT, null=True, blank=True, related_name="runs", db_index=False
    )
    focus_rating = models.PositiveSmallIntegerField(
        "how the focus went", null=True, blank=True, editable=False
    )
    companions = models.CharField("with", max_length=120, blank=True)
    note = models.TextField(blank=True, max_length=4000)
    is_race = models.BooleanField("a race", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [
            models.Index(fields=["owner", "-on", "-id"], name="run_newest_first"),
            models.Index(fields=["focus", "-on"], name="run_focus_newest_first"),
            models.Index(fields=["shoe", "on"], name="run_shoe_oldest_first"),
            models.Index(  # days and weeks are read from this alone
                fields=["owner", "on", *OF_SUMS], name="run_sums"
            ),
            models.Index(  # and the months of twenty years from this
                "owner", MonthOf("on"), "on", *OF_SUMS, name="run_sums_of_months"
            ),
        ]
        constraints = [
            totals_are_the_moving_time("run_totals_are_the_moving_time"),
            models.CheckConstraint(
                condition=Q(hold_s__lte=F("pose_s")), name="run_hold_within_pose"
            ),
            models.CheckConstraint(
                condition=Q(elapsed_s=None) | Q(elapsed_s__gte=F("moving_s")),
                name="run_elapsed_not_less_than_moving",
            ),
            models.CheckConstraint(
                condition=Q(effort=None) | Q(effort__lte=10), name="run_effort_0_to_10"
            ),
            models.CheckConstraint(
                condition=Q(felt_form=None) | Q(felt_form__range=(1, 5)),
                name="run_felt_form_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(focus_rating=None) | Q(focus_rating__range=(1, 5), focus__isnull=False),
                name="run_focus_rating_1_to_5_of_a_focus",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["run", "practice", "estimate"]), name="run_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Run of {self.on:%a} {self.on.day} {self.on:%b %Y}"

    def get_absolute_url(self) -> str:
        return reverse("runs:detail", args=[self.pk])

    @property
    def is_estimate(self) -> bool:
        return self.kind == Run.Kind.ESTIMATE

    @property
    def is_of_practice(self) -> bool:
        """Whether it is the short runs of a practice, and changed with it."""
        return self.kind == self.Kind.PRACTICE

    def about(self, unit: DistanceUnit) -> str:
        """The line under a run in a list: “race · 4 mm · packed snow · 5.20 km”."""
        ground = GROUND.get(self.footing) or GROUND.get(self.surface)
        drills = f"drills: {units.clock(self.moving_s)} in short runs"
        kind = {"estimate": "estimate", "practice": drills}.get(self.kind, "")
        unshod = "" if self.is_of_practice else "no shoes noted"
        shoes = (self.drop or self.shoe.name) if self.shoe else unshod
        changed = getattr(self, "has_shares", False) and "shoes changed"
        words = (kind, self.is_race and "race", shoes, changed, ground, self.length(unit))
        return " · ".join(word for word in words if word)

    @property
    def load(self) -> int | None:
        """Effort times minutes; None where no effort is noted."""
        return None if self.effort is None else session_load(self.effort, self.moving_s)

    @cached_property
    def section_data(self) -> list[SectionData]:
        """Its sections as plain data, in order."""
        return [section_data(*row) for row in self.sections.values_list(*SECTION_COLUMNS)]

    @property
    def drop(self) -> str:
        """The drop of its pair as it was then, “4 mm”; empty where it was not known."""
        return units.drop(self.drop_mm)

    @cached_property
    def shares(self) -> list[ShoeShare]:
        """The parts that were run in other pairs; asked for unless there are known to be none."""
        is_known_to_have_none = not getattr(self, "has_shares", True)
        return [] if is_known_to_have_none else list(self.shoe_shares.all())

    @property
    def worn(self) -> list[Worn]:
        """What was worn, in order, with what was run in it."""
        return worn_in(self, self.shares)

    @property
    def race_time_s(self) -> int:
        """What a clock at the finish would have said: pauses are in it."""
        return self.elapsed_s or self.moving_s

    def take_drop(self) -> None:
        """Keep the drop that its pair has now: it is what this run says from here on."""
        self.drop_mm = self.shoe.drop_mm if self.shoe else None

    def take_totals(self, totals: Totals) -> None:
        super().take_totals(totals)
        self.hold_s = totals.hold_s
