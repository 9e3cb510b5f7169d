from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import UserFactory
from tests.machine import empty_machine, machine, migrated  # noqa: F401  fixtures


@pytest.fixture
def runner(db):
    return UserFactory(username="nora")


@pytest.fixture
def client(runner):
    """The runner's browser."""
    client = Client()
    client.force_login(runner)
    return client


@pytest.fixture
def htmx(runner):
    """The runner's browser, asking by htmx."""
    client = Client(headers={"HX-Request": "true"})
    client.force_login(runner)
    return client


@pytest.fixture
def stranger(db):
    return Client()
