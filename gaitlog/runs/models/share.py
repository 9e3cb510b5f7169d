from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from gaitlog.lib import units
from gaitlog.lib.gaits import SectionData, Totals
from gaitlog.lib.shoes import Part, parted
from gaitlog.runs.models.typed import totals_are_the_moving_time

if TYPE_CHECKING:
    from gaitlog.runs.models.run import Run


class ShoeShare(models.Model):
    """The first or the last part of a run, run in another pair than the rest of it."""

    class Which(models.TextChoices):
        FIRST = "first", "the first"
        LAST = "last", "the last"

    AMOUNTS = ("shoe", "drop_mm", "moving_s", "pose_s", "natural_s", "walk_s", "distance_m")

    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="shoe_shares")
    run = models.ForeignKey("runs.Run", models.CASCADE, related_name="shoe_shares")
    part = models.CharField(max_length=5, choices=Which)
    shoe = models.ForeignKey("shoes.Shoe", models.RESTRICT, related_name="shoe_shares")
    drop_mm = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)

    # What was run in the pair; they follow from the sections of the run.
    moving_s = models.PositiveIntegerField("time")
    pose_s = models.PositiveIntegerField()
    natural_s = models.PositiveIntegerField()
    walk_s = models.PositiveIntegerField()
    distance_m = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["run_id", "part"]
        verbose_name = "change of shoes"
        verbose_name_plural = "changes of shoes"
        constraints = [
            models.UniqueConstraint(fields=["run", "part"], name="shoe_share_one_per_part"),
            models.CheckConstraint(
                condition=Q(part__in=["first", "last"]), name="shoe_share_part_known"
            ),
            totals_are_the_moving_time("shoe_share_totals_are_its_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {units.clock(self.moving_s)} in {self.shoe}"

    @property
    def running_s(self) -> int:
        return self.pose_s + self.natural_s

    @property
    def drop(self) -> str:
        """The drop as it was when it was run in, “4 mm”; empty where it was not known."""
        return units.drop(self.drop_mm)

    @property
    def said(self) -> tuple[str, int, int]:
        """What is typed of it: which part, in which pair, for how long."""
        return str(self.part), self.shoe_id, self.moving_s

    @property
    def amounts(self) -> tuple[Any, ...]:
        """Which part it is, and all that is known of it."""
        amounts = self.moving_s, self.pose_s, self.natural_s, self.walk_s, self.distance_m
        return str(self.part), self.shoe_id, self.drop_mm, *amounts

    def take_drop(self) -> None:
        """Keep the drop that the pair has now: it is what this run says from here on."""
        self.drop_mm = self.shoe.drop_mm

    def take_totals(self, totals: Totals) -> None:
        self.pose_s, self.natural_s = totals.pose_s, totals.natural_s
        self.walk_s = totals.walk_s


def fitted(
    shares: Sequence[ShoeShare], run: Run, sections: Sequence[SectionData]
) -> list[ShoeShare]:
    """These parts with the amounts of a run; a run that became shorter makes them shorter."""
    left_s, of_s = run.moving_s, {Part.FIRST: 0, Part.LAST: 0}
    for share in shares:
        share.moving_s = min(share.moving_s, left_s)
        left_s -= share.moving_s
        of_s[Part(share.part)] = share.moving_s
    amounts = parted(sections, first_s=of_s[Part.FIRST], last_s=of_s[Part.LAST])
    for share in shares:
        share.take_totals(amounts[Part(share.part)])
        share.distance_m = run.distance_m and run.distance_m * share.moving_s // run.moving_s
    return [share for share in shares if share.moving_s]
