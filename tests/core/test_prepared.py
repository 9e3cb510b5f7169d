"""Queries that are put together once give what they would give if put together anew."""

import datetime as dt
from threading import Thread

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from gaitlog.core.prepared import prepared
from gaitlog.runs.models import Run
from tests.factories import RunFactory

DAY = dt.date(2026, 3, 2)
later = [DAY + dt.timedelta(days=n) for n in range(6)]


@prepared
def days_of(owner, first, last):
    return Run.objects.filter(owner=owner, on__range=(first, last)).values_list("on", flat=True)


@prepared
def runs_among(owner, keys):
    return Run.objects.filter(owner=owner, pk__in=keys).order_by("pk")


@prepared
def last_days(owner, *, oldest_first):
    runs = Run.objects.filter(owner=owner)
    return runs.order_by("on" if oldest_first else "-on").values_list("on", flat=True)


@prepared
def keys_with(owner, surface, first):
    runs = Run.objects.filter(owner=owner, surface=surface, on__gte=first)
    return runs.values_list("pk", flat=True)


@pytest.fixture
def runs(runner):
    RunFactory(on=later[2])  # of somebody else
    return [RunFactory(owner=runner, on=on) for on in later]


@pytest.mark.django_db
class TestPrepared:
    def test_other_values_give_other_rows(self, runner, runs):
        for first, last in ((0, 5), (1, 2), (3, 3), (5, 0)):
            found = days_of(runner.pk, later[first], later[last])
            assert found == list(days_of.ask(runner.pk, later[first], later[last]))
        assert days_of(runner.pk, later[1], later[2]) == [later[2], later[1]]
        assert days_of(runner.pk + 10**6, later[0], later[5]) == []

    def test_texts_are_values_as_well(self, runner, runs):
        trail = RunFactory(owner=runner, on=DAY, surface="trail")
        assert keys_with(runner.pk, "trail", DAY) == [trail.pk]
        assert keys_with(runner.pk, "ice rink", DAY) == []
        assert len(keys_with(runner.pk, "", DAY)) == len(later)

    def test_rows_are_read_each_time(self, runner, runs):
        assert len(days_of(runner.pk, DAY, DAY)) == 1
        RunFactory(owner=runner, on=DAY)
        assert len(days_of(runner.pk, DAY, DAY)) == 2

    @pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
    def test_sets_of_any_size(self, runner, runs, count):
        keys = [run.pk for run in runs[:count]]
        assert runs_among(runner.pk, keys) == runs[:count]
        assert runs_among(runner.pk, tuple(reversed(keys))) == runs[:count]

    def test_switches_have_queries_of_their_own(self, runner, runs):
        for _ in range(2):
            assert last_days(runner.pk, oldest_first=True) == later
            assert last_days(runner.pk, oldest_first=False) == later[::-1]

    def test_it_is_written_once(self, runner, django_assert_num_queries):
        written = []

        @prepared
        def keys(owner):
            written.append(owner)
            return Run.objects.filter(owner=owner).values_list("pk", flat=True)

        with django_assert_num_queries(3):
            assert [keys(runner.pk) for _ in range(3)] == [[], [], []]
        assert len(written) == 1

    def test_a_value_that_is_not_asked_with_as_it_is_is_refused(self, runner):
        @prepared
        def of_the_day_after(owner, on):
            return Run.objects.filter(owner=owner, on=on - dt.timedelta(days=1))

        with pytest.raises(TypeError, match="as they are"):
            of_the_day_after(runner.pk, DAY)

    def test_rows_of_an_owner_at_hand_are_refused(self, runner):
        with pytest.raises(TypeError, match="own columns"):
            prepared(lambda owner: runner.runs.filter(owner=owner))(runner.pk)
        with pytest.raises(TypeError, match="own columns"):
            prepared(lambda owner: Run.objects.filter(owner=owner).prefetch_related("sections"))(1)


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_on_its_own_connection(runner):
    RunFactory(owner=runner, on=DAY)
    found = {}

    def ask(name):
        found[name] = days_of(runner.pk, DAY, DAY)
        connection.close()

    threads = [Thread(target=ask, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {name: [DAY] for name in "abc"}


@pytest.mark.django_db(transaction=True)
def test_another_connection_is_asked_by_itself(runner):
    RunFactory(owner=runner, on=DAY)
    assert days_of(runner.pk, DAY, DAY) == [DAY]
    first, second = connections["default"], connections["default"].copy()
    connections["default"] = second
    try:
        with CaptureQueriesContext(second) as asked:
            assert days_of(runner.pk, DAY, DAY) == [DAY]
        assert len(asked) == 1
    finally:
        connections["default"] = first
        second.close()
