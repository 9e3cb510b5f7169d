from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from gaitlog.core.sql import DaysAsText, MonthOf
from gaitlog.reports.months import _by_month
from gaitlog.runs.models import Run
from tests.factories import RunFactory, UserFactory

pytestmark = pytest.mark.django_db
DAYS = [
    dt.date(1950, 1, 1),
    dt.date(2025, 12, 31),
    dt.date(2026, 1, 1),
    dt.date(2026, 2, 28),
    dt.date(2099, 12, 31),
]


@pytest.fixture
def runs(user):
    for on in DAYS:
        RunFactory(owner=user, on=on)
    return user.runs.order_by("on")


@pytest.fixture
def user():
    return UserFactory()


def test_each_month_is_one_more_than_the_month_before(runs):
    found = list(runs.values_list(MonthOf("on"), flat=True))
    assert found == [day.year * 12 + day.month - 1 for day in DAYS]


def test_days_are_read_as_one_text(runs):
    days = runs.order_by().aggregate(days=DaysAsText("on"))["days"]
    assert sorted(days.split(",")) == [day.isoformat() for day in DAYS]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite how it will do it")
def test_months_are_summed_as_their_index_has_them(user):
    plan = _by_month(Run.objects.filter(owner=user)).explain()
    assert "COVERING INDEX run_sums_of_months" in plan
    assert "TEMP B-TREE" not in plan
