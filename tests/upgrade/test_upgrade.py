"""Every set of tables there ever was comes up to today's, with all that was in it."""

from __future__ import annotations

import json
import os
import sqlite3

import pytest

from tests.machine import Machine
from tests.upgrade.make import FOLDER

pytestmark = pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="files of SQLite")


@pytest.mark.parametrize("dump", sorted(FOLDER.glob("*.sql")), ids=lambda path: path.stem)
def test_comes_up_to_todays_tables(dump, tmp_path):
    (tmp_path / "data").mkdir(mode=0o700)
    with sqlite3.connect(tmp_path / "data" / "gaitlog.sqlite3") as database:
        database.executescript(dump.read_text(encoding="utf-8"))
    machine = Machine(tmp_path / "data")
    machine.ok("migrate", "--verbosity", "0")
    machine.ok("migrate", "--check")
    weeks = {
        name: json.loads(machine.ok("weekly_report", "--owner", name, "--json"))["weeks"]
        for name in ("dense", "sparse")
    }
    assert [(w["monday"], w["pose_s"], w["natural_s"]) for w in weeks["dense"]] == [
        ("2026-03-02", 300, 1500)
    ]
    assert [(w["pose_s"], w["natural_s"]) for w in weeks["sparse"]] == [(0, 1800)]
    machine.ok("export_log", "--owner", "dense", "--output", tmp_path / "out.zip")
    with sqlite3.connect(tmp_path / "data" / "gaitlog.sqlite3") as database:
        drops = "SELECT r.drop_mm, s.drop_mm FROM runs_run r JOIN shoes_shoe s ON s.id = r.shoe_id"
        said = database.execute(drops).fetchall()
    assert said
    assert all(of_run == of_shoe for of_run, of_shoe in said)
    with machine.up() as server:
        assert server.url
