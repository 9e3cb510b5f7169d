"""Who uses the data folder: a server, or the one command that must not run beside it."""

from __future__ import annotations

import fcntl
from io import TextIOWrapper

from django.conf import settings

from gaitlog.core.refused import Refused


def hold_data_folder(*, shared: bool = False) -> TextIOWrapper:
    """Claim the data folder until the file given back is closed, child processes included.

    Several servers may share it; ``up`` and ``restore`` want it for themselves.
    """
    file = (settings.DATA / "lock").open("a", encoding="ascii")
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise Refused(
            f"gaitlog is running already with the data folder {settings.DATA}: stop it first."
        ) from error
    return file
