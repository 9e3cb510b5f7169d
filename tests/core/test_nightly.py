from __future__ import annotations

import datetime as dt
import os

import pytest

from gaitlog.core import nightly

ZONE = dt.timezone(dt.timedelta(hours=2))


@pytest.fixture
def stamp(settings, tmp_path, monkeypatch):
    """When the chores were done last, to be set."""
    settings.DATA = tmp_path
    monkeypatch.setattr(nightly, "machines_zone", lambda: ZONE)

    def done_at(*moment):
        nightly.stamp().touch()
        at = dt.datetime(*moment, tzinfo=ZONE).timestamp()
        os.utime(nightly.stamp(), (at, at))

    return done_at


class TestIsDue:
    @pytest.mark.parametrize(
        ("last", "now", "due"),
        [
            ((2026, 3, 2, 3, 0, 20), (2026, 3, 2, 23, 0), False),
            ((2026, 3, 2, 3, 0, 20), (2026, 3, 3, 2, 59), False),
            ((2026, 3, 2, 3, 0, 20), (2026, 3, 3, 3, 0), True),
            ((2026, 3, 2, 2, 59), (2026, 3, 2, 8, 0), True),  # it was off at three
            ((2026, 2, 1, 3, 0), (2026, 3, 2, 1, 0), True),  # it was off for a month
            ((2026, 3, 2, 8, 0), (2026, 3, 2, 8, 1), False),
        ],
    )
    def test_once_after_three_o_clock_of_the_machine(self, stamp, last, now, due):
        stamp(*last)
        assert nightly.is_due(dt.datetime(*now, tzinfo=ZONE)) is due

    def test_a_new_log_has_time_until_the_night(self, stamp):
        now = dt.datetime.now(tz=dt.UTC)
        assert not nightly.is_due(now)
        assert nightly.is_due(now + dt.timedelta(days=1))


class TestDoAll:
    @pytest.fixture
    def chores(self, stamp, monkeypatch):
        chores = {}
        monkeypatch.setattr(nightly, "_chores", chores)
        return chores

    def test_one_that_fails_is_told_and_stops_no_other(self, chores, caplog):
        done = []
        nightly.register("sweep", lambda: 1 / 0)
        nightly.register("dust", lambda: done.append("dust"))
        nightly.do_all()
        assert done == ["dust"]
        assert "should have been done tonight failed: sweep" in caplog.text

    def test_is_not_due_again_that_night(self, chores):
        nightly.do_all()
        assert not nightly.is_due(dt.datetime.now(tz=dt.UTC))


@pytest.mark.django_db
def test_every_real_chore_goes_through(settings, tmp_path, caplog):
    settings.DATA, settings.BACKUPS = tmp_path, tmp_path / "backups"
    nightly.do_all()
    assert caplog.text == ""
    assert "a backup" in nightly._chores
