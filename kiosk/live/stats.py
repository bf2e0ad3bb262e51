"""How the live half is doing, for whoever looks after the server."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stats:
    """For whoever looks after the server.

    :ivar sockets: by topic.
    :ivar frames: state frames written since the start.
    :ivar dropped: clients closed because they took nothing, or were not heard of.
    :ivar refused: places asked for when there was none.
    :ivar blocked: clients that take less than there is for them, right now.
    :ivar beat_age: seconds since the loop last had its turn at the heartbeats.
    """

    sockets: dict[str, int]
    frames: int
    dropped: int
    refused: int
    blocked: int
    beat_age: float
