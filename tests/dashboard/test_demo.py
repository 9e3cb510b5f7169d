from __future__ import annotations

import datetime as dt

import pytest

from gaitlog.accounts.models import User
from gaitlog.dashboard.demo import make_demo
from gaitlog.guard.services import judge_plan
from gaitlog.reports.trends import Asked, trends
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 2, 14)


def test_tells_a_believable_half_year():
    runner = make_demo(TODAY)
    report = trends(runner, today=TODAY, asked=Asked(weeks=26))
    assert runner.is_demo
    assert max(run.on for run in runner.runs.all()) <= TODAY
    assert report.has_pose
    assert report.has_practice
    assert len(report.habits) == 5
    [injury] = report.injuries
    assert injury.began_in.hold_s >= 20 * 60
    [plan] = runner.plans.all()
    assert plan.on > TODAY
    assert not judge_plan(runner, plan).is_passed
    hurt = [span for span in report.spans if injury.from_on < span.first_day <= injury.until_on]
    assert not any(span.pose_s for span in hurt)


def test_races_travels_and_changes_shoes_on_the_way():
    runner = make_demo(TODAY)
    past, *coming = runner.races.all()
    assert past.result_s == past.run.race_time_s
    assert [race.on > TODAY for race in coming] == [True, True]
    assert runner.aways.count() == 1
    [share] = runner.shoe_shares.all()
    assert share.shoe != share.run.shoe
    assert runner.runs.by_pair()[share.shoe.pk].first_on == share.run.on


def test_is_the_same_every_time_and_takes_the_place_of_the_last():
    first = [(run.on, run.phrase, run.moving_s) for run in make_demo(TODAY).runs.all()]
    again = [(run.on, run.phrase, run.moving_s) for run in make_demo(TODAY).runs.all()]
    assert first == again
    assert User.objects.count() == 1


def test_leaves_a_runner_of_that_name_alone():
    UserFactory(username="demo")
    assert make_demo(TODAY).username == "demo2"
