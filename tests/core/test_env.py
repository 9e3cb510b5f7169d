from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from gaitlog import env


class TestOrigin:
    @pytest.mark.parametrize(
        "value",
        ["https://runs.example.org", "http://localhost:8000/", "https://[fd00::2]:8443"],
    )
    def test_a_whole_address(self, monkeypatch, value):
        monkeypatch.setenv("GAITLOG_URL", value)
        assert env.origin("GAITLOG_URL").geturl() == value.rstrip("/")

    @pytest.mark.parametrize(
        "value",
        [
            "runs.example.org",
            "ftp://runs.example.org",
            "https://",
            "https://runs.example.org/log",
            "https://runs.example.org?x",
            "https://*.example.org",
            "https://nora@runs.example.org",
            "https://runs.example.org:99999",
            "https://[fd00::2",
            "https://runs .example.org",
        ],
    )
    def test_anything_else_is_refused_in_words(self, monkeypatch, value):
        monkeypatch.setenv("GAITLOG_URL", value)
        with pytest.raises(ImproperlyConfigured, match="write the whole address"):
            env.origin("GAITLOG_URL")


class TestPort:
    @pytest.mark.parametrize(
        ("url", "given", "port"),
        [
            (None, "", 8000),
            (None, "8001", 8001),
            ("http://192.168.1.20:9000", "", 9000),
            ("http://192.168.1.20:9000", "8001", 8001),
            ("https://runs.example.org:8443", "", 8000),  # the port of the proxy
        ],
    )
    def test_which_one_it_is(self, monkeypatch, url, given, port):
        monkeypatch.setenv("GAITLOG_PORT", given)
        assert env.port(urlsplit(url) if url else None) == port


class TestMachinesZone:
    NOON = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)

    def at_noon(self):
        return f"{self.NOON.astimezone(env.machines_zone()):%H:%M}"

    def test_is_that_of_the_surroundings(self, monkeypatch):
        monkeypatch.setattr(env, "MACHINES_ZONE", "Europe/Stockholm")
        assert self.at_noon() == "14:00"

    def test_or_that_of_the_system(self, monkeypatch, tmp_path):
        zone = next(
            Path(folder, "Asia/Tokyo")
            for folder in zoneinfo.TZPATH
            if Path(folder, "Asia/Tokyo").exists()
        )
        monkeypatch.setattr(env, "MACHINES_ZONE", "")
        monkeypatch.setattr(env, "LOCAL_TIME", zone)
        assert self.at_noon() == "21:00"

    @pytest.mark.parametrize("name", ["", "Nowhere/Land", "/etc/passwd", "../x"])
    def test_or_utc(self, monkeypatch, tmp_path, name):
        monkeypatch.setattr(env, "MACHINES_ZONE", name)
        monkeypatch.setattr(env, "LOCAL_TIME", tmp_path / "none")
        assert self.at_noon() == "12:00"


class TestSecretKey:
    def test_is_made_once(self, tmp_path):
        key = env.secret_key(tmp_path / "secret_key")
        assert len(key) >= env.MINIMUM_KEY_LENGTH
        assert env.secret_key(tmp_path / "secret_key") == key

    def test_a_folder_that_cannot_be_written_is_told(self, tmp_path):
        with pytest.raises(ImproperlyConfigured, match="cannot be written: No such file"):
            env.secret_key(tmp_path / "nowhere/secret_key")

    @pytest.mark.parametrize(
        ("content", "why"), [(b"", "too short"), (b"short", "too short"), (b"\xff", "be read")]
    )
    def test_one_that_will_not_do_is_told(self, tmp_path, content, why):
        (tmp_path / "secret_key").write_bytes(content)
        with pytest.raises(ImproperlyConfigured, match=why):
            env.secret_key(tmp_path / "secret_key")


def test_every_variable_is_told_to_the_reader():
    read = set()
    for name in ("env.py", "settings.py"):
        text = (settings.BASE_DIR / "gaitlog" / name).read_text()
        read |= set(re.findall(r'"(GAITLOG_\w+|DATABASE_URL)"', text))
    told = (settings.BASE_DIR / "docs/install.md").read_text()
    assert read == set(re.findall(r"^\| `(\w+)` \|", told, re.M))
