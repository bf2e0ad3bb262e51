"""One frame to many sockets."""

from collections.abc import Iterable

from kiosk.live.socket.client import Client


def write_all(clients: Iterable[Client], frame: bytes) -> tuple[int, list[Client]]:
    """Write one frame to many: the loop that every change goes through.

    It costs hardly more than the calls of send() in it, so nothing is made for a client
    unless its kernel buffer is full.

    :returns: how many took it or hold it, and those whose connection is gone.
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
