"""What is done once a night, so that the log keeps itself in order."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from gaitlog.env import machines_zone

HOUR = 3

logger = logging.getLogger(__name__)
_chores: dict[str, Callable[[], object]] = {}


def register(name: str, chore: Callable[[], object]) -> None:
    """Name something to be done each night."""
    _chores[name] = chore


def stamp() -> Path:
    """Its age says when the chores were done last."""
    return Path(settings.DATA, "nightly.stamp")


def is_due(now: dt.datetime) -> bool:
    """Whether three o'clock has passed since the last time; a new log has time until then."""
    if not stamp().exists():
        stamp().touch()
    return stamp().stat().st_mtime < _last_three_o_clock(now).timestamp()


def _last_three_o_clock(now: dt.datetime) -> dt.datetime:
    here = now.astimezone(machines_zone())
    due = here.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return due if due <= here else due - dt.timedelta(days=1)


def do_all() -> None:
    """Do every chore; one that fails is told in the log and stops no other."""
    stamp().touch()
    for name, chore in _chores.items():
        try:
            chore()
        except Exception:
            logger.exception("What should have been done tonight failed: %s", name)
