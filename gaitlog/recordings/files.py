"""The original bytes of recordings: written whole, named by their content, kept with the run."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from gaitlog.core.models import TrashItem
from gaitlog.core.portable import Values
from gaitlog.recordings.models import Recording, file_of

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

BESIDE = ".new-"
LEFT_OVER_S = 24 * 3600


def of(owner: User, values: Values) -> list[Path]:
    """The file that belongs to the portable form of a recording."""
    return [file_of(owner.uid, values["sha256"])]


@contextmanager
def written(owner: User, data: bytes) -> Iterator[Path]:
    """The bytes on the disk, beside the kept files, for as long as they are not kept."""
    folder = file_of(owner.uid, "-").parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=BESIDE)
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def keep(owner: User, sha256: str, beside: Path) -> None:
    """Move what was written into its place, so that no half file is ever there."""
    file = beside.replace(file_of(owner.uid, sha256))
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def drop(owner: User, sha256: str) -> None:
    """Remove a file that was kept for nothing, unless a row needs it, a deleted one included."""
    if not _named(owner, sha256) and not _in_trash(owner, sha256):
        file_of(owner.uid, sha256).unlink(missing_ok=True)


def let_go(owner: User, values: Values) -> None:
    """Remove the file of a recording that is gone for good, unless another row still needs it."""
    drop(owner, values["sha256"])


def _named(owner: User, sha256: str) -> bool:
    return Recording.objects.filter(owner=owner, sha256=sha256).exists()


def _in_trash(owner: User, sha256: str) -> bool:
    return TrashItem.objects.filter(owner=owner, payload__icontains=sha256).exists()


def clear_left_overs() -> None:
    """Remove what an import that was killed had written."""
    before = time.time() - LEFT_OVER_S
    for file in Path(settings.RECORDINGS).glob(f"*/{BESIDE}*"):
        if file.stat().st_mtime < before:
            file.unlink(missing_ok=True)
