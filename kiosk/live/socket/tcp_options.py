"""What the kernel is asked to do for a live socket."""

import socket

from kiosk.live.socket.limits import Limits


def tune(connection: socket.socket, limits: Limits) -> None:
    """Set what the kernel does for a socket that carries small, urgent frames."""
    if connection.family not in (socket.AF_INET, socket.AF_INET6):
        return
    options = (
        ("TCP_NODELAY", 1),
        # Unanswered packets end the connection; heartbeats see to it that there are some. A little
        # later than an unanswered ping does, which is counted.
        ("TCP_USER_TIMEOUT", int((limits.silence + 3 * limits.beat) * 1000)),
        ("TCP_NOTSENT_LOWAT", limits.unsent),
    )
    for name, value in options:
        if hasattr(socket, name):
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def peer(connection: socket.socket) -> str:
    """The address of the machine at the other end; "" if it has gone."""
    try:
        other = connection.getpeername()
    except OSError:
        return ""
    return str(other[0]) if isinstance(other, tuple) else ""
