from __future__ import annotations

import datetime as dt
import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand

from gaitlog.accounts.models import User
from gaitlog.core.refused import Refused
from gaitlog.core.startup import refuse_without_tables
from gaitlog.lib.readers.activity import MAX_FILE_BYTES
from gaitlog.lib.zones import known_zones
from gaitlog.recordings.outcomes import Leg, Outcome, counted
from gaitlog.recordings.services import import_files

ENDINGS = tuple(f"{kind}{packed}" for kind in (".fit", ".gpx", ".tcx") for packed in ("", ".gz"))
BAR = 30


class Command(BaseCommand):
    """Imports the files of a watch, as the page does."""

    help = "Import FIT, GPX and TCX files, or folders of them, into the log of one runner."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--owner", required=True, metavar="NAME")
        parser.add_argument(
            "--timezone",
            metavar="ZONE",
            help="where the runs were run; the runner’s own if left out",
        )
        parser.add_argument(
            "--date", metavar="YYYY-MM-DD", help="the day of files whose watch had no clock"
        )
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(
        self,
        *,
        paths: list[Path],
        owner: str,
        timezone: str | None,
        date: str | None,
        json: bool,
        **options: Any,
    ) -> None:
        refuse_without_tables()
        user = User.objects.filter(username__iexact=owner.strip()).first()
        if user is None:
            raise Refused(f"Nobody here is called “{owner}”.")
        zone, on, files = _zone(timezone or user.time_zone), _date(date), _files(paths)
        outcomes = import_files(user, _contents(files), zone=zone, on=on)
        done = list(_shown(outcomes, len(files), sys.stderr))
        if json:
            self.stdout.write(as_json(done))
            return
        for outcome in done:
            self.stdout.write(f"{outcome.name}: {outcome.message}")
        self.stdout.write(f"{counted(done)}.".capitalize() if done else "There was nothing to do.")


def _zone(name: str) -> ZoneInfo:
    if name not in known_zones():
        raise Refused(f"“{name}” is no time zone: write one such as Europe/Stockholm.")
    return ZoneInfo(name)


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(f"“{text}” is no date: write one such as 2026-02-12.") from None


def _files(paths: Iterable[Path]) -> list[Path]:
    """The files that are meant, those of a folder in the order of their names."""
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise Refused(f"There is no {path}.")
        found += sorted(filter(_is_known, path.rglob("*"))) if path.is_dir() else [path]
    for file in found:
        if not os.access(file, os.R_OK):
            raise Refused(f"{file} cannot be read: check who may.")
    return found


def _is_known(path: Path) -> bool:
    return path.name.lower().endswith(ENDINGS) and path.is_file()


def _contents(files: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    for file in files:
        with file.open("rb") as opened:
            yield file.name, opened.read(MAX_FILE_BYTES + 1)


def _shown(outcomes: Iterable[Outcome], count: int, to: TextIO) -> Iterator[Outcome]:
    """The outcomes as they come, with a bar that grows where somebody is looking."""
    if not to.isatty():
        yield from outcomes
        return
    _draw(0, count, to)
    for number, outcome in enumerate(outcomes, start=1):
        _draw(number, count, to)
        yield outcome
    to.write("\n")


def _draw(number: int, count: int, to: TextIO) -> None:
    full = BAR * number // count if count else BAR
    to.write(f"\r[{'#' * full}{' ' * (BAR - full)}] {number} of {count}")
    to.flush()


def as_json(outcomes: Sequence[Outcome]) -> str:
    """What became of each file; ``run`` is its first run, ``runs`` are all of them."""
    files = [
        {
            "file": outcome.name,
            "outcome": outcome.kind,
            "message": outcome.message,
            "run": _run(outcome.legs[0]) if outcome.legs else None,
            "runs": [_run(leg) for leg in outcome.legs],
        }
        for outcome in outcomes
    ]
    return json.dumps({"files": files}, indent=2, ensure_ascii=False)


def _run(leg: Leg) -> dict[str, int | str | None]:
    run = leg.run
    return {
        "on": f"{run.on}",
        "moving_s": run.moving_s,
        "elapsed_s": run.elapsed_s,
        "distance_m": run.distance_m,
        "laps": leg.laps,
        "pose_s": run.pose_s,
        "natural_s": run.natural_s,
        "walk_s": run.walk_s,
    }
