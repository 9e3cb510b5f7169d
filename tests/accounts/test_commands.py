from __future__ import annotations

import getpass
import io
import re
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from gaitlog.accounts.models import User
from gaitlog.core import startup
from gaitlog.core.refused import Refused
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


class AtATerminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def typed(monkeypatch):
    """What is read from standard input."""

    def type_in(*lines):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return type_in


def create(name):
    said = io.StringIO()
    call_command("create_owner", username=name, stdout=said)
    return said.getvalue()


class TestCreateOwner:
    def test_the_first_one_is_the_host(self, typed):
        typed(PASSWORD, PASSWORD)
        assert create("nora") == "nora has a notebook in this log and looks after it.\n"
        nora = User.objects.get()
        assert nora.is_host
        assert nora.check_password(PASSWORD)

    def test_the_next_one_is_not(self, typed):
        UserFactory(is_host=True)
        typed(PASSWORD, PASSWORD)
        assert create("jon") == "jon has a notebook in this log.\n"
        assert not User.objects.get(username="jon").is_host

    def test_a_demo_is_no_host(self, typed):
        UserFactory(is_demo=True)
        typed(PASSWORD, PASSWORD)
        create("nora")
        assert User.objects.get(username="nora").is_host

    def test_asks_twice_at_a_terminal(self, monkeypatch):
        asked = []
        monkeypatch.setattr("sys.stdin", AtATerminal())
        monkeypatch.setattr(getpass, "getpass", lambda prompt: asked.append(prompt) or PASSWORD)
        create("nora")
        assert asked == ["Password: ", "Password again: "]

    @pytest.mark.parametrize(
        ("lines", "why"),
        [
            ((PASSWORD, "something else"), "The two passwords differ: type the same one twice."),
            ((PASSWORD,), "The two passwords differ: type the same one twice."),
            (("short", "short"), "at least 12 characters"),
            (("password1234", "password1234"), "too common"),
            (("nora-the-runner", "nora-the-runner"), "too similar to the user name"),
            ((), "at least 12 characters"),
        ],
    )
    def test_a_password_that_will_not_do_is_refused(self, typed, lines, why):
        typed(*lines)
        with pytest.raises(Refused, match=why):
            create("nora-the-runner")
        assert not User.objects.exists()

    @pytest.mark.parametrize(
        ("name", "why"),
        [
            ("", "cannot be the user name: This field cannot be blank."),
            ("a b", "cannot be the user name: Enter a valid username"),
            ("x" * 61, "at most 60 characters"),
            ("NORA", "Somebody here is called “NORA” already: choose another name."),
        ],
    )
    def test_a_name_that_will_not_do_is_refused(self, typed, name, why):
        UserFactory(username="nora")
        typed(PASSWORD, PASSWORD)
        with pytest.raises(Refused, match=why):
            create(name)

    def test_without_tables_it_says_what_to_do(self, monkeypatch):
        monkeypatch.setattr(startup, "pending_migrations", lambda: True)
        with pytest.raises(Refused, match=r"manage\.py migrate"):
            create("nora")


class TestResetPassword:
    def link_for(self, name):
        said = io.StringIO()
        call_command("reset_password", name, stdout=said)
        return said.getvalue()

    def test_prints_a_link_that_works_once(self, runner):
        said = self.link_for("Nora")
        assert said.startswith("nora can choose a new password, once and within a day:\n")
        url = re.search(r"http://localhost:8000(/password/\S+/)", said)[1]
        assert Client().get(url).status_code == 200
        new = {"password": "nine long streets away"}
        assert Client().post(url, new).status_code == 302
        assert Client().get(url).status_code == 404
        runner.refresh_from_db()
        assert runner.check_password("nine long streets away")

    def test_an_older_link_stops_working(self, runner):
        first = re.search(r"/password/\S+", self.link_for("nora"))[0]
        self.link_for("nora")
        assert Client().get(first).status_code == 404

    def test_is_at_the_address_that_people_type(self, runner, settings):
        settings.URL = urlsplit("https://runs.example.org")
        assert "https://runs.example.org/password/" in self.link_for("nora")

    def test_a_name_that_nobody_has_is_told_with_those_there_are(self, runner):
        UserFactory(username="jon")
        with pytest.raises(Refused, match=r"^Nobody here is called “nor”, only jon, nora\.$"):
            self.link_for("nor")

    def test_an_empty_log_says_so(self):
        with pytest.raises(Refused, match="the log has no users yet"):
            self.link_for("nora")

    def test_the_page_of_who_forgot_names_the_command(self):
        said = Client().get(reverse("account_reset_password")).content.decode()
        assert "manage.py reset_password" in said
