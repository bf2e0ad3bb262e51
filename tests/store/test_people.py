from datetime import datetime, timedelta

import pytest

from kiosk.errors import NotFound, Refused
from kiosk.store import Store


def test_a_name_is_taken_in_any_case_of_letters(store: Store) -> None:
    store.add_user("Ada Lovelace", "hash")
    with pytest.raises(Refused) as refusal:
        store.add_user("ada  lovelace", "hash")
    assert refusal.value.field == "name"
    found = store.user_by_name("ADA LOVELACE")
    assert found is not None
    assert found.name == "Ada Lovelace"


def test_set_up_works_once(store: Store) -> None:
    store.add_user("Ada", "hash", True, first=True)
    with pytest.raises(Refused):
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
        with pytest.raises(Refused) as refusal:
            store.add_token(name, "i", can)
        assert refusal.value.field == field


def test_the_last_admin_stays(store: Store) -> None:
    store.add_user("Ada", "hash", is_admin=True)
    store.add_user("Bob", "hash")
    with pytest.raises(Refused, match="only admin"):
        store.remove_user("Ada")
    store.add_user("Grace", "hash", is_admin=True)
    store.remove_user("Ada")
    assert [user.name for user in store.users()] == ["Bob", "Grace"]
