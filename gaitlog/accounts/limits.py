"""Guessing passwords is slowed down before a hash is computed.

Failures are counted by address, and by name for devices that this runner has not used
before; a known device carries a signed cookie and is counted by itself. So a guesser locks
out nobody but themselves.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gaitlog.accounts.models import LoginFailures

if TYPE_CHECKING:
    from gaitlog.accounts.models import User

TRIES = 10
WINDOW = dt.timedelta(minutes=15)
DEVICE_COOKIE = "__Host-gaitlog-device" if settings.HTTPS else "gaitlog-device"
DEVICE_SALT = "gaitlog.accounts.device"
DEVICE_AGE_S = 365 * 24 * 60 * 60


def client_address(request: HttpRequest) -> str:
    """The address that asked; behind n proxies the n-th from the right of X-Forwarded-For."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if settings.PROXIES and len(forwarded) >= settings.PROXIES:
        return forwarded[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def is_too_many(request: HttpRequest, username: str) -> bool:
    """Whether this try has to wait."""
    keys = _keys(request, username)
    since = timezone.now() - WINDOW
    return LoginFailures.objects.filter(key__in=keys, since__gt=since, count__gte=TRIES).exists()


@transaction.atomic
def count_failure(request: HttpRequest, username: str) -> None:
    now = timezone.now()
    for key in _keys(request, username):
        row, _ = LoginFailures.objects.select_for_update().get_or_create(
            key=key, defaults={"since": now}
        )
        if row.since <= now - WINDOW:
            row.count, row.since = 0, now
        row.count += 1
        row.save()


def forget_failures(request: HttpRequest, username: str) -> None:
    """A log-in that went right clears its own device's count, never the guesser's."""
    device = _device_key(request, username)
    if device:
        LoginFailures.objects.filter(key=device).delete()


def remember_device(response: HttpResponse, user: User) -> None:
    response.set_cookie(
        DEVICE_COOKIE,
        signing.dumps(user.username.casefold(), salt=DEVICE_SALT),
        max_age=DEVICE_AGE_S,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def forget_old() -> None:
    LoginFailures.objects.filter(since__lt=timezone.now() - WINDOW).delete()


def _keys(request: HttpRequest, username: str) -> list[str]:
    device = _device_key(request, username)
    if device:
        return [device]
    return [
        _key("address", client_address(request)),
        _key("name", username.casefold()),
    ]


def _device_key(request: HttpRequest, username: str) -> str | None:
    cookie = request.COOKIES.get(DEVICE_COOKIE, "")
    try:
        name = signing.loads(cookie, salt=DEVICE_SALT, max_age=DEVICE_AGE_S)
    except signing.BadSignature:
        return None
    return _key("device", cookie) if name == username.casefold() else None


def _key(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()
