"""Amounts as runners type and read them. Kept are whole seconds, metres and the like."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

MINUTE_S = 60
THOUSAND_HOURS_MIN = 60_000
HOUR_S = 3600
LONGEST_S = 48 * HOUR_S
LONGEST_M = 500_000
FASTEST_S_PER_KM, SLOWEST_S_PER_KM = 90, 3600


class DistanceUnit(StrEnum):
    """What distances and paces are shown in."""

    KM = "km"
    MI = "mi"

    @property
    def metres(self) -> Decimal:
        return Decimal("1609.344") if self is DistanceUnit.MI else Decimal(1000)

    @property
    def word(self) -> str:
        return "miles" if self is DistanceUnit.MI else "kilometres"


class UnitError(ValueError):
    """An amount that is not understood; its text says what to write."""


CLOCK = re.compile(r"(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,3}):(?P<s>\d{2})")
WORDED = re.compile(
    r"(?:(?P<h>\d+(?:[.,]\d+)?)\s*(?:h|hr|hrs|hours?))?\s*"
    r"(?:(?P<m>\d+(?:[.,]\d+)?)\s*(?:m|min|mins|minutes?|['′’])?)?\s*"
    r"(?:(?P<s>\d+)\s*(?:s|sec|secs|seconds?|[\"″”]))?",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+(?:[.,]\d+)?|[.,]\d+")


def half_up(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def decimal(text: str) -> Decimal:
    """A number with a decimal point or comma."""
    text = text.strip().replace("\u202f", "").replace("\xa0", "").replace(" ", "")
    if not NUMBER.fullmatch(text):
        raise UnitError("Write a number such as 5.2 or 5,2.")
    return Decimal(text.replace(",", "."))


def seconds(text: str, *, zero: bool = False) -> int:
    """Seconds of a duration: 31 (minutes), 31:20, 1:02:10, 31m, 1h05, 31 min 20 s."""
    text = text.strip()
    if clock := CLOCK.fullmatch(text):
        hours, minutes, rest = (int(clock[part] or 0) for part in "hms")
        if rest >= MINUTE_S or (clock["h"] and minutes >= MINUTE_S):
            raise UnitError("After a colon comes a number below 60, as in 31:20 or 1:02:10.")
        return _bounded(hours * HOUR_S + minutes * MINUTE_S + rest, zero=zero)
    worded = WORDED.fullmatch(text)
    if not text or not worded or not any(worded.groups()):
        raise UnitError("Write minutes such as 31, or 31:20, or 1:02:10.")
    spent = sum(
        Decimal((worded[part] or "0").replace(",", ".")) * length
        for part, length in (("h", HOUR_S), ("m", MINUTE_S), ("s", 1))
    )
    return _bounded(half_up(Decimal(spent)), zero=zero)


def _bounded(spent_s: int, *, zero: bool) -> int:
    if spent_s > LONGEST_S:
        raise UnitError("That is more than two days: is it minutes and seconds?")
    if spent_s == 0 and not zero:
        raise UnitError("It has to be at least a second.")
    return spent_s


def metres(text: str, unit: DistanceUnit, longest_m: int = LONGEST_M) -> int:
    """Metres of a distance: 5.2 or 5,2 in the runner's unit, or 800 m, 5 km, 3 mi in their own."""
    worded = re.fullmatch(
        r"(?P<n>[\d\s.,\u202f\xa0]+?)\s*(?P<unit>[a-z]*)\.?", text.strip().lower()
    )
    if not worded:
        raise UnitError("Write a number such as 5.2 or 5,2.")
    scale = {
        "": unit.metres,
        **dict.fromkeys(("km", "k", "kms", "kilometres", "kilometers"), DistanceUnit.KM.metres),
        **dict.fromkeys(("mi", "mile", "miles"), DistanceUnit.MI.metres),
        **dict.fromkeys(("m", "metres", "meters", "metre", "meter"), Decimal(1)),
    }.get(worded["unit"])
    if scale is None:
        raise UnitError(f"“{worded['unit']}” is no distance: write km, mi or m.")
    length_m = half_up(decimal(worded["n"]) * scale)
    if length_m > longest_m:
        raise UnitError("That is farther than anybody runs: is the unit right?")
    if length_m == 0:
        raise UnitError("It has to be at least a metre.")
    return length_m


def pace_s_per_km(text: str, unit: DistanceUnit) -> int:
    """Seconds per kilometre of a pace such as 5:52 in the runner's unit."""
    pace = half_up(Decimal(seconds(text)) * 1000 / unit.metres)
    if not FASTEST_S_PER_KM <= pace <= SLOWEST_S_PER_KM:
        raise UnitError(f"That is no pace: write minutes per {unit}, such as 5:52.")
    return pace


def clock(spent_s: int) -> str:
    """A duration as 31:20 or 1:02:10."""
    hours, rest = divmod(spent_s, HOUR_S)
    minutes, rest = divmod(rest, MINUTE_S)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def hours(spent_s: int) -> str:
    """A long duration in hours and minutes, as 1:20; from a thousand hours on without minutes."""
    minutes = half_up(Decimal(spent_s) / MINUTE_S)
    if minutes >= THOUSAND_HOURS_MIN:
        return f"{half_up(Decimal(spent_s) / (60 * MINUTE_S)):,}"
    return f"{minutes // 60}:{minutes % 60:02}"


def distance(length_m: int, unit: DistanceUnit, places: int = 2) -> str:
    """A distance in the runner's unit, without the unit's name."""
    value = Decimal(length_m) / unit.metres
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}"


def pace(spent_s: int, length_m: int, unit: DistanceUnit) -> str:
    """Time per kilometre or mile, as 5:52."""
    return clock(half_up(Decimal(spent_s) * unit.metres / length_m))


def plain(value: Decimal) -> str:
    """A decimal without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def drop(drop_mm: Decimal | None) -> str:
    """The drop of a shoe, as 4 mm; empty where it is not known."""
    return "" if drop_mm is None else f"{plain(drop_mm)} mm"
