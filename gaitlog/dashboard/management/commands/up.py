from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from gaitlog.accounts.models import OneTimeLink, User
from gaitlog.accounts.services import make_one_time_link
from gaitlog.core.lock import hold_data_folder, leave_address
from gaitlog.core.refused import Refused
from gaitlog.core.startup import address, pending_migrations, refuse_to_start_if_wrong
from gaitlog.dashboard.server import words
from gaitlog.dashboard.server.network import LOOPBACK, HomeNetwork, find_home_network, listen
from gaitlog.dashboard.server.static import collect_if_changed
from gaitlog.dashboard.server.web import Web
from gaitlog.env import LOOPBACK as LOOPBACK_NAMES
from gaitlog.portability.backups import Kind, back_up
from gaitlog.portability.snapshot import has_log


class Command(BaseCommand):
    """Starts gaitlog: everything is brought up to date first, and Ctrl-C stops it."""

    help = "Start gaitlog. Tables and static files are brought up to date first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=_port, help="listen on this port (8000)")
        parser.add_argument("--host", default=LOOPBACK, help="listen on this address (127.0.0.1)")
        parser.add_argument(
            "--lan", action="store_true", help="listen on the home network too, without encryption"
        )
        parser.add_argument("--demo", action="store_true", help="add an invented runner")

    def handle(self, *, port: int | None, host: str, lan: bool, demo: bool, **options: Any) -> None:
        settings.PORT = port or settings.PORT
        home = open_to_home() if lan else None
        open_to(host)
        refuse_to_start_if_wrong(migrated=False)
        in_use = hold_data_folder()
        sockets = listen([host, *(home.addresses if home else ())], settings.PORT)
        try:
            self._bring_up_to_date()
            greeting = self._greeting(home, demo=demo)
            leave_address(in_use, words.best_address(address(), home))
        except KeyboardInterrupt:
            raise SystemExit(130) from None
        with in_use:
            Web(
                sockets,
                when_ready=lambda: self._say(greeting),
                when_done=lambda: leave_address(in_use, ""),
            ).run()

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()  # before the fork, or it is said twice where nobody looks

    def _bring_up_to_date(self) -> None:
        had_log = has_log()
        if pending_migrations():
            if had_log:
                self.stdout.write(f"Backed up before the upgrade: {back_up(Kind.BEFORE_UPGRADE)}")
            call_command("migrate", interactive=False, verbosity=0)
        if not settings.DEBUG:
            collect_if_changed()

    def _greeting(self, home: HomeNetwork | None, *, demo: bool) -> str:
        links = {}
        if not User.objects.runners().exists():
            links["setup"] = make_one_time_link(OneTimeLink.Kind.SETUP)
        if demo:
            links["look_around"] = demo_link()
        return words.greeting(address(), home, links, coloured=self.stdout.isatty())


def open_to_home() -> HomeNetwork:
    """Let the home network in: the wish to is the consent that it is not encrypted."""
    if settings.HTTPS:
        raise Refused(
            "--lan serves http, and GAITLOG_URL is an https address: leave one of the two out."
        )
    home = find_home_network()
    if not home.addresses:
        raise Refused("This machine is in no home network: connect it, or leave --lan out.")
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, *home.hosts]
    settings.INSECURE_HTTP = True
    return home


def open_to(host: str) -> None:
    """Listen elsewhere than on this machine alone only where that is safe, or meant."""
    if host in LOOPBACK_NAMES:
        return
    if not (settings.HTTPS or settings.INSECURE_HTTP):
        raise Refused(
            f"Listening on {host} is not encrypted: use --lan at home, or set GAITLOG_URL to an"
            " https address."
        )
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, host]


def demo_link() -> str:
    from gaitlog.dashboard.demo import make_demo

    return make_one_time_link(OneTimeLink.Kind.DEMO, make_demo(timezone.localdate()))


def _port(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise ArgumentTypeError(f"{text} is no port: write a number from 1 to 65535.")
    return int(text)
