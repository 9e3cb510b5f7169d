from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from gaitlog.accounts.models import OneTimeLink, User
from gaitlog.core.tokens import digest, new_token, well_formed
from gaitlog.lib.zones import known_zones

LINK_KIND = "glo"
LIFETIME = {
    OneTimeLink.Kind.SETUP: dt.timedelta(minutes=60),
    OneTimeLink.Kind.INVITATION: dt.timedelta(hours=48),
    OneTimeLink.Kind.PASSWORD: dt.timedelta(hours=24),
    OneTimeLink.Kind.DEMO: dt.timedelta(hours=24),
}


class AlreadySetUp(Exception):
    """Somebody owns this log already."""


class LinkUsedUp(Exception):
    """The link was used or has expired between opening and sending."""


def make_one_time_link(kind: OneTimeLink.Kind, user: User | None = None) -> str:
    """A fresh secret; older ones of the same kind and user stop working."""
    token = new_token(LINK_KIND)
    now = timezone.now()
    with transaction.atomic():
        if kind is not OneTimeLink.Kind.INVITATION:
            OneTimeLink.objects.live().filter(kind=kind, user=user).update(used_at=now)
        OneTimeLink.objects.create(
            kind=kind, user=user, digest=digest(token), expires_at=now + LIFETIME[kind]
        )
    return token


def find_one_time_link(token: str, kind: OneTimeLink.Kind) -> OneTimeLink | None:
    if not well_formed(token, LINK_KIND):
        return None
    links = OneTimeLink.objects.live().select_related("user")
    return links.filter(kind=kind, digest=digest(token)).first()


def use(link: OneTimeLink) -> None:
    """Mark a link as used; raises LinkUsedUp if somebody was quicker."""
    used = OneTimeLink.objects.live().filter(pk=link.pk).update(used_at=timezone.now())
    if not used:
        raise LinkUsedUp


@transaction.atomic
def set_up_host(*, username: str, password: str, **fields: Any) -> User:
    """Make the first owner; raises AlreadySetUp where there is one."""
    if User.objects.runners().select_for_update().exists():
        raise AlreadySetUp
    return User.objects.create_user(username, password, is_host=True, **fields)


@transaction.atomic
def join_by(link: OneTimeLink, *, username: str, password: str, **fields: Any) -> User:
    """Make the user that a set-up link or an invitation is for."""
    use(link)
    if link.kind == OneTimeLink.Kind.SETUP:
        return set_up_host(username=username, password=password, **fields)
    return User.objects.create_user(username, password, **fields)


@transaction.atomic
def choose_password_by(link: OneTimeLink, *, password: str) -> User:
    """Give the link's user a new password; all their sessions end."""
    use(link)
    user = link.user
    assert user is not None  # noqa: S101  a check constraint holds it
    user.set_password(password)
    user.session_generation += 1
    user.save(update_fields=["password", "session_generation"])
    return user


def sign_out_everywhere(user: User) -> None:
    user.session_generation += 1
    user.save(update_fields=["session_generation"])


def members_seen_by(user: User) -> QuerySet[User]:
    """Who else is here: the host sees the household by name, anybody else only themselves."""
    everybody = User.objects.runners().order_by("joined_at")
    return everybody if user.is_host else everybody.filter(pk=user.pk)


@cache
def time_zones() -> list[str]:
    """Zones to choose from, without the legacy names."""
    areas = ("Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/")
    more = ("Europe/", "Indian/", "Pacific/", "UTC")
    return sorted(name for name in known_zones() if name.startswith(areas + more))
