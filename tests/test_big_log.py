"""As many queries for twenty years of a log as for a log of one row of everything.

At most twelve for today, trends, what a coach sees and for saving a run; eight for any other
page.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from gaitlog.reports.trend_more import Show
from tests.access.policy import POLICY
from tests.access.probe import address
from tests.access.whole_log import make_log
from tests.benchmark.big_log import RUNS, SECTIONS_EACH, TICKS, fill
from tests.factories import RunFactory, ShoeFactory, UserFactory
from tests.queries import counted
from tests.sharing.test_coach_page import coach_of, visit

pytestmark = pytest.mark.django_db

MOST = {
    "dashboard:today": 12,
    "dashboard:trends": 12,
    "sharing:preview": 12,
    "sharing:file": 12,
    "sharing:visit": 12,
}
MOST_ELSEWHERE = 8
SAVING_A_RUN = 12
NO_PAGES = {"portability:download", "recordings:original"}  # files, read table by table
PAGES = [
    (name, row)
    for name, (who, row) in POLICY.items()
    if who in {"user", "owner"} and name not in NO_PAGES
]


@pytest.fixture
def logs():
    """A log of one row of everything, and one with twenty years more."""
    short = make_log(UserFactory(username="ida"))
    fill("ida", runs=1, ticks=5)
    long = make_log(UserFactory(username="nora"))
    fill("nora")
    assert long["user"].runs.count() == RUNS + 1
    assert RUNS * SECTIONS_EACH == 120_000
    assert long["user"].ticks.count() == TICKS + 1
    return short, long


def browser_of(log):
    client = Client()
    client.force_login(log["user"])
    return client


def queries(client, url):
    """How many an answer took; None where it is no page."""
    with counted() as count:
        response = client.get(url)
        list(response)
    return count.number if response.status_code == 200 else None


def counts(log):
    client = browser_of(log)
    found = {name: queries(client, address(name, row and log[row])) for name, row in PAGES}
    link = log["link"]
    return found | {"sharing:visit": queries(coach_of(link), visit(link))}


def test_a_long_log_asks_no_more_often_than_a_short_one(logs):
    short, long = (counts(log) for log in logs)
    assert len([count for count in long.values() if count]) > 30
    assert {name: (short[name], long[name]) for name in long if short[name] != long[name]} == {}
    most = {name: MOST.get(name, MOST_ELSEWHERE) for name in long}
    assert {name: count for name, count in long.items() if (count or 0) > most[name]} == {}


def test_all_that_trends_can_show_asks_no_more_often_either(logs):
    url = reverse("dashboard:trends")
    everything = ",".join(Show)
    for query in ({}, {"range": "all"}, {"table": "1", "range": "52"}, {"footing": "no_snow"}):
        took = []
        for client in map(browser_of, logs):
            with counted() as count:
                response = client.get(url, query | {"show": everything})
            assert len(response.context["form"].shown) == len(Show)
            took.append(count.number)
        assert took[0] == took[1] <= MOST["dashboard:trends"], query


@pytest.mark.parametrize(
    ("change", "most"),
    [
        ({"note": "windy"}, SAVING_A_RUN),
        ({"phrase": "4x2/1", "time": "40"}, SAVING_A_RUN + 1),
        ({"phrase": "4x2/1", "time": "40", "first_s": "12"}, SAVING_A_RUN + 1),
        ({"first_s": "", "first_shoe": ""}, SAVING_A_RUN),
    ],
)
def test_changing_a_run_with_a_split_asks_no_more_often_either(logs, change, most):
    took = []
    for log in logs:
        user, shoe = log["user"], log["shoe"]
        other = ShoeFactory(owner=user)
        run = RunFactory(owner=user, on=dt.date(2026, 3, 2), shoe=shoe, phrase="5x1/1")
        data = {"on": "2026-03-02", "time": "40", "phrase": "5x1/1", "shoe": shoe.pk}
        data |= {"first_s": "10", "first_shoe": other.pk}
        change_it = reverse("runs:update", args=[run.pk])
        client = browser_of(log)
        assert client.post(change_it, data).status_code == 302
        with counted() as count:
            response = client.post(change_it, data | change)
        assert response.status_code == 302
        took.append(count.number)
    assert took[0] == took[1] <= most, took


def test_saving_a_run_asks_no_more_often_either(logs):
    took = []
    for log in logs:
        data = {"on": "2026-03-02", "at": "07:30", "phrase": "5x1/1", "shoe": log["shoe"].pk}
        client = browser_of(log)
        with counted() as count:
            response = client.post(reverse("runs:create"), data)
        assert response.status_code == 302
        took.append(count.number)
    assert took[0] == took[1] <= SAVING_A_RUN
