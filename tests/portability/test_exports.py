from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from django.db import connection

from gaitlog.accounts.models import User
from gaitlog.core.portable import in_order
from gaitlog.core.trash import put_in_trash
from gaitlog.portability import exports
from gaitlog.portability.exports import RUNNER, write_export
from tests.access.whole_log import canary, make_log
from tests.factories import (
    InjuryFactory,
    RecordingFactory,
    RunFactory,
    ShoeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

KEPT_BACK = {  # how somebody gets in, and what they may do here: nothing that they have logged
    "id",
    "password",
    "last_login",
    "is_active",
    "is_host",
    "is_demo",
    "session_generation",
}


def export(user):
    file = io.BytesIO()
    write_export(user, file)
    return zipfile.ZipFile(file)


def log_of(archive):
    return json.loads(archive.read("gaitlog.json"))


def cells(archive, label):
    text = archive.read(f"csv/{label}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


class TestExport:
    def test_every_column_of_the_runner_is_told_or_kept_back_on_purpose(self):
        columns = {field.name for field in User._meta.concrete_fields}
        assert columns == {*RUNNER, *KEPT_BACK}

    def test_what_is_json_stays_json(self, runner):
        run = RunFactory(owner=runner, sections=[("pose", 3600)])
        archive = export(runner)
        [row] = log_of(archive)["tables"]["guard.judgement"]
        assert row["findings"][0]["rule"] == "G1"
        [cell] = cells(archive, "guard.judgement")
        assert json.loads(cell["findings"]) == run.judgements.get().findings

    def test_holds_every_row_of_every_table(self, runner):
        make_log(runner)
        archive = export(runner)
        for table in in_order():
            count = table.model.objects.filter(owner=runner).count()
            assert count
            assert len(log_of(archive)["tables"][table.label]) == count
            assert len(cells(archive, table.label)) == count

    def test_rows_name_others_by_their_uid(self, runner):
        run = RunFactory(owner=runner, shod=True)
        [row] = log_of(export(runner))["tables"]["runs.run"]
        assert row["shoe"] == str(run.shoe.uid)
        assert {"id", "owner"}.isdisjoint(row)

    def test_says_how_the_runner_likes_it_and_no_password(self, runner):
        archive = export(runner)
        assert log_of(archive)["runner"]["time_zone"] == "Europe/Stockholm"
        assert runner.password not in archive.read("gaitlog.json").decode()

    def test_two_owners_are_told_apart(self, runner):
        other = UserFactory(username="jon")
        make_log(runner)
        make_log(other)
        archive = export(runner)
        said = b"".join(archive.read(name) for name in archive.namelist()).decode()
        assert canary(runner) in said
        assert canary(other) not in said

    def test_the_same_log_gives_the_same_bytes(self, runner):
        make_log(runner)
        first, second = io.BytesIO(), io.BytesIO()
        write_export(runner, first)
        write_export(runner, second)
        assert first.getvalue() == second.getvalue()

    def test_an_empty_log_is_one_too(self, runner):
        archive = export(runner)
        assert log_of(archive)["tables"]["runs.run"] == []
        assert cells(archive, "runs.run") == []

    def test_what_lies_in_the_trash_stays_there(self, runner):
        put_in_trash(ShoeFactory(owner=runner, name="Thrown away"))
        assert "Thrown away" not in export(runner).read("gaitlog.json").decode()

    def test_recordings_come_along_once_under_a_name_that_is_safe(self, runner, data):
        for leg in (0, 1):
            recording = RecordingFactory(
                owner=runner, run=None, sha256="ab" * 32, leg=leg, name="../../Läufe/=x.fit"
            )
        recording.file.parent.mkdir(parents=True)
        recording.file.write_bytes(b"as it came")
        archive = export(runner)
        [name] = [name for name in archive.namelist() if name.startswith("recordings/")]
        assert name == "recordings/abababababab-L_ufe_x.fit"
        assert archive.read(name) == b"as it came"

    def test_a_recording_that_was_lost_does_not_stop_it(self, runner, data):
        RecordingFactory(owner=runner)
        assert len(cells(export(runner), "recordings.recording")) == 1


class TestFormulas:
    @pytest.mark.parametrize(
        ("note", "cell"),
        [
            ("=1+1", "'=1+1"),
            ("+49 170", "'+49 170"),
            ("- went easy", "'- went easy"),
            ("@home", "'@home"),
            ("\tx", "'\tx"),
            ("\r\n=x", "'\r\n=x"),
            ("-5", "-5"),
            ("+2.5", "+2.5"),
            ("", ""),
            ("a=b", "a=b"),
        ],
    )
    def test_no_cell_is_taken_for_one(self, runner, note, cell):
        InjuryFactory(owner=runner, note=note)
        archive = export(runner)
        assert cells(archive, "injuries.injury")[0]["note"] == cell
        assert log_of(archive)["tables"]["injuries.injury"][0]["note"] == note

    def test_a_temperature_below_nought_stays_a_number(self, runner):
        RunFactory(owner=runner, temperature_c=-12)
        assert cells(export(runner), "runs.run")[0]["temperature_c"] == "-12"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'")
class TestFrozen:
    def test_what_is_saved_meanwhile_is_not_half_in_it(self, runner, data, monkeypatch):
        shoe = ShoeFactory(owner=runner, notes="Before")
        real = exports._plain

        def save_meanwhile(values):
            runner.shoes.update(notes="After")
            return real(values)

        monkeypatch.setattr(exports, "_plain", save_meanwhile)
        archive = export(runner)
        assert log_of(archive)["tables"]["shoes.shoe"][0]["notes"] == "Before"
        assert cells(archive, "shoes.shoe")[0]["notes"] == "Before"
        shoe.refresh_from_db()
        assert shoe.notes == "After"
        assert list(data.iterdir()) == []

    def test_it_is_whole_all_the_same(self, runner, data):
        make_log(runner)
        assert not connection.in_atomic_block
        assert len(log_of(export(runner))["tables"]["runs.section"]) == 2
