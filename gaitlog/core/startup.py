"""What has to be right before anything is served, each fault told in one plain sentence."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from gaitlog.core.refused import Refused
from gaitlog.env import LOOPBACK

NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "fuse.sshfs"}
SAMPLE_KEYS = ("django-insecure", "changeme", "secret", "---")
MOUNTS = Path("/proc/mounts")
OLD_TABLES = (
    "The tables are missing, or older than this version of gaitlog: run “manage.py up”,"
    " or “manage.py backup” and then “manage.py migrate”."
)


def refuse_to_start_if_wrong(*, migrated: bool) -> None:
    """Raise ImproperlyConfigured with the first fault; ``migrated`` asks for the tables too."""
    for fault in faults(migrated=migrated):
        raise ImproperlyConfigured(fault)


def faults(*, migrated: bool) -> Iterator[str]:
    yield from _key_faults()
    yield from _address_faults()
    yield from _folder_faults()
    if migrated and pending_migrations():
        yield OLD_TABLES


def _key_faults() -> Iterator[str]:
    file = settings.DATA / "secret_key"
    if settings.SECRET_KEY.lower().startswith(SAMPLE_KEYS):
        yield f"The secret key in {file} is a sample: delete the file, and a new one is made."
    if file.exists() and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield f"Others can read the secret key: run “chmod 600 {file}”."


def _address_faults() -> Iterator[str]:
    url = settings.URL
    if any("*" in host or host.startswith(".") for host in settings.ALLOWED_HOSTS):
        yield "GAITLOG_HOSTS may not hold * or begin with a dot: write each name of this machine."
    if url and settings.DEBUG and url.hostname not in LOOPBACK:
        yield "GAITLOG_DEBUG is for this machine only: switch it off, or leave GAITLOG_URL out."
    if url and url.scheme == "http" and url.hostname not in LOOPBACK and not settings.INSECURE_HTTP:
        yield (
            f"{url.geturl()} is not encrypted: use https, or set GAITLOG_INSECURE_HTTP=yes"
            " if that is what you want."
        )


def _folder_faults() -> Iterator[str]:
    if not os.access(settings.DATA, os.W_OK | os.X_OK):
        yield f"The data folder {settings.DATA} cannot be written: check who owns it."
    if connection.vendor == "sqlite" and file_system_of(settings.DATA) in NETWORK_FILE_SYSTEMS:
        yield (
            f"The data folder {settings.DATA} lies on a network drive, where the log could be"
            " damaged: set GAITLOG_DATA to a folder on this machine."
        )


def file_system_of(folder: Path) -> str:
    """The kind of file system that a folder lies on; empty where the system does not say."""
    if not MOUNTS.exists():
        return ""
    mounts = [line.split()[1:3] for line in MOUNTS.read_text().splitlines()]
    above = [
        (len(point), kind)
        for point, kind in mounts
        if folder.resolve().is_relative_to(point.replace("\\040", " "))
    ]
    return max(above)[1] if above else ""


def pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def refuse_without_tables() -> None:
    """For a command that reads or writes the log; none is begun where there is none."""
    name = settings.DATABASES["default"]["NAME"]
    if connection.vendor == "sqlite" and isinstance(name, Path) and not name.exists():
        raise Refused(
            f"There is no log in {settings.DATA}. If yours lies elsewhere, say where, as for “up”:"
            " GAITLOG_DATA=/the/folder before the command. A new one begins with “manage.py up”"
            " or “manage.py migrate”."
        )
    if pending_migrations():
        raise Refused(OLD_TABLES)


def address() -> str:
    """Where a browser finds this log, without a slash at the end."""
    return settings.URL.geturl() if settings.URL else f"http://localhost:{settings.PORT}"


def version() -> str:
    """The version of gaitlog, which runs from its own folder and is never installed."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])
