"""The address at which phones in the office network reach this server.

Nothing is sent: the kernel's route to a multicast address tells which of the machine's addresses is
used.
"""

import ipaddress
import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import ifaddr

SCAN_INTERVAL = 15.0
RESOLVER = Path("/etc/resolv.conf")
_MDNS = ("224.0.0.251", 5353)
# Networks inside the machine or leaving the office, which no phone is on.
_IGNORED_INTERFACES = (
    "docker",
    "veth",
    "br-",
    "virbr",
    "tun",
    "tap",
    "wg",
    "tailscale",
    "zt",
    "lo",
)


@dataclass(frozen=True, slots=True)
class NetworkSnapshot:
    """`office`: the IPv4 address phones can use, "" if none; `own`: every address and name of
    this machine, in lower case.

    :ivar name: the first part of this machine's name.
    :ivar domains: those that the system's resolver configuration names.
    """

    office: str
    own: frozenset[str]
    name: str = ""
    domains: frozenset[str] = frozenset()

    def is_own(self, host: str) -> bool:
        """Whether a lower-case host is this machine: one of its addresses and names, its name with
        a number added by Avahi (name-2.local), or either in a domain of the network, as a router
        names it (name.fritz.box). A foreign name that points here is not."""
        if host in self.own:
            return True
        label, _, domain = host.partition(".")
        is_name = self.name and re.fullmatch(rf"{re.escape(self.name)}(-[0-9]{{1,4}})?", label)
        return bool(is_name) and (domain in ("", "local") or domain in self.domains)


class NetworkAddresses:
    """This machine's addresses, looked up every 15 s: a cable may be moved, and QR codes must
    follow within 30 s, see kiosk.web.server.network_watcher."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._looked_at = -SCAN_INTERVAL
        self._reach = NetworkSnapshot("", frozenset())

    def current(self) -> NetworkSnapshot:
        """The addresses, at most 15 s old."""
        now = self._clock()
        if now - self._looked_at >= SCAN_INTERVAL:
            self._reach, self._looked_at = scan_interfaces(), now
        return self._reach


def scan_interfaces() -> NetworkSnapshot:
    """Ask the kernel for the interfaces and the route to the office network."""
    interfaces = {
        str(address.ip): adapter.nice_name
        for adapter in ifaddr.get_adapters()
        for address in adapter.ips
        if address.is_IPv4
    }
    others = {
        str(address.ip[0]).partition("%")[0]
        for adapter in ifaddr.get_adapters()
        for address in adapter.ips
        if address.is_IPv6
    }
    name = socket.gethostname().lower()
    short = name.partition(".")[0]
    names = {"localhost", "127.0.0.1", "::1", name, short, f"{short}.local"}
    own = frozenset(names | set(interfaces) | others)
    return NetworkSnapshot(_office_address(interfaces), own, short, _domains(name))


def _domains(name: str) -> frozenset[str]:
    """The domain in this machine's own name, and its search domains. DNS is not asked: that may
    take seconds, and the answer could name any domain."""
    own = name.partition(".")[2]
    return search_domains(RESOLVER) | frozenset({own} if own else ())


def search_domains(file: Path) -> frozenset[str]:
    """The search domains of a resolver's configuration, in lower case."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").lower().splitlines()
    except OSError:
        return frozenset()
    named = (line.split() for line in lines)
    return frozenset(
        domain.strip(".")
        for localizer in named
        if localizer and localizer[0] in ("search", "domain")
        for domain in localizer[1:]
        if domain.strip(".")
    )


def _office_address(interfaces: dict[str, str]) -> str:
    usable = {ip for ip, name in interfaces.items() if _may_be_office(ip, name)}
    routed = _source_of_route()
    if routed in usable:
        return routed
    private = [ip for ip in interfaces if ip in usable and ipaddress.ip_address(ip).is_private]
    return private[0] if private else ""


def _may_be_office(ip: str, interface: str) -> bool:
    address = ipaddress.ip_address(ip)
    outside = address.is_loopback or address.is_link_local
    return not outside and not interface.startswith(_IGNORED_INTERFACES)


def _source_of_route() -> str:
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(_MDNS)
            return str(probe.getsockname()[0])
    except OSError:
        return ""
