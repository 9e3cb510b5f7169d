from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.db import transaction

from gaitlog.accounts.models import User
from gaitlog.core.refused import Refused
from gaitlog.core.startup import refuse_without_tables


class Command(BaseCommand):
    """Adds somebody to the log; the first one is its host."""

    help = "Add somebody to the log. The password is asked for twice, or read from two lines."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", required=True, metavar="NAME")

    def handle(self, *, username: str, **options: Any) -> None:
        refuse_without_tables()
        user = User(username=User.normalize_username(username.strip()))
        _refuse_if_not_valid(user)
        user.set_password(_password_for(user))
        with transaction.atomic():
            user.is_host = not User.objects.filter(is_host=True).exists()
            user.save()
        role = " and looks after it" if user.is_host else ""
        self.stdout.write(f"{user} has a notebook in this log{role}.")


def _refuse_if_not_valid(user: User) -> None:
    if User.objects.filter(username__iexact=user.username).exists():
        raise Refused(f"Somebody here is called “{user}” already: choose another name.")
    try:
        user.full_clean(exclude=["password"], validate_constraints=False)
    except ValidationError as error:
        raise Refused(f"“{user}” cannot be the user name: {' '.join(error.messages)}") from error


def _password_for(user: User) -> str:
    password = _ask("Password: ")
    if _ask("Password again: ") != password:
        raise Refused("The two passwords differ: type the same one twice.")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    return password


def _ask(prompt: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().rstrip("\r\n")
