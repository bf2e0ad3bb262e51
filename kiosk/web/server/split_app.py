"""Two apps behind one port: that of the screens is there at once, and the rest loads after it.

A wall is up again half a second after the server starts. Phones, the admin page and the API are
most of the program; they load two seconds later, or when somebody asks for one of them.
"""

import gc
from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import gevent
from gevent.lock import BoundedSemaphore

from kiosk.live.thread_pool import run_in_thread

LOADED_AFTER = 2.0
"""Seconds from the start to the loading of the rest, if nobody asks for it before."""

SCREEN_WORDS = frozenset(
    {
        "",
        "healthz",
        "live",
        "logo",
        "metrics",
        "panel",
        "pictures",
        "screens",
        "static",
        "wall-worker.js",
    }
)
"""The first words of the addresses that the screens' app answers."""


def is_for_screens(path: str) -> bool:
    """Whether the screens' app answers this path."""
    return path.lstrip("/").partition("/")[0].lower() in SCREEN_WORDS


class SplitApp:
    """The WSGI application of both.

    :param screens: the screens' app.
    :param load: imports and creates the app of all other addresses.
    """

    def __init__(self, screens: WSGIApplication, load: Callable[[], WSGIApplication]) -> None:
        self._screens = screens
        self._load = load
        self._others: WSGIApplication | None = None
        self._loading = BoundedSemaphore()
        self._greenlet: gevent.Greenlet[[], WSGIApplication] | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        for_screens = is_for_screens(environ.get("PATH_INFO", ""))
        app = self._screens if for_screens else self._loaded()
        return app(environ, start_response)

    def start(self) -> None:
        """Load the rest soon, in the server's loop."""
        self._greenlet = gevent.spawn_later(LOADED_AFTER, self._loaded)

    def stop(self) -> None:
        """Load no more, in the server's loop."""
        if self._greenlet is not None:
            self._greenlet.kill(block=False)

    def _loaded(self) -> WSGIApplication:
        if self._others is None:
            # In a thread, so that the loop goes on; whoever asks meanwhile waits for the same.
            with self._loading:
                if self._others is None:
                    self._others = run_in_thread(self._load_frozen)
        return self._others

    def _load_frozen(self) -> WSGIApplication:
        """Load without garbage collection and keep it away from what was loaded, as the start of
        the server does: looking through all of it holds every socket up."""
        gc.disable()
        try:
            return self._load()
        finally:
            gc.freeze()
            gc.enable()
