from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse

from gaitlog.accounts.models import OneTimeLink, User
from gaitlog.accounts.services import make_one_time_link
from gaitlog.core.lock import address_left
from gaitlog.core.refused import Refused
from gaitlog.core.startup import address, refuse_without_tables

NOT_RUNNING = (
    "gaitlog is not running: the link works once it is started, at the address that it then says."
)


class Command(BaseCommand):
    """Prints a link that lets somebody choose a new password."""

    help = "Print a link that lets somebody choose a new password. It works once, for a day."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="NAME")

    def handle(self, *, username: str, **options: Any) -> None:
        refuse_without_tables()
        user = User.objects.runners().filter(username__iexact=username.strip()).first()
        if user is None:
            raise Refused(f"Nobody here is called “{username}”{_who_is_here()}.")
        token = make_one_time_link(OneTimeLink.Kind.PASSWORD, user)
        running_at = address_left()
        link = (running_at or address()) + reverse("accounts:choose_password", args=[token])
        self.stdout.write(f"{user} can choose a new password, once and within a day:\n{link}")
        if running_at is None:
            self.stdout.write(NOT_RUNNING)


def _who_is_here() -> str:
    names = User.objects.runners().order_by("username").values_list("username", flat=True)
    return f", only {', '.join(names)}" if names else ": the log has no users yet"
