"""Runs a command with a throw-away PostgreSQL: ``python -m tests.postgres COMMAND...``."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SETTINGS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off"
    " -c full_page_writes=off -c max_connections=60"
)


def programs() -> Path:
    """The folder of initdb and pg_ctl."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    in_path = shutil.which("initdb")
    if not found and not in_path:
        raise SystemExit("There is no PostgreSQL server here: apt-get install postgresql")
    return Path(in_path).parent if in_path else found[-1].parent


@contextlib.contextmanager
def postgres():
    """A server on a socket of its own, gone afterwards; gives its address."""
    folder = tempfile.mkdtemp(prefix="gaitlog-pg-")
    options = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
        options = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": folder}

    def run(program, *arguments):
        subprocess.run(
            [programs() / program, "-D", f"{folder}/data", *arguments],
            check=True,
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            **options,
        )

    try:
        run("initdb", "-U", "gaitlog", "--auth=trust", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", f"-k {folder} {SETTINGS}", "start")
        yield f"postgres://gaitlog@{folder.replace('/', '%2F')}/postgres"
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with postgres() as url:
        done = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False)
    raise SystemExit(done.returncode)
