from __future__ import annotations

import datetime as dt

import pytest

from gaitlog.accounts.models import User
from gaitlog.dashboard.demo import make_demo
from gaitlog.drills.models import Lesson
from gaitlog.guard.services import judge_plan
from gaitlog.reports.trends import Asked, trends
from gaitlog.runs.choices import Skipped, Source
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 2, 14)
WEEKS = 30


def test_tells_thirty_believable_weeks():
    runner = make_demo(TODAY)
    report = trends(runner, today=TODAY, asked=Asked(weeks=WEEKS))
    assert runner.is_demo
    days = {run.on for run in runner.runs.all()}
    assert max(days) <= TODAY
    assert runner.week_of(min(days)) == runner.week_of(TODAY).back(WEEKS - 1)
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


def test_begins_at_a_clinic_with_a_friend():
    runner = make_demo(TODAY)
    clinic = runner.lessons.clinics().get()
    assert clinic.companions == clinic.practice.companions == "Kelly"
    assert clinic.advices.count() == 3
    assert clinic.practice.run.pose_s
    assert not runner.runs.filter(on__lt=clinic.on, pose_s__gt=0).exists()
    assert runner.lessons.exclude(kind=Lesson.Kind.CLINIC).count() == 2
    assert runner.drills.filter(advices__isnull=False).exists()


@pytest.mark.parametrize("day", range(7))
def test_stands_between_two_races(day):
    today = TODAY + dt.timedelta(days=day)
    runner = make_demo(today)
    past, coming = runner.races.all()
    assert past.result_s == past.run.race_time_s
    assert past.on < today < coming.on


def test_travels_and_changes_shoes_on_the_way():
    runner = make_demo(TODAY)
    away = list(runner.aways.all())
    assert {one.kind for one in away} == {"travel", "illness"}
    assert not any(runner.runs.between(one.from_on, one.until_on).exists() for one in away)
    [share] = runner.shoe_shares.all()
    assert share.shoe != share.run.shoe
    assert runner.runs.by_pair()[share.shoe.pk].first_on == share.run.on
    drops = [run.drop_mm for run in runner.runs.filter(surface="road").order_by("on")]
    assert (drops[0], drops[-1]) == (12, 4)


def test_says_how_the_form_was_in_each_way_there_is():
    runner = make_demo(TODAY)
    notes = runner.form_notes.all()
    assert {note.skipped_reason for note in notes} >= {"", Skipped.FOOTING, Skipped.PAIN}
    assert any(note.faded_at_s for note in notes)
    assert any(note.tempo_matched for note in notes)
    assert any(note.confidence for note in notes)
    assert all(not note.run.pose_s for note in notes if note.skipped_reason)
    assert runner.slips.exists()
    assert runner.runs.filter(focus_rating__isnull=False, focus__isnull=False).exists()
    sources = set(runner.strike_checks.values_list("source", flat=True))
    assert sources == {Source.FELT, Source.VIDEO}


def test_is_told_pace_and_cadence_of_each_gait_by_a_watch():
    runner = make_demo(TODAY)
    run = runner.runs.filter(sections__cadence_spm__isnull=False).first()
    sections = list(run.sections.all())
    assert sum(section.distance_m for section in sections) == run.distance_m
    assert {section.cadence_spm for section in sections if section.gait == "natural"} == {162}


def test_is_the_same_every_time_and_takes_the_place_of_the_last():
    first = [(run.on, run.phrase, run.moving_s) for run in make_demo(TODAY).runs.all()]
    again = [(run.on, run.phrase, run.moving_s) for run in make_demo(TODAY).runs.all()]
    assert first == again
    assert User.objects.count() == 1


def test_leaves_a_runner_of_that_name_alone():
    UserFactory(username="demo")
    assert make_demo(TODAY).username == "demo2"
