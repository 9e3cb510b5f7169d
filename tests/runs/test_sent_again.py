"""A form that is sent a second time: the same is saved once, and what differs is never lost."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from tests.factories import DAY, FocusFactory, RunFactory, ShoeFactory

pytestmark = pytest.mark.django_db

NEW = reverse("runs:create")
NEW_RACE = reverse("races:create")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC), tick=False):
        yield


def text(response):
    return " ".join(response.content.decode().split())


class TestRun:
    @pytest.fixture
    def typed(self, runner):
        """Half an hour, the first ten minutes in another pair."""
        pairs = [ShoeFactory(owner=runner, pk=pk) for pk in (1, 2, 3)]
        data = {"time": "30", "on": "2026-03-05", "phrase": "", "uid": str(uuid4())}
        return data | {"shoe": pairs[0].pk, "first_s": "10", "first_shoe": pairs[1].pk}

    @pytest.mark.parametrize(
        "more",
        [
            {},
            {"at": "17:42"},
            {"focus": "arms"},
            {"another_focus": "Hands low"},
            {"another_focus": "arm swing"},
            {"last_s": "5", "last_shoe": "3"},
            {"pattern": "first 5 pose"},
        ],
    )
    def test_as_it_was_it_is_saved_once(self, client, runner, typed, more):
        answers = {client.post(NEW, typed | more).url.partition("?")[0] for _ in range(2)}
        assert answers == {runner.runs.get().get_absolute_url()}

    @pytest.mark.parametrize(
        "change",
        [
            {"time": "31"},
            {"at": "17:42"},
            {"at": "half past five"},
            {"focus": "arms"},
            {"another_focus": "Hands low"},
            {"first_s": "11"},
            {"first_s": "", "first_shoe": ""},
            {"first_shoe": "3"},
            {"last_s": "5", "last_shoe": "2"},
        ],
    )
    def test_changed_it_is_not_said_to_be_saved(self, client, runner, typed, change):
        client.post(NEW, typed)
        answer = client.post(NEW, typed | change)
        assert answer.status_code == 422
        assert "This was saved already, and here it says something else." in text(answer)
        form = answer.context["form"]
        assert {name: form[name].value() for name in change} == change
        run = runner.runs.get()
        assert (run.moving_s, run.started_at, run.focus) == (1_800, None, None)
        assert [(share.moving_s, share.shoe_id) for share in run.shoe_shares.all()] == [(600, 2)]

    def test_another_time_of_day_is_a_change_too(self, client, runner, typed):
        client.post(NEW, typed | {"at": "17:42"})
        for at in ("17:43", ""):
            assert client.post(NEW, typed | {"at": at}).status_code == 422

    def test_a_ready_made_focus_that_is_an_own_one_by_now_can_still_be_chosen(
        self, client, runner, typed
    ):
        """The form was opened before another one made it the runner's own."""
        FocusFactory(owner=runner, slug="arms", name="swing of the arms")
        client.post(NEW, typed | {"focus": "arms"})
        assert runner.runs.get().focus.name == "swing of the arms"

    def test_refused_it_still_shows_that_focus(self, client, runner, typed):
        own = FocusFactory(owner=runner, slug="arms")
        answer = client.post(NEW, typed | {"focus": "arms", "time": "soon"})
        assert answer.context["form"]["focus"].value() == str(own.pk)


class TestFormNote:
    @pytest.fixture
    def run(self, runner):
        focus = FocusFactory(owner=runner, name="arm swing")
        return RunFactory(owner=runner, focus=focus, sections=[("pose", 300), ("natural", 1500)])

    @pytest.fixture
    def address(self, run):
        return reverse("runs:form_notes", args=[run.pk])

    @pytest.fixture
    def typed(self):
        data = {"uid": str(uuid4()), "glad": "5", "felt_form": "3", "effort": "4"}
        data |= {"slips": ["bouncing"], "another_slip": "Fists", "faded_at_s": "12"}
        return data | {"strike_felt": "midfoot", "landing_felt": "under", "tempo_spm": "176"}

    def test_as_it_was_it_is_noted_once(self, client, runner, run, address, typed):
        for _ in range(2):
            assert client.post(address, typed).url == run.get_absolute_url()
        assert runner.form_notes.get().slips.count() == 2

    @pytest.mark.parametrize(
        "change",
        [
            {"glad": "4"},
            {"glad": ""},
            {"faded_at_s": "13"},
            {"faded_at_s": "soon"},
            {"felt_form": "2"},
            {"effort": ""},
            {"focus_rating": "4"},
            {"slips": []},
            {"slips": ["bouncing", "looking_down"]},
            {"another_slip": "Toes"},
            {"strike_felt": "forefoot"},
            {"landing_felt": ""},
            {"tempo_spm": ""},
        ],
    )
    def test_changed_it_is_not_said_to_be_noted(self, client, runner, run, address, typed, change):
        client.post(address, typed)
        answer = client.post(address, typed | change)
        assert answer.status_code == 422
        assert "This was saved already, and here it says something else." in text(answer)
        form = answer.context["form"]
        own = runner.slip_kinds.get(slug="bouncing")
        kept = (
            {"slips": [str(own.pk), "looking_down"]} if len(change.get("slips", [])) > 1 else change
        )
        assert {name: form[name].value() for name in change} == kept
        note = runner.form_notes.get()
        run.refresh_from_db()
        assert (note.glad, note.faded_at_s, note.slips.count()) == (5, 720, 2)
        assert (run.felt_form, run.effort, run.focus_rating) == (3, 4, None)
        assert runner.strike_checks.get().midfoot == 1

    def test_of_a_runner_who_learns_nothing(self, client, runner, address):
        runner.technique = ""
        runner.save()
        typed = {"uid": str(uuid4()), "glad": "5"}
        assert [client.post(address, typed).status_code for _ in range(2)] == [302, 302]
        assert client.post(address, typed | {"wanted": "1"}).status_code == 422


class TestRace:
    def test_a_race_of_a_run_is_saved_once(self, client, runner):
        run = RunFactory(owner=runner, on=DAY)
        typed = {"name": "Midnattsloppet", "on": f"{DAY}", "run": run.pk, "uid": str(uuid4())}
        for _ in range(2):
            answer = client.post(NEW_RACE, typed)
            assert answer.status_code == 302, answer.context["form"].errors
        assert client.post(NEW_RACE, typed | {"goal_s": "soon"}).status_code == 422
        assert runner.races.count() == 1
