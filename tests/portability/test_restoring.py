"""A backup put in the place of a log, as its owner would do it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from gaitlog.portability.sealed import sealed
from tests.machine import Machine

FILL = """
from gaitlog.accounts.models import OneTimeLink, User
from gaitlog.accounts.services import make_one_time_link
from tests.access.whole_log import make_log
from django.test import Client
from django_tasks_db.models import DBTaskResult
from django.utils import timezone
nora = User.objects.get()
log = make_log(nora)
file = log["recording"].file
file.parent.mkdir(parents=True)
file.write_bytes(b"as it came\\x00\\xff")
Client().force_login(nora)
make_one_time_link(OneTimeLink.Kind.PASSWORD, nora)
DBTaskResult.objects.create(
    args_kwargs={}, task_path="x", run_after=timezone.now(), backend_name="default"
)
"""
FIGURES = """
import datetime as dt
from gaitlog.accounts.models import User
from gaitlog.reports.weeks import weeks
nora = User.objects.get(username="nora")
week = nora.week_of(dt.date(2026, 3, 2))
print(weeks(nora, first=week, last=week))
"""
DOORS = {  # each counts ways in that would still be open
    "sessions": "SELECT count(*) FROM django_session",
    "links": "SELECT count(*) FROM accounts_onetimelink WHERE used_at IS NULL",
    "coach links": "SELECT count(*) FROM sharing_coachlink WHERE revoked_at IS NULL",
    "jobs": "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE finished_at IS NULL",
}


@pytest.fixture(scope="module")
def filled(migrated, tmp_path_factory):
    """A data folder with a log that has everything, and its backup beside."""
    folder = tmp_path_factory.mktemp("filled")
    machine = Machine(shutil.copytree(migrated, folder / "data"))
    machine.ok("shell", "--verbosity", "0", "-c", FILL)
    machine.ok("backup", "--output", folder / "backup.zip")
    return folder


@pytest.fixture
def log(filled, tmp_path):
    return Machine(shutil.copytree(filled / "data", tmp_path / "data"))


@pytest.fixture
def backup(filled, tmp_path):
    return Path(shutil.copy(filled / "backup.zip", tmp_path))


def exported(machine, to):
    machine.ok("export_log", "--owner", "nora", "--output", to)
    return to.read_bytes()


def figures(machine):
    return machine.ok("shell", "--verbosity", "0", "-c", FIGURES)


def count(machine, sql):
    with closing(sqlite3.connect(machine.data / "gaitlog.sqlite3")) as database:
        return database.execute(sql).fetchone()[0]


def recordings(machine):
    return {path.name: path.read_bytes() for path in machine.data.glob("recordings/*/*")}


class TestIntoAnEmptyFolder:
    def test_everything_is_as_it_was(self, log, backup, empty_machine, tmp_path):
        said = empty_machine.ok("restore", backup)
        assert "Restored: nora, and 1 recording." in said
        assert exported(empty_machine, tmp_path / "a") == exported(log, tmp_path / "b")
        assert figures(empty_machine) == figures(log)
        assert list(recordings(empty_machine).values()) == [b"as it came\x00\xff"]

    def test_every_door_is_shut(self, log, backup, empty_machine):
        empty_machine.ok("restore", backup)
        for sql in DOORS.values():
            assert (count(log, sql), count(empty_machine, sql)) == (1, 0)

    def test_nothing_is_left_beside(self, backup, empty_machine):
        empty_machine.ok("restore", backup)
        assert sorted(path.name for path in empty_machine.data.iterdir()) == [
            "gaitlog.sqlite3",
            "lock",
            "recordings",
            "secret_key",
        ]

    def test_an_older_backup_is_brought_up_to_date(self, log, empty_machine, tmp_path):
        log.ok("migrate", "sessions", "zero", "--verbosity", "0")
        log.ok("backup", "--output", tmp_path / "old.zip")
        empty_machine.ok("restore", tmp_path / "old.zip")
        assert empty_machine.ok("migrate", "--plan").split() == [
            *["Planned", "operations:", "No", "planned", "migration", "operations."]
        ]


class TestOverALog:
    def test_what_was_there_is_kept(self, log, backup, tmp_path):
        old = next(log.data.glob("recordings/*/*"))
        added = old.with_name("c" * 64)
        added.write_bytes(b"newer")
        log.ok("create_owner", "--username", "jon", typed="seven slow lampposts out\n" * 2)
        said = log.ok("restore", backup)
        [before] = log.data.glob("before-restore-*")
        assert str(before) in said
        assert count(log, "SELECT count(*) FROM accounts_user") == 1
        with closing(sqlite3.connect(before / "gaitlog.sqlite3")) as database:
            assert database.execute("SELECT count(*) FROM accounts_user").fetchone() == (2,)
        assert list(recordings(log)) == [old.name]
        assert next(before.glob("recordings/*/*")).read_bytes() == b"newer"

    def test_a_recording_that_was_damaged_comes_back_whole(self, log, backup):
        file = next(log.data.glob("recordings/*/*"))
        file.write_bytes(b"rotten")
        log.ok("restore", backup)
        assert file.read_bytes() == b"as it came\x00\xff"

    def test_a_database_that_cannot_be_read_any_more_is_replaced(self, log, backup):
        (log.data / "gaitlog.sqlite3").write_bytes(b"no database at all" * 1000)
        (log.data / "gaitlog.sqlite3-journal").write_bytes(b"nor a journal")
        log.ok("restore", backup)
        assert count(log, "SELECT count(*) FROM runs_run") == 1
        assert not (log.data / "gaitlog.sqlite3-journal").exists()


class TestRefusals:
    def test_a_damaged_file(self, log, backup):
        damaged = bytearray(backup.read_bytes())
        damaged[1000] ^= 1
        backup.write_bytes(damaged)
        before = (log.data / "gaitlog.sqlite3").read_bytes()
        assert log.refused("restore", backup) == (
            f"{backup} is damaged, or is no backup of gaitlog."
        )
        assert (log.data / "gaitlog.sqlite3").read_bytes() == before

    def test_a_file_that_is_not_there(self, empty_machine):
        assert empty_machine.refused("restore", "nowhere.zip") == (
            "nowhere.zip cannot be read: No such file or directory."
        )

    def test_a_database_with_a_fault_in_a_whole_file(self, empty_machine, tmp_path):
        (tmp_path / "x").write_bytes(b"no database at all" * 1000)
        with sealed(tmp_path / "crafted.zip") as writer:
            writer.add("gaitlog.sqlite3", tmp_path / "x")
            writer.finish({"app": "0.1.0", "migrations": [], "rows": {}})
        assert "database" in empty_machine.refused("restore", tmp_path / "crafted.zip")
        assert not (empty_machine.data / "gaitlog.sqlite3").exists()

    def test_one_of_a_newer_version(self, empty_machine, tmp_path):
        (tmp_path / "x").write_bytes(b"")
        with sealed(tmp_path / "newer.zip") as writer:
            writer.add("gaitlog.sqlite3", tmp_path / "x")
            writer.finish({"app": "9.0", "migrations": [["runs", "0099_later"]], "rows": {}})
        assert empty_machine.refused("restore", tmp_path / "newer.zip") == (
            "This backup was made by gaitlog 9.0, which is newer: install that one first."
        )

    def test_a_log_that_is_in_use(self, log, backup):
        with log.up():
            assert log.refused("restore", backup) == (
                f"gaitlog is running already with the data folder {log.data}: stop it first."
            )


class TestBackupCommand:
    def test_goes_into_the_backups_of_the_data_folder(self, machine):
        said = machine.ok("backup")
        [file] = (machine.data / "backups").iterdir()
        assert file.name.startswith("gaitlog-by-hand-")
        assert said == f"Backed up, and read again without a fault: {file}\n"

    def test_overwrites_nothing(self, machine, tmp_path):
        (tmp_path / "mine").write_text("mine")
        assert "is there already" in machine.refused("backup", "--output", tmp_path / "mine")
        assert (tmp_path / "mine").read_text() == "mine"

    def test_without_a_log_there_is_nothing_to_do(self, empty_machine):
        assert "nothing to back up" in empty_machine.refused("backup")

    def test_works_while_the_server_runs(self, machine, tmp_path):
        with machine.up():
            machine.ok("backup", "--output", tmp_path / "b.zip")

    def test_works_before_an_upgrade(self, machine, tmp_path):
        machine.ok("migrate", "sharing", "zero", "--verbosity", "0")
        machine.ok("backup", "--output", tmp_path / "b.zip")
        with zipfile.ZipFile(tmp_path / "b.zip") as archive:
            rows = json.loads(archive.read("manifest.json"))["rows"]
        assert "sharing_coachlink" not in rows


class TestExportCommand:
    def test_is_for_its_owner_alone_and_overwrites_nothing(self, machine, tmp_path):
        file = tmp_path / "mine.zip"
        machine.ok("export_log", "--owner", "Nora", "--output", file)
        assert file.stat().st_mode & 0o777 == 0o600
        assert "is there already" in machine.refused(
            "export_log", "--owner", "nora", "--output", file
        )

    def test_somebody_unknown_is_told(self, machine, tmp_path):
        assert machine.refused("export_log", "--owner", "jon", "--output", tmp_path / "f") == (
            "Nobody here is called “jon”."
        )

    def test_a_folder_that_is_not_there_is_told(self, machine, tmp_path):
        file = tmp_path / "nowhere/f.zip"
        assert machine.refused("export_log", "--owner", "nora", "--output", file) == (
            f"{file} cannot be written: No such file or directory."
        )

    def test_without_tables_it_says_what_to_do(self, empty_machine, tmp_path):
        assert "manage.py migrate" in empty_machine.refused(
            "export_log", "--owner", "nora", "--output", tmp_path / "f"
        )
