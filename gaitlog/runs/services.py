from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models import F

from gaitlog.core.uids import neighbours
from gaitlog.lib.gaits import SectionData, totals
from gaitlog.runs.choices import Source
from gaitlog.runs.models import (
    FormNote,
    Named,
    Plan,
    Race,
    Run,
    Section,
    ShoeShare,
    Slip,
    SlipKind,
    StrikeCheck,
)
from gaitlog.runs.models.share import fitted

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
def save_run(
    *,
    run: Run,
    sections: Sequence[SectionData],
    version: int | None = None,
    shares: Sequence[ShoeShare] | None = None,
) -> Run:
    """Save a run and replace its sections, in order; its totals follow from them.

    ``shares`` are the parts run in other pairs; left out, those that there are stay.
    ``version`` is the one that the editor saw. Raises ChangedMeanwhile, and changes nothing,
    where the run has another by now.
    """
    run.take_totals(totals(sections))
    is_new = run.pk is None
    before = run.__dict__.get("section_data")  # where they were read: then no others are there
    if is_new:
        run.take_drop()
        run.save()
    else:
        _write_next_version(run, version or run.version)
    run.section_data = list(sections)
    if is_new or run.section_data != before:
        _write_sections(run, is_new=is_new)
    _write_shares(run, shares, is_new=is_new)
    for hook in _after_saving:
        hook(run)
    return run


def _write_sections(run: Run, *, is_new: bool) -> None:
    if not is_new:
        run.sections.all().delete()
    uids = neighbours(len(run.section_data))
    Section.objects.bulk_create(
        Section(
            uid=uid,
            owner_id=run.owner_id,
            run=run,
            position=position,
            gait=section.gait,
            seconds=section.seconds,
            known=section.known,
            distance_m=section.distance_m,
            cadence_spm=section.cadence_spm,
        )
        for position, (uid, section) in enumerate(zip(uids, run.section_data, strict=True))
    )


def _write_shares(run: Run, shares: Sequence[ShoeShare] | None, *, is_new: bool) -> None:
    """Replace the parts of a run that were run in other pairs; what a pair's drop was stays."""
    before = [] if is_new else run.shares
    amounts = [share.amounts for share in before]
    wanted = before if shares is None else shares
    drops = {(str(share.part), share.shoe_id): share.drop_mm for share in before}
    for share in wanted:
        share.pk, share.owner_id, share.run = None, run.owner_id, run
        part = str(share.part), share.shoe_id
        if part in drops:  # two parts in one pair may have had different drops: pairs are merged
            share.drop_mm = drops[part]
        else:
            share.take_drop()
    run.shares = fitted(wanted, run, run.section_data)
    gone = {part for part, *_ in amounts} - {share.part for share in run.shares}
    if gone:
        run.shoe_shares.filter(part__in=gone).delete()
    if [share.amounts for share in run.shares] != amounts:
        ShoeShare.objects.bulk_create(
            run.shares,
            update_conflicts=True,
            unique_fields=["run", "part"],
            update_fields=ShoeShare.AMOUNTS,
        )


@transaction.atomic
def save_run_of_plan(
    *,
    plan: Plan,
    run: Run,
    sections: Sequence[SectionData],
    shares: Sequence[ShoeShare] | None = None,
) -> Run:
    """Save the one run that a plan becomes. Raises AlreadyRun, and saves nothing, where there
    is one by now."""
    save_run(run=run, sections=sections, shares=shares)
    if not Plan.objects.open().filter(pk=plan.pk).update(run=run):
        raise AlreadyRun
    return run


@transaction.atomic
def join_race(race: Race, run: Run) -> None:
    """Make a run the one of a race; its time is the result where none is noted."""
    race.run = run
    race.result_s = race.result_s or run.race_time_s
    race.save(update_fields=["run", "result_s"])
    mark_as_race(run)


def mark_as_race(run: Run) -> None:
    """Let a run say that it was a race, unless it does."""
    if not run.is_race:
        Run.objects.filter(pk=run.pk).update(is_race=True, version=F("version") + 1)


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
