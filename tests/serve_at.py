"""Serves an office as if it were another moment: python -m tests.serve_at NOW PORT DATA [FILE].

The clock of a server is an input; a program of its own is how a browser test sets it. The clock
goes on from NOW; where NOW is the path of a file, from the moment that stands in it, whenever it
is written anew. Prints the port once it answers.
"""

import os
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.config import load_settings
from kiosk.exchange.office_file.model import OfficeFile
from kiosk.exchange.sample_office import load_sample
from kiosk.live.content import page_topics
from kiosk.store import Store
from kiosk.views.i18n import catalogues
from kiosk.web.core import assets
from kiosk.web.core.services import Services, open_store
from kiosk.web.server import bootstrap, page_areas
from tests.sample import office_file

# A server loads these when it needs them; the servers that are forked from here share them.
LOADED_LATER = (page_topics, page_areas)


class Clock:
    """Goes on from a moment, or from the newest that stands in a file."""

    def __init__(self, now: str) -> None:
        self._file = None if now[0].isdigit() else Path(now)
        self._set("" if self._file else now)

    def _set(self, now: str) -> None:
        self._now, self._began = now, time.monotonic()

    def __call__(self) -> datetime:
        if self._file and (now := self._file.read_text()) and now != self._now:
            self._set(now)
        return datetime.fromisoformat(self._now) + timedelta(seconds=time.monotonic() - self._began)


def main(now: str, port: str, data: str, file: str = "") -> None:
    """Fill DATA from FILE (the sample's numbers if it is not given) and serve it."""
    clock = Clock(now)
    if release := os.environ.get("RELEASE"):
        assets.release = lambda: release  # type: ignore[assignment]
    if folder := os.environ.get("CATALOGUES"):
        catalogues.FOLDER = Path(folder)
    options = {"host": "127.0.0.1", "port": port}
    settings = load_settings(Path(data), os.environ, options)
    if file != "empty":
        _fill(open_store(settings), office_file(Path(file) if file else None), clock())
    bootstrap.serve_office(settings, clock=clock, on_ready=_ready)


def _fill(store: Store, office: OfficeFile, now: datetime) -> None:
    if store.is_empty():
        load_sample(store, office, now)
    store.close()


def _ready(services: Services) -> None:
    if not services.settings.public_url:
        # Codes must open something, also where there is no network but this machine.
        services.settings = replace(
            services.settings, public_url=f"http://127.0.0.1:{services.port}"
        )
    print(services.port, services.setup_codes.path() or "", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
