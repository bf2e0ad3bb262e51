"""What an import wrote: found in the audit log by its batch, and kept in the table `imports`."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.errors import NotFound
from kiosk.okr.key_result_draft import KeyResultDraft


@dataclass(frozen=True, slots=True)
class ChangedKeyResult:
    """A key result that an import changed."""

    code: str
    before: KeyResultDraft
    after: KeyResultDraft


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How much an import wrote; of the links, those of objectives that were there before."""

    teams: int
    objectives: int
    key_results: int
    changed: int
    check_ins: int
    grades: int = 0
    links: int = 0


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """An import. `added` has the rows that it added, as they were written, by table and code,
    `brought_back` the teams that it took from the archive, each with the codes of the objectives
    that had been archived with it."""

    batch: int
    cycle: int
    check_ins: tuple[int, int]
    is_undone: bool
    changes: tuple[ChangedKeyResult, ...]
    removed: Mapping[str, Any]
    added: Mapping[str, Mapping[str, Mapping[str, Any]]]
    brought_back: Mapping[str, frozenset[str]]

    def codes(self, table: str) -> frozenset[str]:
        """The codes of what it added to a table."""
        return frozenset(self.added.get(table, ()))


_ADDED = ("cycles", "teams", "objectives", "key_results", "definitions", "milestones", "grades")


def import_record(db: sqlite3.Connection, batch: int) -> ImportRecord:
    """The import with a batch; raises NotFound."""
    import msgspec  # only an import needs it, and a start has to be quick

    found = db.execute("SELECT * FROM imports WHERE batch = ?", (batch,)).fetchone()
    if found is None:
        raise NotFound("There is no such page")
    added: dict[str, dict[str, Mapping[str, Any]]] = {}
    for entry in db.execute(
        "SELECT thing, code, event, before, after FROM journal WHERE batch = ?"
        " AND event IN ('added', 'changed') ORDER BY id",
        (batch,),
    ):
        if entry["thing"] in _ADDED:
            row, rows = json.loads(entry["after"]), added.setdefault(entry["thing"], {})
            # Of a milestone, the log has the key result's code beside its own.
            code = row["code"] if entry["thing"] == "milestones" else entry["code"]
            # A row is added first and gets its texts and owner after that.
            if entry["event"] == "added" or code in rows or _is_archived_cycle(entry):
                rows[code] = {**row, "of": entry["code"]}
    return ImportRecord(
        batch,
        found["cycle"],
        (found["first_check_in"] or 0, found["last_check_in"] or -1),
        found["undone_at"] is not None,
        msgspec.json.decode(found["changes"], type=tuple[ChangedKeyResult, ...]),
        json.loads(found["removed"]),
        added,
        _brought_back(db, batch),
    )


def _is_archived_cycle(entry: sqlite3.Row) -> bool:
    """Whether a change was of an archived cycle, which it brought back as if it was added."""
    before = json.loads(entry["before"] or "{}")
    return entry["thing"] == "cycles" and before.get("archived_at") is not None


def _brought_back(db: sqlite3.Connection, batch: int) -> dict[str, frozenset[str]]:
    """The teams that a save took from the archive, and what had been archived with each."""
    entries = db.execute(
        "SELECT thing, code, json_extract(before, '$.archived_with') AS archived_with FROM journal"
        " WHERE batch = ? AND event = 'changed' AND (thing = 'teams'"
        " AND json_extract(before, '$.archived_at') IS NOT NULL"
        " AND json_extract(after, '$.archived_at') IS NULL"
        " OR thing = 'objectives' AND json_extract(before, '$.archived_with') <> '')",
        (batch,),
    ).fetchall()
    teams = [entry["code"] for entry in entries if entry["thing"] == "teams"]
    return {
        team: frozenset(e["code"] for e in entries if e["archived_with"] == team) for team in teams
    }


def import_batches(db: sqlite3.Connection, batches: Iterable[int]) -> dict[int, bool]:
    """Those of the saves that are imports, and whether each of them is undone."""
    rows = db.execute(
        "SELECT batch, undone_at IS NOT NULL AS undone FROM imports WHERE batch IN"
        " (SELECT value FROM json_each(?))",
        (json.dumps(list(batches)),),
    )
    return {row["batch"]: bool(row["undone"]) for row in rows}


def left_titles(db: sqlite3.Connection, batch: int) -> tuple[str, ...]:
    """The titles of what the last redo of an import has left alone; raises NotFound."""
    row = db.execute("SELECT removed FROM imports WHERE batch = ?", (batch,)).fetchone()
    if row is None:
        raise NotFound("There is no such page")
    return tuple(json.loads(row["removed"]).get("left", ()))


def import_counts(db: sqlite3.Connection, batch: int) -> ImportCounts | None:
    """How much an import wrote; None if there is no such import, or it is undone."""
    row = db.execute(
        "SELECT teams, objectives, key_results, changed, check_ins, grades, links"
        " FROM imports"
        " WHERE batch = ? AND undone_at IS NULL",
        (batch,),
    ).fetchone()
    return None if row is None else ImportCounts(*row)


def newest_import(db: sqlite3.Connection) -> int:
    """The batch of the newest import that is not undone; 0 if there is none."""
    row = db.execute("SELECT max(batch) AS batch FROM imports WHERE undone_at IS NULL").fetchone()
    return row["batch"] or 0


def record_import(
    db: sqlite3.Connection,
    sources: str,
    cycle: int,
    counts: ImportCounts,
    changes: tuple[ChangedKeyResult, ...],
    check_ins: tuple[int, int] | None,
) -> int:
    """Keep what the import in this transaction wrote; returns its batch.

    :param check_ins: the ids of its first and its last check-in.
    """
    import msgspec  # only an import needs it, and a start has to be quick

    batch: int = db.execute("SELECT batch FROM acting").fetchone()["batch"]
    db.execute(
        "INSERT INTO imports (batch, sources, cycle, teams, objectives, key_results, changed,"
        " check_ins, grades, links, first_check_in, last_check_in, changes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            batch,
            sources,
            cycle,
            *(counts.teams, counts.objectives, counts.key_results, counts.changed),
            *(counts.check_ins, counts.grades, counts.links),
            *(check_ins or (None, None)),
            msgspec.json.encode(changes).decode(),
        ),
    )
    return batch


def stored_draft(db: sqlite3.Connection, code: str) -> KeyResultDraft:
    """A key result as a draft that would write it as it is."""
    import msgspec  # only an import needs it, and a start has to be quick

    row = db.execute("SELECT * FROM key_results WHERE code = ?", (code,)).fetchone()
    defined = db.execute(
        "SELECT * FROM definitions WHERE key_result = ? ORDER BY version DESC LIMIT 1", (code,)
    ).fetchone()
    steps = db.execute(
        "SELECT code, title, weight FROM milestones WHERE key_result = ? AND archived_at IS NULL"
        " ORDER BY position, code",
        (code,),
    )
    fields = {**dict(defined), **dict(row), "milestones": [dict(step) for step in steps]}
    return msgspec.convert(fields, KeyResultDraft, strict=False)
