from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaitlog.lib.gaits import Gait, Known, SectionData, Totals, totals
from gaitlog.lib.shoes import DropClass, Part, drop_class, parted

SECTIONS = st.lists(
    st.builds(
        SectionData, st.sampled_from(Gait), st.integers(1, 200), st.sampled_from([*Known][:2])
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize(
    ("drop_mm", "found"),
    [
        ("-2", DropClass.ZERO),
        ("0", DropClass.ZERO),
        ("0.4", DropClass.ZERO),
        ("0.5", DropClass.LOW),
        ("1", DropClass.LOW),
        ("4", DropClass.LOW),
        ("4.4", DropClass.LOW),
        ("4.5", DropClass.MID),
        ("5", DropClass.MID),
        ("8", DropClass.MID),
        ("8.5", DropClass.HIGH),
        ("9", DropClass.HIGH),
        ("12", DropClass.HIGH),
    ],
)
def test_every_drop_has_one_class(drop_mm, found):
    assert drop_class(Decimal(drop_mm)) is found


def counted(seconds):
    return Totals(*(sum(one is gait for one in seconds) for gait in Gait))


@st.composite
def runs(draw, sections=SECTIONS):
    made = draw(sections)
    moving_s = totals(made).moving_s
    first_s = draw(st.integers(0, moving_s))
    return made, first_s, draw(st.integers(0, moving_s - first_s))


@given(runs())
def test_parts_are_those_that_lie_there_counted_second_by_second(run):
    sections, first_s, last_s = run
    seconds = [section.gait for section in sections for _ in range(section.seconds)]
    found = parted(sections, first_s=first_s, last_s=last_s)
    assert found[Part.FIRST] == counted(seconds[:first_s])
    assert found[Part.LAST] == counted(seconds[len(seconds) - last_s :])


SUMS = SECTIONS.map(lambda made: [made[0]._replace(known=Known.SUM), *made[1:]])


@given(runs(SUMS))
def test_where_only_a_total_is_known_each_part_is_mixed_as_the_whole(run):
    sections, first_s, last_s = run
    whole = totals(sections)
    found = parted(sections, first_s=first_s, last_s=last_s)
    assert found[Part.FIRST].moving_s == first_s
    assert found[Part.LAST].moving_s == last_s
    for name in ("pose_s", "natural_s", "walk_s"):
        spent_s, first, last = (getattr(t, name) for t in (whole, *found.values()))
        assert abs(first * whole.moving_s - spent_s * first_s) < whole.moving_s
        assert first >= 0
        assert last >= 0
        assert first + last <= spent_s
