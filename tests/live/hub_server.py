"""A hub served on a free port, in a thread, with whatever content a test has."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeVar

import gevent
from flask import Flask, request

from kiosk.live.hub import Hub
from kiosk.live.socket.limits import Limits
from kiosk.live.topics import Content
from kiosk.web.server.websocket import create_live
from kiosk.web.server.wsgi import Service, Stop, serve
from tests.live.websocket_client import Wire

T = TypeVar("T")
PATIENCE = 10.0
LONG = 20_000_000  # bytes of an answer that no buffer holds
# A beat that a test can wait for. All else is as in earnest unless a test says so.
QUICK = Limits(beat=0.2, ticks=2)


class Office:
    """Content that tests set: what each topic shows, and how often it was rendered."""

    def __init__(self) -> None:
        self.revision = 1
        self.html: dict[str, str] = {}
        self.changes_at: dict[str, datetime] = {}
        self.rendered: list[str] = []
        self.gone: set[str] = set()
        self.trouble: dict[str, int] = {}  # renders that go wrong first

    def content(self, topic: str) -> Content | None:
        self.rendered.append(topic)
        if self.trouble.get(topic, 0):
            self.trouble[topic] -= 1
            raise RuntimeError("a view has an error")
        if topic in self.gone:
            return None
        html = self.html.get(topic, f"<p>{topic}</p>")
        return Content(html, self.revision, self.changes_at.get(topic))


class Served:
    """A running server."""

    def __init__(self, hub: Hub, office: Office, loop: "gevent.hub.Hub", port: int) -> None:
        self.hub = hub
        self.office = office
        self.port = port
        self._loop = loop

    def wire(self, topic: str = "all", **how: object) -> Wire:
        return Wire(self.port, topic, **how)  # type: ignore[arg-type]

    def in_loop(self, work: Callable[[], T]) -> T:
        """Run something where the hub runs."""
        done: Future[T] = Future()
        self._loop.loop.run_callback_threadsafe(lambda: done.set_result(work()))
        return done.result(PATIENCE)

    def save(self, **html: str) -> int:
        """Change what topics show, as a commit would be seen."""
        self.office.html |= {name.replace("__", "/"): shown for name, shown in html.items()}
        self.office.revision += 1
        revision = self.office.revision
        self.in_loop(lambda: self.hub.on_commit(revision))
        return revision

    def eventually(self, question: Callable[[], bool]) -> bool:
        """Whether something in the loop becomes true."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.in_loop(question):
                return True
            time.sleep(0.01)
        return False


class Clock:
    """A wall clock that stands where it is put."""

    def __init__(self, now: datetime = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@contextmanager
def served(
    limits: Limits = QUICK,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    allowed: Callable[[], bool] = lambda: True,
    content: Callable[[str], Content | None] | None = None,
    beside: Callable[[Hub], tuple[Service, ...]] = lambda hub: (),
) -> Iterator[Served]:
    """Serve; everything is given back at the end."""
    ready: Future[tuple[Hub, gevent.hub.Hub, int]] = Future()
    office, stop = Office(), Stop()

    def run() -> None:
        hub = Hub(content or office.content, "1.0.0", limits, clock)
        app = Flask("served")
        create_live(app, hub, lambda topic: topic not in ("", "unknown"), allowed)
        app.add_url_rule("/hello", view_func=lambda: "hello")
        app.add_url_rule("/echo", "echo", lambda: request.form["name"], methods=["POST"])
        app.add_url_rule("/long", "long", lambda: "x" * LONG)
        loop = gevent.get_hub()
        try:
            serve(
                app, "127.0.0.1", 0, services=(hub, *beside(hub)), stop=stop,
                on_ready=lambda port: ready.set_result((hub, loop, port)),
            )  # fmt: skip
        finally:
            loop.destroy()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        hub, loop, port = ready.result(PATIENCE)
        yield Served(hub, office, loop, port)
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()
