"""The time zones that every machine with this version of gaitlog knows."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def known_zones() -> frozenset[str]:
    """Names of the tzdata package, which is installed with gaitlog.

    A system may know more; a log that used those could not be opened elsewhere.
    """
    return frozenset((resources.files("tzdata") / "zones").read_text("ascii").split())
