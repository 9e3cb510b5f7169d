from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from gaitlog.portability.restoring import restore_backup


class Command(BaseCommand):
    """Puts a backup in the place of the log."""

    help = "Put a backup in the place of the log. The log as it was before is kept beside."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, **options: Any) -> None:
        restored = restore_backup(file)
        runners = ", ".join(restored.runners) or "nobody"
        files = f"{restored.recordings} recording{'' if restored.recordings == 1 else 's'}"
        self.stdout.write(f"Restored: {runners}, and {files}.")
        self.stdout.write("Everybody is signed out, and every coach link is switched off.")
        if restored.before:
            self.stdout.write(f"The log as it was before lies in {restored.before}.")
