"""The address a phone on the office network can open this server at.

Nothing is sent: asking the kernel for a route to a multicast address tells which of the
machine's addresses it would use.
"""

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

import ifaddr

LOOKED_AT_EVERY = 15.0
_MDNS = ("224.0.0.251", 5353)
# Networks inside the machine, or that lead out of the office: no phone is on them.
_NOT_THE_OFFICE = ("docker", "veth", "br-", "virbr", "tun", "tap", "wg", "tailscale", "zt", "lo")


@dataclass(frozen=True, slots=True)
class Reach:
    """`office`: the IPv4 address phones can use, "" if none; `own`: every address and name of
    this machine, in lower case."""

    office: str
    own: frozenset[str]


class Addresses:
    """This machine's addresses, looked up again every 15 s: a cable may have been moved,
    and a code that is 30 s old at most has to know (AddressWatch in kiosk.web.start)."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._looked_at = -LOOKED_AT_EVERY
        self._reach = Reach("", frozenset())

    def reach(self) -> Reach:
        """What is true now, or was less than 15 s ago."""
        now = self._clock()
        if now - self._looked_at >= LOOKED_AT_EVERY:
            self._reach, self._looked_at = look(), now
        return self._reach


def look() -> Reach:
    """Ask the kernel for its interfaces and its route to the office network."""
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
    return Reach(_office_address(interfaces), frozenset(names | set(interfaces) | others))


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
    return not outside and not interface.startswith(_NOT_THE_OFFICE)


def _source_of_route() -> str:
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(_MDNS)
            return str(probe.getsockname()[0])
    except OSError:
        return ""
