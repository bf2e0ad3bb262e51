"""One frame to many sockets."""

from collections.abc import Iterable

from kiosk.live.socket.client import Client


def write_all(clients: Iterable[Client], frame: bytes) -> tuple[int, list[Client]]:
    """Write one frame to many clients. Every change goes through this loop.

    It costs hardly more than its calls of send(): nothing is allocated for a client unless its
    kernel buffer is full.

    :returns: how many were sent it or have queued it, and those whose connection is gone.
    """
    size = len(frame)
    written = 0
    gone: list[Client] = []
    for client in clients:
        if client.blocked or client.closing_since:
            client.send_state(frame)
            continue
        try:
            sent = client.send(frame)
        except BlockingIOError:
            sent = 0
        except OSError:
            gone.append(client)
            continue
        written += 1
        if sent != size:
            client.keep_unsent(frame, sent)
    return written, gone
