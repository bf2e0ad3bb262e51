"""An invitation makes one person, once, within seven days; only its hash is kept."""

import sqlite3
from datetime import datetime, timedelta

import pytest

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.model import Objective
from kiosk.store import Store

KEY = "a-hash"
WEEK = timedelta(days=7)


def test_it_makes_the_person_with_the_team_and_right_it_says(
    store: Store, objective: Objective, now: datetime
) -> None:
    store.invitations.add(KEY, now=now, teams=[objective.team], is_admin=True)
    made = store.invitations.accept(KEY, "Bo", "hash", now)
    assert (made.name, made.teams, made.is_admin) == ("Bo", (objective.team,), True)


def test_it_works_once(store: Store, now: datetime) -> None:
    store.invitations.add(KEY, now=now)
    store.invitations.accept(KEY, "Bo", "hash", now)
    with pytest.raises(NotFound):
        store.invitations.accept(KEY, "Cy", "hash", now)
    assert [user.name for user in store.users.all()] == ["Bo"]


def test_a_name_that_is_taken_does_not_use_it_up(store: Store, now: datetime) -> None:
    store.users.add("Ada", "hash", True)
    store.invitations.add(KEY, now=now)
    with pytest.raises(ValidationError):
        store.invitations.accept(KEY, "ada", "hash", now)
    assert store.invitations.accept(KEY, "Bo", "hash", now).name == "Bo"


def test_it_ends_after_seven_days(store: Store, now: datetime) -> None:
    store.invitations.add(KEY, now=now)
    assert store.invitations.get(KEY, now + WEEK - timedelta(seconds=1)).key == KEY
    with pytest.raises(NotFound):
        store.invitations.get(KEY, now + WEEK)
    assert store.invitations.all(now + WEEK) == ()


def test_one_that_was_withdrawn_is_over(store: Store, now: datetime) -> None:
    store.invitations.add(KEY, now=now)
    store.invitations.withdraw(KEY)
    with pytest.raises(NotFound):
        store.invitations.accept(KEY, "Bo", "hash", now)


def test_those_that_ended_are_forgotten(store: Store, now: datetime) -> None:
    store.invitations.add(KEY, now=now)
    store.invitations.add("another", now=now + WEEK)
    with sqlite3.connect(store.path) as connection:
        assert connection.execute("SELECT count(*) FROM invitations").fetchone()[0] == 1


def test_a_team_that_is_not_there_is_refused(store: Store, now: datetime) -> None:
    with pytest.raises(ValidationError):
        store.invitations.add(KEY, now=now, teams=["ZZZZ"])


def test_the_only_admin_stays_one(store: Store, objective: Objective) -> None:
    ada = store.users.add("Ada", "hash", True)
    with pytest.raises(ValidationError):
        store.users.edit(ada.id, teams=[], is_admin=False)
    store.users.add("Bo", "hash", True)
    assert not store.users.edit(ada.id, teams=[objective.team], is_admin=False).is_admin
    ada_now = store.users.by_name("Ada")
    assert ada_now is not None
    assert ada_now.teams == (objective.team,)
