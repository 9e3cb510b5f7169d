from __future__ import annotations

import datetime as dt
import hashlib
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import DatabaseError, IntegrityError, transaction

from gaitlog.core.choices import Surface
from gaitlog.lib.gaits import Gait, SectionData
from gaitlog.lib.readers import Activity, RecordingError
from gaitlog.lib.readers.child import Readers
from gaitlog.recordings import files, outcomes
from gaitlog.recordings.laps import Gaits, Laps, laid_out, offered
from gaitlog.recordings.models import Lap, Recording
from gaitlog.recordings.outcomes import Leg, Outcome
from gaitlog.runs.models import Run
from gaitlog.runs.services import save_run

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

NAME_LENGTH = 200
NOT_KEPT = "This file could not be kept, so nothing of it was imported. Is the disk full?"
NO_TIME_LEFT = "The files before it took so long that this one was not read. Choose it again."

logger = logging.getLogger(__name__)


class HereAlready(Exception):
    """The file was imported from somewhere else while it was read."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is being imported."""

    name: str
    data: bytes
    sha256: str


def import_files(
    owner: User,
    named: Iterable[tuple[str, bytes]],
    *,
    zone: ZoneInfo,
    on: dt.date | None = None,
    patience_s: float | None = None,
) -> Iterator[Outcome]:
    """Import files one after the other, and tell of each what became of it.

    ``on`` is the date of files whose watch had no clock. All are read in one child process;
    once ``patience_s`` have passed, the files that are left are not read.
    """
    began = time.monotonic()
    with Readers() as readers:
        for name, data in named:
            if patience_s is not None and time.monotonic() - began > patience_s:
                yield outcomes.refused(_plain(name), NO_TIME_LEFT)
                continue
            file = _File(_plain(name), data, hashlib.sha256(data).hexdigest())
            yield _import_file(owner, file, readers, zone, on)


def give_date(recording: Recording, *, on: dt.date) -> Outcome:
    """Make the run of a file that had to wait for its date."""
    owner = recording.owner
    try:
        data = recording.file.read_bytes()
    except FileNotFoundError:
        return outcomes.refused(recording.name, "The file is gone: discard it and import it anew.")
    zone = ZoneInfo(owner.time_zone)
    [outcome] = import_files(owner, [(recording.name, data)], zone=zone, on=on)
    return outcome


def _import_file(
    owner: User, file: _File, readers: Readers, zone: ZoneInfo, on: dt.date | None
) -> Outcome:
    known = _known(owner, file, on)
    if known:
        return known
    try:
        return _store(owner, file, readers.read(file.name, file.data), zone, on)
    except RecordingError as fault:
        return outcomes.refused(file.name, fault.text)
    except (HereAlready, IntegrityError):
        known = _known(owner, file, None)
        if known:
            return known
        logger.exception("An import was refused by the tables.")
    except (OSError, DatabaseError):
        logger.exception("An import could not be kept.")
    return outcomes.refused(file.name, NOT_KEPT)


def _known(owner: User, file: _File, on: dt.date | None) -> Outcome | None:
    """What is said of a file that is here already, unless its date is only given now."""
    recordings = list(owner.recordings.of_file(file.sha256))
    if any(recording.run for recording in recordings):
        return outcomes.same(file.name, recordings)
    if recordings and on is None:
        return outcomes.asks_date(file.name, recordings[0])
    return None


def _store(
    owner: User, file: _File, activities: Sequence[Activity], zone: ZoneInfo, on: dt.date | None
) -> Outcome:
    """Keep the file with its runs, or without any where it has no date, all or nothing."""
    days = [_day(activity, zone) for activity in activities]
    on = next(filter(None, days), on)
    try:
        with files.written(owner, file.data) as beside, transaction.atomic():
            waiting = owner.recordings.select_for_update().filter(sha256=file.sha256).first()
            if waiting and waiting.run_id:
                raise HereAlready
            first = waiting or _recording(owner, file, 0)
            if on is None:
                first.save()
                outcome = outcomes.asks_date(file.name, first)
            else:
                legs = [
                    _save_leg(_recording(owner, file, leg) if leg else first, run, day or on, zone)
                    for leg, (run, day) in enumerate(zip(activities, days, strict=True))
                ]
                outcome = outcomes.imported(file.name, legs, owner.unit)
            files.keep(owner, file.sha256, beside)
    except BaseException:
        files.drop(owner, file.sha256)
        raise
    return outcome


def _day(activity: Activity, zone: ZoneInfo) -> dt.date | None:
    """The day of the run where it was run."""
    return activity.started_at.astimezone(zone).date() if activity.started_at else None


def _recording(owner: User, file: _File, leg: int) -> Recording:
    return Recording(owner=owner, name=file.name, sha256=file.sha256, leg=leg, size=len(file.data))


def _save_leg(recording: Recording, activity: Activity, on: dt.date, zone: ZoneInfo) -> Leg:
    """Save a run with its laps as sections, and both with the recording."""
    owner = recording.owner
    run = Run(
        owner=owner,
        on=on,
        time_zone=zone.key,
        started_at=activity.started_at,
        distance_m=activity.distance_m,
        elapsed_s=activity.elapsed_s,
        surface=activity.surface if activity.surface in Surface.values else "",
    )
    run.take_measures(owner.measures)
    laps = [
        Lap(
            owner=owner,
            recording=recording,
            position=position,
            seconds=lap.seconds,
            distance_m=lap.distance_m,
            cadence_spm=lap.cadence_spm,
        )
        for position, lap in enumerate(activity.laps)
    ]
    sections = sections_at_first([lap.data for lap in laps]) or [_whole(activity)]
    recording.run = save_run(run=run, sections=sections)
    recording.save()
    Lap.objects.bulk_create(laps)
    slow = sum(section.gait is Gait.WALK for section in sections)
    return Leg(run, len(laps), slow, activity.note)


def sections_at_first(laps: Sequence[SectionData]) -> list[SectionData]:
    """The sections that the laps make before the runner says more."""
    return laid_out(laps, [*offered(laps)], [])


def _whole(activity: Activity) -> SectionData:
    """A run without laps, as one section."""
    return SectionData(
        Gait.NATURAL,
        activity.moving_s,
        distance_m=activity.distance_m,
        cadence_spm=activity.cadence_spm,
    )


def _plain(name: str) -> str:
    """The file's name on one line, its ending kept where it is too long."""
    said = "".join(c for c in name.encode(errors="replace").decode() if c.isprintable())
    return said[-NAME_LENGTH:] or "recording"


def switch_laps(*, run: Run, laps: Laps, gaits: Gaits, version: int) -> Run:
    """Lay the gaits of its laps over a run. Raises ChangedMeanwhile.

    What was typed for the sections gives way; they are told from the laps from now on.
    """
    sections = laid_out(laps, gaits, run.section_data)
    if sections == run.section_data and version == run.version:
        return run
    run.phrase = ""
    moving_s = sum(section.seconds for section in sections)
    if run.elapsed_s is not None:
        run.elapsed_s = max(run.elapsed_s, moving_s)
    return save_run(run=run, sections=sections, version=version)
