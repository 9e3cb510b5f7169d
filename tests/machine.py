"""A data folder of its own, and manage.py run on it as a person would."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "four quiet lampposts home"
PATIENCE_S = 60


class Machine:
    def __init__(self, data, **env):
        self.data = Path(data)
        self.env = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GAITLOG_", "DJANGO_", "DATABASE_URL"))
        } | {"GAITLOG_DATA": str(data), "PYTHONDONTWRITEBYTECODE": "1", "TZ": "UTC", **env}

    def command(self, *words):
        return [sys.executable, "manage.py", *map(str, words)]

    def run(self, *words, typed="", **env):
        """Run a command to its end; its answer has ``returncode``, ``stdout``, ``stderr``."""
        return subprocess.run(
            self.command(*words),
            cwd=ROOT,
            env=self.env | env,
            input=typed,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )

    def ok(self, *words, **how):
        """What a command printed, once it went well."""
        answer = self.run(*words, **how)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    def refused(self, *words, **how):
        """The one line that a command refused with."""
        answer = self.run(*words, **how)
        assert answer.returncode == 1, answer.stdout + answer.stderr
        [line] = answer.stderr.splitlines()
        return line

    @contextmanager
    def up(self, *words, **env):
        """The running server; what it has printed by then is its ``said``."""
        port = free_port()
        server = subprocess.Popen(
            self.command("up", "--port", port, *words),
            cwd=ROOT,
            env=self.env | env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            server.said = ""
            for line in server.stdout:
                server.said += line
                if "Ctrl-C" in line:
                    break
            server.url = f"http://localhost:{port}"
            yield server
        finally:
            stop(server)
            server.stdout.close()


def stop(server):
    """Press Ctrl-C, which every process of the terminal hears."""
    if server.poll() is None:
        os.killpg(server.pid, signal.SIGINT)
        server.wait(PATIENCE_S)


def is_running(server):
    """Whether any process of the server is left."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(after_name[2]) == server.pid and after_name[0] != "Z":
            return True
    return False


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def opened(url, **headers):
    """Status and text of a page."""
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def link_in(text, name):
    return re.search(rf"https?://\S*/{name}/\S+", text)[0]


def wait_until(happened):
    end = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A data folder with tables and one runner, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    machine = Machine(folder)
    machine.ok("migrate", "--verbosity", "0")
    machine.ok("create_owner", "--username", "nora", typed=f"{PASSWORD}\n{PASSWORD}\n")
    return folder


@pytest.fixture
def machine(migrated, tmp_path):
    """A machine on which nora has an empty log."""
    return Machine(shutil.copytree(migrated, tmp_path / "data"))


@pytest.fixture
def empty_machine(tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir(mode=0o700)
    return Machine(folder)
