import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.store import Store
from kiosk.views.urls import PublicUrls
from kiosk.web.core.one_time_codes import LENGTH
from kiosk.web.core.setup_codes import SetupCodes
from tests.server import MOMENT, ZONE

PLACES = PublicUrls("http://192.168.1.20:8000", "Office")


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = MOMENT

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def time() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path) -> Store:
    store = Store(tmp_path / "kiosk.db", zone=ZoneInfo(ZONE))
    store.migrate()
    return store


@pytest.fixture
def setup(store, time) -> SetupCodes:
    return SetupCodes(store.users, time)


def test_a_code_is_long_and_can_be_typed_in_any_case(setup):
    code = setup.code()

    assert len(code) == LENGTH
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]+", code)
    assert setup.is_valid(code.lower())
    assert setup.is_valid(f" {code[:4]}-{code[4:]} ")
    assert not setup.is_valid("")
    assert not setup.is_valid(code[:-1])


def test_a_code_works_once_and_no_other_after_it(setup, time):
    first = setup.code()
    time.forward(minutes=11)
    second = setup.code()

    assert setup.consume(first)
    assert not setup.consume(first)
    assert not setup.consume(second)
    assert setup.code() is None


def test_a_code_is_renewed_while_there_is_time_left_to_use_the_old_one(setup, time):
    first = setup.code()
    time.forward(minutes=9, seconds=59)
    assert setup.code() == first
    time.forward(seconds=1)
    second = setup.code()

    assert second != first
    assert setup.is_valid(first)
    time.forward(minutes=4, seconds=59)
    assert setup.is_valid(first)
    time.forward(seconds=1)
    assert not setup.is_valid(first)
    assert setup.is_valid(second)


def test_a_code_from_before_the_clock_was_set_back_does_not_live_longer(setup, time):
    code = setup.code()
    time.forward(hours=-3)

    assert not setup.is_valid(code)


def test_once_there_is_an_admin_there_is_no_code(setup, store):
    code = setup.code()
    store.users.add("Ada", "hash", True)

    assert setup.code() is None
    assert setup.path() is None
    assert setup.link_for_wall(PLACES) is None
    assert not setup.is_valid(code)


def test_a_member_who_is_no_admin_leaves_set_up_open(setup, store):
    store.users.add("Bo", "hash", False)

    assert setup.code()


def test_the_wall_shows_a_link_in_capitals_that_holds_the_code(setup):
    link = setup.link_for_wall(PLACES)

    assert link.qr.link == f"http://192.168.1.20:8000/ADMIN/SETUP/{setup.code()}"
    assert link.wifi == "Office"
    assert setup.link_for_wall(PublicUrls("", "")) is None


def test_a_code_that_was_used_in_vain_works_again(setup):
    code = setup.code()
    assert setup.consume(code)
    setup.reissue(code)

    assert setup.is_valid(code)
    assert setup.consume(code)
