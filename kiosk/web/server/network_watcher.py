"""Publishes all pages again when this machine's network address changes."""

from contextlib import suppress

from kiosk.errors import KioskError
from kiosk.web.core.periodic_service import PeriodicService
from kiosk.web.core.services import Services


class NetworkAddressWatcher(PeriodicService):
    """Checks the address every ten seconds: a QR code with the old one would not open."""

    INTERVAL = 10.0

    def __init__(self, services: Services) -> None:
        self._services = services
        self._known: str | None = None

    def run_once(self) -> float:
        """Compare the address with the one published last."""
        base, hub = self._services.base_url(), self._services.hub
        if self._known is None:
            self._known = base
        elif base != self._known and hub is not None:
            self._known = base
            with suppress(KioskError):  # the next commit publishes it too
                hub.on_commit(self._services.store.revision())
        return self.INTERVAL
