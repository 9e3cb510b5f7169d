"""What the guard's rules are set to; each has a default, bounds and a reason that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Self

HIGHEST = 10_000  # of any number; each has bounds of its own where it is typed


class Rule(StrEnum):
    """The rules by their names in ``docs/guard.md``."""

    SPIKE = "G1"
    WHOLE_RUN = "G1b"
    SHARE = "G2"
    WEEK = "G3"
    SPACING = "G4"
    PAIN = "G5"
    SHOE = "G6"
    LOAD = "G7"


@dataclass(frozen=True, slots=True)
class Parameters:
    """All that can be set; seconds, days and percent as their names say."""

    window_days: int = 30
    spike_percent: int = 10
    first_cap_s: int = 300
    slack_s: int = 60
    moderate_percent: int = 130  # of the reference; up to here a jump is small
    large_percent: int = 200  # above it is large
    week_percent: int = 130
    week_least_s: int = 900
    most_days_running: int = 1  # days in a row with the new gait
    high_risk_percent: int = 70  # of the last dose, after a run that hurt too much
    pain_safe_most: int = 2  # of 10
    pain_ok_most: int = 5
    shoe_days: int = 30
    shoe_less_drop_mm: int = 4
    shoe_usual_days: int = 90
    shoe_cap_s: int = 1200
    shoe_slack_s: int = 300
    off: frozenset[Rule] = frozenset()

    def watches(self, rule: Rule) -> bool:
        return rule not in self.off

    @classmethod
    def names(cls) -> list[str]:
        """Names of the numbers among them."""
        return [field.name for field in fields(cls) if field.name != "off"]

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """The defaults, but for what was kept; what makes no sense, or none any more, is let go."""
        if not isinstance(kept, Mapping):
            return cls()
        off = kept.get("off")
        numbers = {name: kept[name] for name in cls.names() if _makes_sense(kept.get(name))}
        return cls(
            **numbers, off=frozenset(rule for rule in Rule if isinstance(off, list) and rule in off)
        )

    def kept(self) -> dict[str, Any]:
        """What differs from the defaults, to be kept as JSON."""
        usual = type(self)()
        differ: dict[str, Any] = {
            name: getattr(self, name)
            for name in self.names()
            if getattr(self, name) != getattr(usual, name)
        }
        return differ | ({"off": sorted(self.off)} if self.off else {})


def _makes_sense(value: Any) -> bool:
    return type(value) is int and 0 <= value <= HIGHEST
