"""Where the server listens, and under which names a home network may ask for it."""

from __future__ import annotations

import errno
import ipaddress
import re
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from gaitlog.core.refused import Refused

LOOPBACK = "127.0.0.1"
# Asking which of our addresses would speak to these sends nothing to anybody.
ELSEWHERE = ("192.0.2.1", "192.168.255.254", "10.255.255.254", "172.31.255.254")
BACKLOG = 128


@dataclass(frozen=True, slots=True)
class HomeNetwork:
    """This machine as the other devices at home see it."""

    addresses: tuple[str, ...]
    name: str  # NAME.local; empty where the machine has no name of its own

    @property
    def hosts(self) -> list[str]:
        """What may stand in the address bar, as Django's ALLOWED_HOSTS has it."""
        return [_bracketed(address) for address in self.addresses] + [self.name] * bool(self.name)


def home_network(hostname: str, addresses: Iterable[str]) -> HomeNetwork:
    """The addresses of this machine that lie in a home network, none that the internet reaches."""
    private = [address for address in dict.fromkeys(addresses) if _is_at_home(address)]
    first = hostname.partition(".")[0].lower()
    named = re.fullmatch(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", first) and first != "localhost"
    return HomeNetwork(tuple(private), f"{first}.local" if named else "")


def find_home_network() -> HomeNetwork:
    return home_network(socket.gethostname(), own_addresses())


def own_addresses() -> list[str]:
    """This machine's own addresses, the one that others are likeliest to reach first."""
    found = []
    for elsewhere in ELSEWHERE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            try:
                asking.connect((elsewhere, 9))
            except OSError:  # not connected to any network
                continue
            found.append(asking.getsockname()[0])
    with suppress(OSError):  # of a name that is written down nowhere
        found += [str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None)]
    return found


def listen(hosts: Iterable[str], port: int) -> list[socket.socket]:
    """A socket for each address. Raises Refused where the port is taken or the address not ours."""
    return [_listen(host, port) for host in hosts]


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen(BACKLOG)
    except OSError as error:
        opened.close()
        raise Refused(_why_not(error, host, port)) from error
    return opened


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken by another program: stop that one, or choose another port"
            f" with --port {port + 1}."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} is kept for the system: choose one above 1023, such as --port 8000."
    return f"{host} is no address of this machine: leave --host out, or write one that is."


def _is_at_home(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    elsewhere = address.is_global or address.is_loopback or address.is_link_local
    return not (elsewhere or address.is_unspecified or address.is_multicast)


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address
