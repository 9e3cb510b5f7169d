from __future__ import annotations

import pytest

from gaitlog.lib.strikes import Source, Strikes, add_up, by_source

FELT = Strikes(Source.FELT, forefoot=1, under=1)
VIDEO = Strikes(Source.VIDEO, rearfoot=6, midfoot=3, forefoot=1, ahead=7)


class TestAddUp:
    def test_adds_each_count(self):
        assert add_up([VIDEO, VIDEO]) == Strikes(Source.VIDEO, 12, 6, 2, 14)

    @pytest.mark.parametrize("other", [one for one in Source if one is not Source.FELT])
    def test_felt_and_seen_are_never_added(self, other):
        with pytest.raises(ValueError, match="Not of one source"):
            add_up([FELT, Strikes(other, rearfoot=1)])

    def test_nor_are_two_ways_of_seeing(self):
        with pytest.raises(ValueError, match="Not of one source"):
            add_up([VIDEO, Strikes(Source.COACH, rearfoot=1)])

    def test_nothing_has_no_source(self):
        with pytest.raises(ValueError, match="Not of one source"):
            add_up([])


def test_each_source_stands_for_itself():
    assert by_source([VIDEO, FELT, VIDEO, FELT]) == [add_up([FELT] * 2), add_up([VIDEO] * 2)]


def test_strikes_and_landings_have_their_own_number():
    assert (VIDEO.strikes, VIDEO.landings, VIDEO.steps) == (10, 7, 10)
