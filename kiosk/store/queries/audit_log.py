"""Searches the audit log together with the check-ins, newest first."""

import heapq
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, islice
from types import MappingProxyType
from typing import Any

from kiosk.okr.codes import normal_code
from kiosk.store.db.conversion import parse_timestamp

PERSONS = {"users": {"name"}, "key_results": {"owner"}, "check_ins": {"source"}}
"""Columns with a person's name: shown to admins, but never searched, to prevent tracking people."""

CHECK_IN = "check_ins"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that was added, changed or removed, as it was before and after."""

    thing: str
    code: str
    objective: str
    event: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def row(self) -> Mapping[str, Any]:
        """The row afterwards; before, if it was removed."""
        return self.after or self.before

    def changed(self) -> tuple[str, ...]:
        """The columns that differ."""
        return tuple(n for n in self.row if self.before.get(n) != self.after.get(n))


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """The changes of one save. `author` is "" if another program made them; `batch` is its number,
    0 if it has none."""

    at: datetime
    author: str
    changes: tuple[RowChange, ...]
    batch: int = 0


@dataclass(frozen=True, slots=True)
class KeyResultLabel:
    """The current title and unit of a key result, archived or not."""

    title: str
    objective: str
    kind: str
    unit: str
    confidential: bool


@dataclass(frozen=True, slots=True)
class CurrentNames:
    """The current names by code, including those of archived rows."""

    objectives: Mapping[str, str]
    key_results: Mapping[str, KeyResultLabel]
    teams: Mapping[str, str]
    cycles: Mapping[str, str]
    milestones: Mapping[str, str]
    ungraded: frozenset[str] = frozenset()
    """Objectives whose grades are not revealed, and must not be found either."""
    people: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Those who may log in, by their numbers."""


NO_SEARCH = CurrentNames({}, {}, {}, {}, {})


@dataclass(frozen=True, slots=True)
class Search:
    """A search. Every word has to occur, in any case, in what changed, in its values before and
    after, or in the title of the item or its objective. `labels` are the translated names of tables
    and columns: "objectives", "definitions.target"."""

    words: tuple[str, ...] = ()
    objective: str = ""
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


_UNGRADED = """
SELECT o.code FROM objectives AS o JOIN cycles AS y ON y.id = o.cycle WHERE y.revealed_at IS NULL
"""


def current_names(db: sqlite3.Connection) -> CurrentNames:
    """The current names of everything."""
    newest = db.execute(
        "SELECT k.code, k.objective, k.confidential, d.title, d.kind, d.unit FROM key_results AS k"
        " JOIN definitions AS d ON d.key_result = k.code ORDER BY d.version"
    )
    return CurrentNames(
        dict(db.execute("SELECT code, title FROM objectives").fetchall()),
        {
            row["code"]: KeyResultLabel(
                row["title"], row["objective"], row["kind"], row["unit"], bool(row["confidential"])
            )
            for row in newest
        },
        dict(db.execute("SELECT code, name FROM teams").fetchall()),
        {str(number): name for number, name in db.execute("SELECT id, name FROM cycles")},
        dict(db.execute("SELECT code, title FROM milestones").fetchall()),
        frozenset(code for (code,) in db.execute(_UNGRADED)),
        {str(number): name for number, name in db.execute("SELECT id, name FROM users")},
    )


def search_audit_log(
    db: sqlite3.Connection, called: CurrentNames, search: Search, skip: int, most: int
) -> tuple[AuditEntry, ...]:
    """Entries of the audit log, and check-ins, that match a search; newest first."""
    both = heapq.merge(
        _check_ins(db, called, search),
        changes(db, called, search),
        key=lambda entry: entry.at,
        reverse=True,
    )
    return tuple(islice(both, skip, skip + most))


def changes(db: sqlite3.Connection, called: CurrentNames, search: Search) -> Iterator[AuditEntry]:
    """Entries of the audit log, newest first; the rows of one save in their order."""
    where, values = ("WHERE objective = ?", (search.objective,)) if search.objective else ("", ())
    rows = db.execute(f"SELECT * FROM journal {where} ORDER BY id DESC", values)
    for _, batch in groupby(rows, key=lambda row: row["batch"] or -row["id"]):
        of_batch = list(batch)[::-1]
        found = [each for each in map(_row_change, of_batch) if _matches(called, search, each)]
        at = parse_timestamp(of_batch[0]["at"])
        if found and at is not None:
            yield AuditEntry(at, of_batch[0]["author"], tuple(found), of_batch[0]["batch"] or 0)


_NOT_IMPORTED = """
WHERE NOT (c.source = 'import' AND EXISTS (SELECT 1 FROM imports AS i WHERE c.undoes IS NOT NULL
    OR c.redoes IS NOT NULL OR c.id BETWEEN i.first_check_in AND i.last_check_in))
"""


def _check_ins(
    db: sqlite3.Connection, called: CurrentNames, search: Search
) -> Iterator[AuditEntry]:
    # An import is one entry of the log, which names their number; a search finds each of them.
    where, values = "" if search.words else _NOT_IMPORTED, ()
    if search.objective:
        where = "WHERE c.key_result IN (SELECT code FROM key_results WHERE objective = ?)"
        values = (search.objective,)  # type: ignore[assignment]
    rows = db.execute(
        "SELECT c.*, b.value AS undone_value, b.done AS undone_done, (SELECT json_array(d.kind,"
        " d.unit) FROM definitions AS d WHERE d.key_result = c.key_result AND d.version <"
        " (SELECT min(n.version) FROM definitions AS n WHERE n.key_result = c.key_result"
        " AND n.last_check_in >= coalesce(b.id, c.id)) ORDER BY d.version DESC LIMIT 1)"
        " AS measured FROM check_ins AS c"
        f" LEFT JOIN check_ins AS b ON b.id = c.undoes {where} ORDER BY c.id DESC",
        values,
    )
    for row in rows:
        change, at = _check_in_change(row, called), parse_timestamp(row["recorded_at"])
        if at is not None and _matches(called, search, change):
            yield AuditEntry(at, row["author"], (change,))


def _check_in_change(row: sqlite3.Row, called: CurrentNames) -> RowChange:
    code = normal_code(row["key_result"])
    titled = called.key_results.get(code)
    event = _event(row)
    columns = ("undone_value", "undone_done") if row["undoes"] else ("value", "done")
    value = {"value": row[columns[0]], "done": row[columns[1]], "note": row["note"]}
    value["source"] = row["source"]
    value["measured_at"] = row["measured_at"]
    # In the unit it was measured in.
    value["kind"], value["unit"] = json.loads(row["measured"] or "[null, null]")
    return RowChange(CHECK_IN, code, titled.objective if titled else "", event, {}, value)


def _event(row: sqlite3.Row) -> str:
    """What a row of check_ins did: a check-in, an undo, a redo or a correction."""
    named = {"undoes": "removed", "redoes": "redone", "corrects": "corrected"}
    done = next((event for column, event in named.items() if row[column]), "")
    return done or ("unchanged" if row["nothing_changed"] else "added")


def _row_change(row: sqlite3.Row) -> RowChange:
    before, after = (_row(row[column]) for column in ("before", "after"))
    return RowChange(row["thing"], row["code"], row["objective"], row["event"], before, after)


def _row(text: str | None) -> Mapping[str, Any]:
    try:
        row = json.loads(text or "{}")
    except ValueError:
        return {}
    return row if isinstance(row, dict) else {}


def _matches(called: CurrentNames, search: Search, each: RowChange) -> bool:
    if not search.words:
        return True
    text = " ".join(_searched(called, search, each)).casefold()
    return all(word in text for word in search.words)


def _searched(called: CurrentNames, search: Search, each: RowChange) -> Iterator[str]:
    yield search.labels.get(each.thing, "")
    yield called.objectives.get(each.objective, "")
    if each.code in called.key_results:
        yield called.key_results[each.code].title
    yield called.teams.get(str(each.row.get("team", "")), "")
    if each.thing == "grades" and each.objective in called.ungraded:
        return
    hidden = PERSONS.get(each.thing, set())
    for column in each.changed():
        yield search.labels.get(f"{each.thing}.{column}", "")
        if column not in hidden:
            yield from (str(row.get(column) or "") for row in (each.before, each.after))


@dataclass(frozen=True, slots=True)
class LastChange:
    """When a row was changed last, and by whom: "" if another program did."""

    at: datetime
    author: str


def last_change(db: sqlite3.Connection, things: Sequence[str], code: str) -> LastChange | None:
    """The newest change of a row in any of these tables; None if none is known."""
    marks = ", ".join("?" * len(things))
    row = db.execute(
        f"SELECT at, author FROM journal WHERE thing IN ({marks}) AND code = ?"
        " ORDER BY id DESC LIMIT 1",
        (*things, code),
    ).fetchone()
    at = parse_timestamp(row["at"]) if row else None
    return LastChange(at, row["author"]) if at is not None else None


def delete_office_audit_log(db: sqlite3.Connection) -> None:
    """Delete the entries about the office, not those about users. The sample's own creation and
    removal are not recorded."""
    db.execute("DELETE FROM journal WHERE thing NOT IN ('users', 'user_teams')")
