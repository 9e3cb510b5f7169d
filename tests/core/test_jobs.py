from __future__ import annotations

import datetime as dt
import threading
import time

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from gaitlog.core import jobs, nightly
from gaitlog.core.jobs import JobThread
from tests.machine import wait_until

done = []


@task()
def note(word):
    done.append(word)


@task()
def stumble():
    raise ValueError("stumbled")


@pytest.fixture(autouse=True)
def quiet_night(settings, tmp_path, monkeypatch):
    """No chores, and no look at the jobs but when one is asked for."""
    monkeypatch.setattr(jobs, "PAUSE_S", 1000)
    settings.DATA = tmp_path
    done.clear()
    nightly.stamp().touch()


@pytest.fixture
def thread():
    thread = JobThread()
    yield thread
    thread.finish()
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
class TestJobThread:
    def test_does_what_waits_and_what_is_asked_for_later(self, thread):
        note.enqueue("early")
        thread.start()
        wait_until(lambda: done == ["early"])
        note.enqueue("late")
        wait_until(lambda: done == ["early", "late"])

    def test_hears_of_a_job_once_it_is_saved(self, thread, monkeypatch):
        looks, real = [], jobs.waiting
        monkeypatch.setattr(jobs, "waiting", lambda: looks.append(1) or real())
        thread.start()
        wait_until(lambda: looks)
        with transaction.atomic():
            note.enqueue("saved")
            assert not thread._asked.is_set()
        wait_until(lambda: done == ["saved"])

    def test_a_job_that_fails_stops_no_other(self, thread):
        stumble.enqueue()
        note.enqueue("after")
        thread.start()
        wait_until(lambda: done == ["after"])
        wait_until(lambda: DBTaskResult.objects.failed().count() == 1)

    def test_goes_on_after_a_fault_of_its_own(self, thread, monkeypatch, caplog):
        real, faults = jobs.waiting, iter([True])

        def waiting():
            if next(faults, False):
                raise RuntimeError("odd")
            return real()

        monkeypatch.setattr(jobs, "waiting", waiting)
        thread.start()
        wait_until(lambda: "goes on after a fault" in caplog.text)
        note.enqueue("after")
        wait_until(lambda: done == ["after"])

    def test_does_the_chores_of_the_night(self, thread, monkeypatch):
        monkeypatch.setattr(nightly, "is_due", lambda now: not done)
        monkeypatch.setattr(nightly, "do_all", lambda: done.append("night"))
        thread.start()
        wait_until(lambda: done == ["night"])

    @pytest.mark.skipif("connection.vendor != 'sqlite'")
    def test_an_idle_look_neither_waits_for_a_saver_nor_makes_one_wait(self):
        looked = threading.Event()

        def look():
            assert not jobs.waiting()
            connections.close_all()
            looked.set()

        with transaction.atomic():  # holds the write lock
            threading.Thread(target=look).start()
            began = time.monotonic()
            assert looked.wait(10)
        assert time.monotonic() - began < connection.settings_dict["OPTIONS"]["timeout"] / 4


@pytest.mark.django_db(transaction=True)
class TestTakeUpAgain:
    def cut_off(self, tries):
        return DBTaskResult.objects.create(
            args_kwargs={"args": ["again"], "kwargs": {}},
            task_path=f"{__name__}.note",
            run_after=timezone.now(),
            backend_name="default",
            status=TaskResultStatus.RUNNING,
            worker_ids=["before"] * tries,
        )

    @pytest.mark.skipif("connection.vendor != 'sqlite'")
    def test_a_job_that_was_cut_off_is_done_after_all(self):
        self.cut_off(1)
        jobs.take_up_again()
        jobs.one_batch().run()
        assert done == ["again"]

    @pytest.mark.skipif("connection.vendor != 'sqlite'")
    def test_one_that_never_ends_is_given_up(self):
        job = self.cut_off(jobs.TRIES)
        jobs.take_up_again()
        job.refresh_from_db()
        assert job.status == TaskResultStatus.FAILED


@pytest.mark.django_db
def test_jobs_that_are_done_are_forgotten_after_a_week():
    for days in (6, 8):
        DBTaskResult.objects.create(
            args_kwargs={},
            task_path="x",
            run_after=timezone.now(),
            backend_name="default",
            status=TaskResultStatus.SUCCESSFUL,
            finished_at=timezone.now() - dt.timedelta(days=days),
        )
    jobs.forget_finished()
    assert DBTaskResult.objects.count() == 1
