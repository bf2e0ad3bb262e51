import sqlite3
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import CycleState, KeyResult, KeyResultKind, Objective
from kiosk.store import Store
from kiosk.store.db.author import set_author
from kiosk.store.queries.password_links import LIFE
from kiosk.store.schema.migrations import migrations


def test_a_name_is_taken_in_any_case_of_letters(store: Store) -> None:
    store.add_user("Ada Lovelace", "hash")
    with pytest.raises(ValidationError) as refusal:
        store.add_user("ada  lovelace", "hash")
    assert refusal.value.field == "name"
    found = store.user_by_name("ADA LOVELACE")
    assert found is not None
    assert found.name == "Ada Lovelace"


def test_set_up_works_once(store: Store) -> None:
    store.add_user("Ada", "hash", True, first=True)
    with pytest.raises(ValidationError):
        store.add_user("Eve", "hash", True, first=True)
    assert [(user.name, user.is_admin) for user in store.users()] == [("Ada", True)]


def test_a_session_lasts_while_it_is_used(store: Store, now: datetime) -> None:
    user = store.add_user("Ada", "hash")
    store.open_session(user.id, "h", now)
    for days in (20, 40, 60):
        assert store.session_user("h", now + timedelta(days=days)) == user
    assert store.session_user("h", now + timedelta(days=91)) is None
    assert store.session_user("other", now) is None


def test_a_closed_session_is_over(store: Store, now: datetime) -> None:
    user = store.add_user("Ada", "hash")
    store.open_session(user.id, "h", now)
    store.close_session("h")
    assert store.session_user("h", now) is None


def test_a_new_password_or_a_removal_ends_every_session(store: Store, now: datetime) -> None:
    user = store.add_user("Ada", "hash")
    store.open_session(user.id, "h", now)
    store.set_password_hash("ada", "new")
    assert store.session_user("h", now) is None
    store.open_session(user.id, "i", now)
    store.remove_user("Ada")
    assert store.session_user("i", now) is None
    with pytest.raises(NotFound):
        store.remove_user("Ada")


def test_a_token_works_until_it_is_revoked(store: Store, now: datetime) -> None:
    made = store.add_token("ci", "h", "check-in", now)
    assert store.token_by_hash("h") == made
    assert store.tokens() == (made,)
    store.revoke_token("ci")
    assert store.token_by_hash("h") is None
    with pytest.raises(NotFound):
        store.revoke_token("ci")


def test_a_token_has_a_name_of_its_own_and_a_known_right(store: Store) -> None:
    store.add_token("ci", "h", "read")
    for name, can, field in (("ci", "read", "name"), ("b", "write", "can"), (" ", "read", "name")):
        with pytest.raises(ValidationError) as refusal:
            store.add_token(name, "i", can)
        assert refusal.value.field == field


def test_the_last_admin_stays(store: Store) -> None:
    store.add_user("Ada", "hash", is_admin=True)
    store.add_user("Bob", "hash")
    with pytest.raises(ValidationError, match="only admin"):
        store.remove_user("Ada")
    store.add_user("Grace", "hash", is_admin=True)
    store.remove_user("Ada")
    assert [user.name for user in store.users()] == ["Bob", "Grace"]


# Teams


def test_somebody_is_in_several_teams_and_in_those_alone_that_were_named_last(
    store: Store, company: Objective, objective: Objective
) -> None:
    both = sorted((company.team, objective.team))
    ada = store.add_user("Ada", "hash", teams=[objective.team.lower(), company.team])
    assert list(ada.teams) == both
    assert store.users() == (ada,)
    assert store.set_user(ada.id, teams=[company.team], is_admin=False).teams == (company.team,)
    assert store.set_user(ada.id, teams=[], is_admin=False).teams == ()
    with pytest.raises(ValidationError) as refusal:
        store.set_user(ada.id, teams=[company.team, "ZZZZ"], is_admin=False)
    assert refusal.value.field == "team"
    assert store.users()[0].teams == ()


def test_who_was_in_a_team_before_is_in_it_after_the_update(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.db"
    db = Database(path, strict=True)
    migrations.apply(db, stop_before="people")
    db.conn.executescript(
        "INSERT INTO teams (code, slug, name) VALUES ('8MKT', 'marketing', 'Marketing');"
        "INSERT INTO users (name, password_hash, team) VALUES ('Ada', 'h', '8MKT'),"
        " ('Bo', 'h', ''), ('Cy', 'h', 'GONE')"
    )
    db.conn.commit()
    db.close()
    store = Store(path, zone=ZoneInfo("Europe/Berlin"))
    store.migrate()
    assert [(u.name, u.teams) for u in store.users()] == [
        ("Ada", ("8MKT",)),
        ("Bo", ()),
        ("Cy", ()),
    ]


def test_a_team_that_is_archived_keeps_its_people_for_when_it_is_restored(
    store: Store, company: Objective, objective: Objective
) -> None:
    ada = store.add_user("Ada", "hash", teams=[objective.team, company.team])
    with sqlite3.connect(store.path) as db:
        db.execute("UPDATE teams SET archived_at = 'now' WHERE code = ?", (objective.team,))
    changed = store.set_user(ada.id, teams=[company.team], is_admin=False)
    assert set(changed.teams) == {company.team, objective.team}


# A new name


def test_whoever_is_renamed_keeps_their_rights_and_their_past_its_name(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    ada = store.add_user("Ada Byron", "hash", True)
    store.open_session(ada.id, "h", now)
    set_author("Ada Byron", now)
    store.check_in(latency.code, Decimal(150), now=now, author="Ada Byron", signed="Ada Byron")
    renamed = store.set_user(ada.id, name=" Ada  Lovelace ", teams=[], is_admin=True)
    set_author("")
    assert renamed.name == "Ada Lovelace"
    assert store.session_user("h", now) == renamed
    assert store.user_by_name("Ada Byron") is None
    last = store.last_check_in(latency.code)
    assert last is not None
    assert (last.author, last.signature) == ("Ada Byron", "Ada Byron")


def test_a_name_may_change_its_case_and_not_become_another_person_s(store: Store) -> None:
    ada = store.add_user("ada", "hash")
    store.add_user("Bo", "hash")
    assert store.set_user(ada.id, name="Ada", teams=[], is_admin=False).name == "Ada"
    for name in ("bo", "", "x" * 200):
        with pytest.raises(ValidationError) as refusal:
            store.set_user(ada.id, name=name, teams=[], is_admin=False)
        assert refusal.value.field == "name"


def test_what_somebody_owns_gets_the_new_name_unless_its_cycle_is_closed(
    store: Store, objective: Objective, now: datetime
) -> None:
    ada = store.add_user("Ada Byron", "hash")
    draft = KeyResultDraft(
        "Hours", KeyResultKind.NUMBER, "h", Decimal(1), Decimal(2), owner="Ada Byron"
    )
    old = store.add_cycle("Q3 2026", date(2026, 7, 1), date(2026, 9, 30))
    past = store.add_objective(old.id, objective.team, "What was")
    closed = store.add_key_result(past.code, draft, now=now)
    owned = store.add_key_result(objective.code, draft, now=now)
    store.set_cycle_state(old.id, CycleState.CLOSED, now=now)
    store.set_user(ada.id, name="Ada Lovelace", teams=[], is_admin=False)
    with sqlite3.connect(store.path) as db:
        owners = dict(db.execute("SELECT code, owner FROM key_results").fetchall())
    assert owners == {closed.code: "Ada Byron", owned.code: "Ada Lovelace"}


# Passwords


def test_a_new_password_keeps_the_session_that_changed_it(store: Store, now: datetime) -> None:
    ada = store.add_user("Ada", "hash")
    store.open_session(ada.id, "here", now)
    store.open_session(ada.id, "there", now)
    store.set_password_hash("Ada", "new", keep="here")
    assert store.session_user("here", now) is not None
    assert store.session_user("there", now) is None


def test_logging_out_everywhere_ends_every_session_of_one_person(
    store: Store, now: datetime
) -> None:
    ada, bo = store.add_user("Ada", "hash"), store.add_user("Bo", "hash")
    for key, user in (("a", ada), ("b", ada), ("c", bo)):
        store.open_session(user.id, key, now)
    store.close_sessions(ada.id)
    found = [store.session_user(key, now) for key in ("a", "b", "c")]
    assert found == [None, None, bo]


def test_a_password_link_works_once_and_ends_the_sessions(store: Store, now: datetime) -> None:
    ada = store.add_user("Ada", "hash")
    store.open_session(ada.id, "h", now)
    assert store.make_password_link(ada.id, "key", now).ends_at == now + LIFE
    assert store.password_link("key", now).user == ada
    assert store.use_password_link("key", "new", now).id == ada.id
    assert store.user_by_name("Ada").password_hash == "new"  # type: ignore[union-attr]
    assert store.session_user("h", now) is None
    with pytest.raises(NotFound):
        store.use_password_link("key", "newer", now)


def test_a_password_link_ends_after_a_day_and_when_it_is_withdrawn_replaced_or_too_late(
    store: Store, now: datetime
) -> None:
    ada = store.add_user("Ada", "hash")
    store.make_password_link(ada.id, "first", now)
    store.make_password_link(ada.id, "second", now)
    late = now + LIFE
    store.password_link("second", late - timedelta(seconds=1))
    assert store.password_link_ends_at(ada.id, now) == late
    assert store.password_link_ends_at(ada.id, late) is None
    for key, moment in (("first", now), ("second", late), ("third", now)):
        with pytest.raises(NotFound):
            store.password_link(key, moment)
    store.withdraw_password_link(ada.id)
    with pytest.raises(NotFound):
        store.password_link("second", now)
    # Whoever remembered after all needs no link, and a forgotten one must open nothing.
    store.make_password_link(ada.id, "fourth", now)
    store.set_password_hash("Ada", "remembered")
    with pytest.raises(NotFound):
        store.password_link("fourth", now)
    with pytest.raises(NotFound):
        store.make_password_link(999, "fifth", now)
