from __future__ import annotations

import pytest


@pytest.fixture
def data(settings, tmp_path):
    """A data folder for files; the tables stay where the tests have them."""
    settings.DATA = tmp_path
    settings.RECORDINGS = tmp_path / "recordings"
    settings.BACKUPS = tmp_path / "backups"
    return tmp_path
