from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaitlog.lib.gaits import Gait, Known, SectionData
from gaitlog.recordings.laps import Pattern, by_pattern, gaits_of, is_slow, laid_out, offered

POSE, NATURAL, WALK = Gait.POSE, Gait.NATURAL, Gait.WALK


def lap(seconds=60, distance_m=200, cadence_spm=170):
    return SectionData(NATURAL, seconds, distance_m=distance_m, cadence_spm=cadence_spm)


def said(sections):
    return [(section.gait, section.seconds) for section in sections]


class TestSlow:
    @pytest.mark.parametrize(
        ("seconds", "metres", "slow"),
        [
            (100, 180, False),
            (100, 170, True),
            (1000, 1798, True),
            (61, 27, True),
            (60, 0, True),
            (60, None, False),
            (10, 17, False),
            (2, 3, False),  # rounded seconds and metres, it may have been run
        ],
    )
    def test_is_slower_than_running_is(self, seconds, metres, slow):
        assert is_slow(lap(seconds, metres)) is slow


class TestOffered:
    def test_slow_laps_beside_faster_ones_are_walk(self):
        assert offered([lap(), lap(60, 40), lap(60, None)]) == [NATURAL, WALK, NATURAL]

    def test_a_run_that_is_slow_all_along_is_a_run(self):
        assert offered([lap(60, 90), lap(60, 80), lap(60, None)]) == [NATURAL] * 3


class TestGaitsOf:
    def test_each_lap_has_that_of_the_sections_in_it(self):
        sections = [SectionData(NATURAL, 90), SectionData(NATURAL, 30), SectionData(POSE, 60)]
        assert gaits_of([lap(), lap(), lap()], sections) == [NATURAL, NATURAL, POSE]

    def test_a_lap_in_which_it_changes_has_none(self):
        sections = [SectionData(NATURAL, 90), SectionData(POSE, 90)]
        assert gaits_of([lap(), lap(), lap()], sections) == [NATURAL, None, POSE]

    @pytest.mark.parametrize("known", [Known.STRETCH, Known.SUM])
    def test_none_is_known_where_the_place_of_a_section_is_a_guess(self, known):
        sections = [SectionData(POSE, 60, known), SectionData(NATURAL, 120)]
        assert gaits_of([lap(), lap(), lap()], sections) == [None] * 3

    def test_laps_after_the_end_of_a_shortened_run_have_none(self):
        assert gaits_of([lap(), lap()], [SectionData(NATURAL, 60)]) == [NATURAL, None]


class TestPattern:
    laps = (lap(), lap(60, 40), lap(), lap(), lap())

    @pytest.mark.parametrize(
        ("pattern", "gaits"),
        [
            (Pattern.ODD, [POSE, WALK, POSE, NATURAL, POSE]),
            (Pattern.EVEN, [NATURAL, POSE, NATURAL, POSE, WALK]),
            (Pattern.ALL, [POSE] * 5),
            (Pattern.NONE, [NATURAL] * 5),
            (Pattern.RUN, [NATURAL, NATURAL, POSE, NATURAL, NATURAL]),
            (Pattern.AS_IMPORTED, [NATURAL, WALK, NATURAL, NATURAL, NATURAL]),
        ],
    )
    def test_is_laid_over_the_gaits(self, pattern, gaits):
        before = [NATURAL, WALK, POSE, NATURAL, WALK]
        assert by_pattern(pattern, self.laps, before) == gaits

    def test_a_lap_that_was_not_said_is_as_it_was_offered(self):
        assert by_pattern(Pattern.ODD, self.laps, [None] * 5)[1] is WALK

    def test_a_lap_that_was_said_to_be_run_is_not_walked_again(self):
        assert by_pattern(Pattern.ODD, self.laps, [NATURAL] * 5)[1] is NATURAL


class TestLaidOut:
    def test_a_lap_keeps_its_distance_and_cadence(self):
        [first, second] = laid_out([lap(), lap(60, 40)], [POSE, WALK], [])
        assert first == SectionData(POSE, 60, distance_m=200, cadence_spm=170)
        assert (second.gait, second.distance_m) == (WALK, 40)

    def test_a_lap_in_which_the_gait_changes_stays_as_it_is(self):
        sections = [SectionData(NATURAL, 90, distance_m=300), SectionData(POSE, 90)]
        made = laid_out([lap(), lap(), lap()], [POSE, None, POSE], sections)
        assert said(made) == [(POSE, 60), (NATURAL, 30), (POSE, 30), (POSE, 60)]
        assert [section.distance_m for section in made] == [200, None, None, 200]

    def test_a_total_without_a_place_gives_way(self):
        sections = [SectionData(POSE, 60, Known.SUM), SectionData(NATURAL, 120)]
        made = laid_out([lap(), lap(60, 40), lap()], [None, None, POSE], sections)
        assert said(made) == [(NATURAL, 60), (WALK, 60), (POSE, 60)]

    def test_a_run_that_was_shortened_is_as_long_as_its_laps_again(self):
        made = laid_out([lap(), lap()], [POSE, None], [SectionData(NATURAL, 90)])
        assert said(made) == [(POSE, 60), (NATURAL, 30), (NATURAL, 30)]

    @given(
        lengths=st.lists(st.integers(1, 50), min_size=1, max_size=8),
        gaits=st.lists(st.sampled_from([*Gait, None]), min_size=8, max_size=8),
        sections=st.lists(
            st.builds(
                SectionData, st.sampled_from(Gait), st.integers(1, 60), st.sampled_from(Known)
            ),
            max_size=8,
        ),
    )
    def test_takes_as_long_as_the_laps_and_says_what_was_said(self, lengths, gaits, sections):
        laps, gaits = [lap(seconds) for seconds in lengths], gaits[: len(lengths)]
        made = laid_out(laps, gaits, sections)
        assert sum(section.seconds for section in made) == sum(lengths)
        for before, after in zip(gaits, gaits_of(laps, made), strict=True):
            assert before in {None, after}
