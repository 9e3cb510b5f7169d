"""The database as it is at one moment, held still for whoever reads it at leisure."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

WAIT_S = 20
OTHER = "other"


def is_one_file() -> bool:
    return connection.vendor == "sqlite"


def database_file() -> Path:
    return Path(connection.settings_dict["NAME"])


def has_log() -> bool:
    """Whether there is a database file with anything in it: opening one makes an empty file."""
    file = database_file()
    return is_one_file() and file.exists() and file.stat().st_size > 0


def copy_database(to: Path) -> None:
    """Copy the one file while it is in use, by SQLite's own means; the copy is a single file."""
    with (
        closing(sqlite3.connect(database_file(), WAIT_S)) as source,
        closing(sqlite3.connect(to)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def frozen() -> Iterator[str]:
    """The alias of a database that does not change while it is read.

    A long read of the one file itself would keep savers waiting, so a copy of it is read.
    """
    if connection.in_atomic_block:
        yield DEFAULT_DB_ALIAS
    elif is_one_file():
        with tempfile.TemporaryDirectory(dir=settings.DATA, prefix=".part-") as folder:
            copy = Path(folder, "gaitlog.sqlite3")
            copy_database(copy)
            with opened(copy) as alias:
                yield alias
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield DEFAULT_DB_ALIAS


@contextmanager
def opened(file: Path) -> Iterator[str]:
    """The alias of another database file, known to this thread only, while it is wanted."""
    other = connection.copy(OTHER)
    other.settings_dict["NAME"] = file
    connections[OTHER] = other
    try:
        yield OTHER
    finally:
        other.close()
        del connections[OTHER]
