from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

if TYPE_CHECKING:
    from gaitlog.accounts.models import User


def remove_files_of(user: User) -> None:
    """Remove every file of a user once their rows are gone; backups keep theirs."""
    folder = settings.RECORDINGS / str(user.uid)
    transaction.on_commit(lambda: shutil.rmtree(folder, ignore_errors=True))
