from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from gaitlog.accounts import services
from gaitlog.accounts.models import OneTimeLink, User
from gaitlog.core.removal import remove_user
from tests.access.whole_log import make_log, owned_models
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

LOGIN = reverse("account_login")
NEW_PASSWORD = "three lampposts and a lake"


def setup_url():
    return reverse("accounts:setup", args=[services.make_one_time_link(OneTimeLink.Kind.SETUP)])


def join_data(**changes):
    return {"username": "nora", "password": PASSWORD, "time_zone": "Europe/Oslo"} | changes


def log_in(client, name="nora", password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": name, "password": password}, **extra)


class TestSetup:
    def test_makes_the_host_and_lets_them_in(self, stranger):
        response = stranger.post(setup_url(), join_data())
        user = User.objects.get()
        assert response.url == reverse("dashboard:welcome")
        assert (user.is_host, user.time_zone) == (True, "Europe/Oslo")
        assert stranger.get("/welcome/").status_code == 200

    def test_works_once(self, stranger):
        url = setup_url()
        stranger.post(url, join_data())
        assert Client().get(url).status_code == 404

    def test_a_second_link_is_of_no_use_once_there_is_an_owner(self, stranger, runner):
        assert stranger.get(setup_url()).status_code == 404

    def test_ends_after_an_hour(self, stranger):
        with time_machine.travel(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC), tick=False) as now:
            url = setup_url()
            now.shift(dt.timedelta(minutes=61))
            assert stranger.get(url).status_code == 404

    def test_a_demo_runner_is_nobody(self, stranger):
        UserFactory(is_demo=True)
        assert stranger.get(setup_url()).status_code == 200

    @pytest.mark.parametrize(
        ("password", "why"),
        [
            ("short", "at least 12 characters"),
            ("password1234", "too common"),
            ("nora-nora-nora", "too similar"),
        ],
    )
    def test_a_weak_password_is_refused_beside_its_field(self, stranger, password, why):
        data = join_data(username="nora-nora-nor", password=password)
        response = stranger.post(setup_url(), data)
        assert response.status_code == 422
        assert why in response.content.decode()

    def test_guesses_unit_and_week_from_the_browser(self, stranger):
        stranger.post(setup_url(), join_data(), headers={"Accept-Language": "en-US,en;q=0.9"})
        user = User.objects.get()
        assert (user.distance_unit, user.first_weekday) == ("mi", 6)

    def test_a_zone_that_is_none_is_left_out(self, stranger):
        stranger.post(setup_url(), join_data(time_zone="Middle/Earth"))
        assert User.objects.get().time_zone == "UTC"

    @pytest.mark.parametrize("token", ["x", "glo_" + "a" * 36])
    def test_an_invented_link_is_nothing(self, stranger, token):
        assert stranger.get(reverse("accounts:setup", args=[token])).status_code == 404


class TestLogin:
    def test_lets_in(self, stranger, runner):
        assert log_in(stranger).status_code == 302
        assert stranger.get("/").status_code == 200

    def test_whatever_the_case_of_the_name(self, stranger, runner):
        assert log_in(stranger, "NORA").status_code == 302

    def test_says_the_same_of_a_wrong_name_and_a_wrong_password(self, stranger, runner):
        answers = [log_in(stranger, name, "wrong").content.decode() for name in ("nora", "kari")]
        plain = [re.sub(r'value="[^"]*"|x-csrftoken": "[^"]*"', "", answer) for answer in answers]
        assert plain[0] == plain[1]
        assert "do not fit together" in plain[0]

    def test_a_guesser_is_stopped_before_the_hash(self, stranger, runner, monkeypatch):
        hashes = []
        check = User.check_password
        monkeypatch.setattr(
            User, "check_password", lambda self, raw: hashes.append(1) or check(self, raw)
        )
        for n in range(200):
            forged = {"HTTP_X_FORWARDED_FOR": f"10.0.{n % 7}.{n}"}
            log_in(stranger, password=f"wrong {n}", **forged)
        assert len(hashes) == 10
        assert "Too many tries" in log_in(stranger).content.decode()

    def test_a_known_device_still_gets_in_while_somebody_guesses(self, runner):
        home = Client(REMOTE_ADDR="192.0.2.7")
        log_in(home)
        home.post(reverse("account_logout"))
        for n in range(20):
            log_in(Client(REMOTE_ADDR=f"192.0.2.{100 + n}"), password="wrong")
        assert "Too many" in log_in(Client(REMOTE_ADDR="192.0.2.8")).content.decode()
        assert log_in(home).status_code == 302

    def test_opens_again_after_a_quarter_of_an_hour(self, runner):
        with time_machine.travel(dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC), tick=False) as now:
            client = Client()
            for _ in range(11):
                log_in(client, password="wrong")
            now.shift(dt.timedelta(minutes=16))
            assert log_in(client).status_code == 302

    def test_goes_on_to_where_one_was(self, stranger, runner):
        response = stranger.post(f"{LOGIN}?next=/trends/", {"login": "nora", "password": PASSWORD})
        assert response.url == "/trends/"

    def test_never_goes_on_to_another_site(self, stranger, runner):
        response = stranger.post(
            f"{LOGIN}?next=https://evil.example/", {"login": "nora", "password": PASSWORD}
        )
        assert response.url == "/"

    def test_htmx_is_sent_to_the_log_in_and_given_no_page(self):
        response = Client(headers={"HX-Request": "true"}).get("/runs/")
        assert response.headers["HX-Redirect"].startswith(LOGIN)
        assert response.content == b""


class TestPasswords:
    def test_changing_signs_out_all_other_devices(self, client, runner):
        elsewhere = Client()
        elsewhere.force_login(runner)
        data = {"old_password": PASSWORD, "password": NEW_PASSWORD}
        client.post(reverse("accounts:change_password"), data)
        assert client.get("/runs/").status_code == 200
        assert elsewhere.get("/runs/").status_code == 302
        assert log_in(Client(), password=NEW_PASSWORD).status_code == 302

    def test_the_old_one_is_asked_for(self, client):
        data = {"old_password": "wrong", "password": NEW_PASSWORD}
        response = client.post(reverse("accounts:change_password"), data)
        assert response.status_code == 422
        assert "not the password you have now" in response.content.decode()

    def test_a_link_lets_choose_a_new_one_once(self, stranger, runner):
        token = services.make_one_time_link(OneTimeLink.Kind.PASSWORD, runner)
        url = reverse("accounts:choose_password", args=[token])
        assert stranger.post(url, {"password": NEW_PASSWORD}).url == "/"
        assert stranger.get("/runs/").status_code == 200
        assert Client().get(url).status_code == 404

    def test_signing_out_everywhere_ends_every_session(self, client, runner):
        elsewhere = Client()
        elsewhere.force_login(runner)
        client.post(reverse("accounts:sign_out_everywhere"))
        assert client.get("/runs/").status_code == 302
        assert elsewhere.get("/runs/").status_code == 302


class TestPeople:
    def test_only_the_host_invites(self, client, runner):
        assert client.post(reverse("accounts:invite")).status_code == 404
        User.objects.filter(pk=runner.pk).update(is_host=True)
        page = client.post(reverse("accounts:invite")).content.decode()
        link = re.search(r"/join/\S+?/", page)[0]
        guest = Client()
        guest.post(link, join_data(username="ola"))
        assert not User.objects.get(username="ola").is_host
        assert Client().get(link).status_code == 404

    def test_a_member_sees_nobody_else(self, client, runner):
        UserFactory(username="kari")
        assert "kari" not in client.get(reverse("accounts:people")).content.decode()

    def test_the_host_removes_a_member_with_all_of_theirs(self, client, runner):
        User.objects.filter(pk=runner.pk).update(is_host=True)
        member = UserFactory(username="kari")
        make_log(member)
        client.post(reverse("accounts:remove_member", args=[member.pk]))
        assert not User.objects.filter(username="kari").exists()

    def test_the_host_is_not_removed(self, client, runner):
        User.objects.filter(pk=runner.pk).update(is_host=True)
        response = client.post(reverse("accounts:remove_member", args=[runner.pk]))
        assert response.status_code == 404


class TestLeaving:
    def test_deleting_takes_every_row_along(self, client, runner):
        make_log(runner)
        client.post(reverse("accounts:delete_account"), {"password": PASSWORD})
        assert not User.objects.exists()
        assert not any(model.objects.exists() for model in owned_models())

    def test_the_password_is_asked_for(self, client, runner):
        client.post(reverse("accounts:delete_account"), {"password": "wrong"})
        assert User.objects.filter(pk=runner.pk).exists()

    def test_the_demo_goes_by_one_button_and_nobody_else_does(self, client, runner):
        assert client.post(reverse("accounts:leave_demo")).status_code == 404
        User.objects.filter(pk=runner.pk).update(is_demo=True)
        client.post(reverse("accounts:leave_demo"))
        assert not User.objects.exists()

    def test_a_user_with_everything_can_be_removed(self):
        user = UserFactory()
        make_log(user)
        remove_user(user)
        assert not User.objects.exists()


class TestPreferences:
    url = reverse("accounts:preferences")

    def typed(self, **changes):
        return {
            "technique": "Chi",
            "distance_unit": "mi",
            "first_weekday": "6",
            "time_zone": "America/New_York",
            "theme": "dark",
            "lamppost_m": "35",
            "block_m": "80",
            "usual_pace_s_per_km": "9:00",
            "walking_pace_s_per_km": "16:00",
        } | changes

    def test_are_kept_in_the_runners_unit(self, client, runner):
        client.post(self.url, self.typed())
        runner.refresh_from_db()
        assert (runner.technique, runner.unit, runner.usual_pace_s_per_km) == ("Chi", "mi", 540)

    def test_paces_are_shown_and_typed_per_mile(self, client, runner):
        runner.distance_unit = "mi"
        runner.save()
        client.post(self.url, self.typed(usual_pace_s_per_km="9:39"))
        runner.refresh_from_db()
        assert runner.usual_pace_s_per_km == 360
        assert 'value="9:39"' in client.get(self.url).content.decode()

    def test_a_word_of_the_section_language_is_refused(self, client):
        response = client.post(self.url, self.typed(technique="easy"))
        assert response.status_code == 422
        assert "already means something" in response.content.decode()

    def test_an_unknown_zone_is_refused(self, client):
        response = client.post(self.url, self.typed(time_zone="Mars/Base"))
        assert "not known" in response.content.decode()
