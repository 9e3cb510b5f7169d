"""What is asked of runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Sum

from gaitlog.core.sql import DaysAsText
from gaitlog.lib.gaits import SectionData
from gaitlog.lib.weeks import Week
from gaitlog.runs.choices import Kind
from gaitlog.runs.models.pairs import OfDay, PairSums, by_drop, sums_by_pair
from gaitlog.runs.models.section import sections_of
from gaitlog.runs.models.share import ShoeShare
from gaitlog.runs.models.typed import section_data

if TYPE_CHECKING:
    from gaitlog.runs.models.run import Run

SUMMED = ("on", "kind", "is_race", "pose_s", "natural_s", "walk_s", "hold_s", "distance_m")


class RunQuerySet(models.QuerySet["Run"]):
    def in_week(self, week: Week) -> Self:
        return self.between(week.first_day, week.last_day)

    def between(self, first: dt.date, last: dt.date) -> Self:
        return self.filter(on__range=(first, last))

    def logged(self) -> Self:
        """Real outings, without the weeks that were only estimated."""
        return self.filter(kind__in=[Kind.RUN, Kind.PRACTICE])

    def estimated(self) -> Self:
        return self.filter(kind=Kind.ESTIMATE)

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
            estimates=Count("pk", filter=Q(kind=Kind.ESTIMATE)),
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


def drawn(runs: Iterable[Run]) -> list[Run]:
    """Runs with their sections at hand as plain data, all in one query."""
    runs = list(runs)
    by_run: dict[int, list[SectionData]] = {run.pk: [] for run in runs}
    for run_pk, *columns in sections_of([*by_run]) if runs else []:
        by_run[run_pk].append(section_data(*columns))
    for run in runs:
        run.section_data = by_run[run.pk]
    return runs
