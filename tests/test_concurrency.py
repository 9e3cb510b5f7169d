"""Eight threads write at once: nothing is locked out, no update is lost."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from gaitlog.lib.gaits import Gait, SectionData
from gaitlog.runs.models import Run, Section
from gaitlog.runs.services import ChangedMeanwhile, save_run
from tests.factories import RunFactory, UserFactory

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
