"""The server: gunicorn in this process, one worker with four threads and the job thread."""

from __future__ import annotations

import gc
import signal
import socket
from collections.abc import Callable, Sequence
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from gaitlog.core.jobs import JobThread
from gaitlog.dashboard.server.arriving import PatientWorker

THREADS = 4
CONNECTIONS = 200
GRACE_S = 20


class Server(Arbiter):  # type: ignore[misc]
    """A closed terminal stops it as Ctrl-C does; there is nothing to be read anew."""

    def handle_hup(self) -> None:
        raise StopIteration


class Worker(PatientWorker):
    """Ends as gently at Ctrl-C and a closed terminal as otherwise.

    gunicorn's way shuts the pool of threads from within the signal, and waits for ever where
    the signal met it starting a thread.
    """

    def init_signals(self) -> None:
        super().init_signals()
        signal.signal(signal.SIGHUP, self.handle_exit)

    def handle_quit(self, sig: int, frame: Any) -> None:
        self.handle_exit(sig, frame)


class Web(BaseApplication):  # type: ignore[misc]
    """The application on sockets that are open already."""

    def __init__(
        self,
        sockets: Sequence[socket.socket],
        *,
        when_ready: Callable[[], None],
        when_done: Callable[[], None],
    ) -> None:
        self.sockets = sockets
        self.when_ready, self.when_done = when_ready, when_done
        self.jobs: JobThread | None = None
        super().__init__()

    def load_config(self) -> None:
        settings: dict[str, Any] = {
            "bind": [f"fd://{opened.detach()}" for opened in self.sockets],
            "workers": 1,
            "worker_class": Worker,
            "threads": THREADS,
            "worker_connections": CONNECTIONS,
            "preload_app": True,  # master and worker share its memory
            "graceful_timeout": GRACE_S,
            "forwarded_allow_ips": "",  # GAITLOG_PROXIES alone says whom to believe
            "control_socket_disable": True,
            "accesslog": None,
            "loglevel": "error",  # a worker that ends by Ctrl-C is no news
            "when_ready": lambda server: self.when_ready(),
            "on_exit": lambda server: self.when_done(),
            "pre_fork": lambda server, worker: forget_connections(),
            "post_worker_init": lambda worker: self.start_jobs(),
            "worker_exit": lambda server, worker: self.finish_jobs(),
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        application = get_wsgi_application()
        _ = get_resolver().url_patterns  # every view is loaded before the fork, once for both
        return application

    def run(self) -> None:
        Server(self).run()

    def start_jobs(self) -> None:
        self.jobs = JobThread()
        self.jobs.start()

    def finish_jobs(self) -> None:
        if self.jobs:
            self.jobs.finish()


def forget_connections() -> None:
    """Leave no open database to the worker, and its memory unwritten as long as can be."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)  # one look for rings of objects in many pages, not several in each
