"""The real server, as ``manage.py up`` starts it, on a data folder of its own."""

from __future__ import annotations

import tempfile
import time

from tests.machine import PASSWORD, Machine, link_in

__all__ = ["PASSWORD", "Server"]


class Server:
    """A running gaitlog, and its owner at the console."""

    def __init__(self, *flags):
        self.machine = Machine(tempfile.mkdtemp(prefix="gaitlog-browser-"))
        started = time.monotonic()
        self._up = self.machine.up(*flags)
        self.process = self._up.__enter__()
        self.seconds_to_start = time.monotonic() - started
        self.url = self.process.url

    def link(self, kind):
        """A one-time link that was printed at the start."""
        return link_in(self.process.said, kind)

    def manage(self, *arguments, typed=""):
        """What a command on the same data prints."""
        return self.machine.ok(*arguments, typed=typed)

    def add_runner(self, name):
        """A runner who has not been through the welcome."""
        self.manage("create_owner", "--username", name, typed=f"{PASSWORD}\n{PASSWORD}\n")

    def stop(self):
        self._up.__exit__(None, None, None)
