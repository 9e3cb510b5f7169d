from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from gaitlog.reports.load import load
from tests.factories import RunFactory, UserFactory

pytestmark = pytest.mark.django_db

MONDAY = dt.date(2026, 3, 2)
SUNDAY = dt.date(2026, 3, 8)
URL = reverse("dashboard:load")


def words(response):
    return " ".join(response.content.decode().split())


def numbers(row):
    return row.of.load, row.of.rated, row.of.runs, row.of.monotony, row.of.strain


class TestReport:
    def test_has_the_last_twelve_weeks_newest_first(self, runner):
        RunFactory(owner=runner, on=MONDAY - dt.timedelta(weeks=11))
        rows = load(runner, today=SUNDAY)
        firsts = [row.week.first_day for row in rows]
        assert firsts == [MONDAY - dt.timedelta(weeks=n) for n in range(12)]

    def test_begins_with_the_first_run(self, runner):
        RunFactory(owner=runner, on=MONDAY - dt.timedelta(weeks=2))
        assert len(load(runner, today=SUNDAY)) == 3
        assert load(UserFactory(), today=SUNDAY) == []

    def test_puts_each_run_into_its_week(self, runner):
        RunFactory(owner=runner, on=MONDAY, effort=4)
        RunFactory(owner=runner, on=MONDAY - dt.timedelta(days=1), effort=5)
        RunFactory(owner=runner, on=MONDAY - dt.timedelta(weeks=11), effort=6)
        RunFactory(owner=runner, on=MONDAY - dt.timedelta(weeks=11, days=1), effort=7)
        RunFactory(on=MONDAY, effort=8)
        found = [row.of.load for row in load(runner, today=SUNDAY)]
        assert found == [120, 150, *[None] * 9, 180]

    def test_begins_weeks_on_the_runners_first_weekday(self):
        user = UserFactory(first_weekday=6)
        RunFactory(owner=user, on=MONDAY - dt.timedelta(days=1), effort=4)
        RunFactory(owner=user, on=MONDAY, effort=5)
        assert load(user, today=MONDAY)[0].of.load == 270

    def test_takes_the_moving_time_with_walking(self, runner):
        sections = [("pose", 60), ("natural", 600), ("walk", 540)]
        RunFactory(owner=runner, on=MONDAY, effort=5, sections=sections)
        (row, *_) = load(runner, today=SUNDAY)
        assert numbers(row) == (100, 1, 1, Decimal("0.38"), 38)

    def test_an_estimate_is_no_run_and_leaves_no_monotony(self, runner):
        RunFactory(owner=runner, on=MONDAY, effort=5, sections=[("natural", 1200)])
        RunFactory(owner=runner, on=SUNDAY, kind="estimate")
        (row, *_) = load(runner, today=SUNDAY)
        assert row.has_estimate
        assert numbers(row) == (100, 1, 1, None, None)

    def test_a_practice_counts_like_any_run(self, runner):
        RunFactory(owner=runner, on=MONDAY, effort=2, kind="practice", sections=[("pose", 600)])
        assert load(runner, today=MONDAY)[0].of.load == 20


class TestPage:
    @pytest.fixture(autouse=True)
    def now(self):
        with time_machine.travel(dt.datetime(2026, 3, 8, 12, tzinfo=dt.UTC), tick=False):
            yield

    def test_says_how_many_runs_have_an_effort(self, client, runner):
        RunFactory(owner=runner, on=MONDAY, effort=6, sections=[("natural", 1860)])
        RunFactory(owner=runner, on=SUNDAY)
        page = words(client.get(URL))
        assert '<td class="num">186</td> <td class="num">1 of 2</td> <td class="num">–</td>' in page
        assert "Foster" in page

    def test_says_where_there_is_no_run(self, client):
        page = words(client.get(URL))
        assert "No run is logged in the last 12 weeks." in page
        assert "<table" not in page

    def test_htmx_gets_the_part_alone(self, htmx, runner):
        RunFactory(owner=runner, on=MONDAY)
        page = words(htmx.get(URL))
        assert page.startswith('<div id="load"')
        assert page.endswith("</div>")

    def test_the_trends_name_its_address_and_ask_for_nothing(
        self, client, runner, django_assert_num_queries
    ):
        RunFactory(owner=runner, on=MONDAY, effort=5)
        with django_assert_num_queries(7):
            page = words(client.get(reverse("dashboard:trends")))
        assert f'<a class="rowlink" href="{URL}">' in page

    def test_a_run_says_its_own(self, client, runner):
        run = RunFactory(owner=runner, effort=6, sections=[("natural", 1860)])
        assert "6 of 10, load 186" in words(client.get(run.get_absolute_url()))
        other = RunFactory(owner=runner, felt_form=3)
        assert ", load" not in words(client.get(other.get_absolute_url()))

    @pytest.mark.parametrize("count", [1, 10])
    def test_queries_do_not_grow(self, client, runner, count, django_assert_num_queries):
        for _ in range(count):
            RunFactory(owner=runner, effort=3)
        with django_assert_num_queries(3):
            client.get(URL)
