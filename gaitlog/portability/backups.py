"""Backups: the whole log in one file, made while it is in use and read again before it counts."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from gaitlog.core.refused import Refused
from gaitlog.core.startup import version
from gaitlog.env import machines_zone
from gaitlog.portability.sealed import DATABASE, RECORDING, Manifest, SealedWriter, sealed
from gaitlog.portability.snapshot import copy_database, has_log, is_one_file, opened
from gaitlog.recordings.models import Recording

KEPT = 7
OLD = dt.timedelta(days=8)
LEFT_OVER = dt.timedelta(days=1)
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY app, name"


class Kind(StrEnum):
    NIGHTLY = "nightly"
    BY_HAND = "by-hand"
    BEFORE_UPGRADE = "before-upgrade"


def refuse_on_postgres() -> None:
    if not is_one_file():
        raise Refused("Backups of PostgreSQL are made with pg_dump: see docs/backup.md.")


def back_up(kind: Kind) -> Path:
    """Make a backup in its folder and keep the last few of its kind."""
    settings.BACKUPS.mkdir(mode=0o700, exist_ok=True)
    stamp = f"{timezone.now().astimezone(machines_zone()):%Y-%m-%d-%H%M%S}"
    file = make_backup(settings.BACKUPS / f"gaitlog-{kind}-{stamp}.zip")
    for older in sorted(settings.BACKUPS.glob(f"gaitlog-{kind}-*.zip"))[:-KEPT]:
        older.unlink(missing_ok=True)
    return file


def back_up_tonight() -> None:
    if is_one_file():
        back_up(Kind.NIGHTLY)


def clear_left_overs() -> None:
    """Remove what a server that was killed had half written."""
    before = timezone.now() - LEFT_OVER
    for folder in (settings.DATA, settings.BACKUPS):
        for part in folder.glob(".part-*"):
            if _made_at(part) < before:
                shutil.rmtree(part) if part.is_dir() else part.unlink()


def make_backup(to: Path) -> Path:
    """Write the database and the kept recordings into one file. Raises Refused."""
    refuse_on_postgres()
    if not has_log():
        raise Refused(f"There is no log in {settings.DATA} yet, so there is nothing to back up.")
    try:
        with (
            tempfile.TemporaryDirectory(dir=to.parent, prefix=".part-") as folder,
            sealed(to) as writer,
        ):
            copy = Path(folder, DATABASE)
            copy_database(copy)
            about = examine(copy)
            writer.add(DATABASE, copy, compressed=True)
            _add_recordings(writer)
            writer.finish({"app": version(), **about})
    except OSError as error:
        raise Refused(f"The backup {to} cannot be written: {error.strerror}.") from error
    except sqlite3.Error as error:
        raise Refused(f"The database cannot be copied: {error}.") from error
    return to


def examine(database: Path) -> Manifest:
    """What a copy of the database holds. Raises Refused where SQLite finds a fault in it.

    It is opened as Django does, whose functions the checks of the tables call.
    """
    try:
        with opened(database) as alias, connections[alias].cursor() as cursor:
            faults = [row[0] for row in _read(cursor, "PRAGMA integrity_check") if row[0] != "ok"]
            orphans = _read(cursor, "PRAGMA foreign_key_check")
            faults += [f"{row[0]} names what is gone" for row in orphans]
            if faults:
                raise Refused(f"The database has a fault: {faults[0]}.")
            return {
                "migrations": _read(cursor, MIGRATIONS),
                "rows": {
                    name: _read(cursor, f'SELECT count(*) FROM "{name}"')[0][0]  # noqa: S608
                    for (name,) in _read(cursor, TABLES)
                },
            }
    except DatabaseError as error:
        raise Refused(f"The database has a fault: {error}.") from error


def _read(cursor: CursorWrapper, sql: str) -> list[Any]:
    cursor.execute(sql)
    rows: list[Any] = cursor.fetchall()
    return rows


def _add_recordings(writer: SealedWriter) -> None:
    """Add every kept file; one that is deleted meanwhile, its row as well, is none of ours."""
    for file in sorted(settings.RECORDINGS.glob("*/*")):
        name = f"recordings/{file.parent.name}/{file.name}"
        if not RECORDING.fullmatch(name):
            continue
        try:
            writer.add(name, file)
        except FileNotFoundError:
            if Recording.objects.filter(sha256=file.name).exists():
                raise


@dataclass(frozen=True, slots=True)
class State:
    """How things stand with backups, for whoever asks."""

    possible: bool
    last_at: dt.datetime | None

    @property
    def is_old(self) -> bool:
        return self.last_at is None or self.last_at < timezone.now() - OLD


def state() -> State:
    times = map(_made_at, settings.BACKUPS.glob("gaitlog-*.zip"))
    return State(possible=is_one_file(), last_at=max(times, default=None))


def _made_at(file: Path) -> dt.datetime:
    return dt.datetime.fromtimestamp(file.stat().st_mtime, tz=dt.UTC)
