"""A wall's codes lead to where the machine is now, also after its address has changed."""

from dataclasses import dataclass, replace

import gevent
import pytest
from gevent.event import Event

from kiosk.web.core.network import SCAN_INTERVAL, NetworkAddresses, NetworkSnapshot
from kiosk.web.core.services import Services
from kiosk.web.server.network_watcher import NetworkAddressWatcher
from tests.services import make_client

PATIENCE = 30.0
BEFORE, AFTER = "192.168.1.20", "192.168.178.31"


class Moving(NetworkAddresses):
    """A machine whose cable is put elsewhere."""

    office = BEFORE

    def current(self) -> NetworkSnapshot:
        """Where it is now."""
        return NetworkSnapshot(self.office, frozenset({"localhost"}))


@dataclass
class Hub:
    """Hears of news."""

    heard: Event

    def on_commit(self, revision: int) -> None:
        """Something is to be published."""
        self.heard.set()


@pytest.fixture
def moving(services: Services) -> Services:
    """Services on a network, without a configured address."""
    services.settings = replace(services.settings, public_url="", host="0.0.0.0")
    services.addresses = Moving()
    return services


def test_codes_and_addresses_follow_the_machine(moving: Services):
    client = make_client(moving)
    assert f"http://{BEFORE}" in client.get("/screens/test").text
    moving.addresses.office = AFTER  # type: ignore[attr-defined]
    page = client.get("/screens/test").text
    assert f"http://{AFTER}" in page
    assert BEFORE not in page


def test_walls_are_told_of_another_address(moving: Services):
    hub = Hub(Event())
    moving.hub = hub  # type: ignore[assignment]
    watch = NetworkAddressWatcher(moving)
    watch.INTERVAL = 0.01
    watch.start()
    try:
        gevent.sleep(0.1)
        assert not hub.heard.is_set()
        moving.addresses.office = AFTER  # type: ignore[attr-defined]
        assert hub.heard.wait(PATIENCE)
    finally:
        watch.stop()


def test_a_code_is_never_older_than_30_seconds():
    now = [0.0]
    addresses = NetworkAddresses(lambda: now[0])
    first = addresses.current()
    now[0] = SCAN_INTERVAL - 1
    assert addresses.current() is first
    now[0] = SCAN_INTERVAL
    assert addresses.current() is not first
    assert SCAN_INTERVAL + NetworkAddressWatcher.INTERVAL < 30
