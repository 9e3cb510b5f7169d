"""Words beside the marks of the trends lie on nothing, however many marks there are."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gaitlog.reports.trend_labels import DESK_PX, PHONE_PX, Marked, Screen, words

LINES = (54, 70, 86)


def race(percent, text="Bridge ten"):
    return Marked(percent, percent, (text,), (12,), before_px=12, after_px=14)


def band(start, end, *texts):
    return Marked(start, end, texts, LINES)


def said(*marks):
    return [(word.text, word.anchor, word.y, word.screen.value) for word in words(tuple(marks))]


def test_words_stand_to_the_right_where_there_is_room():
    assert said(race(50)) == [("Bridge ten", "start", 12, "")]


def test_else_to_the_left():
    assert said(race(90)) == [("Bridge ten", "end", 12, "")]


def test_the_latest_comes_first_and_another_where_a_desk_has_room():
    assert said(race(5, "earlier race"), race(70, "a race of later")) == [
        ("a race of later", "end", 12, "slim"),
        ("a race of later", "start", 12, "broad"),
        ("earlier race", "start", 12, "broad"),
    ]


def test_what_is_too_long_for_a_phone_is_said_in_short_there():
    assert said(band(30, 33, "left calf, 9 days", "left calf"), band(50, 60), band(99, 100)) == [
        ("left calf", "end", 54, "slim"),
        ("left calf, 9 days", "end", 54, "broad"),
    ]


def test_words_beside_one_gap_stand_below_one_another():
    assert said(band(0, 20, "left calf"), band(60, 100, "right calf")) == [
        ("right calf", "end", 54, ""),
        ("left calf", "start", 70, "slim"),
        ("left calf", "start", 54, "broad"),
    ]


def test_none_stands_on_the_days_of_another():
    """Not even where there is room below: it would seem to be said of those."""
    assert said(band(0, 30, "left calf"), band(31, 100, "right calf")) == []


def test_what_lies_within_another_stands_on_it():
    assert said(band(0, 100, "all the time"), band(40, 45, "left calf")) == [
        ("left calf", "start", 54, "")
    ]


def test_two_of_the_same_day_stand_on_both_sides():
    assert said(race(50, "one"), race(50, "other")) == [
        ("one", "start", 12, ""),
        ("other", "end", 12, ""),
    ]


percents = st.floats(0, 100)
names = st.text("abc ", min_size=1, max_size=30)
flags = st.builds(race, percents, names)
days = st.tuples(percents, percents).map(sorted)
bands = st.builds(lambda days, long, short: band(*days, long, short), days, names, names)


@given(st.lists(flags, max_size=25) | st.lists(bands, max_size=25))
def test_no_two_words_of_a_lane_overlap_and_none_leaves_the_plot(marks):
    found = words(tuple(marks))
    for width_px in (PHONE_PX, 450, DESK_PX, 900):
        hidden = Screen.SLIM if width_px >= DESK_PX else Screen.BROAD
        shown = [word for word in found if word.screen != hidden]
        reaches = sorted((word.y, *word.reach(width_px)) for word in shown)
        assert all(begin >= 0 and end <= width_px for _, begin, end in reaches)
        for (line, _, end), (next_line, begin, _) in pairwise(reaches):
            assert end <= begin or line != next_line
