"""Taking a user out with all that is theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

_hooks: list[Callable[[User], None]] = []


def before_user_goes(hook: Callable[[User], None]) -> None:
    """Register what has to happen, in the same transaction, when a user is removed."""
    _hooks.append(hook)


def remove_user(user: User) -> None:
    """Delete a user, every row of theirs and every file."""
    with transaction.atomic():
        for hook in _hooks:
            hook(user)
        user.delete()
