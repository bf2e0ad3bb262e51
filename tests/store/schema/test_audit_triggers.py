"""Every change is in the journal, by whoever made it and however it was written."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from threading import Thread

import pytest
from sqlite_utils import Database

from kiosk.errors import ValidationError
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import AlignmentLink, KeyResult, KeyResultKind, Objective
from kiosk.store import Store
from kiosk.store.db.author import set_author
from kiosk.store.schema.audit_triggers import AUDITED_TABLES

COLUMNS = "author, thing, code, objective, event, before, after"
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nobody() -> Iterator[None]:
    """Nobody acts in the tests that follow in this process either."""
    set_author("")
    yield
    set_author("")


def rows(store: Store, more: str = "") -> list[tuple[str, ...]]:
    with sqlite3.connect(store.path) as connection:
        return connection.execute(f"SELECT {COLUMNS} FROM journal {more} ORDER BY id").fetchall()


def newest(store: Store) -> tuple[str, ...]:
    return rows(store)[-1]


def test_a_change_is_shown_with_before_after_author_and_moment(
    store: Store, objective: Objective
) -> None:
    set_author("Ada", AT)
    store.objectives.edit(objective.code, title="Answer at once", reason="Shorter")

    author, thing, code, of, event, before, after = newest(store)
    assert (author, thing, code, of, event) == (
        *("Ada", "objectives", objective.code, objective.code),
        "changed",
    )
    assert json.loads(before)["title"] == "Answer before they blink"
    assert json.loads(after)["title"] == "Answer at once"
    with sqlite3.connect(store.path) as connection:
        at = connection.execute("SELECT at FROM journal ORDER BY id DESC").fetchone()[0]
    assert at == "2026-11-20T09:30:00.000Z"


def test_nobody_acts_any_more_after_the_commit(store: Store, objective: Objective) -> None:
    set_author("Ada")
    store.objectives.edit(objective.code, title="Answer at once", reason="Shorter")
    with sqlite3.connect(store.path) as connection:
        assert connection.execute("SELECT count(*) FROM acting").fetchone()[0] == 0

    Database(store.path)["objectives"].update(objective.code, {"title": "By a stranger"})

    author, *_, after = newest(store)
    assert author == ""
    assert json.loads(after)["title"] == "By a stranger"


def test_what_was_refused_is_not_told_and_leaves_nobody_acting(
    store: Store, objective: Objective
) -> None:
    set_author("Ada")
    before = rows(store)
    with pytest.raises(ValidationError):
        store.objectives.edit(objective.code, title="")
    assert rows(store) == before
    with sqlite3.connect(store.path) as connection:
        assert connection.execute("SELECT count(*) FROM acting").fetchone()[0] == 0


def test_the_author_is_taken_along_into_another_thread(store: Store, objective: Objective) -> None:
    def elsewhere(work):  # type: ignore[no-untyped-def]
        found = []
        thread = Thread(target=lambda: found.append(work()))
        thread.start()
        thread.join()
        return found[0]

    pooled = Store(store.path, zone=store.zone, call=elsewhere)
    set_author("Ada")
    pooled.objectives.edit(objective.code, title="Answer at once", reason="Shorter")
    pooled.close()
    assert newest(store)[0] == "Ada"


def test_saving_without_a_change_tells_nothing(store: Store, objective: Objective) -> None:
    before = rows(store)
    store.objectives.edit(objective.code, title=objective.title, serves=objective.serves)
    assert rows(store) == before


def test_only_the_because_that_changed_is_reported(
    store: Store, company: Objective, objective: Objective
) -> None:
    store.objectives.edit(
        objective.code, title=objective.title, serves=[AlignmentLink(company.code, "They stay")]
    )
    _, thing, _, of, event, _, after = newest(store)
    assert (thing, of, event) == ("serves", objective.code, "changed")
    assert json.loads(after)["because"] == "They stay"


def test_what_belongs_to_a_key_result_names_its_objective(
    store: Store, latency: KeyResult, steps: KeyResult
) -> None:
    things = {
        thing for _, thing, code, of, *_ in rows(store, f"WHERE objective = '{latency.objective}'")
    }
    assert {"key_results", "definitions", "milestones"} <= things


def test_rows_of_one_change_belong_together(store: Store, latency: KeyResult) -> None:
    draft = KeyResultDraft(
        "Answer time", KeyResultKind.NUMBER, "ms", Decimal(182), Decimal(80), owner="Bo"
    )
    store.key_results.edit(latency.code, draft, "It went faster than we thought")
    with sqlite3.connect(store.path) as connection:
        batches = connection.execute(
            "SELECT batch, min(id), count(*) FROM journal GROUP BY batch ORDER BY batch DESC"
        ).fetchone()
    assert batches[0] == batches[1]
    assert batches[2] == 2  # the definition and the owner


def test_no_password_hash_and_nothing_of_the_survey_is_ever_shown(store: Store) -> None:
    set_author("Ada")
    store.users.add("Bo", "$argon2id$secret", True)
    store.users.set_password_hash("Bo", "$argon2id$other")
    store.api_tokens.add("scale", "hash-of-token", "read")
    store.invitations.add("hash-of-invitation", now=AT)
    told = rows(store)
    assert [(row[1], row[4]) for row in told] == [("users", "added")]
    assert "secret" not in str(told)
    assert json.loads(told[0][6]) == {"name": "Bo", "team": "", "is_admin": 1}
    assert not any(
        name.startswith(("survey", "session", "token", "invit")) for name in AUDITED_TABLES
    )


def test_check_ins_are_their_own_history(store: Store, latency: KeyResult) -> None:
    before = rows(store)
    store.check_ins.add(latency.code, Decimal(150), now=AT)
    assert rows(store) == before


@pytest.mark.parametrize("table", AUDITED_TABLES)
def test_a_transform_leaves_the_journal_going_on_after_the_next_start(
    store: Store, table: str
) -> None:
    database = Database(store.path)
    database.conn.execute("PRAGMA foreign_keys = OFF")
    database[table].transform(column_order=["position"])
    assert not any(t.name.startswith(f"journal_{table}_") for t in database.triggers)
    store.migrate()
    assert sum(t.name.startswith(f"journal_{table}_") for t in database.triggers) == 3


def test_a_column_that_a_later_step_adds_is_recorded_as_well(store: Store) -> None:
    team = store.teams.add("Engineering")
    with sqlite3.connect(store.path) as connection:
        connection.execute("ALTER TABLE teams ADD COLUMN room TEXT NOT NULL DEFAULT ''")
    store.migrate()
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE teams SET room = 'Attic' WHERE code = ?", (team.code,))

    _author, thing, _code, _of, event, before, after = newest(store)
    assert (thing, event) == ("teams", "changed")
    assert (json.loads(before)["room"], json.loads(after)["room"]) == ("", "Attic")
