from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from gaitlog.drills.models.library import Drill, Quality
from gaitlog.lib.gaits import Gait, Known, SectionData
from gaitlog.lib.units import MINUTE_S, half_up

LONGEST_MIN = 600
MOST_BLOCKS = 80
HELD_STEPS_S = (5, 10, 15, 20, 30, 45, 60, 90)


class Side(models.TextChoices):
    LEFT = "left", "left"
    RIGHT = "right", "right"
    BOTH = "both", "both"


class PracticeQuerySet(models.QuerySet["Practice"]):
    def between(self, first: dt.date, last: dt.date) -> Self:
        return self.filter(on__range=(first, last))

    def going_on(self, on: dt.date) -> Self:
        """The one that goes on, on a day."""
        return self.filter(is_going_on=True, on=on)

    def for_list(self) -> Self:
        """Everything that a row of the practice list shows."""
        blocks = Block.objects.select_related("drill")
        return self.select_related("lesson").prefetch_related(Prefetch("blocks", blocks))

    def for_page(self) -> Self:
        """Everything that its own page shows."""
        return self.select_related("run__shoe").for_list()


class Practice(models.Model):
    """A session of drills, and of short runs among them. The time of drills is never running."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="practices")
    on = models.DateField("date")
    minutes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MIN)]
    )
    quality = models.PositiveSmallIntegerField(
        "how it went", choices=Quality, null=True, blank=True
    )
    note = models.TextField(blank=True, max_length=4000)
    place = models.CharField(max_length=120, blank=True)
    companions = models.CharField("with", max_length=120, blank=True)

    began_at = models.DateTimeField(null=True, blank=True, editable=False)  # noted as it happened
    is_going_on = models.BooleanField(default=False, editable=False)
    # Its short runs as one run. The two are one thing: they go and come back together.
    run = models.OneToOneField(
        "runs.Run", models.CASCADE, null=True, blank=True, editable=False, related_name="practice"
    )

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["owner", "-on"], name="practice_owner_on")]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__range=(1, LONGEST_MIN)), name="practice_minutes_plausible"
            ),
            models.CheckConstraint(
                condition=Q(quality=None) | Q(quality__range=(1, 5)),
                name="practice_quality_1_to_5",
            ),
            models.UniqueConstraint(
                fields=["owner"], condition=Q(is_going_on=True), name="practice_one_going_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noun} of {self.on:%a} {self.on.day} {self.on:%b %Y}"

    def get_absolute_url(self) -> str:
        return reverse("drills:detail", args=[self.pk])

    @property
    def has_words(self) -> bool:
        """Whether something was typed of it, or it is of a lesson: more than its parts."""
        typed = (self.note, self.place, self.companions, self.quality)
        return any(typed) or Practice.objects.filter(pk=self.pk, lesson__isnull=False).exists()

    @property
    def noun(self) -> str:
        """What it was: a practice, or the kind of lesson that it was held in."""
        lesson = getattr(self, "lesson", None)
        return lesson.noun if lesson else "Practice"

    @property
    def is_clinic(self) -> bool:
        lesson = getattr(self, "lesson", None)
        return lesson is not None and lesson.kind == lesson.Kind.CLINIC

    @property
    def drill_names(self) -> list[str]:
        """The drills of it, each once."""
        return list(dict.fromkeys(block.drill.name for block in self.blocks.all() if block.drill))

    @property
    def last_block(self) -> Block | None:
        blocks = list(self.blocks.all())
        return blocks[-1] if blocks else None

    @property
    def short_runs(self) -> list[Block]:
        return [block for block in self.blocks.all() if block.is_run]

    @property
    def is_timed(self) -> bool:
        """Whether the seconds of all its short runs are known, and none follow from a pace."""
        return not any(block.usual_pace_s_per_km for block in self.short_runs)

    def goes_on(self, today: dt.date) -> bool:
        """Whether it is not finished; with its day it is over all the same."""
        return self.is_going_on and self.on == today

    def lasts_until(self, now: dt.datetime) -> None:
        """As long as it goes on, its minutes are those from the first tap to this one."""
        if self.began_at and self.goes_on(timezone.localdate(now)):
            spent = half_up(Decimal((now - self.began_at).total_seconds()) / MINUTE_S)
            self.minutes = min(max(spent, 1), LONGEST_MIN)

    def finish(self) -> None:
        self.is_going_on = False
        self.save(update_fields=["is_going_on"])


class Block(models.Model):
    """A part of a practice: a drill, or without one a short run."""

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks")
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="blocks")
    drill = models.ForeignKey(Drill, models.RESTRICT, null=True, blank=True, related_name="blocks")
    position = models.PositiveSmallIntegerField()
    sets = models.PositiveSmallIntegerField(null=True, blank=True)
    reps = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.PositiveSmallIntegerField(null=True, blank=True)
    distance_m = models.PositiveSmallIntegerField(null=True, blank=True)
    side = models.CharField(max_length=5, choices=Side, blank=True)
    is_barefoot = models.BooleanField(null=True, blank=True)
    quality = models.PositiveSmallIntegerField(choices=Quality, null=True, blank=True)
    correction = models.CharField(max_length=200, blank=True)
    held_s = models.PositiveSmallIntegerField(null=True, blank=True)  # of a short run
    usual_pace_s_per_km = models.PositiveSmallIntegerField(
        null=True, blank=True, editable=False
    )  # the seconds of a short run follow from it, where only its metres are known

    class Meta:
        ordering = ["practice", "position"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "position"], name="block_one_per_place"),
            models.CheckConstraint(
                condition=Q(drill__isnull=False, held_s=None, usual_pace_s_per_km=None)
                | Q(drill=None, seconds__isnull=False, sets=None, reps=None, side=""),
                name="block_drill_or_short_run",
            ),
            models.CheckConstraint(
                condition=Q(quality=None) | Q(quality__range=(1, 5)), name="block_quality_1_to_5"
            ),
            models.CheckConstraint(
                condition=(Q(sets=None) | Q(sets__range=(1, 50)))
                & (Q(reps=None) | Q(reps__range=(1, 1000)))
                & (Q(seconds=None) | Q(seconds__range=(1, 7200)))
                & (Q(distance_m=None) | Q(distance_m__range=(1, 5000))),
                name="block_amounts_plausible",
            ),
            models.CheckConstraint(
                condition=Q(held_s=None) | Q(held_s__lte=F("seconds")),
                name="block_held_within_its_seconds",
            ),
            models.CheckConstraint(
                condition=Q(side__in=["", "left", "right", "both"]), name="block_side_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_run(self) -> bool:
        return self.drill_id is None

    @property
    def name(self) -> str:
        return self.drill.name if self.drill else "Short run"

    @property
    def held_choices(self) -> list[int]:
        """How long a short run may have held, to be tapped: not at all, some steps, to its end."""
        seconds = self.seconds or 0
        steps = [step for step in HELD_STEPS_S if step < seconds]
        return [0, *steps[-4:], seconds]

    @property
    def noted(self) -> list[str]:
        """What was tapped for it so far, in order."""
        return [name for name in ("held_s", "quality") if getattr(self, name) is not None]

    @property
    def last_tap(self) -> str:
        """What an undo takes back: what was noted of it last, or the block itself."""
        said = [f"{name}={getattr(self, name)}" for name in self.noted[-1:]]
        return " ".join([str(self.uid), *said])

    @property
    def is_typed(self) -> bool:
        """Whether more is known of it than taps say."""
        amounts = self.sets, self.reps, self.side, self.correction
        return any(amounts) or self.is_barefoot is not None

    @property
    def amount(self) -> str:
        """“3 × 10, left, barefoot”, “50 m, about 18 s”: what of it is known."""
        about = "about " if self.usual_pace_s_per_km else ""
        reps = self.reps and (f"{self.reps}" if self.sets else f"{self.reps} times")
        metres = self.distance_m and f"{self.distance_m} m"
        each = [reps, metres, self.seconds and f"{about}{self.seconds} s"]
        done = ", ".join(word for word in each if word)
        if self.sets:
            done = f"{self.sets} × {done}" if done else f"{self.sets} sets"
        side = "both sides" if self.side == Side.BOTH else self.side
        feet = "" if self.is_barefoot is None else "barefoot" if self.is_barefoot else "in shoes"
        return ", ".join(word for word in (done, side, feet) if word)

    @property
    def sections(self) -> list[SectionData]:
        """A short run as sections: as long as it held it is a stretch of the new gait, alone.

        Where its seconds were assumed, its metres are left out: together they would be a pace.
        """
        seconds, held_s = self.seconds or 0, self.held_s or 0
        metres = None if self.usual_pace_s_per_km else self.distance_m
        parts = [(Gait.POSE, held_s, Known.STRETCH), (Gait.NATURAL, seconds - held_s, Known.EXACT)]
        return [
            SectionData(gait, part_s, known, metres if part_s == seconds else None)
            for gait, part_s, known in parts
            if part_s
        ]

    def take_pace(self, usual_pace_s_per_km: int) -> None:
        """The seconds of a short run of known metres, at this pace; no fewer than it held."""
        self.usual_pace_s_per_km = usual_pace_s_per_km
        run_s = half_up(Decimal((self.distance_m or 0) * usual_pace_s_per_km) / 1000)
        self.seconds = max(run_s, self.held_s or 0, 1)
