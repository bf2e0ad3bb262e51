"""A check-in that a clock which jumped ahead for a moment has put into the future."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.live.contents import CLOCK_NOT_SET
from kiosk.okr.model import CheckIn
from kiosk.web.doctor import Finding, examine
from kiosk.web.house import House
from tests.houses import make_client, make_house
from tests.serving import MOMENT
from tests.web.admin_people import add_person, log_in

YEAR = timedelta(days=365)


@pytest.fixture
def clock_set(tmp_path: Path) -> Path:
    return tmp_path / "synchronized"


@pytest.fixture
def house(tmp_path: Path, clock_set: Path) -> Iterator[House]:
    """The sample office, whose clock had jumped ahead for one check-in of M3XD."""
    here = make_house(tmp_path, clock_set=str(clock_set))
    save(here, "99.96", YEAR)
    yield here
    here.store.close()


def save(here: House, value: str, later: timedelta) -> None:
    here.store.check_in("M3XD", Decimal(value), now=MOMENT + later, author="Ada")


def stands(here: House) -> CheckIn:
    latest = here.store.last_check_in("M3XD")
    assert latest is not None
    return latest


def clock(here: House) -> Finding:
    settings = replace(here.settings, port=0)
    return next(found for found in examine(settings, MOMENT) if found.name == "clock")


def wall(here: House) -> str:
    content = here.content("wall/lobby")
    assert content is not None
    return content.own


def test_a_clock_that_nobody_knows_to_be_right_is_the_one_that_is_doubted(house: House):
    assert CLOCK_NOT_SET in wall(house)
    assert "Set the clock" in clock(house).says


def test_of_a_clock_that_the_network_has_set_no_wall_says_that_it_is_not_set(
    house: House, clock_set: Path
):
    clock_set.touch()
    assert CLOCK_NOT_SET not in wall(house)


def test_the_doctor_names_what_lies_in_the_future_of_such_a_clock(house: House, clock_set: Path):
    clock_set.touch()
    found = clock(house)
    assert not found.fine
    assert "M3XD" in found.says
    house.store.correct_ahead(["M3XD"], now=MOMENT)
    assert clock(house).fine


def test_the_next_check_in_is_not_dragged_into_the_future_and_is_the_one_that_stands(
    house: House, clock_set: Path
):
    clock_set.touch()
    save(house, "99.97", timedelta(minutes=1))
    assert stands(house).value == Decimal("99.97")
    assert stands(house).measured_at == MOMENT + timedelta(minutes=1)
    assert clock(house).fine


def test_several_that_lie_in_the_future_keep_their_order(house: House):
    save(house, "99.98", YEAR + timedelta(hours=1))
    assert house.store.correct_ahead(["M3XD"], now=MOMENT) == 2
    assert stands(house).value == Decimal("99.98")
    assert stands(house).measured_at == MOMENT
    assert house.store.correct_ahead(["M3XD"], now=MOMENT) == 0


def test_an_admin_corrects_them_in_one_step_and_takes_that_back(house: House, clock_set: Path):
    add_person(house)
    client = make_client(house)
    log_in(client)
    assert "lie in the future" not in client.get("/admin/").text
    clock_set.touch()
    page = client.get("/admin/").text
    assert "lie in the future" in page
    assert "22 November 2027" in page

    answer = client.post("/admin/check-ins/ahead")
    assert answer.status_code == 303
    assert stands(house).measured_at == MOMENT
    assert "lie in the future" not in client.get("/admin/").text
    assert "corrected" in client.get("/admin/history").text

    house.store.undo(stands(house).id, now=MOMENT)
    assert stands(house).measured_at == MOMENT + YEAR


def test_only_an_admin_is_asked(house: House, clock_set: Path):
    clock_set.touch()
    client: FlaskClient = make_client(house)
    assert client.post("/admin/check-ins/ahead").status_code in (303, 401, 403)
    assert stands(house).measured_at == MOMENT + YEAR


def test_a_log_in_while_the_clock_is_ahead_ends_nobody_elses_session(house: House):
    user = house.store.add_user("Bob", "hash")
    house.store.open_session(user.id, "bob", MOMENT)
    house.store.open_session(user.id, "then", MOMENT + YEAR)
    assert house.store.session_user("bob", MOMENT) == user
