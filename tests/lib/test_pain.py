"""The pain-monitoring model by hand: safe up to 2, bearable up to 5, and gone by the morning."""

from __future__ import annotations

from itertools import permutations

import pytest

from gaitlog.lib.guard import PainState
from gaitlog.lib.pain import (
    FROM_WORST,
    RED_FLAGS,
    RED_FLAGS_THEN,
    PainNumbers,
    state_of_run,
    worst_state,
)

NONE, SAFE, ACCEPTABLE, PENDING, NOT_SETTLED, HIGH_RISK = (
    PainState.NONE,
    PainState.SAFE,
    PainState.ACCEPTABLE,
    PainState.PENDING,
    PainState.NOT_SETTLED,
    PainState.HIGH_RISK,
)
_ = None  # not noted

STATES = [
    # before, during, after, next morning
    ((_, _, _, _), NONE),
    # while running, all else 0: at, just under and just over each border
    ((0, 0, 0, 0), SAFE),
    ((0, 1, 0, 0), SAFE),
    ((0, 2, 0, 0), SAFE),
    ((0, 3, 0, 0), ACCEPTABLE),
    ((0, 4, 0, 0), ACCEPTABLE),
    ((0, 5, 0, 0), ACCEPTABLE),
    ((0, 6, 0, 0), HIGH_RISK),
    ((0, 10, 0, 0), HIGH_RISK),
    # after it, the same
    ((0, 0, 1, 0), SAFE),
    ((0, 0, 2, 0), SAFE),
    ((0, 0, 3, 0), ACCEPTABLE),
    ((0, 0, 5, 0), ACCEPTABLE),
    ((0, 0, 6, 0), HIGH_RISK),
    # the worse of both counts, and one is enough
    ((0, 2, 3, 0), ACCEPTABLE),
    ((0, 3, 2, 0), ACCEPTABLE),
    ((0, 6, 1, 0), HIGH_RISK),
    ((0, 1, 6, 0), HIGH_RISK),
    ((0, 5, _, 0), ACCEPTABLE),
    ((0, _, 5, 0), ACCEPTABLE),
    # the next morning beside before: at, just under and just over
    ((3, 3, 3, 2), ACCEPTABLE),
    ((3, 3, 3, 3), ACCEPTABLE),
    ((3, 3, 3, 4), NOT_SETTLED),
    ((2, 2, 2, 1), SAFE),
    ((2, 2, 2, 2), SAFE),
    ((2, 2, 2, 3), NOT_SETTLED),
    ((0, 0, 0, 1), NOT_SETTLED),  # a run that was safe
    ((0, 5, 5, 1), NOT_SETTLED),  # and one that was bearable
    # a before that is not noted counts as 0
    ((_, 1, 1, 0), SAFE),
    ((_, 4, 1, 0), ACCEPTABLE),
    ((_, 1, 1, 1), NOT_SETTLED),
    # the next morning at the upper border: before decides up to it, not above
    ((4, 4, 4, 5), NOT_SETTLED),
    ((5, 4, 4, 5), ACCEPTABLE),
    ((5, 4, 4, 6), HIGH_RISK),
    ((6, 4, 4, 6), HIGH_RISK),
    ((10, 0, 0, 7), HIGH_RISK),
    ((0, 6, 0, 6), HIGH_RISK),  # too much and not settled: the worse is said
    # until the next morning is noted
    ((0, 0, 0, _), PENDING),
    ((0, 2, 2, _), PENDING),
    ((0, 3, _, _), PENDING),
    ((_, 5, _, _), PENDING),
    ((_, _, 5, _), PENDING),
    ((_, 6, _, _), HIGH_RISK),  # at once
    ((_, _, 6, _), HIGH_RISK),
    ((0, _, _, _), PENDING),  # 0 is noted
    ((_, 0, _, _), PENDING),
    ((4, _, _, _), PENDING),
    ((9, _, _, _), PENDING),  # what hurt before is not the run's doing
    # only some is noted
    ((_, _, _, 0), SAFE),
    ((_, _, _, 1), NOT_SETTLED),
    ((_, _, _, 5), NOT_SETTLED),
    ((_, _, _, 6), HIGH_RISK),
    ((4, _, _, 4), SAFE),  # of the run itself nothing is noted
    ((4, 1, 1, 4), SAFE),  # what was there before and stayed is not the run's doing
    ((9, 1, 1, 5), SAFE),
]

SET_OTHERWISE = [
    # some clinics print up to 3 as safe: safe_max, ok_max
    ((0, 3, 0, 0), (3, 5), SAFE),
    ((0, 4, 0, 0), (3, 5), ACCEPTABLE),
    ((0, 3, 0, 0), (2, 3), ACCEPTABLE),
    ((0, 4, 0, 0), (2, 3), HIGH_RISK),
    ((4, 0, 0, 4), (2, 3), HIGH_RISK),
    ((4, 0, 0, 4), (2, 4), SAFE),
    ((0, 4, _, _), (2, 3), HIGH_RISK),
    ((0, 4, _, _), (2, 4), PENDING),
    ((0, 1, 0, 0), (0, 0), HIGH_RISK),
    ((0, 10, 0, 0), (2, 10), ACCEPTABLE),
]

JOINED = [
    ([], NONE),
    ([NONE], NONE),
    ([NONE, SAFE], SAFE),
    ([SAFE, ACCEPTABLE], ACCEPTABLE),
    ([ACCEPTABLE, PENDING], PENDING),
    ([PENDING, NOT_SETTLED], NOT_SETTLED),
    ([NOT_SETTLED, HIGH_RISK], HIGH_RISK),
    ([SAFE, SAFE], SAFE),
    ([NONE, SAFE, ACCEPTABLE, PENDING, NOT_SETTLED, HIGH_RISK], HIGH_RISK),
    ([NONE, SAFE, PENDING], PENDING),
    ([NOT_SETTLED, ACCEPTABLE, NONE], NOT_SETTLED),
]


class TestState:
    @pytest.mark.parametrize(("numbers", "state"), STATES)
    def test_follows_the_model(self, numbers, state):
        assert PainNumbers(*numbers).state() is state

    @pytest.mark.parametrize(("numbers", "limits", "state"), SET_OTHERWISE)
    def test_follows_what_is_set(self, numbers, limits, state):
        safe_max, ok_max = limits
        assert PainNumbers(*numbers).state(safe_max=safe_max, ok_max=ok_max) is state
        assert state_of_run([PainNumbers(*numbers)], safe_max=safe_max, ok_max=ok_max) is state


class TestJoining:
    @pytest.mark.parametrize(("states", "state"), JOINED)
    def test_takes_the_worst_in_whatever_order(self, states, state):
        assert {worst_state(order) for order in permutations(states)} == {state}

    def test_knows_every_state(self):
        assert sorted(FROM_WORST) == sorted(PainState)

    def test_what_is_over_stands_above_what_is_not(self):
        assert [state.is_over for state in FROM_WORST] == [True, True, False, False, False, False]

    def test_of_no_entries_is_none(self):
        assert state_of_run(iter(())) is NONE

    def test_joins_states_and_not_numbers(self):
        # The knee hurt before and no more after; it does not excuse the morning of the calf.
        knee, calf = PainNumbers(4, 4, 4, 4), PainNumbers(0, 1, 1, 2)
        assert (knee.state(), calf.state()) == (ACCEPTABLE, NOT_SETTLED)
        assert state_of_run([knee, calf]) is NOT_SETTLED

    def test_one_morning_that_is_missing_leaves_it_open(self):
        assert state_of_run([PainNumbers(0, 4, 0, 0), PainNumbers(0, 1)]) is PENDING

    def test_one_morning_that_is_missing_hides_nothing(self):
        assert state_of_run([PainNumbers(0, 4, 0, 1), PainNumbers(0, 1)]) is NOT_SETTLED


class TestRedFlags:
    def test_name_all_that_is_listed(self):
        text = " ".join(RED_FLAGS)
        for word in ["night", "rest", "bone", "pop", "swollen", "hot", "numb"]:
            assert word in text

    def test_are_plain_sentences(self):
        for flag in (*RED_FLAGS, RED_FLAGS_THEN):
            assert flag[0].isupper()
            assert flag.endswith(".")

    def test_send_to_a_professional(self):
        assert "stop running" in RED_FLAGS_THEN
        assert "doctor or physiotherapist" in RED_FLAGS_THEN
