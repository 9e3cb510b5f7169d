"""Putting a backup in the place of the log: all of it is checked first, and nothing is thrown away.

The database is made ready beside and takes its place in one step. Recordings are named by their
content, so those of the backup are laid among those there are before that step, and the rest
are put aside after it: whenever the machine stops, the log in place has all its files.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gaitlog.accounts.models import OneTimeLink, User
from gaitlog.core.lock import hold_data_folder
from gaitlog.core.refused import Refused
from gaitlog.env import machines_zone
from gaitlog.portability.backups import examine, refuse_on_postgres
from gaitlog.portability.sealed import DATABASE, Manifest, open_sealed, read_member, sync_folder
from gaitlog.portability.snapshot import database_file, opened

SIDE_FILES = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and where the log lies that was there before."""

    runners: list[str]
    recordings: int
    before: Path | None


def restore_backup(file: Path) -> Restored:
    """Put the backup in the place of the log. Raises Refused, and changes nothing, if it cannot."""
    refuse_on_postgres()
    with hold_data_folder():
        connections.close_all()
        archive, manifest = open_sealed(file)
        _refuse_if_newer(manifest)
        try:
            with archive, tempfile.TemporaryDirectory(dir=settings.DATA, prefix=".part-") as beside:
                _unpack(archive, manifest, Path(beside))
                runners = _make_ready(Path(beside, DATABASE))
                before = _put_in_place(Path(beside))
        except OSError as error:
            raise Refused(f"The backup cannot be unpacked: {error.strerror}.") from error
    return Restored(runners, len(manifest["sha256"]) - 1, before)


def _refuse_if_newer(manifest: Manifest) -> None:
    known = MigrationLoader(None).disk_migrations
    if any(tuple(migration) not in known for migration in manifest["migrations"]):
        raise Refused(
            f"This backup was made by gaitlog {manifest['app']}, which is newer: install that one"
            " first."
        )


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, beside: Path) -> None:
    for name in manifest["sha256"]:
        target = beside / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as unpacked:
            read_member(archive, manifest, name, unpacked)
            unpacked.flush()
            os.fsync(unpacked.fileno())
    examine(beside / DATABASE)


def _make_ready(database: Path) -> list[str]:
    """Bring the tables up to date and switch off whatever let somebody in; who is in the log."""
    with opened(database) as alias:
        call_command("migrate", database=alias, interactive=False, verbosity=0)
        now = timezone.now()
        Session.objects.using(alias).all().delete()
        OneTimeLink.objects.using(alias).live().update(used_at=now)
        DBTaskResult.objects.using(alias).filter(finished_at=None).delete()
        users = list(User.objects.using(alias).order_by("pk"))
        for user in users:
            user.coach_links.filter(revoked_at=None).update(revoked_at=now)
    with closing(sqlite3.connect(database)) as closed:
        closed.execute("PRAGMA journal_mode=DELETE")
    return [user.username for user in users]


def _put_in_place(beside: Path) -> Path | None:
    database, recordings = database_file(), settings.RECORDINGS
    names = {path.relative_to(beside / "recordings") for path in beside.glob("recordings/*/*")}
    before = _keep(database)
    for name in names:
        _move(beside / "recordings" / name, recordings / name)
    _move(beside / DATABASE, database)
    if before:
        for path in recordings.glob("*/*"):
            name = path.relative_to(recordings)
            if name not in names:
                _move(path, before / "recordings" / name)
    return before


def _keep(database: Path) -> Path | None:
    """Give the database there is a second name in a folder of its own, where nothing is lost."""
    if not database.exists():
        return None
    with suppress(sqlite3.Error), closing(sqlite3.connect(database)) as old:
        old.execute("PRAGMA journal_mode=DELETE")  # nothing of it is left in another file
    stamp = f"{timezone.now().astimezone(machines_zone()):%Y-%m-%d-%H%M%S}"
    before = Path(settings.DATA, f"before-restore-{stamp}")
    before.mkdir()
    try:
        os.link(database, before / DATABASE)
    except OSError:  # a file system without second names
        shutil.copy2(database, before / DATABASE)
    for ending in SIDE_FILES:  # of a database that could not be opened: never beside another one
        side = database.with_name(database.name + ending)
        if side.exists():
            _move(side, before / side.name)
    sync_folder(before)
    return before


def _move(path: Path, to: Path) -> None:
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.replace(to)
    sync_folder(to.parent)
