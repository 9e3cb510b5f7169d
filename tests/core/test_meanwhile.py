"""What two requests do at the same moment, and what is sent by somebody who means no good."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client, RequestFactory
from django.urls import reverse

from gaitlog.accounts import services as accounts
from gaitlog.accounts.forms import PreferencesForm
from gaitlog.accounts.models import OneTimeLink, User
from gaitlog.core.forms import OwnedModelForm
from gaitlog.core.middleware import Meanwhile
from gaitlog.core.trash import AlreadyGone, put_in_trash
from gaitlog.guard.forms import GuardForm
from gaitlog.lib.zones import known_zones
from gaitlog.recordings import services
from gaitlog.shoes.forms import ShoeForm
from gaitlog.shoes.models import Shoe
from tests.factories import (
    PASSWORD,
    DrillFactory,
    FocusFactory,
    HabitFactory,
    RunFactory,
    ShoeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC), tick=False):
        yield


def opened(client, url):
    """What the form of a page sends back as it was opened."""
    form = client.get(url).context["form"]
    said = {field.html_name: field.value() for field in form}
    return {name: value for name, value in said.items() if value is not None and value is not False}


class TestTwoTabs:
    """What one tab did is not taken back by another that was opened before."""

    def shoe(self, runner, client):
        shoe = ShoeFactory(owner=runner)
        return (
            reverse("shoes:update", args=[shoe.pk]),
            lambda: client.post(reverse("shoes:retire", args=[shoe.pk])),
            {"notes": "for the track"},
            lambda: runner.shoes.get().retired_on,
        )

    def habit(self, runner, client):
        habit = HabitFactory(owner=runner)
        return (
            reverse("recovery:update", args=[habit.pk]),
            lambda: client.post(reverse("recovery:stop", args=[habit.pk])),
            {"name": "Foam roller"},
            lambda: runner.habits.get().stopped_on,
        )

    def focus(self, runner, client):
        focus = FocusFactory(owner=runner)
        url = reverse("focus:update", args=[focus.pk])
        return (
            url,
            lambda: client.post(url, opened(client, url) | {"cue": "hands low"}),
            {"came_from": "the clinic"},
            lambda: runner.focuses.get().cue,
        )

    def drill(self, runner, client):
        drill = DrillFactory(owner=runner)
        url = reverse("drills:update_drill", args=[drill.pk])
        return (
            url,
            lambda: client.post(url, opened(client, url) | {"how_to": "Slowly."}),
            {"dose": "3 x 10"},
            lambda: runner.drills.get().how_to,
        )

    def settings(self, runner, client):
        url = reverse("accounts:preferences")
        return (
            url,
            lambda: client.post(url, opened(client, url) | {"lamppost_m": "40"}),
            {"block_m": "150"},
            lambda: User.objects.get(pk=runner.pk).lamppost_m,
        )

    def guard(self, runner, client):
        url = reverse("guard:rules")
        return (
            url,
            lambda: client.post(url, opened(client, url) | {"spike_percent": "15"}),
            {"slack_s": "2:00"},
            lambda: User.objects.get(pk=runner.pk).guard_settings.get("spike_percent"),
        )

    @pytest.fixture(params=["shoe", "habit", "focus", "drill", "settings", "guard"])
    def tabs(self, request, runner, client):
        return getattr(self, request.param)(runner, client)

    def test_the_later_one_is_told_and_may_mean_it(self, client, tabs):
        url, elsewhere, change, left = tabs
        stale = opened(client, url)
        before = left()
        assert elsewhere().status_code == 302
        after = left()
        assert after != before
        answer = client.post(url, stale | change)
        assert answer.status_code == 422
        assert "This was changed elsewhere since you opened it" in answer.content.decode()
        assert left() == after
        form = answer.context["form"]
        assert {name: form[name].value() for name in change} == change
        again = stale | change | {"seen": form["seen"].value()}
        assert client.post(url, again).status_code == 302
        assert left() == before

    def test_what_was_not_changed_elsewhere_is_saved(self, client, tabs):
        url, _, change, _ = tabs
        assert client.post(url, opened(client, url) | change).status_code == 302

    def test_the_page_sends_along_what_was_seen(self, client, tabs):
        page = client.get(tabs[0])
        seen = page.context["form"]["seen"].value()
        assert f'<input type="hidden" name="seen" value="{seen}"' in page.content.decode()

    @pytest.mark.parametrize("form", ["settings", "guard"])
    def test_a_change_at_the_same_moment_is_seen(self, client, runner, form):
        """Both were read before either was saved."""
        url, elsewhere, change, left = getattr(self, form)(runner, client)
        data = opened(client, url) | change
        user = User.objects.get(pk=runner.pk)
        late = (
            GuardForm(data, owner=user) if form == "guard" else PreferencesForm(data, instance=user)
        )
        assert late.is_valid(), late.errors
        elsewhere()
        after = left()
        assert not late.try_to_save()
        assert left() == after


class TestEqualNamesAtOnce:
    def test_the_later_one_is_told_beside_the_field(self, runner):
        form = ShoeForm({"name": "Flat"}, owner=runner, instance=Shoe())
        assert form.is_valid()
        ShoeFactory(owner=runner, name="flat")
        assert form.try_to_save() is None
        assert "name" in form.errors or form.non_field_errors()
        assert runner.shoes.count() == 1

    def test_the_page_keeps_what_was_typed(self, client, runner, monkeypatch):
        ShoeFactory(owner=runner, name="Flat")
        really = OwnedModelForm.is_valid
        asked = []

        def not_seen_at_first(form):
            asked.append(form)
            if len(asked) == 1:
                really(form)
                form._errors.clear()
                form.instance.name = "Flat"
                return True
            return really(form)

        monkeypatch.setattr(OwnedModelForm, "is_valid", not_seen_at_first)
        answer = client.post(reverse("shoes:create"), {"name": "Flat", "notes": "for the track"})
        assert answer.status_code == 422
        assert "for the track" in answer.content.decode()

    def test_two_people_of_one_name(self, db):
        """The second of two who join at the same moment is asked for another name."""
        token = accounts.make_one_time_link(OneTimeLink.Kind.INVITATION)
        url = reverse("accounts:join", args=[token])

        def taken(*args, **kwargs):
            UserFactory(username="ida")
            raise IntegrityError

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(accounts, "join_by", taken)
            typed = {"username": "ida", "password": PASSWORD}
            answer = Client().post(url, typed)
        assert answer.status_code == 422
        assert "Somebody here has this name already." in answer.content.decode()

    def test_whatever_else_meets_is_no_server_error(self, rf):
        request = rf.post("/")
        answer = Meanwhile(lambda request: None).process_exception(request, IntegrityError())
        assert answer.status_code == 409
        assert Meanwhile(lambda request: None).process_exception(request, ValueError()) is None


class TestUidOfTheForm:
    def test_one_that_is_anothers_is_not_used(self, client, runner):
        foreign = RunFactory()
        typed = {"time": "40", "on": "2026-03-05", "phrase": "", "uid": str(foreign.uid)}
        assert client.post(reverse("runs:create"), typed).status_code == 302
        run = runner.runs.get()
        assert run.uid != foreign.uid
        assert run.moving_s == 2400


class TestDeletingTwice:
    def test_what_is_gone_already_is_not_there(self, runner):
        shoe = ShoeFactory(owner=runner)
        same = runner.shoes.get()
        put_in_trash(shoe)
        with pytest.raises(AlreadyGone):
            put_in_trash(same)
        assert runner.trash_items.count() == 1


class TestEstimates:
    def test_a_week_is_not_shorter_than_its_runs(self, client, runner):
        name = "2026-02-23"
        typed = {f"{name}-runs": "14", f"{name}-moving_s": "0:10"}
        answer = client.post(reverse("dashboard:weeks"), typed)
        assert answer.status_code == 422
        assert "less than a minute a run" in answer.content.decode()
        assert not runner.runs.exists()


class TestEdgesOfTheCalendar:
    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30"])
    @pytest.mark.parametrize("done", ["0", "1"])
    def test_no_such_day_to_tick(self, htmx, runner, day, done):
        habit = HabitFactory(owner=runner)
        answer = htmx.post(f"/recovery/tick/{habit.pk}/{day}/", {"done": done, "view": "week"})
        assert answer.status_code == 404

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
    @pytest.mark.parametrize(
        "address",
        [
            "/runs/?first={day}&last={day}",
            "/recovery/?week={day}",
            "/injuries/new/?from_on={day}",
        ],
    )
    def test_addresses_with_them_answer(self, client, address, day):
        assert client.get(address.format(day=day)).status_code == 200

    def test_a_pair_is_bought_on_a_day_that_can_be(self, client, runner):
        answer = client.post(reverse("shoes:create"), {"name": "Flat", "bought_on": "0001-01-01"})
        assert answer.status_code == 422
        assert not runner.shoes.exists()


class TestPace:
    @pytest.mark.parametrize(
        "typed",
        [
            {"time": "48:00:00", "pace": "0:01"},
            {"time": "48:00:00", "pace": "1:30"},
            {"distance_m": "500", "pace": "48:00:00"},
            {"distance_m": "500", "pace": "20:00"},
        ],
    )
    def test_does_not_get_round_the_limits(self, client, runner, typed):
        answer = client.post(reverse("runs:create"), {"on": "2026-03-05", "phrase": "", **typed})
        assert answer.status_code == 422
        assert not runner.runs.exists()


class TestWhereToGoNext:
    @pytest.mark.parametrize(
        "url", ["http://127.0.0.1:1/x", "//localhost/x", "https://evil.example", "javascript:1"]
    )
    def test_a_log_in_stays_here(self, stranger, settings, url):
        settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
        UserFactory(username="ida")
        typed = {"login": "ida", "password": PASSWORD}
        answer = stranger.post(f"/login/?next={url}", typed | {"next": url})
        assert (answer.status_code, answer.url) == (302, "/")

    def test_and_goes_on_to_a_page_of_ours(self, stranger):
        UserFactory(username="ida")
        typed = {"login": "ida", "password": PASSWORD, "next": "/trends/"}
        assert stranger.post("/login/", typed).url == "/trends/"


class TestFiles:
    def test_nobody_but_the_import_reads_them(self, client, runner):
        file = SimpleUploadedFile("x.fit", b"x" * 100)
        request = RequestFactory().post(reverse("shoes:create"), {"name": "Flat", "photo": file})
        assert not request.FILES

    def test_a_batch_ends_in_time(self, runner, monkeypatch):
        named = [("1.gpx", b"?"), ("2.gpx", b"?")]
        monkeypatch.setattr(services.Readers, "read", lambda *_: pytest.fail("was read"))
        outcomes = list(services.import_files(runner, named, zone=ZoneInfo("UTC"), patience_s=-1))
        assert [outcome.message for outcome in outcomes] == [services.NO_TIME_LEFT] * 2


class TestTimeZones:
    def test_only_those_that_every_machine_knows(self, client, runner):
        assert "Europe/Stockholm" in known_zones()
        assert "localtime" not in known_zones()
        assert "posix/Europe/Stockholm" not in known_zones()
