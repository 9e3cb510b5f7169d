"""The thread beside the server: jobs that wait, and the chores of the night.

Jobs are those of django-tasks-db, whose Worker class is not documented: this is written for
its version 0.13, and used nowhere else.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, connections, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.signals import task_enqueued
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from gaitlog.core import nightly

PAUSE_S = 20
PATIENCE_S = 10
TRIES = 3
KEPT_DAYS = 7

logger = logging.getLogger(__name__)


def one_batch() -> Worker:
    """A worker that does what waits and is finished then."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=1,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"thread-{threading.get_ident()}",
    )


def waiting() -> bool:
    """Whether a job waits; a reader asks, for the worker would lock savers out to ask."""
    return bool(DBTaskResult.objects.ready().exists())


def take_up_again() -> None:
    """Let jobs wait once more that were cut off when the one server of a file was stopped."""
    if connection.vendor != "sqlite":
        return
    for job in DBTaskResult.objects.running():
        if len(job.worker_ids) < TRIES:
            job.status = TaskResultStatus.READY
            job.save(update_fields=["status"])
        else:
            job.set_failed(RuntimeError("The server was stopped each time this job ran."))


def forget_finished() -> None:
    """Jobs that are done are remembered for a week."""
    before = timezone.now() - dt.timedelta(days=KEPT_DAYS)
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()


class JobThread(threading.Thread):
    """Does the jobs soon after they were asked for, and looks for others every few seconds."""

    def __init__(self) -> None:
        super().__init__(name="jobs", daemon=True)
        self._asked = threading.Event()
        self._finish = False
        self._worker: Worker | None = None

    def run(self) -> None:
        task_enqueued.connect(self._hear)
        self._safely(take_up_again)
        while not self._finish:
            self._safely(self._round)
            self._asked.wait(PAUSE_S)
            self._asked.clear()

    def finish(self) -> None:
        """Let the job at hand come to its end, for a while, and then go."""
        self._finish = True
        if self._worker:
            self._worker.running = False
        self._asked.set()
        self.join(PATIENCE_S)

    def _hear(self, **kwargs: Any) -> None:
        transaction.on_commit(self._asked.set)

    def _round(self) -> None:
        if waiting():
            self._worker = one_batch()
            self._worker.run()
            self._worker = None
        if nightly.is_due(timezone.now()) and not self._finish:
            nightly.do_all()

    def _safely(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:
            logger.exception("The job thread goes on after a fault.")
        finally:
            connections.close_all()  # of this thread, with the memory they hold
