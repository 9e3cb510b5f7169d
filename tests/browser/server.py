"""The real server, as ``manage.py up`` starts it, on a data folder of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PASSWORD = "four quiet lampposts home"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A running gaitlog; ``setup_url`` is the link it printed, ``demo_url`` with ``--demo``."""

    def __init__(self, *flags):
        self.data = Path(tempfile.mkdtemp(prefix="gaitlog-browser-"))
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("GAITLOG_")
        } | {"GAITLOG_DATA": str(self.data), "PYTHONUNBUFFERED": "1"}
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)
        started = time.monotonic()
        self.log = (self.data / "out").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", str(self.port), *flags],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        self._wait()
        self.seconds_to_first_page = time.monotonic() - started

    def _wait(self):
        for _ in range(600):
            if self.process.poll() is not None:
                raise RuntimeError(f"up ended: {self.said()}")
            try:
                with urllib.request.urlopen(f"{self.url}/login/", timeout=2) as answer:
                    assert answer.status == 200
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"up does not answer: {self.said()}")

    def said(self):
        self.log.flush()
        return (self.data / "out").read_text(encoding="utf-8")

    def link(self, kind):
        """A one-time link that was printed, once it is there."""
        for _ in range(100):
            found = re.search(rf"{re.escape(self.url)}/{kind}/\S+", self.said())
            if found:
                return found[0]
            time.sleep(0.05)
        raise RuntimeError(f"no {kind} link: {self.said()}")

    def manage(self, *arguments, text=""):
        """Run a command on the same data, as its owner would."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def add_runner(self, name):
        """A runner who has been through the welcome."""
        self.manage("create_owner", "--username", name, text=f"{PASSWORD}\n{PASSWORD}\n")

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=20)
        self.log.close()
