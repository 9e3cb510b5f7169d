from __future__ import annotations

import pytest

from gaitlog.core.uids import COUNTED, neighbours
from gaitlog.runs.models import Section
from tests.factories import RunFactory


def test_neighbours_follow_one_another():
    uids = neighbours(20)
    assert [uid.int - uids[0].int for uid in uids] == [*range(20)]
    assert {uid.version for uid in uids} == {4}
    assert len(neighbours(COUNTED)) == len({*neighbours(COUNTED)}) == COUNTED


def test_what_is_drawn_once_is_not_drawn_again():
    drawn = [uid for _ in range(1000) for uid in neighbours(3)]
    assert len({*drawn}) == len(drawn)


def test_more_cannot_be_neighbours():
    assert neighbours(0) == []
    with pytest.raises(ValueError, match="65,536"):
        neighbours(COUNTED + 1)


@pytest.mark.django_db
def test_the_sections_of_a_run_are():
    run = RunFactory(sections=[("pose", 60), ("natural", 60), ("pose", 30)])
    uids = Section.objects.filter(run=run).order_by("position").values_list("uid", flat=True)
    assert [uid.int - uids[0].int for uid in uids] == [0, 1, 2]
