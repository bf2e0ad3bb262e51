"""The hub: owns every live socket, and is the only module that writes to them.

Everything here runs in one thread, in or beside the event loop, and nothing blocks. The hub knows
topics and bytes; a callable renders what a topic shows.
"""

import logging
import socket
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import gevent

from kiosk.live.capacity import ConnectionSlots, Slot
from kiosk.live.publisher import ContentOf, Publisher, utc_now
from kiosk.live.screen_status import ScreenState, ScreenTracker
from kiosk.live.socket import frames
from kiosk.live.socket.broadcast import write_all
from kiosk.live.socket.client import Client
from kiosk.live.socket.limits import Limits
from kiosk.live.socket.parser import WallReport
from kiosk.live.socket.tcp_options import peer
from kiosk.live.stats import Stats
from kiosk.live.thread_pool import is_in_pool
from kiosk.live.topics import Topic, TopicRegistry, screen_of

log = logging.getLogger("kiosk.live")

GOING_AWAY = 1001
WALLS_TIMEOUT = 0.02
GONE = 4404  # the topic no longer exists; loading the page again says so
PING = frames.ping()


class Hub:
    """All live sockets of one server.

    :param content: returns a topic's current state, see Publisher.
    :param release: the program's version; pages of a different version reload.
    :param limits: the limits of sockets.
    :param now: the wall clock.
    """

    def __init__(
        self,
        content: ContentOf,
        release: str = "",
        limits: Limits = Limits(),  # noqa: B008 -- frozen
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.limits = limits
        self.screen_tracker = ScreenTracker(now)
        self.revision = 0  # the newest one seen
        self.notice = ""  # a sentence that walls show while it is not empty
        self._release = release
        self._now = now
        self._topics = TopicRegistry()
        self._publisher = Publisher(content, self._deliver, self._retire, now)
        self._beats: list[dict[Client, None]] = [{} for _ in range(limits.ticks)]
        self._lingering: set[Client] = set()
        self._slots = ConnectionSlots(limits)
        self._frames = self._dropped = self._next_bucket = 0
        self._beaten_at = time.monotonic()
        self._greenlets: list[gevent.Greenlet[..., None]] = []
        self._stopping = False

    # Starting and stopping

    def start(self) -> None:
        """Start publishing and sending heartbeats, in the loop of the calling thread."""
        self._greenlets = [
            gevent.spawn(self._publisher.run, self._topics.watched),
            gevent.spawn(self._beat),
        ]

    def stop(self, timeout: float = 0.6) -> None:
        """Close every socket with a close frame; those that have not answered after `timeout`
        seconds are disconnected."""
        self._stopping = True
        gevent.killall(self._greenlets)
        for client in self._clients():
            client.close(GOING_AWAY, "the server stops")
        end = time.monotonic() + timeout
        while self._slots and time.monotonic() < end:
            gevent.sleep(0.02)
        for client in self._clients():
            client.close_now()

    # Slots

    def reserve(self, topic: str, address: str = "", *, is_known: bool = True) -> Slot | None:
        """Take a slot for a socket, before its handshake; None if none is free for this topic.

        :param address: the client's address. :param is_known: whether its screen is known.
        """
        slot = Slot(screen_of(topic) is not None, is_known, address)
        return slot if not self._stopping and self._slots.acquire(slot) else None

    def release(self, slot: Slot) -> None:
        """Free a reserved slot after a failed handshake."""
        self._slots.release(slot)

    def join(
        self, connection: socket.socket, topic: str, deflates: bool, slot: Slot, browser: str = ""
    ) -> None:
        """Show the topic to a socket after its handshake, in the slot reserved for it. It is sent
        the current state at once, or as soon as it is rendered. `browser` is its user agent."""
        try:
            client = Client(connection, topic, deflates, self, self.limits)
        except OSError:  # it has disconnected
            connection.close()
            self.release(slot)
            return
        client.slot = slot
        client.bucket = self._next_bucket = (self._next_bucket + 1) % len(self._beats)
        self._beats[client.bucket][client] = None
        joined = self._topics.add(client)
        if joined.screen is not None:
            self.screen_tracker.connected(joined.screen, client, browser, peer(connection))
        if self._stopping:
            client.close(GOING_AWAY)
        elif joined.frame is not None and self._publisher.is_current(joined):
            joined.pending.discard(client)
            self._frames += 1
            client.send_state(joined.frame.bytes_for(deflates))
        else:
            self._publisher.request_render(joined)

    # Changes

    def on_commit(self, revision: int, at: float | None = None) -> None:
        """Publish what a commit has changed.

        :param revision: the database's new revision.
        :param at: when it was seen, by `time.monotonic()`.
        """
        self.revision = revision
        self.screen_tracker.revision_saved(revision, at)
        self._topics.forget_idle()
        self._publisher.on_commit()

    def wait_for_walls(self) -> None:
        """Wait briefly until walls have been sent a save. Called in the request that saved."""
        if not is_in_pool():
            self._publisher.wait_for_walls(WALLS_TIMEOUT)

    # Status

    def forget_screen(self, name: str) -> None:
        """Forget a screen, unless a page shows it now."""
        self.screen_tracker.forget(name)

    def screens(self) -> tuple[ScreenState, ...]:
        """Every wall screen that was recently connected."""
        return self.screen_tracker.screens()

    def stats(self) -> Stats:
        """The hub's statistics."""
        return Stats(
            sockets={topic.name: len(topic) for topic in self._topics.watched()},
            frames=self._frames,
            dropped=self._dropped,
            refused=self._slots.refused,
            blocked=sum(client.blocked for client in self._lingering),
            beat_age=time.monotonic() - self._beaten_at,
        )

    def is_healthy(self) -> bool:
        """Whether heartbeats are sent and changes are published."""
        alive = bool(self._greenlets) and not any(g.dead for g in self._greenlets)
        return alive and time.monotonic() - self._beaten_at < self.limits.beat

    # Callbacks of clients (client.Owner)

    def on_painted(self, client: Client, revision: int) -> None:
        """A page has painted a revision; only those of walls are tracked."""
        screen = screen_of(client.topic)
        if screen is not None:
            self.screen_tracker.update_report(screen, client, revision)

    def on_shown(self, client: Client, shown: WallReport) -> None:
        """A page has reported what it shows; only reports of walls are tracked."""
        screen = screen_of(client.topic)
        if screen is not None:
            self.screen_tracker.update_shown(screen, shown)

    def on_client_pending(self, client: Client) -> None:
        """A client is blocked or closing."""
        self._lingering.add(client)

    def on_client_left(self, client: Client) -> None:
        """A socket is closed."""
        self._beats[client.bucket].pop(client, None)
        self._lingering.discard(client)
        self._topics.remove(client)
        screen = screen_of(client.topic)
        if screen is not None:
            self.screen_tracker.disconnected(screen, client)
        self._slots.release(client.slot)

    # Writing

    def _deliver(self, topic: Topic, changed: bool) -> None:
        frame = topic.frame
        if not changed:
            self._confirm(topic)
        elif frame is not None:
            self._write(topic.plain, frame.plain)
            self._write(topic.deflating, frame.deflated)
            topic.pending.clear()
        if frame is not None:
            for client in topic.pending:
                client.send_state(frame.bytes_for(client.deflates))
            self._frames += len(topic.pending)
            topic.pending.clear()

    def _write(self, clients: Iterable[Client], frame: bytes) -> None:
        written, gone = write_all(clients, frame)
        self._frames += written
        for client in gone:
            client.close_now()

    def _confirm(self, topic: Topic) -> None:
        """Send walls a newer revision for what they already show, so that they can report it as
        painted. Phones get it with their next heartbeat."""
        if topic.screen is not None:
            beat = self._heartbeat(topic.revision)
            for client in tuple(topic.clients()):
                if client not in topic.pending and not client.blocked:
                    client.send_state(beat)

    def _retire(self, topic: Topic) -> None:
        for client in tuple(topic.clients()):
            client.close(GONE, "the topic no longer exists")

    # Heartbeats

    def _beat(self) -> None:
        """Send heartbeats to one group of sockets after the other, each once per beat."""
        pause = self.limits.beat / len(self._beats)
        due = time.monotonic()
        while True:
            for bucket in self._beats:
                due = max(due + pause, time.monotonic())
                gevent.sleep(max(0.0, due - time.monotonic()))
                self._beaten_at = time.monotonic()
                self._beat_bucket(bucket)
                self._close_stuck()

    def _beat_bucket(self, bucket: dict[Client, None]) -> None:
        beats: dict[int, bytes] = {}
        moment = time.monotonic()
        for client in tuple(bucket):
            if client.closing:
                continue
            client.new_beat()
            if self._is_gone(client, moment):
                self._dropped += 1
                client.close_now()
            elif not client.blocked:
                revision = self._revision_shown(client)
                if revision not in beats:
                    beats[revision] = self._heartbeat(revision)
                client.send_state(beats[revision] + self._ping_if_due(client, moment))

    def _is_gone(self, client: Client, moment: float) -> bool:
        """Whether a ping has been unanswered for too long. Silence alone proves nothing: if this
        program was suspended, all clients seem to be gone."""
        is_awaiting_pong = client.pinged_at > client.heard_at
        return (
            is_awaiting_pong
            and moment - client.pinged_at > self.limits.silence - self.limits.ping_after
        )

    def _ping_if_due(self, client: Client, moment: float) -> bytes:
        is_awaiting_pong = client.pinged_at > client.heard_at
        if is_awaiting_pong or moment - client.heard_at < self.limits.ping_after:
            return b""
        client.pinged_at = moment
        return PING

    def _revision_shown(self, client: Client) -> int:
        topic = self._topics.get(client.topic)
        return 0 if topic is None or client in topic.pending else topic.revision

    def _heartbeat(self, revision: int) -> bytes:
        now = self._now().astimezone(UTC).isoformat(timespec="milliseconds")
        beat = {"revision": revision, "now": now.replace("+00:00", "Z"), "release": self._release}
        if self.notice:
            beat["notice"] = self.notice
        return frames.message(beat)

    def _close_stuck(self) -> None:
        moment = time.monotonic()
        for client in tuple(self._lingering):
            if client.closing:
                if moment - client.closing_since > self.limits.closing:
                    client.close_now()
            elif not client.blocked:
                self._lingering.discard(client)
            elif moment - client.blocked_since > self.limits.stuck:
                self._dropped += 1
                client.close_now()

    # Clients

    def _clients(self) -> list[Client]:
        return [client for bucket in self._beats for client in bucket]
