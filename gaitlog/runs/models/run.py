from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Sum
from django.urls import reverse

from gaitlog.core.aggregates import DaysAsText
from gaitlog.core.choices import Footing, Surface
from gaitlog.lib import units
from gaitlog.lib.gaits import SectionData, Totals
from gaitlog.lib.load import session_load
from gaitlog.lib.units import DistanceUnit
from gaitlog.lib.weeks import Week
from gaitlog.runs.models.focus import Focus
from gaitlog.runs.models.pairs import OfDay, PairSums, Worn, by_drop, sums_by_pair, worn_in
from gaitlog.runs.models.section import sections_of
from gaitlog.runs.models.share import ShoeShare
from gaitlog.runs.models.typed import (
    SECTION_COLUMNS,
    Typed,
    section_data,
    totals_are_the_moving_time,
)

GROUND = {value: label for value, label in (*Footing.choices, *Surface.choices) if value}
SUMMED = ("on", "kind", "is_race", "pose_s", "natural_s", "walk_s", "hold_s", "distance_m")


class RunQuerySet(models.QuerySet["Run"]):
    def in_week(self, week: Week) -> Self:
        return self.between(week.first_day, week.last_day)

    def between(self, first: dt.date, last: dt.date) -> Self:
        return self.filter(on__range=(first, last))

    def logged(self) -> Self:
        """Real outings, without the weeks that were only estimated."""
        return self.filter(kind__in=[Run.Kind.RUN, Run.Kind.PRACTICE])

    def estimated(self) -> Self:
        return self.filter(kind=Run.Kind.ESTIMATE)

    def with_pose(self) -> Self:
        return self.filter(pose_s__gt=0)

    def with_words(self, words: str) -> Self:
        """Runs whose note or companions hold these words."""
        return self.filter(Q(note__icontains=words) | Q(companions__icontains=words))

    def in_pair(self, shoe: int) -> Self:
        """Runs in which a pair was worn, all the way or for a part of it."""
        shares = ShoeShare.objects.filter(shoe=shoe)
        return self.filter(Q(shoe=shoe) | Q(pk__in=shares.values("run")))

    def by_pair(self) -> dict[int, PairSums]:
        """What was run in each pair, by its key, in one query."""
        return sums_by_pair(self.order_by(), ShoeShare.objects.filter(run__in=self.order_by()))

    def by_drop(self) -> list[OfDay]:
        """What was run in which drop, by day and as each run says it, in one query."""
        return by_drop(self.order_by(), ShoeShare.objects.filter(run__in=self.order_by()))

    def sums(self, *more: str) -> models.QuerySet[Run, tuple[Any, ...]]:
        """The day, kind and totals of each run, oldest first, read from one index alone."""
        return self.order_by("on").values_list(*SUMMED, *more)

    def days_run(self) -> set[dt.date]:
        """The days of these runs, read as one text."""
        days = self.order_by().aggregate(days=DaysAsText("on"))["days"]
        return {dt.date.fromisoformat(day) for day in days.split(",")} if days else set()

    def totals(self) -> dict[str, int]:
        """What all these add up to. Only what was logged is a run; an estimate has its minutes."""
        sums = self.aggregate(
            both=Count("pk"),
            estimates=Count("pk", filter=Q(kind=Run.Kind.ESTIMATE)),
            pose_s=Sum("pose_s"),
            natural_s=Sum("natural_s"),
            walk_s=Sum("walk_s"),
            distance_m=Sum("distance_m"),
        )
        found = {name: amount or 0 for name, amount in sums.items()}
        return found | {"runs": found.pop("both") - found["estimates"]}

    def for_list(self) -> Self:
        """Everything that a row of the run list shows, and whether shoes were changed in it."""
        shares = ShoeShare.objects.filter(run=OuterRef("pk"))
        return self.select_related("shoe").annotate(has_shares=Exists(shares))

    def for_page(self) -> Self:
        """Everything that the page of one shows of itself."""
        return self.select_related("shoe", "focus")

    def with_pairs(self) -> Self:
        """With all that was worn in them at hand."""
        shares = ShoeShare.objects.select_related("shoe")
        return self.select_related("shoe").prefetch_related(Prefetch("shoe_shares", shares))

    def drawn(self) -> list[Run]:
        """These runs with their sections at hand as plain data, all in one more query."""
        return drawn(self)

    def last_pair_on(self, surface: str) -> int | None:
        """The pair that was run in last on a surface and is still in use."""
        worn = self.filter(surface=surface, shoe__isnull=False, shoe__retired_on=None)
        return worn.values_list("shoe", flat=True).first()


class Run(Typed):
    """One outing on one local date, made of sections; its totals say what they add up to."""

    class Kind(models.TextChoices):
        RUN = "run", "run"
        PRACTICE = "practice", "short runs of a practice"
        ESTIMATE = "estimate", "estimate"

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="runs")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.RUN)
    on = models.DateField("date")
    time_zone = models.CharField(max_length=60)
    started_at = models.DateTimeField(null=True, blank=True)
    elapsed_s = models.PositiveIntegerField("time with pauses", null=True, blank=True)
    hold_s = models.PositiveIntegerField(editable=False)  # by services.save_run, as all totals

    shoe = models.ForeignKey(
        "shoes.Shoe", models.RESTRICT, null=True, blank=True, related_name="runs"
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
    focus = models.ForeignKey(Focus, models.RESTRICT, null=True, blank=True, related_name="runs")
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
            models.Index(  # the weeks of twenty years are read from this alone
                fields=[
                    "owner",
                    "on",
                    "kind",
                    "pose_s",
                    "natural_s",
                    "walk_s",
                    "hold_s",
                    "distance_m",
                    "is_race",
                ],
                name="run_sums",
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


def drawn(runs: Iterable[Run]) -> list[Run]:
    """Runs with their sections at hand as plain data, all in one query."""
    runs = list(runs)
    by_run: dict[int, list[SectionData]] = {run.pk: [] for run in runs}
    for run_pk, *columns in sections_of([*by_run]) if runs else []:
        by_run[run_pk].append(section_data(*columns))
    for run in runs:
        run.section_data = by_run[run.pk]
    return runs
