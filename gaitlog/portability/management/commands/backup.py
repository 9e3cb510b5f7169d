from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from gaitlog.core.refused import Refused
from gaitlog.portability.backups import Kind, back_up, make_backup


class Command(BaseCommand):
    """Writes the whole log into one file."""

    help = "Write the whole log, of everybody in it, into one file, and read it again."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, metavar="FILE")

    def handle(self, *, output: Path | None, **options: Any) -> None:
        if output and output.exists():
            raise Refused(f"{output} is there already: choose another name.")
        file = make_backup(output.absolute()) if output else back_up(Kind.BY_HAND)
        self.stdout.write(f"Backed up, and read again without a fault: {file}")
