"""Topics: what pages can watch, with their clients and last state."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kiosk.live.socket.client import Client
from kiosk.live.socket.frames import Frame

WALL = "wall"
# The suffix of a wall on the machine's own screen, the only one that shows the setup link.
LOCAL_SCREEN = "@here"
# The suffix of a wall that shows every page in turn, however long that takes.
ALL_PAGES = "@all"
# Unwatched topics are kept for a while, because a whole office may reconnect at once.
IDLE_KEPT = 64
NOT_CURRENT = -1


@dataclass(frozen=True, slots=True)
class Content:
    """The whole current state of a topic.

    :ivar html: what the page shows, rendered.
    :ivar revision: the database's revision it was read at, in the same transaction.
    :ivar changes_at: when it next changes without a save (midnight, a freshness limit); aware.
        None: never.
    :ivar screen_html: the html that only one screen shows, after the rest.
    """

    html: str
    revision: int
    changes_at: datetime | None = None
    screen_html: str = ""

    def looks_like(self, html: str | None, own: str) -> bool:
        """Whether a page already shows this."""
        return self.html == html and self.screen_html == own


class Topic:
    """One topic's sockets and last frame.

    :ivar rendered_at_change: the publisher's count of changes when the frame was rendered. While
        that is the latest count, the frame is current.
    :ivar revision: the revision for which `html` is current; 0: not known yet.
    :ivar frame: None until it is encoded again.
    :ivar pending: clients that have not been sent a state yet.
    """

    __slots__ = (
        "changes_at",
        "deflating",
        "frame",
        "html",
        "name",
        "pending",
        "plain",
        "rendered_at_change",
        "revision",
        "screen_html",
    )

    def __init__(self, name: str) -> None:
        self.name = name
        self.plain: dict[Client, None] = {}
        self.deflating: dict[Client, None] = {}
        self.pending: set[Client] = set()
        self.frame: Frame | None = None
        self.html: str | None = None
        self.screen_html = ""
        self.revision = 0
        self.rendered_at_change = NOT_CURRENT
        self.changes_at: datetime | None = None

    @property
    def goes_first(self) -> bool:
        """Whether it is the wall of a known screen; these are published first."""
        return self.screen is not None and any(c.slot.is_known for c in self.clients())

    @property
    def screen(self) -> str | None:
        """The screen of a wall topic, "" for the wall without a name; None for other topics."""
        return screen_of(self.name)

    def clients(self) -> Iterator[Client]:
        """Every client that watches the topic."""
        yield from self.plain
        yield from self.deflating

    def add(self, client: Client) -> None:
        """Add a client."""
        self._group(client)[client] = None
        self.pending.add(client)

    def remove(self, client: Client) -> None:
        """Remove a client."""
        self._group(client).pop(client, None)
        self.pending.discard(client)

    def __len__(self) -> int:
        return len(self.plain) + len(self.deflating)

    def _group(self, client: Client) -> dict[Client, None]:
        return self.deflating if client.deflates else self.plain


class TopicRegistry:
    """All watched topics, and a few that were watched recently."""

    def __init__(self) -> None:
        self._topics: dict[str, Topic] = {}

    def add(self, client: Client) -> Topic:
        """The client's topic, with the client in it."""
        topic = self._topics.setdefault(client.topic, Topic(client.topic))
        topic.add(client)
        return topic

    def remove(self, client: Client) -> Topic | None:
        """Remove a client from its topic and return that. Old unwatched topics are forgotten."""
        topic = self._topics.get(client.topic)
        if topic is None:
            return None
        topic.remove(client)
        if not topic:
            self._forget_oldest_idle(topic)
        return topic

    def forget_idle(self) -> None:
        """Forget unwatched topics, because their state is out of date."""
        self._topics = {name: topic for name, topic in self._topics.items() if topic}

    def watched(self) -> list[Topic]:
        """The watched topics, walls of known screens first."""
        watched = [topic for topic in self._topics.values() if topic]
        return sorted(watched, key=lambda topic: not topic.goes_first)

    def get(self, name: str) -> Topic | None:
        """The topic, if it is or was recently watched."""
        return self._topics.get(name)

    def _forget_oldest_idle(self, latest: Topic) -> None:
        self._topics[latest.name] = self._topics.pop(latest.name)
        idle = [name for name, topic in self._topics.items() if not topic]
        for name in idle[:-IDLE_KEPT]:
            del self._topics[name]


def screen_of(topic: str) -> str | None:
    """`wall/lobby` -> `lobby`, `wall` -> "", anything else -> None."""
    if topic == WALL:
        return ""
    start = f"{WALL}/"
    if not topic.startswith(start):
        return None
    return topic.removeprefix(start).removesuffix(ALL_PAGES).removesuffix(LOCAL_SCREEN)
