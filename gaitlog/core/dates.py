"""Which days can be meant at all; others are slips of the finger."""

from __future__ import annotations

import datetime as dt

EARLIEST = dt.date(1950, 1, 1)
LATEST = dt.date(2099, 12, 31)
