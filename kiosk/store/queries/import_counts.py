"""How much an undo of an import took away, or its redo brought back."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from kiosk.store.queries.import_record import ImportCounts, ImportRecord
from kiosk.store.queries.import_removal import RemovedRows
from kiosk.store.queries.import_scope import codes_json

_OF_OBJECTIVES = """
SELECT code FROM key_results WHERE objective IN (SELECT value FROM json_each(?))
    AND archived_at IS NULL
"""
_CHECK_INS = """
SELECT count(*) AS number FROM check_ins WHERE id BETWEEN ? AND ?
    AND key_result IN (SELECT value FROM json_each(?))
"""


def moved_counts(
    db: sqlite3.Connection, record: ImportRecord, moved: RemovedRows, check_ins: int
) -> ImportCounts:
    """How much of an import was taken away or brought back.

    :param moved: the rows, what was archived, and the key results that were changed back or again.
    :param check_ins: how many of the check-ins for other key results were undone or redone.
    """
    archived = _archived_key_results(db, record, moved)
    first, last = record.check_ins
    own = db.execute(_CHECK_INS, (first, last, codes_json(archived))).fetchone()["number"]
    objectives = _codes(moved.rows.get("objectives", ()), "code")
    links = (row for row in moved.rows.get("serves", ()) if row["objective"] not in objectives)
    return ImportCounts(
        teams=_number(moved, "teams"),
        objectives=_number(moved, "objectives"),
        key_results=len(moved.rows.get("key_results", ())) + len(archived),
        changed=len(moved.changes),
        check_ins=own + check_ins,
        grades=len(moved.rows.get("grades", ())),
        links=sum(1 for _ in links),
    )


def _number(moved: RemovedRows, table: str) -> int:
    return len(moved.rows.get(table, ())) + len(moved.archived.get(table, ()))


def _archived_key_results(
    db: sqlite3.Connection, record: ImportRecord, moved: RemovedRows
) -> frozenset[str]:
    """The key results of the import that are archived by themselves or with their objective."""
    objectives = codes_json(moved.archived.get("objectives", ()))
    found = {row["code"] for row in db.execute(_OF_OBJECTIVES, (objectives,))}
    found |= set(moved.archived.get("key_results", ()))
    return frozenset(found) & record.codes("key_results")


def _codes(rows: Iterable[dict[str, Any]], column: str) -> frozenset[str]:
    return frozenset(row[column] for row in rows)
