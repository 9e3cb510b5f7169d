"""Cutting a planned run down to what the rules leave of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gaitlog.lib.gaits import Gait, Known, SectionData, totals
from gaitlog.lib.guard import shortened, shorter_phrase, shorter_s
from gaitlog.lib.sections import parse

SECTIONS = st.lists(
    st.builds(SectionData, st.sampled_from(Gait), st.integers(1, 900), st.sampled_from(Known)),
    min_size=1,
    max_size=12,
)


def test_is_what_the_stricter_rule_leaves():
    assert shorter_s(600, {"G1": {"limit_s": 300}}) == 300
    assert shorter_s(600, {"G1": {"limit_s": 300}, "G5": {"target_s": 200}}) == 200
    assert shorter_s(600, {"G5": {"target_s": 200}}) == 200


def test_is_none_where_it_fits_and_where_nothing_would_be_left():
    assert shorter_s(300, {"G1": {"limit_s": 300}}) is None
    assert shorter_s(300, {"G5": {"target_s": 0}}) is None
    assert shorter_s(300, {"G1b": {"most": 1}}) is None


def test_the_first_stretches_stay():
    sections = [SectionData(Gait.POSE, 60), SectionData(Gait.NATURAL, 60)] * 3
    assert shorter_phrase(sections, 90, "Chi") == "1 chi, 1 natural, 30 s chi"


@given(SECTIONS, st.integers(1, 3600))
def test_keeps_the_time_and_no_more_of_the_new_gait(sections, most_s):
    before, after = totals(sections), totals(shortened(sections, most_s))
    assert after.moving_s == before.moving_s
    assert after.walk_s == before.walk_s
    assert after.pose_s == min(before.pose_s, most_s)


@given(SECTIONS, st.integers(1, 3600))
def test_its_phrase_has_as_much_of_it(sections, most_s):
    phrase = shorter_phrase(sections, most_s, "Pose")
    found = parse(phrase, moving_s=totals(sections).moving_s)
    assert totals(found).pose_s == totals(shortened(sections, most_s)).pose_s
