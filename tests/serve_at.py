"""Serves an office as if it were another moment: python -m tests.serve_at NOW PORT DATA [FILE].

The clock of a server is an input; a program of its own is how a browser test sets it. The clock
goes on from NOW; where NOW is the path of a file, from the moment that stands in it, whenever it
is written anew. Prints the port once it answers.
"""

import os
import shutil
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from babel import Locale
from werkzeug.routing import Rule

from kiosk.config import Settings, load_settings
from kiosk.exchange.sample_office import load_sample
from kiosk.live.content import page_topics
from kiosk.store import Store
from kiosk.views import render
from kiosk.views.i18n import catalogues
from kiosk.web.core import assets
from kiosk.web.core.services import Services, open_store
from kiosk.web.server import bootstrap, mirror_writer, page_areas
from tests.sample import office_file
from tests.services import compile_once, make_client, make_services

# A server loads these when it needs them; the servers that are forked from here share them.
LOADED_LATER = (page_topics, page_areas)

# A page of the wall, of phones and of the admin page.
FIRST_PAGES = ("/", "/o/K7Q2", "/admin/login")


def warm_up() -> None:
    """Do what each server does once, such as compiling its templates, for all that are forked from
    this process: it costs a server three times what it takes to answer its first page."""
    catalogues.catalogue(Locale("de"), catalogues.FOLDER)
    with TemporaryDirectory() as folder:
        services = make_services(Path(folder))
        environment = render._environment(services.localizers.default)
        for template in environment.list_templates(extensions=["html"]):
            environment.get_template(template)
        client = make_client(services)
        for path in FIRST_PAGES:
            assert client.get(path).status_code < 400, path
        services.store.close()


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
    if seconds := os.environ.get("MIRROR_EVERY"):
        mirror_writer.INTERVAL = mirror_writer.MirrorWriter.first_delay = float(seconds)
    options = {"host": "127.0.0.1", "port": port}
    settings = load_settings(Path(data), os.environ, options)
    if file != "empty":
        _fill(settings, now, file, clock)
    with patch.object(Rule, "compile", compile_once):
        bootstrap.serve_office(settings, clock=clock, on_ready=_ready)


def _fill(settings: Settings, now: str, file: str, clock: Clock) -> None:
    """Fill an empty folder: with a copy, where an earlier server began with the same."""
    made = _made_before(settings, now, file)
    if made is None or settings.database.exists():
        _load(open_store(settings), file, clock())
    elif made.exists():
        settings.data.mkdir(parents=True, exist_ok=True)
        shutil.copy(made, settings.database)
    else:
        _load(open_store(settings), file, clock())
        draft = made.with_name(f"{made.name}.{os.getpid()}")
        shutil.copy(settings.database, draft)
        draft.rename(made)


def _made_before(settings: Settings, now: str, file: str) -> Path | None:
    """Where the database of all servers is kept that begin like this one; None without a place."""
    folder = os.environ.get("MADE_DATABASES")
    if not folder or not now[0].isdigit():
        return None
    text = Path(file).read_text() if file else ""
    key = sha256(f"{now} {settings.zone} {text}".encode()).hexdigest()[:20]
    return Path(folder) / f"{key}.db"


def _load(store: Store, file: str, now: datetime) -> None:
    if store.is_empty():
        load_sample(store, office_file(Path(file) if file else None), now)
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
