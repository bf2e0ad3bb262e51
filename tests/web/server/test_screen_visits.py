"""Screens are noted by one writer, and new names are few."""

import gevent
import pytest

from kiosk.okr.screens import Screen
from kiosk.web.core.services import Services
from kiosk.web.server.screen_visits import BURST, SECONDS_A_NAME, SETTLED_AFTER, ScreenVisits


class Moment:
    """A monotonic clock that stands where it is put."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def visits(services: Services, moment: Moment) -> ScreenVisits:
    return ScreenVisits(services, moment)


def written() -> None:
    """Let the writer have its turn."""
    gevent.sleep(0)


def test_screens_that_come_together_are_one_transaction(
    services: Services, visits: ScreenVisits, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches: list[set[str]] = []
    see = services.store.screens.record_visits
    monkeypatch.setattr(
        services.store.screens,
        "record_visits",
        lambda names, now: (batches.append(set(names)), see(names, now)),
    )
    for name in ("lobby", "Kitchen", "lobby"):
        assert visits.record(name)
    written()
    assert batches == [{"lobby", "kitchen"}]
    assert [seen.name for seen in services.store.screens.visits()] == ["kitchen", "lobby"]


def test_new_names_beyond_a_burst_are_refused_for_a_while(
    visits: ScreenVisits, moment: Moment
) -> None:
    admitted = [visits.record(f"new{number}") for number in range(3 * BURST)]
    assert admitted == [True] * BURST + [False] * 2 * BURST
    moment.now += 3 * SECONDS_A_NAME
    assert [visits.record(f"later{number}") for number in range(5)] == [True] * 3 + [False] * 2
    assert visits.record("new0"), "it is there already"


def test_known_screens_are_never_refused(
    services: Services, visits: ScreenVisits, moment: Moment
) -> None:
    services.store.screens.record_visits(["hall"], services.now())
    for number in range(2 * BURST):
        visits.record(f"new{number}")
    services.store.screens.save(Screen("lobby"))
    moment.now += 1
    for name in ("hall", "Lobby", ""):
        assert visits.is_known(name)
        assert visits.record(name)
    assert not visits.is_known("new0")


def test_a_new_screen_is_known_once_it_has_been_there_for_a_while(
    visits: ScreenVisits, moment: Moment
) -> None:
    assert visits.record("hall")
    assert not visits.is_known("hall")
    moment.now += SETTLED_AFTER
    assert visits.is_known("hall")
