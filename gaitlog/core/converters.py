"""Parts of an address that are more than words and numbers."""

from __future__ import annotations

import datetime as dt

YEARS = range(1900, 2200)  # weeks can be counted on from each of them


class DayConverter:
    """A day in an address, as 2026-02-14."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> dt.date:
        """Raises ValueError, which makes the address none of ours, at the calendar's edges."""
        day = dt.date.fromisoformat(value)
        if day.year not in YEARS:
            raise ValueError(value)
        return day

    def to_url(self, value: dt.date) -> str:
        return value.isoformat()
