"""Statistics of the live connections, for administrators."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stats:
    """The state of the live connections.

    :ivar sockets: by topic.
    :ivar frames: state frames written since the start.
    :ivar dropped: clients closed because they stopped reading, or did not answer a ping.
    :ivar refused: connections refused because no slot was free.
    :ivar blocked: clients with unsent data right now.
    :ivar beat_age: seconds since the loop last sent heartbeats.
    """

    sockets: dict[str, int]
    frames: int
    dropped: int
    refused: int
    blocked: int
    beat_age: float
