from __future__ import annotations

import pytest

from gaitlog.lib import units


@pytest.mark.parametrize(
    ("spent_s", "said"),
    [
        (0, "0:00"),
        (29, "0:00"),
        (30, "0:01"),
        (4_800, "1:20"),
        (3_599_969, "999:59"),
        (3_599_970, "1,000"),
        (3_601_800, "1,001"),
        (7_452_000, "2,070"),
    ],
)
def test_a_thousand_hours_need_no_minutes(spent_s, said):
    assert units.hours(spent_s) == said
