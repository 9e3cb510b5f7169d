from __future__ import annotations

import datetime as dt

import pytest

from gaitlog.injuries.choices import AREAS, Site
from tests.factories import DAY, InjuryFactory

NEXT = DAY + dt.timedelta(1)


def test_every_site_lies_in_one_area():
    assert sorted(site for sites in AREAS.values() for site in sites) == sorted(Site)


@pytest.mark.django_db
class TestInjuryQuerySet:
    def test_is_open_from_its_first_day_until_it_is_over(self, runner):
        injury = InjuryFactory(owner=runner, from_on=DAY)
        days = [DAY - dt.timedelta(1), DAY, DAY + dt.timedelta(400)]
        assert [injury.is_open_on(day) for day in days] == [False, True, True]
        injury.until_on = NEXT
        assert not injury.is_open_on(DAY)

    def test_touching_two_days_oldest_first(self, runner):
        late = InjuryFactory(owner=runner, from_on=NEXT)
        early = InjuryFactory(owner=runner, from_on=DAY, until_on=NEXT)
        InjuryFactory(owner=runner, from_on=DAY, until_on=DAY)
        InjuryFactory(owner=runner, from_on=NEXT + dt.timedelta(1))
        assert list(runner.injuries.touching(NEXT, NEXT)) == [early, late]


@pytest.mark.parametrize(
    ("side", "said"), [("left", "Left calf"), ("", "Calf"), ("both", "Calf, both sides")]
)
def test_it_is_called_after_its_place(side, said):
    assert str(InjuryFactory.build(owner=None, side=side)) == said


class TestDays:
    def test_first_and_last_day_count(self):
        injury = InjuryFactory.build(owner=None, from_on=DAY, until_on=NEXT)
        assert (injury.days(NEXT), injury.days(DAY)) == (2, 2)

    def test_without_an_end_they_count_until_today(self):
        assert InjuryFactory.build(owner=None, from_on=DAY).days(NEXT) == 2
