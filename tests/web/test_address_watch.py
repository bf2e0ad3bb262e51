"""A wall's codes lead to where the machine is now, also after its address has changed."""

from dataclasses import dataclass, replace

import gevent
import pytest
from gevent.event import Event

from kiosk.live.address import LOOKED_AT_EVERY, Addresses, Reach
from kiosk.web.house import House
from kiosk.web.start import AddressWatch
from tests.houses import make_client

PATIENCE = 10.0
BEFORE, AFTER = "192.168.1.20", "192.168.178.31"


class Moving(Addresses):
    """A machine whose cable is put elsewhere."""

    office = BEFORE

    def reach(self) -> Reach:
        """Where it is now."""
        return Reach(self.office, frozenset({"localhost"}))


@dataclass
class Hub:
    """Hears of news."""

    heard: Event

    def news(self, revision: int) -> None:
        """Something is to be published."""
        self.heard.set()


@pytest.fixture
def moving(house: House) -> House:
    """A house on a network, that nobody has given an address by hand."""
    house.settings = replace(house.settings, public_url="", host="0.0.0.0")
    house.addresses = Moving()
    return house


def test_codes_and_addresses_follow_the_machine(moving: House):
    client = make_client(moving)
    assert f"http://{BEFORE}" in client.get("/screens/test").text
    moving.addresses.office = AFTER  # type: ignore[attr-defined]
    page = client.get("/screens/test").text
    assert f"http://{AFTER}" in page
    assert BEFORE not in page


def test_walls_are_told_of_another_address(moving: House):
    hub = Hub(Event())
    moving.hub = hub  # type: ignore[assignment]
    watch = AddressWatch(moving)
    watch.EVERY = 0.01
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
    addresses = Addresses(lambda: now[0])
    first = addresses.reach()
    now[0] = LOOKED_AT_EVERY - 1
    assert addresses.reach() is first
    now[0] = LOOKED_AT_EVERY
    assert addresses.reach() is not first
    assert LOOKED_AT_EVERY + AddressWatch.EVERY < 30
