"""The file of a backup: a zip that says what is in it and ends with a digest of itself.

The digest is the comment of the zip, its last 64 bytes. So a change to any byte shows, and any
tool can still open the file.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from gaitlog.core.refused import Refused

DATABASE = "gaitlog.sqlite3"
MANIFEST = "manifest.json"
RECORDING = re.compile(r"recordings/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/[0-9a-f]{64}")
SEAL_LENGTH = 64
CHUNK = 1024 * 1024
FORMAT = 1

Manifest = dict[str, Any]


class SealedWriter:
    """Puts files into a new zip and remembers their digests."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.digests: dict[str, str] = {}

    def add(self, name: str, file: Path, *, compressed: bool = False) -> None:
        """Add a file. Raises FileNotFoundError, and adds nothing, where it has vanished."""
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o600 << 16
        info.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
        with file.open("rb") as source, self.archive.open(info, "w", force_zip64=True) as target:
            self.digests[name] = _copy(source, target)

    def finish(self, about: Manifest) -> None:
        """Say what is in the file; nothing can be added after."""
        manifest = {"format": FORMAT, **about, "sha256": self.digests}
        self.archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
        self.archive.comment = b"0" * SEAL_LENGTH


@contextmanager
def sealed(to: Path) -> Iterator[SealedWriter]:
    """Write a new file beside, seal it, read it again whole, and only then give it its name."""
    descriptor, name = tempfile.mkstemp(dir=to.parent, prefix=".part-")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as opened:
            with zipfile.ZipFile(opened, "w") as archive:
                yield SealedWriter(archive)
            seal = _digest_up_to_seal(opened)
            opened.seek(-SEAL_LENGTH, os.SEEK_END)
            opened.write(seal)
            opened.flush()
            os.fsync(opened.fileno())
        verify(part)
        part.replace(to)
        sync_folder(to.parent)
    finally:
        part.unlink(missing_ok=True)


def verify(file: Path) -> Manifest:
    """What a backup says about itself, once every file in it was read. Raises Refused."""
    archive, manifest = open_sealed(file)
    with archive:
        for name in manifest["sha256"]:
            read_member(archive, manifest, name)
    return manifest


def open_sealed(file: Path) -> tuple[zipfile.ZipFile, Manifest]:
    """A backup whose bytes are as they were written. Raises Refused for anything else."""
    try:
        with file.open("rb") as opened:
            if _digest_up_to_seal(opened) != opened.read():
                raise _not_whole(file)
        archive = zipfile.ZipFile(file)
        return archive, _manifest_of(archive)
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from error
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise _not_whole(file) from error


def read_member(
    archive: zipfile.ZipFile, manifest: Manifest, name: str, to: IO[bytes] | None = None
) -> None:
    """Read a file of a backup whole, into another one if wanted, and hold it to its digest."""
    try:
        with archive.open(name) as member:
            digest = _copy(member, to)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise _not_whole(name) from error
    if digest != manifest["sha256"][name]:
        raise _not_whole(name)


def sync_folder(folder: Path) -> None:
    """Make new names in a folder outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _not_whole(file: object) -> Refused:
    return Refused(f"{file} is damaged, or is no backup of gaitlog.")


def _manifest_of(archive: zipfile.ZipFile) -> Manifest:
    """What a backup says about itself; exactly the files that it names are in it."""
    manifest: Manifest = json.loads(archive.read(MANIFEST))
    if manifest["format"] != FORMAT:
        raise Refused("This backup was made by a newer gaitlog: install that one first.")
    names = [name for name in archive.namelist() if name != MANIFEST]
    ours = all(name == DATABASE or RECORDING.fullmatch(name) for name in names)
    if not ours or DATABASE not in names or sorted(names) != sorted(manifest["sha256"]):
        raise ValueError
    return manifest


def _copy(source: IO[bytes], target: IO[bytes] | None) -> str:
    """Read a file to its end, into another one if wanted, and give its digest."""
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        if target is not None:
            target.write(chunk)
    return digest.hexdigest()


def _digest_up_to_seal(opened: IO[bytes]) -> bytes:
    """The digest of a file but for its seal, which is then the next to be read."""
    left = max(0, opened.seek(0, os.SEEK_END) - SEAL_LENGTH)
    opened.seek(0)
    digest = hashlib.sha256()
    while left and (chunk := opened.read(min(CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest().encode()
