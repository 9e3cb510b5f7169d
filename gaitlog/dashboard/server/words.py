"""What the terminal says once the server runs."""

from __future__ import annotations

import io
from collections.abc import Mapping

import qrcode
from django.conf import settings
from django.urls import reverse

from gaitlog.dashboard.server.network import HomeNetwork

WHITE_ON_BLACK, PLAIN = "\x1b[40;97m", "\x1b[0m"
WITHOUT_ENCRYPTION = (
    "This is http: anybody on the same network could read along, passwords too."
    " docs/install.md says how to have https."
)


def greeting(
    here: str, home: HomeNetwork | None, links: Mapping[str, str], *, coloured: bool = False
) -> str:
    """Where to look; ``links`` has the secrets of one-time links by the name of their page."""
    lines = [f"gaitlog is running at {here}"]
    there = home_addresses(home)
    if there:
        lines += [
            f"On your home network: {' or '.join(there)}",
            "",
            _qr(there[0], coloured=coloured),
        ]
    if settings.INSECURE_HTTP:
        lines.append(WITHOUT_ENCRYPTION)
    base = best_address(here, home)
    if "setup" in links:
        link = base + reverse("accounts:setup", args=[links["setup"]])
        lines.append(f"Nobody has set this log up yet. Open within an hour: {link}")
    if "look_around" in links:
        link = base + reverse("accounts:look_around", args=[links["look_around"]])
        lines.append(f"Look around in the demo: {link}")
    return "\n".join([*lines, "Stop it with Ctrl-C."])


def home_addresses(home: HomeNetwork | None) -> list[str]:
    return [f"http://{host}:{settings.PORT}" for host in home.hosts] if home else []


def best_address(here: str, home: HomeNetwork | None) -> str:
    """The one that links are printed with: where most devices find the log."""
    return next(iter(home_addresses(home)), here)


def _qr(text: str, *, coloured: bool) -> str:
    """A square to point a phone at, light on dark; a terminal that knows colours makes it so."""
    code = qrcode.QRCode(border=2)
    code.add_data(text)
    drawn = io.StringIO()
    code.print_ascii(out=drawn, invert=True)
    lines = drawn.getvalue().splitlines()
    if coloured:
        lines = [f"{WHITE_ON_BLACK}{line}{PLAIN}" for line in lines]
    return "\n".join([*lines, ""])
