"""Services: what every handler needs, created once at the start."""

import logging
import secrets
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from flask import current_app, g, has_request_context, request

from kiosk.config import Settings
from kiosk.errors import NeedsRestore, StorageUnavailable
from kiosk.live.content.renderer import TopicRenderer
from kiosk.live.content.snapshot import Snapshot
from kiosk.live.hub import Hub
from kiosk.live.publisher import utc_now as utc_now
from kiosk.live.topics import Content
from kiosk.okr.model import Office
from kiosk.okr.office_settings import NEW_OFFICE, OfficeSettings
from kiosk.store import Executor, Store, run_inline
from kiosk.store.db.author import act_as_in
from kiosk.views.common.mirror import MirrorStatus
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.i18n.localizer_choice import Localizers
from kiosk.views.urls import PublicUrls
from kiosk.web.core.effective_settings import effective_settings
from kiosk.web.core.network import NetworkAddresses
from kiosk.web.core.own_screen import screen_key
from kiosk.web.core.page_cache import PageCache
from kiosk.web.core.recovery import Recovery
from kiosk.web.core.setup_codes import SetupCodes
from kiosk.web.core.storage_probe import ProbeResult, StorageProbe

log = logging.getLogger(__name__)

T = TypeVar("T")
Clock = Callable[[], datetime]


@dataclass(slots=True)
class Services:
    """The parts of a running server. `port` is the actual port; `call` runs blocking or long work
    in a thread."""

    settings: Settings
    store: Store
    localizers: Localizers
    setup_codes: SetupCodes
    port: int
    clock: Clock = utc_now
    call: Executor = run_inline
    addresses: NetworkAddresses = field(default_factory=NetworkAddresses)
    hub: Hub | None = None
    mirror: MirrorStatus | None = None
    page_cache: PageCache = field(default_factory=PageCache, repr=False)
    renderer: TopicRenderer = field(init=False, repr=False)
    last_localizer: Localizer = field(init=False, repr=False)
    storage_probe: StorageProbe = field(init=False, repr=False)
    recovery: Recovery = field(init=False, repr=False)
    _screen_key: str = field(default="", init=False, repr=False)

    def __post_init__(self) -> None:
        """Topics read the store, who speaks and the clock that were given first."""
        self.last_localizer = self.localizers.default
        self.recovery = Recovery(self.settings, self.now, lambda: self.last_localizer)
        self.storage_probe = StorageProbe(self.store.probe, self.now, on_result=self._probed)
        self.renderer = TopicRenderer(
            self.store,
            self.localizers,
            self.now,
            self.urls,
            self.setup_codes,
            low_power=self.settings.low_power,
            replay_at=lambda: self.effective_settings.replay_at,
            trusts_clock=self.settings.trusts_clock,
        )

    @property
    def localizer(self) -> Localizer:
        """The office's Localizer, queried once per request, so that a response is in one language.
        `last_localizer` is the last one known, for responses without the database."""
        if has_request_context() and "localizer" in g:
            found: Localizer = g.localizer
            return found
        self.last_localizer = self.call(lambda: self.localizers.office(self.office()))
        if has_request_context():
            g.localizer = self.last_localizer
        return self.last_localizer

    @property
    def screen_key(self) -> str:
        """The key of the machine's own screen, see kiosk.web.core.own_screen. If none can be
        stored, because the disk is read-only, it changes with every start."""
        if not self._screen_key:
            try:
                self._screen_key = screen_key(self.settings.database.parent)
            except StorageUnavailable as error:
                log.warning("%s", error)
                self._screen_key = secrets.token_urlsafe(24)
        return self._screen_key

    def _probed(self, result: ProbeResult) -> None:
        """Put the result of the last probe into the heartbeats to walls."""
        self.recovery.record(result.error if isinstance(result.error, NeedsRestore) else None)
        if self.hub is not None:
            self.hub.notice = self.recovery.notice(self.fallback_urls().base)

    def fallback_urls(self) -> PublicUrls:
        """The URLs for phones, as far as known without the database."""
        return self.urls(self.store.settings.current)

    def now(self) -> datetime:
        """The current time, aware and in UTC."""
        return self.clock()

    def office(self) -> Office:
        """The complete current office."""
        return self.store.office(self.now())

    def public_office(self) -> Office:
        """The current office as everybody may see it: redacted while guests are here."""
        return self.renderer.public_office()

    def snapshot(self) -> Snapshot:
        """Everything current, read once, with the Localizer of this request."""
        sight = self.renderer.snapshot()
        self.last_localizer = sight.localizer
        if has_request_context():
            g.setdefault("localizer", sight.localizer)
        return sight

    def content(self, topic: str) -> Content | None:
        """A topic's current content, which its page embeds and its socket sends; None if there is
        no such topic."""
        return self.call(lambda: self.renderer(topic))

    def read_together(self, read: Callable[[], T]) -> T:
        """Read all that a request needs in one transaction. `read` may use the request, but neither
        write nor render: see Store.snapshot."""
        return self.read_then_render(lambda: _constant(read()))

    def read_then_render(self, read: Callable[[], Callable[[], T]]) -> T:
        """Read all that a response needs in one transaction, and render it afterwards.

        :param read: reads, and returns the function that renders.
        """
        if has_request_context() and request.content_type:
            # From the connection, in the loop. The bytes first, because the form consumes them, and
            # curl sends JSON with the type of a form, too.
            if request.mimetype == "application/x-www-form-urlencoded":
                request.get_data()
            _ = request.form
        # Threads of the pool need a copy of the request's context.
        context = copy_context()
        try:
            return self.call(lambda: context.run(lambda: self.store.snapshot(read)()))
        finally:
            act_as_in(context)

    @property
    def effective_settings(self) -> Settings:
        """The settings in effect, see kiosk.web.core.effective_settings. Callers outside a request
        have read the office already, as topics do."""
        if has_request_context():
            _ = self.localizer
        return effective_settings(self.settings, self.store.settings.current)

    def urls(self, settings: OfficeSettings | None = None) -> PublicUrls:
        """The URLs for phones.

        :param settings: settings to preview; None for the current ones.
        """
        holding = (
            self.effective_settings
            if settings is None
            else effective_settings(self.settings, settings)
        )
        return PublicUrls(self._base_url(holding), holding.wifi)

    def base_url(self) -> str:
        """Scheme, host and port for phones; "" if this machine is on no network."""
        return self._base_url(self.effective_settings)

    def _base_url(self, holding: Settings) -> str:
        return reachable_base(holding, self.addresses, self.port)


def reachable_base(holding: Settings, addresses: NetworkAddresses, port: int) -> str:
    """Scheme, host and port for phones; "" if this machine is on no network.

    :param holding: the settings in effect.
    """
    if holding.public_url:
        return holding.public_url
    office = addresses.current().office
    listening = holding.host not in ("127.0.0.1", "localhost", "::1")
    return f"http://{office}{_port(port)}" if office and listening else ""


def open_store(settings: Settings) -> Store:
    """The store of these settings, with its schema up to date, for use by one thread."""
    store = Store(settings.database, zone=settings.zone, trusts_clock=settings.trusts_clock)
    sourced = dict(settings.sources)
    # What the settings file or a variable says holds in a new office too.
    store.migrate({name: text for name, text in NEW_OFFICE.items() if name not in sourced})
    return store


def _constant(found: T) -> Callable[[], T]:
    return lambda: found


def _port(port: int) -> str:
    return "" if port == 80 else f":{port}"


def get_services() -> Services:
    """The services of the app that handles the current request."""
    services: Services = current_app.extensions["services"]
    return services
