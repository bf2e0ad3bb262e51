"""`/live?topic=…`: the handshake of a live socket.

flask-sock makes the route, simple-websocket and wsproto check the handshake and answer it;
from there on the connection is the hub's (kiosk/live/), for the library's own reader and
writer wait, queue and interleave. Three seams keep them out of the way, each held by a
test: the extension header is rewritten before the library negotiates, its thread is one
that never starts, and its duplicate of the socket is closed once the answer is written.
"""

import base64
import binascii
import logging
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from flask import Blueprint, Flask, Response, request

from kiosk.live.capacity import Slot
from kiosk.live.hub import Hub
from kiosk.live.topics import screen_of
from kiosk.web.security.origin import is_local_browser
from kiosk.web.server.http_handler import UPGRADE, Upgrade

if TYPE_CHECKING:
    from simple_websocket import Server

log = logging.getLogger("kiosk.web")

EXTENSIONS = "HTTP_SEC_WEBSOCKET_EXTENSIONS"
DEFLATE = "permessage-deflate"
# Without context takeover a frame compresses to the same bytes for every socket, and sockets
# need no window.
ALONE = f"{DEFLATE}; server_no_context_takeover; client_no_context_takeover"
DEFLATES = "kiosk.deflates"
SLOT = "kiosk.slot"
LONGEST_BROWSER = 300


class VisitRecorder(Protocol):
    """Knows and records screens."""

    def is_known(self, screen: str) -> bool:
        """Whether a screen was seen before, or is set up."""

    def record(self, screen: str) -> bool:
        """Record a screen; False if there were too many new ones lately."""


def create_live(
    app: Flask,
    hub: Hub,
    topics_ok: Callable[[str], bool],
    allowed: Callable[[], bool],
    visits: VisitRecorder | None = None,
) -> None:
    """Serve live sockets at `/live`.

    :param topics_ok: whether there is such a topic; called in the request, may read the
        database in the pool.
    :param allowed: whether this request's Origin and Host may open a socket.
    :param visits: which screens are known, and whether one more may be; None: all are.
    """
    live = Blueprint("live", __name__)
    app.config["SOCK_SERVER_OPTIONS"] = {"thread_class": _NoThread, "event_class": _NoEvent}

    @live.before_request
    def refuse() -> Response | None:
        return _refusal(hub, topics_ok, allowed, visits)

    @live.errorhandler(ConnectionError)
    def client_went_away(_error: ConnectionError) -> Response:
        # The connection was reset while the library answered.
        return _plain(400, "The connection was closed during the handshake.")

    @cache
    def library() -> Callable[[], Response]:
        # It imports asyncio, a tenth of the start; the first socket can wait for it.
        from flask_sock import Sock

        route = _Route()
        Sock().route("/live", bp=route)(lambda socket: _hand_over(hub, socket))
        return route.handler

    live.add_url_rule("/live", "handshake", lambda: library()(), websocket=True)
    app.register_blueprint(live)


def accepted_extension(offers: str) -> str | None:
    """What to negotiate of a Sec-WebSocket-Extensions header: one offer with which a shared
    frame can be read, or None."""
    for offer in offers.split(","):
        name, *parameters = (part.strip() for part in offer.split(";"))
        if name.lower() != DEFLATE:
            continue
        window = [p for p in parameters if p.startswith("server_max_window_bits")]
        if not window:
            return ALONE
        # A window smaller than zlib's largest would need different frames.
        if window[0].partition("=")[2].strip().strip('"') == "15":
            return f"{ALONE}; server_max_window_bits=15"
    return None


def _refusal(
    hub: Hub,
    topics_ok: Callable[[str], bool],
    allowed: Callable[[], bool],
    visits: VisitRecorder | None,
) -> Response | None:
    """A response instead of a handshake; None after reserving a slot."""
    upgrade = request.environ.get(UPGRADE)
    topic = request.args.get("topic", "")
    if not allowed():
        return _plain(403, "This page may not open a live socket here.")
    if request.headers.get("Sec-WebSocket-Version", "13") != "13":
        return _plain(426, "Version 13, please.", {"Sec-WebSocket-Version": "13"})
    if not isinstance(upgrade, Upgrade) or not _is_handshake():
        return _plain(400, "This is no handshake of a WebSocket.")
    if not topics_ok(topic):
        return _plain(404, "There is no such topic.")
    slot = _reserve(hub, topic, visits)
    if slot is None:
        return _plain(503, "There is no room for another connection.", {"Retry-After": "30"})
    request.environ[SLOT] = slot
    upgrade.on_abandon = lambda: hub.release(slot)
    _negotiate(request.environ, topic)
    return None


def _reserve(hub: Hub, topic: str, visits: VisitRecorder | None) -> Slot | None:
    """A slot for a socket; for the wall of an unknown screen only if one more is allowed."""
    screen = screen_of(topic)
    is_known = visits is None or screen is None or visits.is_known(screen)
    slot = hub.reserve(topic, request.remote_addr or "", is_known=is_known)
    if slot is None or visits is None or not screen:
        return slot
    if visits.record(screen):
        return slot
    hub.release(slot)
    return None


def _is_handshake() -> bool:
    headers = request.headers
    try:
        key = base64.b64decode(headers.get("Sec-WebSocket-Key", ""), validate=True)
    except binascii.Error:
        return False
    upgrades = "upgrade" in headers.get("Connection", "").lower()
    named = headers.get("Upgrade", "").lower() == "websocket"
    complete = len(key) == 16 and upgrades and named and "Host" in headers
    return complete and "Sec-WebSocket-Version" in headers


def _negotiate(environ: dict[str, Any], topic: str) -> None:
    """Leave only an extension that this server supports for the library to accept. On this machine
    nothing is compressed: it would only cost time."""
    offers = environ.pop(EXTENSIONS, "")
    near = screen_of(topic) is not None and is_local_browser(request)
    accepted = None if near else accepted_extension(offers)
    environ.pop("HTTP_SEC_WEBSOCKET_PROTOCOL", None)
    environ[DEFLATES] = accepted is not None
    if accepted is not None:
        environ[EXTENSIONS] = accepted


class _Route:
    """Takes a blueprint's place, to receive the library's handler."""

    handler: Callable[[], Response]

    def route(self, _path: str, **_how: object) -> Callable[[Callable[[], Response]], None]:
        """Take the handler."""

        def take(handler: Callable[[], Response]) -> None:
            self.handler = handler

        return take


def _hand_over(hub: Hub, handshake: "Server") -> None:
    """After the handshake, hand the connection to the hub when the request ends."""
    from simple_websocket import ConnectionClosed

    topic = request.args["topic"]
    deflates = bool(request.environ.pop(DEFLATES))
    upgrade: Upgrade = request.environ[UPGRADE]
    handshake.connected = False  # the library must send nothing more
    handshake.sock.close()
    browser = request.headers.get("User-Agent", "")[:LONGEST_BROWSER]
    slot = request.environ.pop(SLOT)
    upgrade.on_takeover = lambda connection: hub.join(connection, topic, deflates, slot, browser)
    raise ConnectionClosed


def _plain(status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    """A plain-text response, for programs: browsers show nothing of a refused handshake."""
    return Response(sentence + "\n", status, {"Connection": "close", **(headers or {})},
                    mimetype="text/plain")  # fmt: skip


class _NoThread:
    """Replaces the library's reader thread, which would write to the socket."""

    name = ""

    def __init__(self, target: Callable[[], None]) -> None:
        """Keep nothing of it."""

    def start(self) -> None:
        """Start nothing."""


class _NoEvent:
    """Replaces the library's event, which nothing waits for."""

    def set(self) -> None:
        """Nothing."""

    def clear(self) -> None:
        """Nothing."""
