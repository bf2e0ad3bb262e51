"""Puts a house together from its settings, and serves it."""

import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import gevent
from babel import Locale
from flask import request

from kiosk.config import Settings
from kiosk.errors import KioskError, NeedsRestore
from kiosk.live.hub import Hub
from kiosk.live.limits import Limits
from kiosk.live.pool import in_pool
from kiosk.live.topics import EVERY, HERE
from kiosk.live.watcher import Watcher
from kiosk.resources import sample_folder
from kiosk.store import Store
from kiosk.store.pulse import Pulse
from kiosk.views.catalogues import catalogue
from kiosk.views.speakers import Speakers
from kiosk.web import assets, create_app
from kiosk.web.access import is_own_screen, socket_allowed
from kiosk.web.house import Clock, House, utc_now
from kiosk.web.live import create_live
from kiosk.web.nightly_backup import NightlyBackup
from kiosk.web.screen_visits import ScreenVisits
from kiosk.web.server import Stop, serve, sockets_that_fit
from kiosk.web.setup import Setup
from kiosk.web.speaking import usual_words
from kiosk.web.systemd import SystemdNotifier


def open_store(settings: Settings) -> Store:
    """The store of these settings, its schema up to date, used from one thread."""
    store = Store(settings.database, zone=settings.zone, trusts_clock=settings.trusts_clock)
    store.migrate()
    return store


def fill_with_sample(settings: Settings, clock: Clock = utc_now, file: Path | None = None) -> bool:
    """Fill a new database with the sample office, in the office's language where it is there in
    that one; False if there is an office in it, or a sample was cleared: it does not come back by
    itself."""
    # Only a new database needs the reading of a file.
    from kiosk.exchange.office_file import read_office_file
    from kiosk.exchange.sample import fill

    path = file or sample_folder() / "office.toml"
    locale = Locale.parse(settings.locale, sep="-" if "-" in settings.locale else "_")
    store = open_store(settings)
    try:
        if store.was_written():
            return False
        fill(store, read_office_file(path, catalogue(locale, path.parent)), clock())
        return True
    finally:
        store.close()


def run(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    on_ready: Callable[[House], object] = lambda house: None,
    stop: Stop | None = None,
) -> None:
    """Serve until told to stop.

    A database that needs a restore is not used, and the server offers the newest good backup.

    :param on_ready: told the house once connections are answered.
    :raises KioskError: when the database or the port cannot be used.
    """
    trouble = _trouble(settings)
    here, new_watcher = _build(settings, clock, trouble)
    app = create_app(here)
    hub = _hub(here, settings)
    create_live(app, hub, Topics(here), socket_allowed, ScreenVisits(here))
    watcher = new_watcher(hub)
    systemd = SystemdNotifier(lambda: hub.is_healthy() and watcher.is_healthy())

    def ready(port: int) -> None:
        here.port = port
        on_ready(here)
        # Last: whoever waited for the start reads in the journal what was told.
        systemd.ready()

    backup = NightlyBackup(settings, here.now, in_pool)
    services = (hub, watcher, AddressWatch(here), here.storage, backup, systemd)
    serve(app, settings.host, settings.port, services=services, stop=stop, on_ready=ready)


def _trouble(settings: Settings) -> NeedsRestore | None:
    """Bring the database up to date; why it needs a restore, if it does."""
    try:
        open_store(settings).close()
    except NeedsRestore as error:
        return error
    return None


def _build(
    settings: Settings, clock: Clock, trouble: NeedsRestore | None
) -> tuple[House, Callable[[Hub], Watcher]]:
    path = settings.database
    watchers: list[Watcher] = []

    def saved() -> None:
        for watcher in watchers:
            watcher.wake()
        if here.hub is not None:
            here.hub.let_walls_go_first()

    store = Store(
        path,
        zone=settings.zone,
        call=in_pool,
        on_commit=saved,
        trusts_clock=settings.trusts_clock,
    )
    if trouble is None:
        store.settle()
    else:
        store.distrust()
    _destroy_survey_keys(store)
    speakers = Speakers(usual_words(settings))
    here = House(settings, store, speakers, Setup(store, clock), settings.port, clock, in_pool)
    here.recovery.see(trouble)

    def watcher(hub: Hub) -> Watcher:
        watchers.append(Watcher(lambda: Pulse(path), hub.news))
        return watchers[0]

    return here, watcher


def _destroy_survey_keys(store: Store) -> None:
    """What cannot be deleted is told in the log; the wall goes on without."""
    try:
        store.destroy_survey_keys()
    except KioskError as error:
        logging.getLogger(__name__).warning("%s", error)


def _hub(here: House, settings: Settings) -> Hub:
    sockets = sockets_that_fit(settings.max_sockets)
    # A whole office may come through one address: half of all, not a handful.
    limits = Limits(sockets=sockets, per_address=max(1, sockets // 2))
    here.hub = Hub(here.content, assets.release(), limits, here.now)
    return here.hub


class Topics:
    """Which topics a page may ask for."""

    def __init__(self, here: House) -> None:
        self._here = here

    def __call__(self, topic: str) -> bool:
        """Whether there is such a topic now."""
        kind, _, name = topic.partition("/")
        if kind == "wall":
            name = name.removesuffix(EVERY)
            if name.endswith(HERE) and not is_own_screen(request):
                return False
            name = name.removesuffix(HERE)
            return not name or is_screen_name(name)
        office = self._here.office()
        if kind == "objective":
            return any(objective.code == name for objective in office.objectives)
        if kind == "team":
            return any(team.slug == name for team in office.teams)
        if kind == "meeting":
            return any(meeting.code == name for meeting in office.meetings)
        return topic in ("all", "week", "alignment", "meetings", "presentation")


def is_screen_name(name: str) -> bool:
    """Whether a screen may be called so: up to 32 of a-z, 0-9 and -."""
    return 0 < len(name) <= 32 and all(c.isascii() and (c.isalnum() or c == "-") for c in name)


class AddressWatch:
    """Publishes when this machine's address has changed: a code that shows yesterday's
    address opens nothing."""

    EVERY = 10.0

    def __init__(self, here: House) -> None:
        self._here = here
        self._greenlet: gevent.Greenlet[..., None] | None = None

    def start(self) -> None:
        """Begin to look."""
        self._greenlet = gevent.spawn(self._look)

    def stop(self) -> None:
        """Stop looking."""
        if self._greenlet is not None:
            self._greenlet.kill()

    def _look(self) -> None:
        known = self._here.base_url()
        while True:
            gevent.sleep(self.EVERY)
            base = self._here.base_url()
            if base != known and self._here.hub is not None:
                known = base
                with suppress(KioskError):  # the next commit publishes it as well
                    self._here.hub.news(self._here.store.revision())
