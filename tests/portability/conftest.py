from __future__ import annotations

import shutil

import pytest

from tests.machine import PASSWORD, Machine


@pytest.fixture
def data(settings, tmp_path):
    """A data folder for files; the tables stay where the tests have them."""
    settings.DATA = tmp_path
    settings.RECORDINGS = tmp_path / "recordings"
    settings.BACKUPS = tmp_path / "backups"
    return tmp_path


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A data folder with tables and one runner, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    machine = Machine(folder)
    machine.ok("migrate", "--verbosity", "0")
    machine.ok("create_owner", "--username", "nora", typed=f"{PASSWORD}\n{PASSWORD}\n")
    return folder


@pytest.fixture
def machine(migrated, tmp_path):
    """A machine on which nora has an empty log."""
    return Machine(shutil.copytree(migrated, tmp_path / "data"))


@pytest.fixture
def empty_machine(tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir(mode=0o700)
    return Machine(folder)
