"""Serves the app with gevent's pywsgi in this process.

Nothing is monkey-patched. The loop handles all connections; blocking calls (SQL, argon2) run in
kiosk.live.thread_pool, and the watcher has a thread of its own.
"""

import errno
import gc
import logging
import resource
import signal
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any, Protocol

import gevent
from gevent.event import Event
from gevent.pool import Pool
from gevent.pywsgi import WSGIServer
from gevent.socket import socket as GeventSocket

from kiosk.errors import SettingError
from kiosk.live.thread_pool import size_pool
from kiosk.web.server.connections import ConnectionLimiter
from kiosk.web.server.http_handler import Handler

log = logging.getLogger("kiosk.web")

BACKLOG = 1024  # a whole office may connect at once
# For files, pipes and the database; the rest is for connections.
RESERVED_DESCRIPTORS = 128
# After this many seconds a computing thread yields the interpreter to the loop.
# Python's default of 5 ms would delay each frame, once for every busy thread.
SWITCH_INTERVAL = 0.0005
MIN_CONNECTIONS = 64
# Slots beyond the limit, for connections being closed to make room.
POOL_RESERVE = 64
SHUTDOWN_TIMEOUT = 1.0  # seconds when stopping: for close frames, then again for requests


class Service(Protocol):
    """Something that runs as long as the server: the hub, the watcher."""

    def start(self) -> None:
        """Start in the server's loop."""

    def stop(self) -> None:
        """Stop in the server's loop, within a second."""


class Stop:
    """A way to stop a server from any thread, a signal or a test."""

    def __init__(self) -> None:
        self._requested = threading.Event()
        self._tell: Callable[[], object] | None = None

    def set(self) -> None:
        """Stop the server."""
        self._requested.set()
        if self._tell is not None:
            self._tell()

    def wait(self) -> None:
        """Wait in the server's loop until `set` is called."""
        heard = Event()
        bell = gevent.get_hub().loop.async_()
        bell.start(heard.set)
        self._tell = bell.send
        if not self._requested.is_set():
            heard.wait()
        self._tell = None
        bell.close()


def serve(
    app: Callable[..., Any],
    host: str,
    port: int,
    *,
    services: tuple[Service, ...] = (),
    stop: Stop | None = None,
    on_ready: Callable[[int], object] = lambda port: None,
) -> None:
    """Serve until SIGTERM, SIGINT or `stop`; returns within 2 s of that.

    :param port: 0 for any that is free.
    :param services: started before the first request, stopped in the opposite order.
    :param on_ready: called with the port once connections are answered.
    :raises SettingError: the address cannot be listened on.
    """
    stop = stop or Stop()
    room = raise_descriptor_limit()
    sys.setswitchinterval(SWITCH_INTERVAL)
    size_pool()
    listener = listen(host, port)
    server = _Server(listener, app, host, max(MIN_CONNECTIONS, room // 4))
    signals = _on_signals(stop)
    for service in services:
        service.start()
    try:
        server.start()
        # What is loaded now stays until the end. Collecting garbage in it repeatedly would
        # block every socket for some 50 ms.
        gc.freeze()
        gc.enable()  # it was off during the start, see kiosk.cli
        on_ready(listener.getsockname()[1])
        stop.wait()
    finally:
        _shut_down(server, services)
        for watcher in signals:
            watcher.cancel()


class _Server(WSGIServer):
    """pywsgi's server with a limited number of connections."""

    def __init__(self, listener: GeventSocket, app: Any, host: str, most: int) -> None:
        # The pool must never be full: a new connection would get no answer.
        super().__init__(
            listener, app, log=None, error_log=sys.stderr, handler_class=Handler,
            spawn=Pool(most + POOL_RESERVE), environ={"SERVER_NAME": host},
        )  # fmt: skip
        self._places = ConnectionLimiter(most)

    def handle(self, connection: GeventSocket, address: Any) -> None:
        """Handle the requests of one connection."""
        handler = Handler(connection, address, self)
        with self._places.slot(handler, str(address[0])) as has_place:
            if has_place:
                handler.handle()
            else:
                connection.close()


def listen(host: str, port: int) -> GeventSocket:
    """A listening socket.

    :raises SettingError: naming the port and the option.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = GeventSocket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Inherited by every connection. pywsgi sends head and body separately: without this the body
    # waits until the head is acknowledged, up to 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise _cannot_listen(error, host, port) from error
    return listener


def raise_descriptor_limit() -> int:
    """Raise this process's limit of open files as far as allowed.

    :return: how many connections that leaves room for.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
            soft = hard
        except (ValueError, OSError):
            log.info("the limit of open files stays at %s", soft)
    if soft == resource.RLIM_INFINITY:
        soft = 1 << 20
    return max(64, soft - RESERVED_DESCRIPTORS)


def sockets_that_fit(wanted: int) -> int:
    """The number of live sockets to allow: the wanted number, unless descriptors are short; a
    quarter of them is for pages."""
    return min(wanted, raise_descriptor_limit() * 3 // 4)


def _cannot_listen(error: OSError, host: str, port: int) -> SettingError:
    if error.errno == errno.EADDRINUSE:
        return SettingError(
            "Port %(port)s is in use by another program. Stop that one, or choose another "
            "port with --port.",
            port=port,
        )
    if error.errno == errno.EACCES:
        return SettingError(
            "This user is not allowed to use port %(port)s. Choose one above 1023 with --port.",
            port=port,
        )
    return SettingError(
        "Cannot listen on %(host)s, port %(port)s: %(reason)s. Choose another address with "
        "--host or another port with --port.",
        host=host, port=port, reason=error.strerror or str(error),
    )  # fmt: skip


def _on_signals(stop: Stop) -> list[Any]:
    """Install the signal handlers; Python allows that in the main thread only."""
    if threading.current_thread() is not threading.main_thread():
        return []
    return [gevent.signal_handler(number, stop.set) for number in (signal.SIGTERM, signal.SIGINT)]


def _shut_down(server: WSGIServer, services: tuple[Service, ...]) -> None:
    """Stop accepting connections, send close frames, then wait for the remaining requests."""
    server.close()
    for service in reversed(services):
        service.stop()
    server.stop(timeout=SHUTDOWN_TIMEOUT / 2)
