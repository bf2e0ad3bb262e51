import sqlite3
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest

from kiosk.okr.screens import EVERY_SCREEN, Margins, Message, Screen, ScreenCommands, Theme
from kiosk.store import Store
from kiosk.store.queries.screens import FORGOTTEN_AFTER, MAX_VISITS
from kiosk.web.core.services import Services

NOW = datetime(2026, 11, 22, 17, 21, tzinfo=UTC)
LOBBY = Screen(
    name="k7q2",
    label="Reception",
    place="Ground floor, left of the door",
    diagonal=43,
    distance=Decimal("3.5"),
    theme=Theme.HOURS,
    light_from=time(8),
    light_to=time(18, 30),
    dim_from=time(20),
    dim_to=time(6),
    timezone="Asia/Tokyo",
    language="en",
    teams=("design", "sales"),
    dwell=15,
    margins=Margins(10, 20, 30, 40),
    low_power=True,
)


@pytest.fixture
def store(services: Services) -> Store:
    return services.store


def test_a_screen_nobody_said_anything_about_has_every_default(store: Store) -> None:
    assert store.screens.all().of("k7q2") == Screen("k7q2")


def test_what_a_screen_is_set_to_is_read_again(store: Store) -> None:
    store.screens.save(LOBBY)
    assert store.screens.all().of("k7q2") == LOBBY


def test_settings_and_what_is_told_do_not_overwrite_each_other(store: Store) -> None:
    store.screens.show_page("k7q2", "cycle-1", hold=True)
    store.screens.save(LOBBY)
    store.screens.reload("k7q2")
    assert store.screens.all().of("k7q2").commands == ScreenCommands(
        reload=1, show="cycle-1", hold=True, command_number=1
    )
    assert store.screens.all().of("k7q2").place == LOBBY.place


def test_asking_again_for_the_same_is_another_request(store: Store) -> None:
    store.screens.show_page("k7q2", "cycle-1")
    store.screens.show_page("k7q2", "cycle-1")
    assert store.screens.all().of("k7q2").commands.command_number == 2


def test_going_on_ends_holding(store: Store) -> None:
    store.screens.show_page("k7q2", "cycle-1", hold=True)
    store.screens.show_page("k7q2", "", hold=False)
    assert store.screens.all().of("k7q2").commands == ScreenCommands(command_number=2)


def test_a_message_to_all_is_no_screen(store: Store) -> None:
    message = Message("All-Hands at three", NOW + timedelta(hours=1))
    store.screens.show_message(EVERY_SCREEN, message)
    screens = store.screens.all()
    assert screens.message_to_all == message
    assert not screens.by_name
    store.screens.show_message(EVERY_SCREEN, None)
    assert store.screens.all().message_to_all is None


@pytest.mark.parametrize("write", ["set", "told", "insert", "delete"])
def test_a_change_of_a_screen_raises_the_revision(store: Store, write: str) -> None:
    store.screens.save(Screen("k7q2"))
    before = store.revision()
    if write == "set":
        store.screens.save(LOBBY)
    elif write == "told":
        store.screens.identify("k7q2", NOW)
    else:
        statement = {
            "insert": "INSERT INTO screens (name, theme) VALUES ('m3xd', 'light')",
            "delete": "DELETE FROM screens",
        }[write]
        with sqlite3.connect(store.path) as stranger:
            stranger.execute(statement)
        stranger.close()
    assert store.revision() > before


def test_screens_of_a_revision_already_read_are_not_read_again(store: Store) -> None:
    kept = store.screens.all()
    assert store.screens.all(kept.revision) is kept
    store.screens.save(LOBBY)
    assert store.screens.all(store.revision()).of("k7q2") == LOBBY


@pytest.mark.parametrize(
    "column",
    ["timezone = 'Nowhere/Else'", "light_from = '29:59'", "identify_until = 'soon'"],
)
def test_a_strangers_odd_writing_stops_no_wall(store: Store, column: str) -> None:
    store.screens.save(Screen("k7q2"))
    with sqlite3.connect(store.path) as stranger:
        stranger.execute(f"UPDATE screens SET {column}")
    stranger.close()
    assert store.screens.all().of("k7q2") == Screen("k7q2")


@pytest.mark.parametrize("name", ["K7Q2", "a b", "", "x" * 33, "ä"])
def test_a_name_that_no_wall_can_have_is_refused(store: Store, name: str) -> None:
    with sqlite3.connect(store.path) as stranger, pytest.raises(sqlite3.IntegrityError):
        stranger.execute("INSERT INTO screens (name) VALUES (?)", (name,))
    stranger.close()


def test_that_a_screen_was_seen_is_kept_and_moves_no_wall(store: Store) -> None:
    before = store.revision()
    store.screens.record_visits(["k7q2"], NOW)
    store.screens.record_visits(["k7q2"], NOW + timedelta(hours=1))
    store.screens.record_visits(["k7q2"], NOW + timedelta(days=2))
    (seen,) = store.screens.visits()
    assert (seen.since, seen.seen_at) == (NOW, NOW + timedelta(days=2))
    assert store.revision() == before


def test_a_screen_nobody_saw_for_long_is_forgotten_unless_it_was_set_up(store: Store) -> None:
    store.screens.record_visits(["gone"], NOW)
    store.screens.record_visits(["k7q2"], NOW)
    store.screens.save(LOBBY)
    store.screens.record_visits(["newer"], NOW + FORGOTTEN_AFTER + timedelta(minutes=1))
    assert [seen.name for seen in store.screens.visits()] == ["k7q2", "newer"]


def test_walls_opened_without_end_do_not_fill_the_database(store: Store) -> None:
    for number in range(MAX_VISITS + 3):
        store.screens.record_visits([f"s{number:04}"], NOW + timedelta(seconds=number))
    names = [seen.name for seen in store.screens.visits()]
    assert len(names) == MAX_VISITS
    assert names[0] == "s0003"


def test_a_screen_of_every_day_is_not_pushed_off_by_many_that_came_once(store: Store) -> None:
    store.screens.record_visits(["kitchen"], NOW)
    store.screens.record_visits(["kitchen"], NOW + timedelta(days=2))
    later = NOW + timedelta(days=3)
    store.screens.record_visits([f"s{number:04}" for number in range(3 * MAX_VISITS)], later)
    names = [seen.name for seen in store.screens.visits()]
    assert "kitchen" in names
    assert len(names) == MAX_VISITS
