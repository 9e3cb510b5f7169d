"""Runs as rows of a list, and the one that the next is likely to resemble."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gaitlog.core.prepared import prepared
from gaitlog.runs.models.run import Run
from gaitlog.runs.models.run_query import RunQuerySet

if TYPE_CHECKING:
    from gaitlog.accounts.models import User


@prepared
def rows_of(runs: Sequence[int]) -> RunQuerySet:
    """Runs as rows of the run list, the newest first."""
    return Run.objects.filter(pk__in=runs).for_list()


def last_usual_run(user: User) -> Run | None:
    """The run that the next one is likely to resemble."""
    return next(iter(_last_usual(user.pk)), None)


@prepared
def _last_usual(owner: int) -> RunQuerySet:
    return Run.objects.filter(owner=owner, kind=Run.Kind.RUN, is_race=False).for_list()[:1]
