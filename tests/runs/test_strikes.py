"""Steps that were counted on a video, by a sensor or a coach; what is felt is said elsewhere."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse

from gaitlog.core.trash import restore
from tests.factories import DAY, RunFactory, StrikeCheckFactory

pytestmark = pytest.mark.django_db

NEW = reverse("runs:strike_create")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC), tick=False):
        yield


def text(response):
    return " ".join(response.content.decode().split())


def typed(**changes):
    usual = {"source": "video", "on": "2026-03-01", "foot": "left", "rearfoot": "6"}
    return usual | {"midfoot": "3"} | changes


class TestCount:
    def test_of_a_run_it_is_of_its_day(self, client, runner):
        run = RunFactory(owner=runner, on=DAY)
        data = typed(run=run.pk, moment="tired", pace_s_per_km="5:40", by="Ola", under="4")
        response = client.post(NEW, data)
        check = runner.strike_checks.get()
        assert response.url == run.get_absolute_url()
        assert (check.on, check.rearfoot, check.midfoot, check.forefoot) == (DAY, 6, 3, 0)
        assert (check.foot, check.moment, check.pace_s_per_km) == ("left", "tired", 340)
        assert (check.by, check.under) == ("Ola", 4)

    def test_moves_with_its_run(self, client, runner):
        run = RunFactory(owner=runner, on=DAY)
        check = StrikeCheckFactory(owner=runner, run=run)
        client.post(reverse("runs:update", args=[run.pk]), {"on": "2026-03-04", "time": "30"})
        check.refresh_from_db()
        assert check.on == dt.date(2026, 3, 4)

    def test_without_a_run_it_is_of_its_own_day(self, client, runner):
        client.post(NEW, typed())
        assert runner.strike_checks.get().on == dt.date(2026, 3, 1)

    def test_the_address_may_name_the_run(self, client, runner):
        run = RunFactory(owner=runner, on=DAY - dt.timedelta(days=90))
        form = client.get(NEW, {"run": run.pk}).context["form"]
        assert (form["run"].value(), form["on"].value()) == (run.pk, run.on)
        assert client.get(NEW, {"run": RunFactory().pk}).status_code == 404

    def test_the_other_foot_begins_with_what_is_the_same(self, client, runner):
        check = StrikeCheckFactory(owner=runner, foot="left", moment="fresh", by="Ola")
        form = client.get(NEW, {"like": check.pk}).context["form"]
        assert (form["foot"].value(), form["moment"].value()) == ("right", "fresh")
        assert (form["by"].value(), form["midfoot"].value()) == ("Ola", "")

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({"rearfoot": "", "midfoot": ""}, "Count at least one step."),
            ({"rearfoot": "-1"}, "greater than or equal to 0"),
            ({"rearfoot": "many"}, "Enter a whole number."),
            ({"on": "2026-03-06"}, "still to come"),
            ({"source": "felt"}, "felt is not one of the available choices"),
            ({"pace_s_per_km": "0:10"}, "That is no pace"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_the_rest(self, client, runner, data, words):
        response = client.post(NEW, typed(note="from the bridge") | data)
        assert response.status_code == 422
        assert words in text(response)
        assert "from the bridge" in text(response)
        assert not runner.strike_checks.exists()

    def test_takes_no_run_of_another_runner(self, client, runner):
        assert client.post(NEW, typed(run=RunFactory().pk)).status_code == 422

    def test_sent_twice_is_saved_once(self, client, runner):
        uid = client.get(NEW).context["form"]["uid"].value()
        for _ in range(2):
            client.post(NEW, typed(uid=uid))
        assert runner.strike_checks.count() == 1

    def test_can_be_changed_deleted_and_brought_back(self, client, runner):
        check = StrikeCheckFactory(owner=runner)
        client.post(check.get_absolute_url(), typed(rearfoot="9"))
        client.post(reverse("runs:strike_delete", args=[check.pk]))
        assert not runner.strike_checks.exists()
        restore(runner.trash_items.get())
        assert runner.strike_checks.get().rearfoot == 9

    def test_what_was_felt_is_changed_where_it_was_said(self, client, runner):
        run = RunFactory(owner=runner)
        felt = StrikeCheckFactory(owner=runner, run=run, source="felt")
        answer = client.get(felt.get_absolute_url())
        assert answer.url == reverse("runs:form_notes", args=[run.pk])

    def test_is_felt_once_a_run(self, runner):
        run = RunFactory(owner=runner)
        StrikeCheckFactory(owner=runner, run=run, source="felt")
        with pytest.raises(IntegrityError):
            StrikeCheckFactory(owner=runner, run=run, source="felt")
