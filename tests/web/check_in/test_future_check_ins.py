"""A check-in that a clock which jumped ahead for a moment has put into the future."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kiosk.live.content.renderer import CLOCK_NOT_SET
from kiosk.okr.model import CheckIn
from kiosk.web.commands.doctor import Finding, examine
from kiosk.web.core.services import Services
from tests.server import MOMENT
from tests.services import make_client, make_services
from tests.web.admin.users import add_person, log_in

YEAR = timedelta(days=365)


@pytest.fixture
def clock_set(tmp_path: Path) -> Path:
    return tmp_path / "synchronized"


@pytest.fixture
def services(tmp_path: Path, clock_set: Path) -> Iterator[Services]:
    """The sample office, whose clock had jumped ahead for one check-in of M3XD."""
    here = make_services(tmp_path, clock_set=str(clock_set))
    save(here, "99.96", YEAR)
    yield here
    here.store.close()


def save(services: Services, value: str, later: timedelta) -> None:
    services.store.check_ins.add("M3XD", Decimal(value), now=MOMENT + later, author="Ada")


def stands(services: Services) -> CheckIn:
    latest = services.store.check_ins.latest("M3XD")
    assert latest is not None
    return latest


def clock(services: Services) -> Finding:
    settings = replace(services.settings, port=0)
    return next(found for found in examine(settings, MOMENT) if found.name == "clock")


def wall(services: Services) -> str:
    content = services.content("wall/lobby")
    assert content is not None
    return content.screen_html


def test_a_clock_that_nobody_knows_to_be_right_is_the_one_that_is_doubted(services: Services):
    assert CLOCK_NOT_SET in wall(services)
    assert "Set the clock" in clock(services).message


def test_of_a_clock_that_the_network_has_set_no_wall_says_that_it_is_not_set(
    services: Services, clock_set: Path
):
    clock_set.touch()
    assert CLOCK_NOT_SET not in wall(services)


def test_the_doctor_names_what_lies_in_the_future_of_such_a_clock(
    services: Services, clock_set: Path
):
    clock_set.touch()
    found = clock(services)
    assert not found.is_ok
    assert "M3XD" in found.message
    services.store.check_ins.correct_future(["M3XD"], now=MOMENT)
    assert clock(services).is_ok


def test_the_next_check_in_is_not_dragged_into_the_future_and_is_the_one_that_stands(
    services: Services, clock_set: Path
):
    clock_set.touch()
    save(services, "99.97", timedelta(minutes=1))
    assert stands(services).value == Decimal("99.97")
    assert stands(services).measured_at == MOMENT + timedelta(minutes=1)
    assert clock(services).is_ok


def test_several_that_lie_in_the_future_keep_their_order(services: Services):
    save(services, "99.98", YEAR + timedelta(hours=1))
    assert services.store.check_ins.correct_future(["M3XD"], now=MOMENT) == 2
    assert stands(services).value == Decimal("99.98")
    assert stands(services).measured_at == MOMENT
    assert services.store.check_ins.correct_future(["M3XD"], now=MOMENT) == 0


def test_an_admin_corrects_them_in_one_step_and_takes_that_back(
    services: Services, clock_set: Path
):
    add_person(services)
    client = make_client(services)
    log_in(client)
    assert "are dated in the future" not in client.get("/admin/").text
    clock_set.touch()
    page = client.get("/admin/").text
    assert "are dated in the future" in page
    assert "22 November 2027" in page

    answer = client.post("/admin/check-ins/ahead")
    assert answer.status_code == 303
    assert stands(services).measured_at == MOMENT
    assert "are dated in the future" not in client.get("/admin/").text
    assert "corrected" in client.get("/admin/history").text

    services.store.check_ins.undo(stands(services).id, now=MOMENT)
    assert stands(services).measured_at == MOMENT + YEAR


def test_only_an_admin_is_asked(services: Services, clock_set: Path):
    clock_set.touch()
    client: FlaskClient = make_client(services)
    assert client.post("/admin/check-ins/ahead").status_code in (303, 401, 403)
    assert stands(services).measured_at == MOMENT + YEAR


def test_a_log_in_while_the_clock_is_ahead_ends_nobody_elses_session(services: Services):
    user = services.store.users.add("Bob", "hash")
    services.store.sessions.open(user.id, "bob", MOMENT)
    services.store.sessions.open(user.id, "then", MOMENT + YEAR)
    assert services.store.sessions.user("bob", MOMENT) == user
