from __future__ import annotations

import pytest

from gaitlog.lib.readers import read_recording
from gaitlog.recordings import services


class AtHand:
    """Reads as the child does, without one."""

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        pass

    def read(self, name, data):
        return read_recording(data, name)


@pytest.fixture
def readers(monkeypatch):
    monkeypatch.setattr(services, "Readers", AtHand)


@pytest.fixture
def kept(settings, tmp_path):
    """The folder of the kept files; gives those that are in it."""
    settings.RECORDINGS = tmp_path / "recordings"
    return lambda: sorted(file for file in settings.RECORDINGS.rglob("*") if file.is_file())
