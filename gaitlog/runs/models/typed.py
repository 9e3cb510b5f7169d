from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gaitlog.lib import gaits, units
from gaitlog.lib.gaits import SectionData, Totals
from gaitlog.lib.sections import Measures
from gaitlog.lib.units import DistanceUnit

SECTION_COLUMNS = ("gait", "seconds", "known", "distance_m", "cadence_spm")

GAITS = {str(gait): gait for gait in gaits.Gait}
KNOWN = {str(known): known for known in gaits.Known}


def section_data(gait: str, seconds: int, known: str, *measured: int | None) -> SectionData:
    """A row of sections as plain data."""
    return SectionData(GAITS[gait], seconds, KNOWN[known], *measured)


def totals_are_the_moving_time(name: str) -> models.CheckConstraint:
    """What holds the totals of a row to its time."""
    return models.CheckConstraint(
        condition=Q(moving_s=F("pose_s") + F("natural_s") + F("walk_s")) & Q(moving_s__gt=0),
        name=name,
    )


class Typed(models.Model):
    """What was typed of an outing, run or planned, and the amounts that it was understood as."""

    distance_m = models.PositiveIntegerField("distance", null=True, blank=True)

    # The totals of the sections, written together with them.
    moving_s = models.PositiveIntegerField("time", editable=False)
    pose_s = models.PositiveIntegerField(editable=False)
    natural_s = models.PositiveIntegerField(editable=False)
    walk_s = models.PositiveIntegerField(editable=False)

    # What was typed, and the spacing and pace it was understood with.
    phrase = models.CharField("sections", max_length=500, blank=True)
    lamppost_m = models.PositiveSmallIntegerField(default=30, editable=False)
    block_m = models.PositiveSmallIntegerField(default=100, editable=False)
    usual_pace_s_per_km = models.PositiveSmallIntegerField(default=360, editable=False)
    walking_pace_s_per_km = models.PositiveSmallIntegerField(default=600, editable=False)

    class Meta:
        abstract = True

    @property
    def running_s(self) -> int:
        """Seconds run, in either gait, without walking."""
        return self.pose_s + self.natural_s

    @property
    def share_percent(self) -> int | None:
        return gaits.share_percent(self.pose_s, self.natural_s)

    def length(self, unit: DistanceUnit) -> str:
        """How far, “5.20 km”; empty where that is not known."""
        if not self.distance_m:
            return ""
        return f"{units.distance(self.distance_m, unit)}\N{NO-BREAK SPACE}{unit}"

    @property
    def measures(self) -> Measures:
        """The spacing and pace that its phrase was understood with."""
        return Measures(
            lamppost_m=self.lamppost_m,
            block_m=self.block_m,
            usual_pace_s_per_km=self.usual_pace_s_per_km,
            walking_pace_s_per_km=self.walking_pace_s_per_km,
        )

    def take_totals(self, totals: Totals) -> None:
        self.moving_s = totals.moving_s
        self.pose_s, self.natural_s = totals.pose_s, totals.natural_s
        self.walk_s = totals.walk_s

    def take_measures(self, measures: Measures) -> None:
        self.lamppost_m, self.block_m = measures.lamppost_m, measures.block_m
        self.usual_pace_s_per_km = measures.usual_pace_s_per_km
        self.walking_pace_s_per_km = measures.walking_pace_s_per_km

    def validate_constraints(self, exclude: object = None) -> None:
        """None is looked at: no form has the fields of one, or it checks them by itself.

        Django would still put a query together for each before it leaves them out.
        """
