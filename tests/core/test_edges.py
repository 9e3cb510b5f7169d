from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


class TestErrorPages:
    def test_what_is_not_there_says_so(self, client):
        response = client.get("/nothing/")
        assert response.status_code == 404
        assert "Nothing is here" in text(response)

    def test_what_is_too_large_says_so(self, client):
        response = client.post(reverse("shoes:create"), {"name": "x", "notes": "n" * 3_000_000})
        assert response.status_code == 413
        assert "too large" in text(response)

    def test_a_host_that_is_not_ours_is_a_bad_request(self, client):
        response = client.get("/login/", headers={"Host": "evil.example"})
        assert response.status_code == 400
        assert "could not be read" in text(response)

    def test_a_host_that_is_not_ours_leaves_no_traceback(self):
        """In a process of its own: pytest gives the loggers handlers."""
        asked = (
            "import django; django.setup();"
            "from django.test import Client;"
            "print(Client().get('/login/', headers={'Host': 'evil.example'}).status_code)"
        )
        surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        done = subprocess.run(
            [sys.executable, "-c", asked],
            env=surroundings,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=True,
        )
        assert (done.stdout, done.stderr) == ("400\n", "")

    def test_the_last_page_needs_nothing_of_the_request(self):
        assert "nothing was half saved" in render_to_string("500.html")


class TestCsrfFailure:
    def strict(self, runner):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(runner)
        return browser

    def test_offers_what_was_typed(self, runner):
        browser = self.strict(runner)
        url = reverse("shoes:create")
        refused = browser.post(url, {"name": "Flat", "notes": 'He said "no"'})
        assert refused.status_code == 403
        assert "waited too long" in text(refused)
        assert not runner.shoes.exists()
        offered = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', text(refused)))
        assert offered["notes"] == "He said &quot;no&quot;"
        browser.post(url, {**offered, "notes": "n"})
        assert runner.shoes.get().name == "Flat"

    def test_offers_nothing_to_another_site(self, runner):
        browser = self.strict(runner)
        refused = browser.post(
            reverse("shoes:create"), {"name": "Evil"}, headers={"Origin": "https://evil.example"}
        )
        assert refused.status_code == 403
        assert "Evil" not in text(refused)

    def test_never_repeats_a_password(self, runner):
        refused = self.strict(runner).post(
            reverse("accounts:delete_account"), {"password": "four quiet lampposts home"}
        )
        assert "lampposts" not in text(refused)


class TestManifest:
    def test_names_the_app_and_its_icons(self, stranger):
        answer = stranger.get(reverse("core:manifest"))
        assert answer.headers["Content-Type"] == "application/manifest+json"
        assert {icon["sizes"] for icon in answer.json()["icons"]} == {"192x192", "512x512"}


class TestGoneBack:
    """htmx asks anew for a page of the history and shows what comes: it follows a 302 alone."""

    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    def test_a_page_that_sends_on(self, client, runner):
        runner.welcomed_at = None
        runner.save()
        response = client.get("/", headers=self.headers)
        assert (response.status_code, response.headers["Location"]) == (302, "/welcome/")

    def test_a_page_behind_the_log_in(self, stranger):
        response = stranger.get("/runs/?page=2", headers=self.headers)
        assert response.status_code == 302
        assert response.headers["Location"] == "/login/?next=/runs/%3Fpage%3D2"
