from __future__ import annotations

import datetime as dt

import pytest


@pytest.fixture(autouse=True)
def saturday(time_machine):
    """It is Saturday 14 February 2026, noon in Stockholm."""
    time_machine.move_to(dt.datetime(2026, 2, 14, 11, tzinfo=dt.UTC), tick=False)
