"""From a change to frames: renders one topic after the other, each with the newest state.

Renders never run in parallel: they would compete for the interpreter and all be late, as would
the writing of a frame that is ready. A topic that is queued is rendered with the state of its
turn, so a burst of saves costs only one or two renders.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from gevent.event import Event

from kiosk.errors import NeedsRestore
from kiosk.live.socket.frames import Frame, SharedState
from kiosk.live.thread_pool import run_in_thread
from kiosk.live.topics import NOT_CURRENT, Content, Topic

log = logging.getLogger("kiosk.live")

ContentOf = Callable[[str], Content | None]
# The clock may be set during a sleep (a Pi has none at boot), so sleep only for so long.
LONGEST_SLEEP = 30.0
RETRY_AFTER = 0.5
RETRY_WITHOUT_DATABASE = 3.0
WALLS_PAINT_FOR = 0.025


def utc_now() -> datetime:
    """The current time, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Prepared:
    content: Content | None
    frame: Frame | None


class Publisher:
    """Renders topics that may have changed and hands the frames on.

    :param content: returns a topic's current state; None if the topic no longer exists. Runs in
        the loop's thread pool, so it may read the database.
    :param deliver: receives the topic, and whether its HTML has changed. Runs in the loop.
    :param retire: receives a topic that no longer exists.
    :param now: the wall clock, for `Content.changes_at`.
    """

    def __init__(
        self,
        content: ContentOf,
        deliver: Callable[[Topic, bool], None],
        retire: Callable[[Topic], None],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._content = content
        self._deliver = deliver
        self._retire = retire
        self._now = now
        self._wanted: dict[Topic, None] = {}
        self._retries: dict[Topic, float] = {}
        self._watched: Callable[[], list[Topic]] = list
        self._work_available = Event()
        self._walls_served: set[Topic] = set()  # since the last turn of a different topic
        self._changes = 0
        self._latest: tuple[str, int, SharedState] | None = None
        self._walls_done, self._wall_wanted = Event(), Event()
        self._walls_written_at = 0.0

    def run(self, watched: Callable[[], list[Topic]]) -> None:
        """Publish in an endless loop. `watched` returns the topics with subscribers."""
        self._watched = watched
        while True:
            self._let_walls_paint()
            topic = self._next()
            if topic is not None and self._needs_render(topic):
                self._publish(topic)

    def on_commit(self) -> None:
        """Render every watched topic again, because anything may have changed."""
        self._changes += 1
        for topic in self._watched():
            self.request_render(topic)

    def wait_for_walls(self, timeout: float) -> None:
        """Wait at most `timeout` seconds until the walls have been sent what was just saved.
        Otherwise the response to the save would compete with them for the interpreter."""
        if any(topic.goes_first for topic in self._watched()):
            self._walls_done.clear()
            self._walls_done.wait(timeout)

    def request_render(self, topic: Topic) -> None:
        """Render this topic soon."""
        self._wanted[topic] = None
        self._work_available.set()
        if topic.goes_first:
            self._wall_wanted.set()

    def is_current(self, topic: Topic) -> bool:
        """Whether the topic's frame is its current state."""
        if topic.frame is None or topic.rendered_at_change != self._changes:
            return False
        return topic.changes_at is None or self._now() < topic.changes_at

    def _let_walls_paint(self) -> None:
        """Delay the phones a little. A wall's browser often runs on this machine, and sending to a
        thousand phones would delay its painting; nobody notices a phone's frame or two."""
        left = self._walls_written_at + WALLS_PAINT_FOR - time.monotonic()
        if left > 0 and self._wanted and all(not topic.goes_first for topic in self._wanted):
            self._wall_wanted.clear()
            self._wall_wanted.wait(left)

    def _needs_render(self, topic: Topic) -> bool:
        """Whether it is not current, or has clients that have not been sent a state yet."""
        return bool(topic) and (bool(topic.pending) or not self.is_current(topic))

    def _next(self) -> Topic | None:
        """The topic to render now: walls of known screens first, but each only once while other
        topics are queued."""
        self._request_due()
        if not self._wanted:
            self._walls_served.clear()
            self._walls_done.set()
            self._work_available.clear()
            self._work_available.wait(self._sleep())
            return None
        walls = [topic for topic in self._wanted if topic.goes_first]
        others = [topic for topic in self._wanted if not topic.goes_first]
        if not walls:
            self._walls_done.set()
        first = [wall for wall in walls if wall not in self._walls_served]
        topic = (first or others or walls)[0]
        if not topic.goes_first:
            self._walls_served.clear()
        else:
            self._walls_served.add(topic)
        del self._wanted[topic]
        return topic

    def _request_due(self) -> None:
        now, moment = self._now(), time.monotonic()
        for topic in self._watched():
            if topic.changes_at is not None and topic.changes_at <= now:
                topic.changes_at, topic.rendered_at_change = None, NOT_CURRENT
                self.request_render(topic)
        for topic in [topic for topic, at in self._retries.items() if at <= moment]:
            del self._retries[topic]
            self.request_render(topic)

    def _sleep(self) -> float:
        now, moment = self._now(), time.monotonic()
        delays = [LONGEST_SLEEP]
        delays += [
            (topic.changes_at - now).total_seconds()
            for topic in self._watched()
            if topic.changes_at is not None
        ]
        delays += [at - moment for at in self._retries.values()]
        return max(0.001, min(delays))

    def _publish(self, topic: Topic) -> None:
        changes = self._changes
        try:
            prepared = run_in_thread(lambda: self._prepare(topic, bool(topic.pending)))
        except NeedsRestore as error:  # already reported where it was detected
            log.debug("%s could not be rendered: %s", topic.name, error)
            self._retries[topic] = time.monotonic() + RETRY_WITHOUT_DATABASE
            return
        except Exception:  # an error in one topic must not stop all publishing
            log.exception("%s could not be rendered; trying again", topic.name)
            self._retries[topic] = time.monotonic() + RETRY_AFTER
            return
        if prepared.content is None:
            self._retire(topic)
            return
        self._store_result(topic, prepared.content, prepared.frame, changes)

    def _store_result(
        self, topic: Topic, content: Content, frame: Frame | None, changes: int
    ) -> None:
        changed = not content.looks_like(topic.html, topic.screen_html)
        if not changed and content.revision == topic.revision:
            frame = frame or topic.frame
        topic.html, topic.screen_html, topic.revision = (
            content.html,
            content.screen_html,
            content.revision,
        )
        topic.changes_at = content.changes_at
        topic.frame, topic.rendered_at_change = frame, changes
        if topic.pending and frame is None:  # a client joined while an unchanged page was read
            self.request_render(topic)
        self._deliver(topic, changed)
        if changed and topic.goes_first:
            self._walls_written_at = time.monotonic()

    def _prepare(self, topic: Topic, is_awaited: bool) -> _Prepared:
        """Runs in the pool: read, render and encode. A state nobody needs is not encoded."""
        content = self._content(topic.name)
        if content is None or (
            content.looks_like(topic.html, topic.screen_html) and not is_awaited
        ):
            return _Prepared(content, None)
        state = self._state(content.html, content.revision)
        return _Prepared(
            content, state.frame(topic.name, bool(topic.deflating), content.screen_html)
        )

    def _state(self, html: str, revision: int) -> SharedState:
        """The encoded state; the part it shares with the previous topic is not encoded again."""
        if self._latest is None or self._latest[:2] != (html, revision):
            self._latest = html, revision, SharedState({"revision": revision, "html": html})
        return self._latest[2]
