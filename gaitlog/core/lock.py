"""Who uses the data folder: a server, or the one command that must not run beside it.

Whoever holds the lock may leave the address of the log in it; a command that prints a link finds
it there, and nothing is left to be believed once the server has stopped, however it did.
"""

from __future__ import annotations

import fcntl
from io import TextIOWrapper

from django.conf import settings

from gaitlog.core.refused import Refused


def hold_data_folder(*, shared: bool = False) -> TextIOWrapper:
    """Claim the data folder until the file given back is closed, child processes included.

    Several servers may share it; ``up`` and ``restore`` want it for themselves.
    """
    file = (settings.DATA / "lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise Refused(
            f"gaitlog is running already with the data folder {settings.DATA}: stop it first."
        ) from error
    leave_address(file, "")  # one that was killed has left its own
    return file


def leave_address(held: TextIOWrapper, address: str) -> None:
    """Say to every command on this data folder where the log is found; nothing takes it back."""
    held.truncate(0)
    held.write(address)
    held.flush()


def address_left() -> str | None:
    """Where the running server is found: nothing if it has not said, None if there is no server."""
    try:
        with hold_data_folder():
            return None
    except Refused:
        return (settings.DATA / "lock").read_text(encoding="utf-8")
