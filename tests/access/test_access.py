"""Every address, opened by everybody. A new address without a line in the policy fails."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.access.policy import POLICY
from tests.access.probe import (
    address,
    faults_for_other,
    faults_for_stranger,
    faults_of_form,
    faults_of_whole_page,
    url_names,
)
from tests.access.whole_log import make_log
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

WALLED = [name for name, (who, _) in POLICY.items() if who in {"user", "owner"}]
ENDS_SESSION = {"accounts:sign_out_everywhere", "accounts:leave_demo"}


@pytest.fixture
def victim_log(db):
    return make_log(UserFactory(username="victim"))


@pytest.fixture
def other(db):
    """Somebody else with a log of their own, and their browser."""
    user = UserFactory(username="other")
    log = make_log(user)
    browser = Client()
    browser.force_login(user)
    return browser, log


def row_of(log, name):
    kind = POLICY[name][1]
    return log[kind] if kind else None


def test_every_address_has_a_line():
    assert sorted(set(url_names())) == sorted(POLICY)


@pytest.mark.parametrize("name", WALLED)
def test_a_stranger_is_sent_to_the_log_in(victim_log, name):
    url = address(name, row_of(victim_log, name))
    assert faults_for_stranger(url, victim_log["user"]) == []


@pytest.mark.parametrize("name", WALLED)
def test_another_user_sees_and_changes_nothing(victim_log, other, name):
    browser, _ = other
    hidden = POLICY[name][0] == "owner"
    url = address(name, row_of(victim_log, name))
    assert faults_for_other(browser, url, victim_log["user"], hidden=hidden) == []


@pytest.mark.parametrize("name", WALLED)
def test_the_owner_comes_first_and_another_user_still_sees_nothing(victim_log, other, name):
    owner_browser = Client()
    owner_browser.force_login(victim_log["user"])
    url = address(name, row_of(victim_log, name))
    list(owner_browser.get(url))
    assert faults_for_other(other[0], url, victim_log["user"], hidden=False) == []


@pytest.mark.parametrize("name", WALLED)
def test_a_form_takes_no_row_of_another_user(victim_log, other, name):
    browser, log = other
    url = address(name, row_of(log, name))
    assert faults_of_form(browser, url, victim_log["user"]) == []


@pytest.mark.parametrize("name", [name for name in WALLED if name not in ENDS_SESSION])
def test_the_owner_gets_an_answer(victim_log, name):
    browser = Client()
    browser.force_login(victim_log["user"])
    response = browser.get(address(name, row_of(victim_log, name)))
    list(response)
    assert response.status_code in {200, 302, 404, 405}


@pytest.mark.parametrize("name", [name for name in WALLED if name not in ENDS_SESSION])
def test_htmx_that_wants_the_whole_page_gets_it(victim_log, name):
    browser = Client()
    browser.force_login(victim_log["user"])
    assert faults_of_whole_page(browser, address(name, row_of(victim_log, name))) == []
