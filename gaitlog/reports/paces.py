"""Pace and cadence in each gait, from the sections of which they are known."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet, Sum

from gaitlog.lib.gaits import Gait
from gaitlog.lib.units import half_up
from gaitlog.runs.models import Section

if TYPE_CHECKING:
    from gaitlog.reports.weeks import Span
    from gaitlog.runs.models import RunQuerySet


@dataclass(frozen=True, slots=True)
class GaitPace:
    """What was run in one gait in a week or a month, as far as distance or steps are known."""

    gait: Gait
    paced_s: int = 0  # of the sections whose distance is known
    distance_m: int = 0
    stepped_s: int = 0  # of the sections whose cadence is known
    steps_60: int = 0  # sixty times their steps, so that it is whole

    def __add__(self, other: GaitPace) -> GaitPace:
        return GaitPace(
            self.gait,
            self.paced_s + other.paced_s,
            self.distance_m + other.distance_m,
            self.stepped_s + other.stepped_s,
            self.steps_60 + other.steps_60,
        )

    @property
    def pace_s_per_km(self) -> int | None:
        """Seconds per kilometre; None where no distance is known."""
        if not self.distance_m:
            return None
        return half_up(Decimal(1000 * self.paced_s) / self.distance_m)

    @property
    def cadence_spm(self) -> int | None:
        """Steps per minute, each section by its length; None where none is known."""
        return half_up(Decimal(self.steps_60) / self.stepped_s) if self.stepped_s else None


@dataclass(frozen=True, slots=True)
class SpanPaces:
    """The gaits of a week or a month side by side."""

    first_day: dt.date
    last_day: dt.date
    gaits: dict[Gait, GaitPace] = field(default_factory=dict)  # those with anything known

    def of(self, gait: Gait) -> GaitPace:
        return self.gaits.get(gait) or GaitPace(gait)


def paces(runs: RunQuerySet, spans: Sequence[Span]) -> list[SpanPaces]:
    """Pace and cadence of each gait in each span, in one query; ``runs`` say what counts."""
    if not spans:
        return []
    return in_spans(by_day(runs.between(spans[0].first_day, spans[-1].last_day)), spans)


def in_spans(rows: Iterable[tuple[Any, ...]], spans: Sequence[Span]) -> list[SpanPaces]:
    """Rows as ``by_day`` gives them, put into their spans."""
    found = [SpanPaces(span.first_day, span.last_day) for span in spans]
    firsts = [span.first_day for span in spans]
    for on, gait, *sums in rows:
        known, gaits = GaitPace(Gait(gait), *sums), found[bisect_right(firsts, on) - 1].gaits
        gaits[known.gait] = gaits[known.gait] + known if known.gait in gaits else known
    return found


def by_day(runs: RunQuerySet) -> QuerySet[Section, tuple[Any, ...]]:
    """The day, the gait, and what is known of it as in ``GaitPace``."""
    far, stepped = Q(distance_m__isnull=False), Q(cadence_spm__isnull=False)
    sections = Section.objects.filter(far | stepped, run__in=runs.logged().order_by())
    return (
        sections.order_by()
        .values_list("run__on", "gait")
        .annotate(
            paced_s=Sum("seconds", filter=far, default=0),
            run_m=Sum("distance_m", default=0),
            stepped_s=Sum("seconds", filter=stepped, default=0),
            steps_60=Sum(F("cadence_spm") * F("seconds"), default=0),
        )
    )
