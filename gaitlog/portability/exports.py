"""The export: all that one runner has logged, in plain formats, the same bytes for the same log."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from gaitlog.accounts.models import User
from gaitlog.core.portable import Portable, Values, in_order, no_files
from gaitlog.portability.sealed import CHUNK
from gaitlog.portability.snapshot import frozen

FORMAT = 1
RUNNER = (
    "uid",
    "username",
    "email",
    "joined_at",
    "welcomed_at",
    "distance_unit",
    "first_weekday",
    "time_zone",
    "technique",
    "lamppost_m",
    "block_m",
    "usual_pace_s_per_km",
    "walking_pace_s_per_km",
    "baseline_cadence_spm",
    "target_cadence_spm",
    "guard_settings",
    "theme",
)
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
PLAIN = {str, int, float, bool, type(None)}
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
encode = json.JSONEncoder(ensure_ascii=False).encode
ABOUT = """\
This is everything that {name} has logged in gaitlog.

gaitlog.json   all of it, the tables one after the other; “uid” names a row wherever it is
csv/           the same tables for a spreadsheet
recordings/    the files of the watch, as they came

Lengths of time are in seconds, distances in metres, unless the name of a column says otherwise.
Cells that a spreadsheet would take for a formula have an apostrophe before them.
"""


def write_export(user: User, to: IO[bytes]) -> None:
    """Write all that a user has logged as a zip, table by table."""
    with frozen() as alias, zipfile.ZipFile(to, "w") as archive:
        owner = User.objects.using(alias).get(pk=user.pk)
        with _member(archive, "README.txt") as text:
            text.write(ABOUT.format(name=owner))
        with _member(archive, "gaitlog.json") as text:
            text.writelines(_json(owner))
        for table in in_order():
            # with the mark by which a spreadsheet knows UTF-8
            with _member(archive, f"csv/{table.label}.csv", encoding="utf-8-sig") as text:
                _write_csv(text, table, _rows(table, owner))
        for name, file in _files(owner):
            _add_file(archive, name, file)


def _rows(table: Portable, owner: User) -> Iterable[Values]:
    return table.values(table.model._default_manager.using(owner._state.db).filter(owner=owner))


def _json(owner: User) -> Iterator[str]:
    """The whole log as JSON, one row to a line, never all of it in memory."""
    runner = {name: getattr(owner, name) for name in RUNNER}
    yield f'{{"format": {FORMAT},\n"runner": {_plain(runner)},\n"tables": {{'
    for number, table in enumerate(in_order()):
        yield f'{"," if number else ""}\n"{table.label}": ['
        for position, row in enumerate(_rows(table, owner)):
            yield f"{',' if position else ''}\n{_plain(row)}"
        yield "\n]"
    yield "\n}}\n"


def _plain(values: Values) -> str:
    return encode({name: _said(value) for name, value in values.items()})


def _said(value: Any) -> Any:
    """A value as JSON and CSV have it: moments in UTC, days as 2026-03-02, the rest as it is."""
    if type(value) in PLAIN or isinstance(value, list | dict):
        return value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    return str(value)


def _write_csv(text: IO[str], table: Portable, rows: Iterable[Values]) -> None:
    writer = csv.writer(text)
    writer.writerow(["uid", *table.fields])
    for row in rows:
        writer.writerow([_cell(value) for value in row.values()])


def _cell(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula."""
    said = _said(value)
    if isinstance(said, list | dict):
        said = encode(said)
    tempting = isinstance(said, str) and said.startswith(STARTS_A_FORMULA)
    return f"'{said}" if tempting and not NUMBER.fullmatch(said) else said


def _files(owner: User) -> Iterator[tuple[str, Path]]:
    """Each file that rows name, once, under a name that no other has and every system takes."""
    seen: set[Path] = set()
    for table in in_order():
        if table.files is no_files:
            continue
        for row in _rows(table, owner):
            for file in table.files(owner, row):
                if file not in seen:
                    seen.add(file)
                    yield f"recordings/{file.name[:12]}-{_safe(str(row.get('name', '')))}", file


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("._")[-80:] or "recording"


@contextmanager
def _member(archive: zipfile.ZipFile, name: str, encoding: str = "utf-8") -> Iterator[IO[str]]:
    with (
        archive.open(_info(name, zipfile.ZIP_DEFLATED), "w") as member,
        io.TextIOWrapper(member, encoding=encoding, newline="") as text,
    ):
        yield text


def _add_file(archive: zipfile.ZipFile, name: str, file: Path) -> None:
    """Add a file as it came; one that was lost cannot be told from here."""
    with (
        suppress(FileNotFoundError),
        file.open("rb") as source,
        archive.open(_info(name, zipfile.ZIP_STORED), "w") as member,
    ):
        while chunk := source.read(CHUNK):
            member.write(chunk)


def _info(name: str, compression: int) -> zipfile.ZipInfo:
    """No time in it, so that the same log gives the same bytes."""
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o600 << 16
    info.compress_type = compression
    return info
