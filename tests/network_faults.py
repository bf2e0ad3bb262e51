"""Real packet loss for any program's sockets: the kernel drops what arrives, nothing is closed.

A socket filter that accepts nothing makes the kernel throw away every segment before TCP sees it,
so nothing is acknowledged either; as with a pulled cable, no end is told. The sockets belong to the
server and to Chromium, so they are borrowed through pidfd_getfd(2), which a parent process may.
"""

import ctypes
import os
import signal
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from tests.server import Server

_PIDFD_GETFD = 438  # the same number on every architecture
_ATTACH_FILTER, _DETACH_FILTER = 26, 27
_DROP = struct.pack("HBBI", 0x06, 0, 0, 0)  # BPF: return 0 bytes, keep nothing
_libc = ctypes.CDLL(None, use_errno=True)


@contextmanager
def packets_dropped(port: int) -> Iterator[None]:
    """While inside, nothing that is sent from or to `port` arrives in any child of this process
    (servers and browsers, that is), and no new connection comes about."""
    borrowed = list(_sockets(port))
    program = ctypes.create_string_buffer(_DROP)
    attach = struct.pack("HP", 1, ctypes.addressof(program))
    for one in borrowed:
        one.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, attach)
    assert borrowed, f"no child's socket has to do with port {port}"
    try:
        yield
    finally:
        for one in borrowed:
            one.setsockopt(socket.SOL_SOCKET, _DETACH_FILTER, b"\0\0\0\0")
            one.close()


def _sockets(port: int) -> Iterator[socket.socket]:
    for process in psutil.Process().children(recursive=True):
        for connection in process.net_connections("tcp"):
            ports = {connection.laddr.port, connection.raddr.port if connection.raddr else 0}
            if port in ports and connection.fd >= 0:
                yield socket.socket(fileno=_borrow(process.pid, connection.fd))


def _borrow(pid: int, descriptor: int) -> int:
    pidfd = os.pidfd_open(pid)
    try:
        copy = int(_libc.syscall(_PIDFD_GETFD, pidfd, descriptor, 0))
    finally:
        os.close(pidfd)
    if copy < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return copy


@contextmanager
def silenced(server: Server, how: str) -> Iterator[None]:
    """While inside, the server is not heard from though nobody closes anything: it is
    "stopped" (SIGSTOP), or its packets are "dropped"."""
    if how == "dropped":
        with packets_dropped(server.port):
            yield
        return
    server.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        server.process.send_signal(signal.SIGCONT)


SILENCES = ("stopped", "dropped")
