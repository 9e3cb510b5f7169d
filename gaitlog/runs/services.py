from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models import F

from gaitlog.lib.gaits import SectionData, totals
from gaitlog.runs.choices import Source
from gaitlog.runs.models import (
    FormNote,
    Named,
    Plan,
    Run,
    Section,
    Slip,
    SlipKind,
    StrikeCheck,
)

Word = TypeVar("Word", bound=Named)

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


@transaction.atomic
def save_form_note(
    *,
    note: FormNote,
    slips: Sequence[SlipKind] | None,
    felt: Mapping[str, int] | None,
    of_run: Mapping[str, int | None],
) -> FormNote:
    """Save how the form was: the note, its slips, what was felt of the feet, and what the run
    itself keeps. None leaves slips or feet as they are.
    """
    note.save(force_update=note.pk is not None)
    if slips is not None:
        note.slips.all().delete()
        kinds = dict.fromkeys(own_row(kind) for kind in slips)
        Slip.objects.bulk_create(Slip(owner_id=note.owner_id, note=note, kind=k) for k in kinds)
    if felt is not None:
        _note_felt(note.run, felt)
    if of_run:  # an editor that was opened before has to see it
        Run.objects.filter(pk=note.run_id).update(**of_run, version=F("version") + 1)
    return note


def _note_felt(run: Run, felt: Mapping[str, int]) -> None:
    if any(felt.values()):
        values = {"owner_id": run.owner_id, "on": run.on, **felt}
        StrikeCheck.objects.update_or_create(run=run, source=Source.FELT, defaults=values)
    else:
        run.strike_checks.filter(source=Source.FELT).delete()


def own_row(word: Word) -> Word:
    """Make a chosen word the owner's own, and take it into use again if it was retired."""
    if word.pk is None:
        word.save()
    elif word.is_retired:
        word.use_again()
    return word


def _write_next_version(run: Run, seen: int) -> None:
    """Write a run over the version that was seen; no other can, until the transaction ends."""
    columns = [field.attname for field in Run._meta.concrete_fields if not field.primary_key]
    values = {column: getattr(run, column) for column in columns} | {"version": seen + 1}
    if not Run.objects.filter(pk=run.pk, version=seen).update(**values):
        raise ChangedMeanwhile
    run.version = seen + 1
