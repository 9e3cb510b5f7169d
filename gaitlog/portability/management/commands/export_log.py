from __future__ import annotations

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from gaitlog.accounts.models import User
from gaitlog.core.refused import Refused
from gaitlog.core.startup import refuse_without_tables
from gaitlog.portability.exports import write_export


class Command(BaseCommand):
    """Writes everything that one runner has logged into one file."""

    help = "Write everything that one runner has logged into a zip of JSON, CSV and recordings."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--owner", required=True, metavar="NAME")
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")

    def handle(self, *, owner: str, output: Path, **options: Any) -> None:
        refuse_without_tables()
        user = User.objects.filter(username__iexact=owner.strip()).first()
        if user is None:
            raise Refused(f"Nobody here is called “{owner}”.")
        if output.exists():
            raise Refused(f"{output} is there already: choose another name.")
        try:
            _write(user, output.absolute())
        except OSError as error:
            raise Refused(f"{output} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Everything that {user} has logged is in {output}.")


def _write(user: User, output: Path) -> None:
    """Write beside and give the file its name when it is whole."""
    descriptor, name = tempfile.mkstemp(dir=output.parent, prefix=".part-")
    try:
        with os.fdopen(descriptor, "w+b") as opened:
            write_export(user, opened)
        Path(name).replace(output)
    finally:
        Path(name).unlink(missing_ok=True)
