from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from django.db import transaction

from gaitlog.lib.gaits import SectionData, totals
from gaitlog.runs.models import Plan, Run, Section

_after_saving: list[Callable[[Run], None]] = []


class ChangedMeanwhile(Exception):
    """The run was saved from somewhere else since it was opened."""


class AlreadyRun(Exception):
    """The plan became a run, or went, since it was opened."""


def after_saving(hook: Callable[[Run], None]) -> None:
    """Register what follows, in the same transaction, whenever a run was saved."""
    _after_saving.append(hook)


@transaction.atomic
def save_run(*, run: Run, sections: Sequence[SectionData], version: int | None = None) -> Run:
    """Save a run and replace its sections, in order; its totals follow from them.

    ``version`` is the one that the editor saw. Raises ChangedMeanwhile, and changes nothing,
    where the run has another by now.
    """
    run.take_totals(totals(sections))
    if run.pk is None:
        run.save()
    else:
        _write_next_version(run, version or run.version)
        run.sections.all().delete()
    Section.objects.bulk_create(
        Section(
            owner_id=run.owner_id,
            run=run,
            position=position,
            gait=section.gait,
            seconds=section.seconds,
            known=section.known,
            distance_m=section.distance_m,
            cadence_spm=section.cadence_spm,
        )
        for position, section in enumerate(sections)
    )
    run.section_data = list(sections)
    for hook in _after_saving:
        hook(run)
    return run


@transaction.atomic
def save_run_of_plan(*, plan: Plan, run: Run, sections: Sequence[SectionData]) -> Run:
    """Save the one run that a plan becomes. Raises AlreadyRun, and saves nothing, where there
    is one by now."""
    save_run(run=run, sections=sections)
    if not Plan.objects.open().filter(pk=plan.pk).update(run=run):
        raise AlreadyRun
    return run


def run_as_planned(plan: Plan, today: dt.date) -> Run:
    """Log a plan as it was meant. Raises AlreadyRun."""
    run = Run(
        owner=plan.owner,
        on=plan.day_of_run(today),
        time_zone=plan.owner.time_zone,
        distance_m=plan.distance_m,
        phrase=plan.phrase,
        shoe=plan.shoe,
        note=plan.note,
    )
    run.take_measures(plan.measures)
    return save_run_of_plan(plan=plan, run=run, sections=plan.section_data)


def _write_next_version(run: Run, seen: int) -> None:
    """Write a run over the version that was seen; no other can, until the transaction ends."""
    columns = [field.attname for field in Run._meta.concrete_fields if not field.primary_key]
    values = {column: getattr(run, column) for column in columns} | {"version": seen + 1}
    if not Run.objects.filter(pk=run.pk, version=seen).update(**values):
        raise ChangedMeanwhile
    run.version = seen + 1
