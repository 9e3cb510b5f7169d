from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from gaitlog.accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "cookie",
    [
        r'"aaaaaaaa\000aaa"',
        r'"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\000"',
        "a" * 31,
        "A" * 32,
        "a" * 4000,
    ],
)
def test_the_database_is_not_asked_for_what_is_no_key(django_assert_num_queries, cookie):
    sent = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}
    with django_assert_num_queries(0):
        response = Client().get("/runs/", headers=sent)
    assert response.url == "/login/?next=/runs/"


def test_a_key_that_django_makes_is_one(client):
    [session] = Session.objects.all()
    assert SessionStore(session.session_key).session_key == session.session_key
    assert client.get("/runs/").status_code == 200
