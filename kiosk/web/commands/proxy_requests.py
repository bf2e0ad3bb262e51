"""Requests to this server through public_url, as a browser would send them."""

import ipaddress
import json
import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any
from urllib.parse import SplitResult, urlsplit

from kiosk.web.core.network import scan_interfaces
from kiosk.web.server import proxy_probe

TIMEOUT = 5.0
CLAIMED_ADDRESS = "192.0.2.1"
"""An address that nobody has (RFC 5737): a proxy that lets it through lets everything through."""

_HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@dataclass(frozen=True, slots=True)
class ProbeResponse:
    """The response to doctor's request.

    :ivar sent_from: address and port of this end of the connection.
    :ivar arrived: the request as this server received it; None if something else answered.
    """

    status: int
    location: str
    sent_from: tuple[str, int]
    received: dict[str, Any] | None

    @property
    def is_direct(self) -> bool:
        """Whether the server answered directly, without a proxy."""
        arrived = self.received or {}
        return (arrived.get("peer"), arrived.get("peer_port")) == self.sent_from


def addresses_of(url: str) -> list[str]:
    """The addresses behind an address of the web.

    :raises OSError: its name is not known.
    """
    parts = urlsplit(url)
    found = socket.getaddrinfo(parts.hostname, _port(parts), type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]


def is_near(address: str) -> bool:
    """Whether an address belongs to this machine or a private network."""
    own = scan_interfaces().own
    return address in own or not ipaddress.ip_address(address.partition("%")[0]).is_global


def ask(url: str, address: str, key: str) -> ProbeResponse:
    """Ask for what arrives.

    :param address: the one of `url` to connect to.
    :param key: by which the server knows doctor.
    :raises OSError: nothing answers, or not in time.
    :raises HTTPException: what answers is no web server.
    """
    headers = {
        **_HANDSHAKE,
        proxy_probe.PROOF: proxy_probe.proof(key),
        "X-Forwarded-For": CLAIMED_ADDRESS,
    }
    with _connected(url, address) as raw:
        sent_from = raw.getsockname()[:2]
        answer = _answer(url, raw, proxy_probe.PATH, headers)
        body = answer.read(4096)
    location = answer.getheader("Location", "")
    arrived = _object(body) if answer.status == 200 else None
    return ProbeResponse(answer.status, location, (str(sent_from[0]), int(sent_from[1])), arrived)


def socket_status(url: str, address: str) -> int:
    """The status of a live socket's handshake; 0 if the connection fails after it."""
    try:
        with _connected(url, address) as raw:
            headers = {**_HANDSHAKE, "Origin": url}
            answer = _answer(url, raw, "/live?topic=all", headers)
            return answer.status if answer.status != 101 or answer.fp.read(1) else 0
    except (OSError, HTTPException):
        return 0


def _connected(url: str, address: str) -> socket.socket:
    parts = urlsplit(url)
    raw = socket.create_connection((address, _port(parts)), TIMEOUT)
    if parts.scheme == "http":
        return raw
    # No secret is sent, and whether phones trust the certificate cannot be checked here.
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(raw, server_hostname=parts.hostname)


def _answer(url: str, raw: socket.socket, path: str, headers: dict[str, str]) -> HTTPResponse:
    connection = HTTPConnection("")
    connection.sock = raw
    connection.request("GET", path, headers={"Host": urlsplit(url).netloc, **headers})
    return connection.getresponse()


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except ValueError:
        return None
    return found if isinstance(found, dict) and "peer_port" in found else None


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)
