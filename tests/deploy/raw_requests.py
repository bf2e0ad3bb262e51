"""Asks a server, or the proxy in front of it, for single pages, byte by byte as a browser would."""

import socket
import ssl
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection

from tests.deploy.proxies import NAME, Proxy
from tests.server import Server


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, list[str]]
    text: str

    def header(self, name: str) -> str:
        """A header that comes at most once."""
        return "".join(self.headers.get(name.lower(), []))


def ask(
    way: Proxy | Server,
    path: str,
    method: str = "GET",
    body: str | None = None,
    *,
    source: str = "127.0.0.1",
    port: int = 0,
    **headers: str,
) -> Answer:
    """One request.

    :param source: the loopback address it comes from.
    :param port: another one of the proxy than that of its pages.
    :param headers: with _ for -.
    """
    host, number, scheme = _place(way, port)
    raw = socket.create_connection(("127.0.0.1", number), 30, (source, 0))
    connection = HTTPConnection(host, timeout=30)
    connection.sock = _trusting().wrap_socket(raw, server_hostname=NAME) if scheme else raw
    sent = {"Host": host, "Connection": "close"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    if method == "POST":
        sent.setdefault("Origin", f"http{scheme}://{host}")
        sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
    try:
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        found: dict[str, list[str]] = {}
        for name, value in answer.getheaders():
            found.setdefault(name.lower(), []).append(value)
        return Answer(answer.status, found, answer.read().decode("utf-8", "replace"))
    finally:
        connection.close()


def _place(way: Proxy | Server, port: int) -> tuple[str, int, str]:
    if isinstance(way, Server):
        return f"127.0.0.1:{way.port}", way.port, ""
    by_https = way.scheme == "https" and port in (0, way.https)
    return NAME, port or way.port, "s" if by_https else ""


@cache
def _trusting() -> ssl.SSLContext:
    """The certificate signs itself. Made once, for reading the system's authorities takes longer
    than any answer."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
