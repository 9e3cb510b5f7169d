"""The original bytes of recordings: written whole, named by their content, kept with the run."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gaitlog.core.models import TrashItem
from gaitlog.core.portable import Values
from gaitlog.recordings.models import Recording, file_of

if TYPE_CHECKING:
    from gaitlog.accounts.models import User


def of(owner: User, values: Values) -> list[Path]:
    """The file that belongs to the portable form of a recording."""
    return [file_of(owner.uid, values["sha256"])]


def keep(owner: User, sha256: str, data: bytes) -> Path:
    """Write the bytes beside and move them into place, so that no half file is ever there."""
    file = file_of(owner.uid, sha256)
    if file.exists():
        return file
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".new-")
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
    return Path(name).replace(file)


def let_go(owner: User, values: Values) -> None:
    """Remove the file of a recording that is gone for good, unless another row still needs it."""
    sha256 = values["sha256"]
    needed = (
        Recording.objects.filter(owner=owner, sha256=sha256).exists()
        or TrashItem.objects.filter(owner=owner, payload__icontains=sha256).count() > 1
    )
    if not needed:
        file_of(owner.uid, sha256).unlink(missing_ok=True)
