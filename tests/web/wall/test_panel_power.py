"""Whether a panel is to be on: what deploy/kiosk-panel asks."""

import socket
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kiosk.live.hub import Hub
from kiosk.live.socket.tcp_options import peer
from kiosk.okr.screens import Screen, is_off

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)  # 23:30 there
DIM = Screen("lobby", dim_from=time(20), dim_to=time(6))


def at(hour: int, minute: int = 0, month: int = 11, day: int = 22) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("moment", "off"),
    [
        (at(19, 59), False),
        (at(20), True),
        (at(0), True),
        (at(5, 59), True),
        (at(6), False),
        (at(2, 30, 3, 29), True),  # summer time begins
        (at(6, 0, 10, 25), False),  # and ends
    ],
)
def test_a_screen_is_off_in_its_hours(moment: datetime, off: bool):
    assert is_off(DIM, moment.astimezone(UTC), BERLIN) is off


def test_hours_within_a_day_and_none_at_all():
    lunch = Screen("lobby", dim_from=time(12), dim_to=time(13))
    assert [is_off(lunch, at(hour), BERLIN) for hour in (11, 12, 13)] == [False, True, False]
    assert not is_off(Screen("lobby"), at(0), BERLIN)
    assert not is_off(Screen("lobby", dim_from=time(7), dim_to=time(7)), at(7), BERLIN)


def test_a_named_screen_says_so_in_its_own_time_zone(services, client):
    services.store.screens.save(DIM)
    assert client.get("/screens/lobby/panel").text == "on\n"
    services.clock = lambda: NIGHT
    answer = client.get("/screens/Lobby/panel")
    assert (answer.text, answer.mimetype) == ("off\n", "text/plain")
    services.store.screens.save(
        Screen("lobby", dim_from=time(20), dim_to=time(6), timezone="Asia/Tokyo")
    )
    assert client.get("/screens/lobby/panel").text == "on\n"
    assert client.get("/screens/nobody/panel").text == "on\n"


def test_a_machine_is_told_of_the_walls_it_shows_itself(services, client):
    services.store.screens.save(DIM)
    services.clock = lambda: NIGHT
    assert client.get("/panel").text == "on\n"
    services.hub = Hub(lambda topic: None)
    assert client.get("/panel").text == "on\n"
    services.hub.screen_tracker.connected("lobby", "far", "", "192.168.1.40")
    assert client.get("/panel").text == "on\n"
    services.hub.screen_tracker.connected("lobby", "here", "", "127.0.0.1")
    assert client.get("/panel").text == "off\n"
    services.hub.screen_tracker.connected("window", "also here", "", "127.0.0.1")
    assert client.get("/panel").text == "on\n"
    services.hub.screen_tracker.disconnected("window", "also here")
    assert client.get("/panel").text == "off\n"
    services.hub.screen_tracker.disconnected("lobby", "here")
    assert client.get("/panel").text == "on\n"


def test_a_wall_is_known_by_the_address_of_its_machine():
    with socket.create_server(("127.0.0.1", 0)) as server:
        there = socket.create_connection(server.getsockname())
        here, _ = server.accept()
        with here, there:
            assert peer(here) == "127.0.0.1"
        assert peer(here) == ""
