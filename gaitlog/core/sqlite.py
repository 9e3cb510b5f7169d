"""How the one file is opened, so that what was said to be saved is saved."""

from __future__ import annotations

import sqlite3
from pathlib import Path

# The write-ahead log could corrupt a file in every SQLite before these, if very rarely
# (sqlite.org/changes.html, 3.51.3). Below them the rollback journal is used.
FIXED_BRANCHES = {(3, 44): 6, (3, 50): 7, (3, 51): 3}


def journal_mode(version: tuple[int, int, int]) -> str:
    """WAL where this SQLite has it right, else TRUNCATE."""
    major, minor, patch = version
    if (major, minor) > max(FIXED_BRANCHES):
        return "WAL"
    return "WAL" if patch >= FIXED_BRANCHES.get((major, minor), patch + 1) else "TRUNCATE"


def database(file: Path) -> dict[str, object]:
    """Django's settings for the file.

    IMMEDIATE takes the write lock at the start of a transaction: without it, half of
    contended writes fail with "database is locked". FULL writes through to the disk: with
    NORMAL a power cut loses saves that were already confirmed.
    """
    pragmas = (
        f"PRAGMA journal_mode={journal_mode(sqlite3.sqlite_version_info)};"
        "PRAGMA synchronous=FULL;"
        "PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-16000;"
        "PRAGMA temp_store=MEMORY;"
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": pragmas,
        },
    }
