"""The server is killed while runs are saved: what it said it saved is there, and nothing is half.

Ten kills in a usual run, fifty with GAITLOG_THOROUGH=1.
"""

from __future__ import annotations

import http.cookiejar
import os
import random
import re
import signal
import sqlite3
import threading
import urllib.error
import urllib.parse
import urllib.request
from uuid import UUID, uuid4

import pytest

from tests.machine import PASSWORD

pytest_plugins: list[str] = []
ROUNDS = 50 if os.environ.get("GAITLOG_THOROUGH") else 10


class Browser:
    """A browser that logs in and saves runs, without following where it is sent."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args, **kwargs):
            return None

    def __init__(self, url):
        self.url = url
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies, self.Stay)
        self.token = self._token("/login/")
        self.post("/login/", {"login": "nora", "password": PASSWORD})
        self.token = self._token("/runs/new/")

    def _token(self, path):
        with self.opener.open(self.url + path, timeout=20) as answer:
            page = answer.read().decode()
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]

    def post(self, path, data):
        """Where a form sends one on to; None where it was refused."""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token, **data}).encode()
        try:
            with self.opener.open(self.url + path, body, timeout=20):
                return None
        except urllib.error.HTTPError as error:
            with error:
                return error.headers["Location"] if error.code == 302 else None

    def save_a_run(self):
        """The uid of a run that the server said it saved."""
        uid = uuid4()
        data = {"time": "40", "on": "2026-03-02", "phrase": "every other minute", "uid": uid}
        to = self.post("/runs/new/", data)
        return uid if to and to.startswith("/runs/") else None


def save_until_killed(url, acknowledged):
    try:
        browser = Browser(url)
        while uid := browser.save_a_run():
            acknowledged.append(uid)
    except (OSError, http.client.HTTPException):
        pass


@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="kills the server of one file")
def test_no_acknowledged_save_is_lost_and_none_is_half(machine):
    machine.ok("shell", "-c", WELCOMED)
    chance = random.Random(7)
    acknowledged: list[UUID] = []
    for _ in range(ROUNDS):
        with machine.up() as server:
            threads = [
                threading.Thread(target=save_until_killed, args=(server.url, acknowledged))
                for _ in range(2)
            ]
            before = len(acknowledged)
            for thread in threads:
                thread.start()
            while len(acknowledged) == before and any(t.is_alive() for t in threads):
                threads[0].join(0.02)
            threads[0].join(chance.random() * 0.3)
            os.killpg(server.pid, signal.SIGKILL)
            server.wait(20)
            for thread in threads:
                thread.join(30)
    with sqlite3.connect(machine.data / "gaitlog.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = database.execute(
            """SELECT run.uid, run.moving_s, run.pose_s, COALESCE(SUM(section.seconds), 0),
                      COALESCE(SUM(CASE WHEN section.gait = 'pose' THEN section.seconds END), 0)
               FROM runs_run run LEFT JOIN runs_section section ON section.run_id = run.id
               GROUP BY run.id"""
        ).fetchall()
        unjudged = database.execute(
            "SELECT COUNT(*) FROM runs_run WHERE id NOT IN (SELECT run_id FROM guard_judgement)"
        ).fetchone()
    saved = {UUID(row[0]) for row in rows}
    assert len(acknowledged) >= ROUNDS
    assert set(acknowledged) <= saved
    assert unjudged == (0,)
    assert all((moving, pose) == (total, in_pose) for _, moving, pose, total, in_pose in rows)


WELCOMED = """
from django.utils import timezone
from gaitlog.accounts.models import User
User.objects.update(welcomed_at=timezone.now())
"""
