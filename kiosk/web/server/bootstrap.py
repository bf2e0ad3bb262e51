"""Creates an office's services from its settings, and serves them."""

import logging
from collections.abc import Callable
from pathlib import Path

from babel import Locale

from kiosk.config import Settings
from kiosk.errors import KioskError, NeedsRestore
from kiosk.live.hub import Hub
from kiosk.live.socket.limits import Limits
from kiosk.live.thread_pool import run_in_thread
from kiosk.live.watcher import Watcher
from kiosk.resources import sample_folder
from kiosk.store import Store
from kiosk.store.db.change_detector import ChangeDetector
from kiosk.views.i18n.catalogues import catalogue
from kiosk.views.i18n.localizer_choice import Localizers
from kiosk.views.render import keep_compiled_templates
from kiosk.web.core import assets
from kiosk.web.core.command_language import default_localizer
from kiosk.web.core.running_server import RunningServer
from kiosk.web.core.services import Clock, Services, open_store, utc_now
from kiosk.web.core.setup_codes import SetupCodes
from kiosk.web.security.origin import socket_allowed
from kiosk.web.server.app import create_app, create_screen_app
from kiosk.web.server.mirror_writer import MirrorWriter
from kiosk.web.server.network_watcher import NetworkAddressWatcher
from kiosk.web.server.nightly_backup import NightlyBackup
from kiosk.web.server.screen_visits import ScreenVisits
from kiosk.web.server.split_app import SplitApp
from kiosk.web.server.systemd import SystemdNotifier
from kiosk.web.server.topic_access import TopicAccess
from kiosk.web.server.websocket import create_live
from kiosk.web.server.wsgi import Stop, serve, sockets_that_fit

OnRevision = Callable[[int, float], None]
"""Called with a new revision and the time at which it was seen."""


def load_sample_if_new(
    settings: Settings, clock: Clock = utc_now, file: Path | None = None
) -> bool:
    """Load the sample office into a new database, in the office's language if the sample is
    translated. False if there is an office, or a sample was removed: it does not come back by
    itself."""
    # Read the file only for a new database.
    from kiosk.exchange.office_file import read_office_file
    from kiosk.exchange.sample_office import load_sample

    path = file or sample_folder() / "office.toml"
    locale = Locale.parse(settings.locale, sep="-" if "-" in settings.locale else "_")
    store = open_store(settings)
    try:
        if store.has_ever_had_office():
            return False
        load_sample(store, read_office_file(path, catalogue(locale, path.parent)), clock())
        return True
    finally:
        store.close()


def serve_office(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    on_ready: Callable[[Services], object] = lambda services: None,
    stop: Stop | None = None,
) -> None:
    """Serve until stopped.

    A database that needs a restore is not used, and the server offers the newest good backup.

    :param on_ready: called with the services once connections are answered.
    :raises KioskError: when the database or the port cannot be used.
    """
    keep_compiled_templates(settings.data / "cache" / "templates")
    error = _migrate_or_error(settings)
    services, new_watcher = _build(settings, clock, error)
    screens = create_screen_app(services)
    app = SplitApp(screens, lambda: create_app(services))
    hub = _hub(services, settings)
    create_live(screens, hub, TopicAccess(services), socket_allowed, ScreenVisits(services))
    mirror = MirrorWriter(services)

    watcher = new_watcher(_to_both(hub, mirror))
    systemd = SystemdNotifier(lambda: hub.is_healthy() and watcher.is_healthy())

    running = RunningServer(settings)

    def ready(port: int) -> None:
        services.port = port
        running.record(port)
        on_ready(services)
        # Last, when the log has what on_ready printed.
        systemd.ready()

    addresses = NetworkAddressWatcher(services)
    backup = NightlyBackup(settings, services.now, run_in_thread)
    probe = services.storage_probe
    background = (hub, watcher, app, addresses, probe, backup, mirror, running, systemd)
    serve(app, settings.host, settings.port, services=background, stop=stop, on_ready=ready)


def _to_both(hub: Hub, mirror: MirrorWriter) -> OnRevision:
    def on_revision(revision: int, seen_at: float) -> None:
        hub.on_commit(revision, seen_at)
        mirror.on_commit(revision)

    return on_revision


def _migrate_or_error(settings: Settings) -> NeedsRestore | None:
    """Migrate the database; the error if it needs a restore."""
    try:
        open_store(settings).close()
    except NeedsRestore as error:
        return error
    return None


def _build(
    settings: Settings, clock: Clock, error: NeedsRestore | None
) -> tuple[Services, Callable[[OnRevision], Watcher]]:
    path = settings.database
    watchers: list[Watcher] = []

    def saved() -> None:
        for watcher in watchers:
            watcher.wake()
        if services.hub is not None:
            services.hub.wait_for_walls()

    store = Store(
        path,
        zone=settings.zone,
        call=run_in_thread,
        on_commit=saved,
        trusts_clock=settings.trusts_clock,
    )
    if error is None:
        store.settle()
    else:
        store.distrust()
    _destroy_survey_keys(store)
    localizers = Localizers(default_localizer(settings))
    setup = SetupCodes(store.users, clock)
    services = Services(settings, store, localizers, setup, settings.port, clock, run_in_thread)
    services.recovery.record(error)

    def watcher(on_revision: OnRevision) -> Watcher:
        watchers.append(Watcher(lambda: ChangeDetector(path), on_revision))
        return watchers[0]

    return services, watcher


def _destroy_survey_keys(store: Store) -> None:
    """Delete keys of closed surveys. If one cannot be deleted, log it and go on."""
    try:
        store.surveys.destroy_keys()
    except KioskError as error:
        logging.getLogger(__name__).warning("%s", error)


def _hub(services: Services, settings: Settings) -> Hub:
    sockets = sockets_that_fit(settings.max_sockets)
    # A whole office may share one address, so it may hold half of all slots.
    limits = Limits(sockets=sockets, per_address=max(1, sockets // 2))
    services.hub = Hub(services.content, assets.release(), limits, services.now)
    return services.hub
