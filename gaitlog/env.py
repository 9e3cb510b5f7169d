"""What the surroundings say: environment variables, read once and loudly."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import zoneinfo
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from platformdirs import user_data_path

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
MINIMUM_KEY_LENGTH = 50
DEFAULT_PORT = 8000
MACHINES_ZONE = os.environ.get("TZ", "").removeprefix(":")  # before Django sets its own
LOCAL_TIME = Path("/etc/localtime")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def yes(name: str) -> bool:
    """Whether a variable says yes; anything that is neither yes nor no is refused."""
    value = text(name).lower()
    if value in {"", "0", "no", "off", "false"}:
        return False
    if value in {"1", "yes", "on", "true"}:
        return True
    raise ImproperlyConfigured(f"{name} is “{value}”: write yes or no.")


def number(name: str, default: int) -> int:
    value = text(name) or str(default)
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is “{value}”: write a whole number.")
    return int(value)


def words(name: str) -> list[str]:
    return [word for word in text(name).replace(",", " ").split() if word]


def origin(name: str) -> SplitResult | None:
    """The address people type, as its parts; None where none is set."""
    value = text(name).rstrip("/")
    if not value:
        return None
    try:
        url = urlsplit(value)
        known = url.scheme in {"http", "https"} and url.hostname and url.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        known = False
    if not known or url.netloc != value.partition("://")[2] or not set("*@ ").isdisjoint(value):
        raise ImproperlyConfigured(
            f"{name} is “{value}”: write the whole address that people type, without a path,"
            " such as https://runs.example.org."
        )
    return url


def port(url: SplitResult | None) -> int:
    """The port to listen on; that of an https address belongs to the proxy before us."""
    of_address = url.port if url and url.scheme == "http" else None
    return number("GAITLOG_PORT", of_address or DEFAULT_PORT)


def machines_zone() -> dt.tzinfo:
    """The time zone of the machine itself, whatever zone its runners live in."""
    try:
        if MACHINES_ZONE:
            return zoneinfo.ZoneInfo(MACHINES_ZONE)
        with LOCAL_TIME.open("rb") as file:
            return zoneinfo.ZoneInfo.from_file(file)
    except (OSError, ValueError, zoneinfo.ZoneInfoNotFoundError):
        return dt.UTC


def data_folder() -> Path:
    """The folder that keeps everything, made on first use and closed to others."""
    folder = Path(text("GAITLOG_DATA") or user_data_path("gaitlog")).expanduser()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be made: {error.strerror}."
        ) from error
    return folder


def secret_key(file: Path) -> str:
    """The key that signs sessions, made on first use and readable by its owner only."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_key(file)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {file.parent} cannot be written: {error.strerror}."
        ) from error
    key = secrets.token_urlsafe(MINIMUM_KEY_LENGTH)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(key)
    return key


def _read_key(file: Path) -> str:
    try:
        key = file.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(
            f"The secret key in {file} cannot be read: check who owns it, or delete the file,"
            " and a new one is made."
        ) from error
    if len(key) < MINIMUM_KEY_LENGTH:
        raise ImproperlyConfigured(
            f"The secret key in {file} is too short: delete the file, and a new one is made."
        )
    return key


def postgres(url: str) -> dict[str, object]:
    """Django's settings for a ``postgres://user:password@host:port/name`` address."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or len(parts.path) < 2:
        raise ImproperlyConfigured(
            "DATABASE_URL is not understood: write postgres://user:password@host:5432/name,"
            " or leave it out to keep everything in one file."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
    }
