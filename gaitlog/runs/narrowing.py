"""What a list or a chart is narrowed to, in words that follow “only runs”."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from gaitlog.core.choices import Footing, Surface

ONE_OF_MANY = {Surface.TRACK, Surface.INDOOR_TRACK, Surface.TREADMILL, Surface.PATH}
UNDERFOOT = {
    "no_snow": "without snow and ice",
    Footing.DRY: "on dry ground",
    Footing.WET: "on wet ground",
    Footing.MIXED: "on mixed footing",
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One thing that is asked for, and the name by which the address asks for it."""

    name: str
    words: str


def on_surface(surface: str) -> str:
    """On trail, on a treadmill."""
    if surface == Surface.MIXED:
        return "on mixed surfaces"
    article = ("an " if surface == Surface.INDOOR_TRACK else "a ") * (surface in ONE_OF_MANY)
    return f"on {article}{Surface(surface).label}"


def on_footing(footing: str) -> str:
    """On dry ground, on slush."""
    return UNDERFOOT.get(footing) or f"on {Footing(footing).label}"


def narrowings(said: Mapping[str, Any], technique: str = "") -> list[Narrowing]:
    """What a form asks for, each by the name of its field."""
    words: dict[str, Callable[[Any], str]] = {
        "first": lambda day: f"from {date_format(day)}",
        "last": lambda day: f"up to {date_format(day)}",
        "surface": on_surface,
        "footing": on_footing,
        "shoe": lambda shoe: f"in {shoe}",
        "focus": lambda focus: f"with the focus “{focus}”",
        "pose": lambda _: f"with {technique}",
        "text": lambda text: f"with “{text}” in the note",
    }
    return [Narrowing(name, say(said[name])) for name, say in words.items() if said.get(name)]
