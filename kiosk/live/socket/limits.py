"""How much a live socket may take: of time, places and bytes. A test passes its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds, sizes in bytes.

    :ivar sockets: all slots; one more is answered with 503.
    :ivar wall_slots: of these, kept for known screens: nothing else ever takes them.
    :ivar unknown_walls: at most so many are for walls of screens that were never seen before.
    :ivar per_address: at most so many come from one address, known screens aside.
    :ivar message: of one message from a client, as sent and as inflated.
    :ivar messages_a_beat: from one client between two beats; a page that paints every
        update of a busy minute stays far below it.
    :ivar bytes_a_beat: from one client between two beats, whatever they are.
    :ivar beat: between two heartbeats to one socket.
    :ivar ticks: the sockets are spread over so many moments of a beat, so that a
        heartbeat to thousands never stands in the way of a change.
    :ivar stuck: a client that takes nothing for so long is closed.
    :ivar ping_after: silence after which a client is asked for a sign of life.
    :ivar silence: a client unheard of for so long is gone. With a beat on top, below 60.
    :ivar closing: how long a client may take to answer a close frame.
    :ivar unsent: what the kernel may hold that is not on its way yet. More would be old
        news by the time a slow reader took it.
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
