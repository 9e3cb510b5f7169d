from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from gaitlog.lib.gaits import SectionData, totals
from gaitlog.runs.models import Run, Section


class ChangedMeanwhile(Exception):
    """The run was saved from somewhere else since it was opened."""


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
        _lift_version(run, version or run.version)
        run.save()
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
    return run


def _lift_version(run: Run, seen: int) -> None:
    """Claim the next version of a run; the row stays locked until the transaction ends."""
    claimed = Run.objects.filter(pk=run.pk, version=seen).update(version=F("version") + 1)
    if not claimed:
        raise ChangedMeanwhile
    run.version = seen + 1
