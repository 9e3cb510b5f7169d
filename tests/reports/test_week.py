"""The page of a week."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from gaitlog.lib.weeks import Week
from gaitlog.reports.trends import Asked, trends
from gaitlog.reports.week import week_report
from tests.factories import (
    DAY,
    AwayFactory,
    FocusFactory,
    HabitFactory,
    InjuryFactory,
    LessonFactory,
    PainFactory,
    PlanFactory,
    PracticeFactory,
    RaceFactory,
    RunFactory,
    TickFactory,
)
from tests.queries import counted

pytestmark = pytest.mark.django_db

SUNDAY = DAY + dt.timedelta(days=6)
OUTSIDE = (DAY - dt.timedelta(days=1), SUNDAY + dt.timedelta(days=1))


def address(on=DAY):
    return reverse("dashboard:week", args=[on])


def text(response):
    return response.content.decode()


def a_day(runner, on):
    """One of everything on a day."""
    focus = FocusFactory(owner=runner)
    RunFactory(owner=runner, on=on, shod=True, focus=focus, focus_rating=4, distance_m=5000)
    PracticeFactory(owner=runner, on=on, place="park")
    LessonFactory(owner=runner, on=on, kind="clinic", teacher="Maria", minutes=90)
    PainFactory(owner=runner, on=on)
    PlanFactory(owner=runner, on=on)
    RaceFactory(owner=runner, on=on, result_s=2700)
    TickFactory(owner=runner, on=on)


@pytest.mark.parametrize("seed", range(5))
def test_adds_up_as_the_trends_do(runner, seed):
    chance = random.Random(seed)
    for _ in range(30):
        RunFactory(
            owner=runner,
            on=DAY - dt.timedelta(days=chance.randrange(-6, 30)),
            kind=chance.choice(["run", "practice", "estimate"]),
            distance_m=chance.choice([None, 5000]),
            sections=[("pose", chance.randrange(1, 900)), ("natural", 60), ("walk", 9)],
        )
    for span in trends(runner, today=SUNDAY, asked=Asked(weeks=6)).spans:
        report = week_report(runner, Week(span.first_day), today=SUNDAY)
        there = [replace(day, doses=[]) for day in span.days]
        assert report.span == replace(span, days=there)


def test_shows_what_is_in_it_and_nothing_of_the_weeks_beside_it(client, runner):
    for on in (DAY, SUNDAY, *OUTSIDE):
        a_day(runner, on)
    report = client.get(address()).context["report"]
    first, *between, last = report.days
    for day in (first, last):
        assert len(day.runs) == len(day.pains) == 1
        titles = {line.title: (line.about, line.number) for line in day.lines}
        assert titles == {
            "Practice": ("park", "20"),
            "Clinic": ("Maria", "90"),
            "Planned run": ("", "30:00"),
            "Midsummer ten": ("race", "45:00"),
        }
    assert all(day.is_empty for day in between)
    assert report.practice_minutes == 40
    assert [one.said for one in report.habits] == ["Mon", "Sun"]
    assert [one.said for one in report.focuses] == ["Mon (4 of 5)", "Sun (4 of 5)"]


def test_each_line_leads_to_its_page(client, runner):
    practice = PracticeFactory(owner=runner)
    lesson = LessonFactory(owner=runner)
    race = RaceFactory(owner=runner)
    page = text(client.get(address()))
    for row in (practice, lesson, race):
        assert f'href="{row.get_absolute_url()}"' in page


def test_injuries_and_days_away_that_touch_it(client, runner):
    InjuryFactory(owner=runner, from_on=OUTSIDE[0], until_on=DAY)
    InjuryFactory(owner=runner, site="heel", until_on=None)
    InjuryFactory(owner=runner, site="knee", from_on=OUTSIDE[0], until_on=OUTSIDE[0])
    AwayFactory(owner=runner, from_on=OUTSIDE[0], until_on=None, reason="Stockholm")
    AwayFactory(owner=runner, from_on=OUTSIDE[1], kind="illness")
    report = client.get(address()).context["report"]
    assert [injury.site for injury in report.injuries] == ["calf", "heel"]
    assert [away.text for away in report.aways] == ["Travel, Stockholm"]


def test_a_plan_that_was_run_is_only_a_run(client, runner):
    PlanFactory(owner=runner, run=RunFactory(owner=runner))
    [day, *_] = client.get(address()).context["report"].days
    assert (len(day.runs), day.lines) == (1, [])


def test_any_day_of_it_leads_to_its_first(client, runner):
    assert client.get(address(SUNDAY)).url == address()
    runner.first_weekday = 6
    runner.save()
    assert client.get(address(DAY)).url == address(OUTSIDE[0])


@pytest.mark.parametrize("day", ["2026-02-30", "0001-01-01", "9999-12-31", "2026-3-2", "soon"])
def test_what_is_no_day_is_no_page(client, day):
    assert client.get(f"/weeks/{day}/").status_code == 404


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-30"])
def test_the_calendars_edges_have_a_page(client, day):
    assert client.get(f"/weeks/{day}/").status_code == 200


def test_leads_to_the_weeks_beside_it(client):
    page = text(client.get(address()))
    assert f'rel="prev" href="{address(DAY - dt.timedelta(days=7))}"' in page
    assert f'rel="next" href="{address(DAY + dt.timedelta(days=7))}"' in page


def test_an_empty_week_says_so(client, runner):
    assert "Nothing is noted in this week" in text(client.get(address()))
    HabitFactory(owner=runner)
    TickFactory(owner=runner)
    page = text(client.get(address()))
    assert "Nothing is noted in this week" not in page
    assert "No run, no practice and no pain is noted." in page


def test_a_natural_runner_reads_of_no_new_gait(client, runner):
    runner.technique = ""
    runner.save()
    a_day(runner, DAY)
    page = text(client.get(address()))
    for word in ("Pose", "hold", "new gait", "Focus", ">natural"):
        assert word not in page, word


def test_is_linked_from_trends_and_today(client, runner):
    today = timezone.localdate()
    RunFactory(owner=runner, on=today)
    here = address(runner.week_of(today).first_day)
    assert f'<a href="{here}">' in text(client.get("/"))
    assert f'<a href="{here}">' in text(client.get("/trends/"))
    assert text(client.get("/trends/", {"table": "1"})).count(f'href="{here}"') == 2


@pytest.mark.parametrize("count", [1, 10])
def test_queries_do_not_grow(client, runner, count):
    for _ in range(count):
        a_day(runner, DAY)
        InjuryFactory(owner=runner)
        AwayFactory(owner=runner)
    with counted() as queries:
        client.get(address())
    assert queries.number == 8
