from __future__ import annotations

import datetime as dt
import json
import os
import random
import sqlite3
import stat
import zipfile

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from gaitlog.core.refused import Refused
from gaitlog.portability import backups, sealed
from gaitlog.portability.backups import Kind, back_up, make_backup, state
from gaitlog.portability.sealed import verify
from tests.factories import RecordingFactory, RunFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'"),
]

NIGHT = dt.datetime(2026, 3, 2, 3, 0, 1, tzinfo=dt.UTC)


@pytest.fixture
def recording(runner, data):
    """A recording with its file."""
    recording = RecordingFactory(owner=runner, sha256="ab" * 32)
    recording.file.parent.mkdir(parents=True)
    recording.file.write_bytes(b"as it came\x00\xff")
    return recording


def craft(to, files):
    """A file that is whole, whatever is in it."""
    with sealed.sealed(to) as writer:
        for name, file in files.items():
            writer.add(name, file)
        writer.finish({})


def names_in(file):
    with zipfile.ZipFile(file) as archive:
        return archive.namelist()


class TestMakeBackup:
    def test_holds_the_database_and_every_recording(self, recording, data, tmp_path):
        RunFactory(owner=recording.owner, note="Six lampposts")
        file = make_backup(data / "b.zip")
        with zipfile.ZipFile(file) as archive:
            archive.extractall(data / "out")
        with sqlite3.connect(data / "out/gaitlog.sqlite3") as copy:
            notes = copy.execute("SELECT note FROM runs_run ORDER BY id").fetchall()
        copy.close()
        assert ("Six lampposts",) in notes
        name = f"recordings/{recording.owner.uid}/{recording.sha256}"
        assert (data / "out" / name).read_bytes() == b"as it came\x00\xff"

    def test_says_what_is_in_it(self, recording, data):
        with zipfile.ZipFile(make_backup(data / "b.zip")) as archive:
            manifest = json.loads(archive.read("manifest.json"))
        assert manifest["rows"]["recordings_recording"] == 1
        assert ["runs", "0001_initial"] in manifest["migrations"]
        assert manifest["app"] == "0.1.0"
        assert len(manifest["sha256"]) == 2

    def test_holds_no_key_and_nothing_that_is_no_recording(self, recording, data):
        (data / "secret_key").write_text("secret")
        recording.file.with_name(".new-1").write_bytes(b"half")
        assert names_in(make_backup(data / "b.zip")) == [
            "gaitlog.sqlite3",
            f"recordings/{recording.owner.uid}/{recording.sha256}",
            "manifest.json",
        ]

    def test_is_for_its_owner_alone(self, recording, data):
        assert stat.S_IMODE(make_backup(data / "b.zip").stat().st_mode) == 0o600

    def test_leaves_nothing_else_behind(self, recording, data):
        make_backup(data / "b.zip")
        assert sorted(path.name for path in data.iterdir()) == ["b.zip", "recordings"]

    def test_a_file_that_goes_with_its_row_meanwhile_is_no_fault(
        self, recording, data, monkeypatch
    ):
        def vanish(database):
            recording.delete()
            recording.file.unlink()
            return {}

        monkeypatch.setattr(backups, "examine", vanish)
        monkeypatch.setattr(type(data), "glob", lambda self, pattern: [recording.file])
        assert len(names_in(make_backup(data / "b.zip"))) == 2

    def test_a_file_that_goes_without_its_row_is_one(self, recording, data, monkeypatch):
        file = recording.file
        file.unlink()
        monkeypatch.setattr(type(data), "glob", lambda self, pattern: [file])
        with pytest.raises(Refused, match="cannot be written: No such file"):
            make_backup(data / "b.zip")
        assert not (data / "b.zip").exists()

    def test_without_room_nothing_is_left(self, recording, data, monkeypatch):
        def no_room(*args):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(sealed, "_digest_up_to_seal", no_room)
        with pytest.raises(Refused, match=r"cannot be written: No space left on device\.$"):
            make_backup(data / "b.zip")
        assert [path.name for path in data.iterdir()] == ["recordings"]

    def test_a_database_with_a_fault_is_told(self, runner, data):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.execute("UPDATE accounts_user SET id = id + 1000")
            RunFactory(owner=runner)
            cursor.execute("PRAGMA foreign_keys=ON")
        with pytest.raises(Refused, match=r"The database has a fault: \w+ names what is gone"):
            make_backup(data / "b.zip")


class TestDamage:
    @pytest.fixture
    def whole(self, recording, data):
        return make_backup(data / "b.zip").read_bytes()

    def test_any_byte_that_changes_is_noticed(self, whole, data):
        chosen = random.Random(7)
        file = data / "damaged.zip"
        for place in [0, len(whole) - 1, *chosen.sample(range(len(whole)), 200)]:
            damaged = bytearray(whole)
            damaged[place] ^= 1 << chosen.randrange(8)
            file.write_bytes(damaged)
            with pytest.raises(Refused, match="damaged, or is no backup"):
                verify(file)

    @pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 5000, -1])
    def test_a_file_that_was_cut_off_is_noticed(self, whole, data, length):
        (data / "cut.zip").write_bytes(whole[:length])
        with pytest.raises(Refused, match="damaged, or is no backup"):
            verify(data / "cut.zip")

    def test_one_that_is_not_there_is_told(self, data):
        with pytest.raises(Refused, match="cannot be read: No such file"):
            verify(data / "nowhere.zip")

    @pytest.mark.parametrize(
        "name",
        [
            "../outside",
            "/etc/passwd",
            "recordings/../../x",
            "recordings/x/y",
            "secret_key",
            f"recordings/00000000-0000-0000-0000-000000000000/{'a' * 64}/x",
        ],
    )
    def test_names_that_no_backup_has_are_refused(self, recording, data, name):
        craft(data / "ours.zip", {"gaitlog.sqlite3": recording.file})
        with pytest.raises(Refused, match="damaged, or is no backup"):
            craft(data / "theirs.zip", {"gaitlog.sqlite3": recording.file, name: recording.file})

    def test_a_zip_of_something_else_is_refused(self, recording, data):
        with pytest.raises(Refused, match="damaged, or is no backup"):
            craft(data / "theirs.zip", {"hello.txt": recording.file})

    def test_one_of_a_later_format_says_so(self, recording, data, monkeypatch):
        monkeypatch.setattr(sealed, "FORMAT", 2)
        file = make_backup(data / "b.zip")
        monkeypatch.setattr(sealed, "FORMAT", 1)
        with pytest.raises(Refused, match="made by a newer gaitlog"):
            verify(file)


class TestKeeping:
    def test_the_last_seven_of_a_kind_are_kept(self, runner, data):
        back_up(Kind.BY_HAND)
        for night in range(10):
            with time_machine.travel(NIGHT + dt.timedelta(days=night), tick=False):
                backups.back_up_tonight()
        kept = sorted(path.name for path in (data / "backups").glob("gaitlog-nightly-*"))
        assert len(kept) == 7
        assert kept[0].startswith("gaitlog-nightly-2026-03-05-")
        assert len(list((data / "backups").iterdir())) == 8

    def test_none_goes_when_a_new_one_fails(self, runner, data, monkeypatch):
        for night in range(7):
            with time_machine.travel(NIGHT + dt.timedelta(days=night), tick=False):
                backups.back_up_tonight()
        before = sorted((data / "backups").iterdir())

        def fail(database):
            raise Refused("The database has a fault.")

        monkeypatch.setattr(backups, "examine", fail)
        with pytest.raises(Refused):
            backups.back_up_tonight()
        assert sorted((data / "backups").iterdir()) == before

    def test_what_a_kill_left_half_written_goes_after_a_day(self, runner, data):
        old, young = data / "backups/.part-old", data / ".part-young"
        old.mkdir(parents=True)
        (old / "gaitlog.sqlite3").write_bytes(b"half")
        young.write_bytes(b"half")
        os.utime(old, (0, 0))
        backups.clear_left_overs()
        assert (old.exists(), young.exists()) == (False, True)


class TestState:
    def test_never(self, data):
        assert state().last_at is None
        assert state().is_old

    @pytest.mark.parametrize(("days", "is_old"), [(7, False), (9, True)])
    def test_eight_days_are_too_long(self, runner, data, days, is_old):
        back_up(Kind.NIGHTLY)
        with time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=False):
            assert state().is_old is is_old
