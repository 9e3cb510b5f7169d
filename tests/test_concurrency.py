"""Eight threads write at once: nothing is locked out, no update is lost."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest
from django.db import connection

from gaitlog.accounts.models import User
from gaitlog.drills.models import Advice
from gaitlog.drills.services import make_drill_of, make_focus_of
from gaitlog.lib.gaits import Gait, SectionData
from gaitlog.runs.estimates import save_weeks, week_forms
from gaitlog.runs.models import Plan, Run, Section
from gaitlog.runs.services import AlreadyRun, ChangedMeanwhile, run_as_planned, save_run
from tests.factories import DAY, AdviceFactory, PlanFactory, RunFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 8
EACH = 15


def at_once(work):
    """Run ``work(number)`` in eight threads at the same moment; what went wrong in them."""
    faults = []
    start = threading.Barrier(THREADS)

    def one(number):
        try:
            start.wait()
            work(number)
        except Exception as error:
            faults.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_new_runs_are_all_saved_whole():
    owner = UserFactory()

    def work(number):
        for _ in range(EACH):
            RunFactory(owner=owner, sections=[("pose", 60), ("natural", 60 + number)])

    assert at_once(work) == []
    assert Run.objects.count() == THREADS * EACH
    assert Section.objects.count() == 2 * THREADS * EACH


def test_no_change_of_one_run_is_lost():
    """Each change adds a second to what it read; who was too late reads again."""
    run = RunFactory(sections=[("natural", 1)])

    def work(number):
        for _ in range(EACH):
            while True:
                mine = Run.objects.get(pk=run.pk)
                sections = [SectionData(Gait.NATURAL, mine.moving_s + 1)]
                try:
                    save_run(run=mine, sections=sections, version=mine.version)
                    break
                except ChangedMeanwhile:
                    continue

    assert at_once(work) == []
    run.refresh_from_db()
    assert run.moving_s == 1 + THREADS * EACH
    assert run.version == 1 + THREADS * EACH
    assert run.sections.count() == 1


def test_a_plan_becomes_one_run_however_often_it_is_said():
    plan = PlanFactory(sections=[("pose", 300), ("natural", 1500)])
    made = []

    def work(number):
        with suppress(AlreadyRun):
            made.append(run_as_planned(Plan.objects.get(pk=plan.pk), DAY).pk)

    assert at_once(work) == []
    plan.refresh_from_db()
    assert made == [plan.run_id]
    assert Run.objects.count() == 1
    assert Section.objects.count() == 2


def test_of_a_week_remembered_otherwise_in_many_tabs_the_first_one_stays():
    owner = UserFactory()
    week = owner.week_of(DAY).back(1)
    saved = []

    def work(number):
        typed = {f"{week.first_day}-runs": "3", f"{week.first_day}-moving_s": f"{90 + number}"}
        mine = week_forms(User.objects.get(pk=owner.pk), DAY, typed)
        assert all(form.is_valid() for form in mine)
        if save_weeks(owner, mine):
            saved.append(90 + number)

    assert at_once(work) == []
    [minutes] = saved
    assert Run.objects.count() == 3
    assert sum(run.moving_s for run in Run.objects.all()) == minutes * 60


@pytest.mark.parametrize(("make", "rows"), [(make_drill_of, "drills"), (make_focus_of, "focuses")])
def test_advice_becomes_one_thing_however_often_it_is_tapped(make, rows):
    advice = AdviceFactory(text="Fall, then pull")
    made = []

    def work(number):
        made.append(make(Advice.objects.get(pk=advice.pk)).pk)

    assert at_once(work) == []
    [row] = getattr(advice.owner, rows).all()
    assert made == [row.pk] * THREADS
