"""Ready-made ways to split a run, offered to those who will not type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gaitlog.lib.sections import canonical
from gaitlog.runs.models import Run

if TYPE_CHECKING:
    from gaitlog.accounts.models import User


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase under a short name."""

    name: str
    phrase: str


def patterns(user: User, like: Run | None) -> list[Pattern]:
    """What to tap: as last time, a few usual patterns, all of one gait."""
    if not user.learns:
        return []
    word = user.technique.lower()
    offered = [
        Pattern("1 on, 1 off", "every other minute"),
        Pattern(f"10 × 1 min {user.technique}", f"10x(1 {word} / 1 natural)"),
        Pattern("6 lampposts", f"6 lampposts {word}"),
        Pattern("all natural", "all natural"),
        Pattern(f"all {user.technique}", f"all {word}"),
    ]
    if like and like.pose_s:
        last = like.phrase or canonical(like.section_data, technique=user.technique)
        offered = [
            Pattern(f"as {like.on:%A}", last),
            *(pattern for pattern in offered if pattern.phrase != last),
        ]
    return offered
