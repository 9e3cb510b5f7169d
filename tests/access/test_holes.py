"""The access test can fail: each planted hole is found, each for its own reason."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.policy import POLICY
from tests.access.probe import (
    faults_for_other,
    faults_for_stranger,
    faults_of_form,
    url_names,
)
from tests.access.whole_log import make_log
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.access.holes")]


@pytest.fixture
def victim_log(db):
    return make_log(UserFactory(username="victim"))


@pytest.fixture
def other(db):
    browser = Client()
    browser.force_login(make_log(UserFactory(username="other"))["user"])
    return browser


def test_a_view_without_a_line_is_found():
    assert sorted(set(url_names())) != sorted(POLICY)


def test_an_unfiltered_look_up_is_found(victim_log, other):
    url = reverse("holes:look_up", args=[victim_log["run"].pk])
    found = faults_for_other(other, url, victim_log["user"], hidden=True)
    assert "get: 200, should not be found" in found
    assert "get: shows canary-of-victim" in found


def test_everybodys_rows_in_a_list_are_found(victim_log, other):
    found = faults_for_other(other, reverse("holes:list"), victim_log["user"], hidden=False)
    assert "get: shows canary-of-victim" in found


def test_a_row_of_another_user_taken_by_a_form_is_found(victim_log, other):
    found = faults_of_form(other, reverse("holes:form"), victim_log["user"])
    assert "shoe offers another user's rows" in found
    assert any(fault.startswith("shoe: runs.Run.shoe") for fault in found)


def test_a_fragment_for_anybody_is_found(victim_log, other):
    url = reverse("holes:fragment", args=[victim_log["run"].pk])
    assert "get by htmx: shows canary-of-victim" in faults_for_stranger(url, victim_log["user"])
    found = faults_for_other(other, url, victim_log["user"], hidden=True)
    assert "get by htmx: shows canary-of-victim" in found
