"""Limits of live sockets: time, slots and bytes. Tests pass their own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds, sizes in bytes.

    :ivar sockets: the number of slots; a connection beyond it is answered with 503.
    :ivar wall_slots: how many of these are reserved for known screens.
    :ivar unknown_walls: the most walls of screens that were never seen before.
    :ivar per_address: the most sockets of one address, without known screens.
    :ivar message: the longest message from a client, as sent and as inflated.
    :ivar messages_a_beat: the most messages from one client between two heartbeats; a page that
        paints every update of a busy minute stays far below it.
    :ivar bytes_a_beat: the most bytes from one client between two heartbeats.
    :ivar beat: the time between two heartbeats to one socket.
    :ivar ticks: over how many moments of a beat the sockets are spread, so that heartbeats to
        thousands never delay a change.
    :ivar stuck: after how long a client that reads nothing is closed.
    :ivar ping_after: after how long a silent client is pinged.
    :ivar silence: after how long a silent client is closed. Plus one beat, it is below 60.
    :ivar closing: how long a client may take to answer a close frame.
    :ivar unsent: how many unsent bytes the kernel may buffer. More would be out of date by the
        time a slow client reads them.
    """

    sockets: int = 10_000
    wall_slots: int = 64
    unknown_walls: int = 64
    per_address: int = 5_000
    message: int = 1024
    messages_a_beat: int = 300
    bytes_a_beat: int = 64 * 1024
    beat: float = 3.0
    ticks: int = 30
    stuck: float = 10.0
    ping_after: float = 20.0
    silence: float = 45.0
    closing: float = 1.0
    unsent: int = 128 * 1024
