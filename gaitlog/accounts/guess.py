"""What the browser's language lets one guess; every guess can be changed."""

from __future__ import annotations

from gaitlog.accounts.models import FirstWeekday
from gaitlog.lib.units import DistanceUnit

# CLDR: regions that measure roads in miles, and those whose calendars begin on another day.
MILES = {"US", "GB", "LR", "MM"}
SUNDAY = frozenset(
    [
        "US",
        "CA",
        "MX",
        "BR",
        "CO",
        "PE",
        "VE",
        "IL",
        "IN",
        "JP",
        "KR",
        "TW",
        "HK",
        "PH",
        "TH",
        "ZA",
        "KE",
    ]
)
SATURDAY = frozenset(
    ["AE", "AF", "BH", "DJ", "DZ", "EG", "IQ", "IR", "JO", "KW", "LY", "OM", "QA", "SD", "SY"]
)


def habits_of(accept_language: str) -> dict[str, object]:
    """Unit and first weekday for the first region that the browser names."""
    for part in accept_language.split(","):
        _, _, region = part.split(";")[0].strip().partition("-")
        if len(region) == 2:
            region = region.upper()
            return {
                "distance_unit": (DistanceUnit.MI if region in MILES else DistanceUnit.KM).value,
                "first_weekday": FirstWeekday.SUNDAY
                if region in SUNDAY
                else FirstWeekday.SATURDAY
                if region in SATURDAY
                else FirstWeekday.MONDAY,
            }
    return {}
