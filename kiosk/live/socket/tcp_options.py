"""TCP options of live sockets."""

import socket

from kiosk.live.socket.limits import Limits


def tune(connection: socket.socket, limits: Limits) -> None:
    """Set the options for small, urgent frames."""
    if connection.family not in (socket.AF_INET, socket.AF_INET6):
        return
    options = (
        ("TCP_NODELAY", 1),
        # Unacknowledged packets end the connection, and heartbeats are such packets. This takes a
        # little longer than closing after an unanswered ping, which is counted.
        ("TCP_USER_TIMEOUT", int((limits.silence + 3 * limits.beat) * 1000)),
        ("TCP_NOTSENT_LOWAT", limits.unsent),
    )
    for name, value in options:
        if hasattr(socket, name):
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def peer(connection: socket.socket) -> str:
    """The address of the machine at the other end; "" if it has disconnected."""
    try:
        other = connection.getpeername()
    except OSError:
        return ""
    return str(other[0]) if isinstance(other, tuple) else ""
