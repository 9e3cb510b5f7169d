from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from gaitlog.core import lock, startup
from gaitlog.core.refused import Refused


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA = tmp_path
    settings.SECRET_KEY = "k" * 60
    return tmp_path


@pytest.mark.django_db
class TestFaults:
    def told(self, *, migrated=False):
        return list(startup.faults(migrated=migrated))

    def test_none_where_all_is_well(self, data):
        assert self.told(migrated=True) == []

    def test_a_sample_key(self, data, settings):
        settings.SECRET_KEY = "django-insecure-" + "x" * 60
        assert "is a sample" in self.told()[0]

    def test_a_key_that_others_can_read(self, data):
        (data / "secret_key").write_text("k" * 60)
        (data / "secret_key").chmod(0o604)
        assert self.told() == [
            f"Others can read the secret key: run “chmod 600 {data / 'secret_key'}”."
        ]

    @pytest.mark.parametrize("host", ["*", ".example.org", "runs.*"])
    def test_hosts_that_could_be_anybody(self, data, settings, host):
        settings.ALLOWED_HOSTS = ["localhost", host]
        assert "GAITLOG_HOSTS" in self.told()[0]

    @pytest.mark.parametrize(
        ("url", "consent", "faults"),
        [
            ("http://runs.example.org", False, 1),
            ("http://runs.example.org", True, 0),
            ("http://localhost:8000", False, 0),
            ("http://[::1]:8000", False, 0),
            ("https://runs.example.org", False, 0),
        ],
    )
    def test_http_beyond_this_machine(self, data, settings, url, consent, faults):
        settings.URL, settings.INSECURE_HTTP = urlsplit(url), consent
        assert len(self.told()) == faults

    @pytest.mark.parametrize(
        ("url", "faults"), [("https://runs.example.org", 1), ("http://localhost", 0)]
    )
    def test_debug_beyond_this_machine(self, data, settings, url, faults):
        settings.URL, settings.DEBUG = urlsplit(url), True
        assert len(self.told()) == faults

    def test_a_folder_that_cannot_be_written(self, data, monkeypatch):
        monkeypatch.setattr(os, "access", lambda *args: False)
        assert self.told() == [f"The data folder {data} cannot be written: check who owns it."]

    @pytest.mark.skipif("__import__('django.db').db.connection.vendor != 'sqlite'")
    @pytest.mark.parametrize(
        ("mounts", "faults"),
        [
            ("/dev/sda1 / ext4 rw 0 0\nserver:/home {parent} nfs4 rw 0 0\n", 1),
            ("//nas/log {data} cifs rw 0 0\n/dev/sda1 / ext4 rw 0 0\n", 1),
            ("/dev/sda1 / ext4 rw 0 0\nserver:/home /elsewhere nfs rw 0 0\n", 0),
            ("", 0),
        ],
    )
    def test_a_network_drive(self, data, monkeypatch, tmp_path_factory, mounts, faults):
        file = tmp_path_factory.mktemp("proc") / "mounts"
        file.write_text(mounts.format(data=data, parent=data.parent))
        monkeypatch.setattr(startup, "MOUNTS", file)
        assert len(self.told()) == faults

    def test_old_tables(self, data, monkeypatch):
        monkeypatch.setattr(startup, "pending_migrations", lambda: True)
        assert self.told() == []
        assert "“manage.py backup” and then “manage.py migrate”" in self.told(migrated=True)[0]
        with pytest.raises(Refused):
            startup.refuse_without_tables()


class TestHoldDataFolder:
    def test_one_that_wants_it_alone_is_alone(self, data):
        with lock.hold_data_folder():
            for shared in (True, False):
                with pytest.raises(Refused, match="is running already"):
                    lock.hold_data_folder(shared=shared)

    def test_several_may_share_it(self, data):
        with (
            lock.hold_data_folder(shared=True),
            lock.hold_data_folder(shared=True),
            pytest.raises(Refused),
        ):
            lock.hold_data_folder()

    def test_an_address_is_left_in_it_while_it_is_held(self, data):
        assert lock.address_left() is None
        with lock.hold_data_folder() as held:
            assert lock.address_left() == ""
            lock.leave_address(held, "http://localhost:8123")
            assert lock.address_left() == "http://localhost:8123"
        assert lock.address_left() is None

    def test_it_is_free_when_its_process_is_gone(self, data):
        code = "import fcntl; f = open('lock', 'a'); fcntl.flock(f, fcntl.LOCK_EX)"
        subprocess.run([sys.executable, "-c", code], cwd=data, check=True)
        lock.hold_data_folder().close()


def test_the_version_is_that_of_the_project():
    assert startup.version().count(".") == 2


@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="a database that is no file")
def test_a_command_begins_no_log_where_there_is_none(empty_machine):
    answer = empty_machine.run("reset_password", "nora")
    assert answer.returncode == 1
    assert f"There is no log in {empty_machine.data}." in answer.stderr
    assert not (empty_machine.data / "gaitlog.sqlite3").exists()
