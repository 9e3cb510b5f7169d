"""Writes a small log, dense and sparse, as SQL: ``python -m tests.upgrade.make NAME``.

Each released set of tables keeps its file; the test brings each up to today's tables. A file
that is there already is never written again.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent


def main(name):
    target = FOLDER / f"{name}.sql"
    if target.exists():
        raise SystemExit(f"{target.name} is there already, and stays as it is.")
    os.environ["GAITLOG_DATA"] = tempfile.mkdtemp(prefix="gaitlog-upgrade-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "gaitlog.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from tests.access.whole_log import make_log
    from tests.factories import RunFactory, UserFactory

    call_command("migrate", verbosity=0)
    make_log(UserFactory(username="dense"))
    sparse = UserFactory(username="sparse", technique="")
    RunFactory(owner=sparse, distance_m=None)
    with sqlite3.connect(settings.DATABASES["default"]["NAME"]) as database:
        lines = [line for line in database.iterdump() if "sqlite_sequence" not in line]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
