import sqlite3
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.expiry import PASSWORD_LINK_LIFETIME
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResult, KeyResultKind, Objective
from kiosk.store import Store
from kiosk.store.db.author import set_author
from kiosk.store.schema.migrations import migrations


def test_a_name_is_taken_in_any_case_of_letters(store: Store) -> None:
    store.users.add("Ada Lovelace", "hash")
    with pytest.raises(ValidationError) as refusal:
        store.users.add("ada  lovelace", "hash")
    assert refusal.value.field == "name"
    found = store.users.by_name("ADA LOVELACE")
    assert found is not None
    assert found.name == "Ada Lovelace"


def test_set_up_works_once(store: Store) -> None:
    store.users.add("Ada", "hash", True, first=True)
    with pytest.raises(ValidationError):
        store.users.add("Eve", "hash", True, first=True)
    assert [(user.name, user.is_admin) for user in store.users.all()] == [("Ada", True)]


def test_a_session_lasts_while_it_is_used(store: Store, now: datetime) -> None:
    user = store.users.add("Ada", "hash")
    store.sessions.open(user.id, "h", now)
    for days in (20, 40, 60):
        assert store.sessions.user("h", now + timedelta(days=days)) == user
    assert store.sessions.user("h", now + timedelta(days=91)) is None
    assert store.sessions.user("other", now) is None


def test_a_closed_session_is_over(store: Store, now: datetime) -> None:
    user = store.users.add("Ada", "hash")
    store.sessions.open(user.id, "h", now)
    store.sessions.close("h")
    assert store.sessions.user("h", now) is None


def test_a_new_password_or_a_removal_ends_every_session(store: Store, now: datetime) -> None:
    user = store.users.add("Ada", "hash")
    store.sessions.open(user.id, "h", now)
    store.users.set_password_hash("ada", "new")
    assert store.sessions.user("h", now) is None
    store.sessions.open(user.id, "i", now)
    store.users.remove("Ada")
    assert store.sessions.user("i", now) is None
    with pytest.raises(NotFound):
        store.users.remove("Ada")


def test_a_token_works_until_it_is_revoked(store: Store, now: datetime) -> None:
    made = store.api_tokens.add("ci", "h", "check-in", now)
    assert store.api_tokens.by_hash("h") == made
    assert store.api_tokens.all() == (made,)
    store.api_tokens.revoke("ci")
    assert store.api_tokens.by_hash("h") is None
    with pytest.raises(NotFound):
        store.api_tokens.revoke("ci")


def test_a_token_has_a_name_of_its_own_and_a_known_right(store: Store) -> None:
    store.api_tokens.add("ci", "h", "read")
    for name, can, field in (("ci", "read", "name"), ("b", "write", "can"), (" ", "read", "name")):
        with pytest.raises(ValidationError) as refusal:
            store.api_tokens.add(name, "i", can)
        assert refusal.value.field == field


def test_the_last_admin_stays(store: Store) -> None:
    store.users.add("Ada", "hash", is_admin=True)
    store.users.add("Bob", "hash")
    with pytest.raises(ValidationError, match="only admin"):
        store.users.remove("Ada")
    store.users.add("Grace", "hash", is_admin=True)
    store.users.remove("Ada")
    assert [user.name for user in store.users.all()] == ["Bob", "Grace"]


# Teams


def test_somebody_is_in_several_teams_and_in_those_alone_that_were_named_last(
    store: Store, company: Objective, objective: Objective
) -> None:
    both = sorted((company.team, objective.team))
    ada = store.users.add("Ada", "hash", teams=[objective.team.lower(), company.team])
    assert list(ada.teams) == both
    assert store.users.all() == (ada,)
    assert store.users.edit(ada.id, teams=[company.team], is_admin=False).teams == (company.team,)
    assert store.users.edit(ada.id, teams=[], is_admin=False).teams == ()
    with pytest.raises(ValidationError) as refusal:
        store.users.edit(ada.id, teams=[company.team, "ZZZZ"], is_admin=False)
    assert refusal.value.field == "team"
    assert store.users.all()[0].teams == ()


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
    assert [(u.name, u.teams) for u in store.users.all()] == [
        ("Ada", ("8MKT",)),
        ("Bo", ()),
        ("Cy", ()),
    ]


def test_a_team_that_is_archived_keeps_its_people_for_when_it_is_restored(
    store: Store, company: Objective, objective: Objective
) -> None:
    ada = store.users.add("Ada", "hash", teams=[objective.team, company.team])
    with sqlite3.connect(store.path) as db:
        db.execute("UPDATE teams SET archived_at = 'now' WHERE code = ?", (objective.team,))
    changed = store.users.edit(ada.id, teams=[company.team], is_admin=False)
    assert set(changed.teams) == {company.team, objective.team}


# A new name


def test_whoever_is_renamed_keeps_their_rights_and_their_past_its_name(
    store: Store, latency: KeyResult, now: datetime
) -> None:
    ada = store.users.add("Ada Byron", "hash", True)
    store.sessions.open(ada.id, "h", now)
    set_author("Ada Byron", now)
    store.check_ins.add(latency.code, Decimal(150), now=now, author="Ada Byron", signed="Ada Byron")
    renamed = store.users.edit(ada.id, name=" Ada  Lovelace ", teams=[], is_admin=True)
    set_author("")
    assert renamed.name == "Ada Lovelace"
    assert store.sessions.user("h", now) == renamed
    assert store.users.by_name("Ada Byron") is None
    last = store.check_ins.latest(latency.code)
    assert last is not None
    assert (last.author, last.signature) == ("Ada Byron", "Ada Byron")


def test_a_name_may_change_its_case_and_not_become_another_person_s(store: Store) -> None:
    ada = store.users.add("ada", "hash")
    store.users.add("Bo", "hash")
    assert store.users.edit(ada.id, name="Ada", teams=[], is_admin=False).name == "Ada"
    for name in ("bo", "", "x" * 200):
        with pytest.raises(ValidationError) as refusal:
            store.users.edit(ada.id, name=name, teams=[], is_admin=False)
        assert refusal.value.field == "name"


def test_what_somebody_owns_gets_the_new_name_unless_its_cycle_is_closed(
    store: Store, objective: Objective, now: datetime
) -> None:
    ada = store.users.add("Ada Byron", "hash")
    draft = KeyResultDraft(
        "Hours", KeyResultKind.NUMBER, "h", Decimal(1), Decimal(2), owner="Ada Byron"
    )
    old = store.cycles.add("Q3 2026", date(2026, 7, 1), date(2026, 9, 30))
    past = store.objectives.add(old.id, objective.team, "What was")
    closed = store.key_results.add(past.code, draft, now=now)
    owned = store.key_results.add(objective.code, draft, now=now)
    store.cycles.close(old.id, now=now)
    store.users.edit(ada.id, name="Ada Lovelace", teams=[], is_admin=False)
    with sqlite3.connect(store.path) as db:
        owners = dict(db.execute("SELECT code, owner FROM key_results").fetchall())
    assert owners == {closed.code: "Ada Byron", owned.code: "Ada Lovelace"}


# Passwords


def test_a_new_password_keeps_the_session_that_changed_it(store: Store, now: datetime) -> None:
    ada = store.users.add("Ada", "hash")
    store.sessions.open(ada.id, "here", now)
    store.sessions.open(ada.id, "there", now)
    store.users.set_password_hash("Ada", "new", keep="here")
    assert store.sessions.user("here", now) is not None
    assert store.sessions.user("there", now) is None


def test_logging_out_everywhere_ends_every_session_of_one_person(
    store: Store, now: datetime
) -> None:
    ada, bo = store.users.add("Ada", "hash"), store.users.add("Bo", "hash")
    for key, user in (("a", ada), ("b", ada), ("c", bo)):
        store.sessions.open(user.id, key, now)
    store.sessions.close_all(ada.id)
    found = [store.sessions.user(key, now) for key in ("a", "b", "c")]
    assert found == [None, None, bo]


def test_a_password_link_works_once_and_ends_the_sessions(store: Store, now: datetime) -> None:
    ada = store.users.add("Ada", "hash")
    store.sessions.open(ada.id, "h", now)
    assert store.password_links.add(ada.id, "key", now).ends_at == now + PASSWORD_LINK_LIFETIME
    assert store.password_links.get("key", now).user == ada
    assert store.password_links.use("key", "new", now).id == ada.id
    assert store.users.by_name("Ada").password_hash == "new"  # type: ignore[union-attr]
    assert store.sessions.user("h", now) is None
    with pytest.raises(NotFound):
        store.password_links.use("key", "newer", now)


def test_a_password_link_ends_after_a_day_and_when_it_is_withdrawn_replaced_or_too_late(
    store: Store, now: datetime
) -> None:
    ada = store.users.add("Ada", "hash")
    store.password_links.add(ada.id, "first", now)
    store.password_links.add(ada.id, "second", now)
    late = now + PASSWORD_LINK_LIFETIME
    store.password_links.get("second", late - timedelta(seconds=1))
    assert store.password_links.expires_at(ada.id, now) == late
    assert store.password_links.expires_at(ada.id, late) is None
    for key, moment in (("first", now), ("second", late), ("third", now)):
        with pytest.raises(NotFound):
            store.password_links.get(key, moment)
    store.password_links.withdraw(ada.id)
    with pytest.raises(NotFound):
        store.password_links.get("second", now)
    # Whoever remembered after all needs no link, and a forgotten one must open nothing.
    store.password_links.add(ada.id, "fourth", now)
    store.users.set_password_hash("Ada", "remembered")
    with pytest.raises(NotFound):
        store.password_links.get("fourth", now)
    with pytest.raises(NotFound):
        store.password_links.add(999, "fifth", now)
