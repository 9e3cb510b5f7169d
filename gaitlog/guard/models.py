from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Max, OuterRef, Q, RowRange, Subquery, Window
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from gaitlog.lib import units
from gaitlog.lib.guard import Aim, State, shorter_s
from gaitlog.runs.models import Run, RunQuerySet


class JudgementQuerySet(models.QuerySet["Judgement"]):
    def latest_of(self, run: Run) -> Judgement | None:
        return self.filter(run=run).first()


class Judgement(models.Model):
    """What the guard said of a run when it was saved, with the settings of that day.

    It is never written again, whatever is changed later; overruling adds to it.
    """

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="judgements", db_index=False
    )
    run = models.ForeignKey(Run, models.CASCADE, related_name="judgements")
    judged_at = models.DateTimeField(default=timezone.now)
    judged = models.JSONField()  # the day, amounts and shoe of the run as it was then
    pose_s = models.PositiveIntegerField()
    limit_s = models.PositiveIntegerField()
    is_passed = models.BooleanField()  # whether any rule was
    findings = models.JSONField()  # each: rule, state, sentence, source, numbers, compared_with
    parameters = models.JSONField(default=dict)  # what differed from the defaults
    overruled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ["-judged_at", "-pk"]
        indexes = [models.Index(fields=["owner", "run"], name="judgement_owner_run")]

    def __str__(self) -> str:
        return f"What the guard said of {self.run}"

    @property
    def flagged(self) -> list[dict[str, Any]]:
        """The findings that passed a rule."""
        return [said for said in self.findings if State(said["state"]).is_flag]

    @property
    def others(self) -> list[dict[str, Any]]:
        return [said for said in self.findings if not State(said["state"]).is_flag]

    @property
    def sources(self) -> list[str]:
        """Where the findings come from, each once, with its rule."""
        found = dict.fromkeys((said["rule"], said["source"]) for said in self.findings)
        return [f"{rule}: {source}" for rule, source in found]

    @property
    def shorter_s(self) -> int | None:
        """Up to how much of the new gait the rules leave, where that is less than there is."""
        return shorter_s(self.pose_s, {said["rule"]: said["numbers"] for said in self.findings})

    def overrule(self, reason: str) -> None:
        self.overruled_at = timezone.now()
        self.reason = reason
        self.save(update_fields=["overruled_at", "reason"])

    def take_back(self) -> None:
        self.overruled_at, self.reason = None, ""
        self.save(update_fields=["overruled_at", "reason"])


def with_limits(runs: RunQuerySet) -> RunQuerySet:
    """Runs with ``limit_s``, the limit of the new gait as it was said last; None where nothing
    was said."""
    said = Judgement.objects.filter(run=OuterRef("pk")).values("limit_s")[:1]
    return runs.annotate(limit_s=Subquery(said))


def records(runs: RunQuerySet, column: str) -> RunQuerySet:
    """Runs that had more of something than every run before, the first one first."""
    earlier = Window(Max(column), order_by=["on", "pk"], frame=RowRange(end=-1))
    with_earlier = runs.annotate(most_before=Coalesce(earlier, 0))
    return with_earlier.filter(**{f"{column}__gt": F("most_before")}).order_by("on", "pk")


class Goal(models.Model):
    """How much of the new gait a runner would like to run in one run, and by when."""

    LONGEST_S = 6 * 3600

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="goals")
    pose_s = models.PositiveIntegerField("how long")
    is_unbroken = models.BooleanField("without a break", default=False)
    by_on = models.DateField("by", null=True, blank=True)
    what = models.CharField("what for", max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner"],
                name="goal_one_each",
                violation_error_message="You have a goal already: change that one.",
            ),
            models.CheckConstraint(
                condition=Q(pose_s__range=(1, 6 * 3600)), name="goal_within_six_hours"
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{units.clock(self.pose_s)}{' without a break' if self.is_unbroken else ' in a run'}"
        )

    def get_absolute_url(self) -> str:
        return reverse("guard:ladder")

    @property
    def aim(self) -> Aim:
        """What the ladder leads to."""
        return Aim(self.pose_s, self.is_unbroken, self.by_on)
