"""Topics: what can be watched, who watches it, and what was last shown of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kiosk.live.socket.client import Client
from kiosk.live.socket.frames import Frame

WALL = "wall"
# A wall on the machine's own screen: it alone is shown the way to set the server up.
LOCAL_SCREEN = "@here"
# A wall that turns through every page, however long that takes.
ALL_PAGES = "@all"
# A topic nobody watches is kept for those who come back: a whole office reconnects at once.
IDLE_KEPT = 64
NOT_CURRENT = -1


@dataclass(frozen=True, slots=True)
class Content:
    """The whole present state of a topic.

    :ivar html: what the page shows, rendered.
    :ivar revision: the database's revision it was read at, in the same transaction.
    :ivar changes_at: when it looks different though nobody saves (midnight, a limit of
        freshness); aware. None: never.
    :ivar own: what follows the html on this topic alone: a screen's own part.
    """

    html: str
    revision: int
    changes_at: datetime | None = None
    screen_html: str = ""

    def looks_like(self, html: str | None, own: str) -> bool:
        """Whether this is what a page shows already."""
        return self.html == html and self.screen_html == own


class Topic:
    """One topic's sockets and last frame.

    :ivar news: how much news the hub had heard when the frame's rendering began. While
        that is all there is, the frame is the present state.
    :ivar revision: what stands in `html` is true as of this revision; 0: not known yet.
    :ivar frame: None while it would have to be encoded anew.
    :ivar waiting: clients that have not been given a state yet.
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
        """Whether it is the wall of a known screen: everybody else comes after those."""
        return self.screen is not None and any(c.slot.is_known for c in self.clients())

    @property
    def screen(self) -> str | None:
        """The screen a wall topic is for, "" for the wall without a name; else None."""
        return screen_of(self.name)

    def clients(self) -> Iterator[Client]:
        """Every socket that watches."""
        yield from self.plain
        yield from self.deflating

    def add(self, client: Client) -> None:
        """Begin to show the topic to a client."""
        self._group(client)[client] = None
        self.pending.add(client)

    def remove(self, client: Client) -> None:
        """Stop showing the topic to a client."""
        self._group(client).pop(client, None)
        self.pending.discard(client)

    def __len__(self) -> int:
        return len(self.plain) + len(self.deflating)

    def _group(self, client: Client) -> dict[Client, None]:
        return self.deflating if client.deflates else self.plain


class TopicRegistry:
    """All topics with somebody watching, and a few more that were watched lately."""

    def __init__(self) -> None:
        self._topics: dict[str, Topic] = {}

    def add(self, client: Client) -> Topic:
        """The client's topic, with the client in it."""
        topic = self._topics.setdefault(client.topic, Topic(client.topic))
        topic.add(client)
        return topic

    def remove(self, client: Client) -> Topic | None:
        """The topic the client was in; forgotten if it was the last there of too many."""
        topic = self._topics.get(client.topic)
        if topic is None:
            return None
        topic.remove(client)
        if not topic:
            self._forget_oldest_idle(topic)
        return topic

    def forget_idle(self) -> None:
        """Forget what nobody watches: it is old."""
        self._topics = {name: topic for name, topic in self._topics.items() if topic}

    def watched(self) -> list[Topic]:
        """The topics somebody watches, walls of known screens first."""
        watched = [topic for topic in self._topics.values() if topic]
        return sorted(watched, key=lambda topic: not topic.goes_first)

    def get(self, name: str) -> Topic | None:
        """The topic, if anybody watches it or did lately."""
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
