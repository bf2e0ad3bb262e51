"""The rows that an undo of an import takes away, and that its redo brings back.

What has check-ins is archived, as they are never deleted; the rest is deleted and kept here.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kiosk.okr.archive import Table
from kiosk.okr.import_rules import why_cycle_stays
from kiosk.okr.model import CycleState
from kiosk.store.db.conversion import timestamp_to_text
from kiosk.store.queries.cycles import archive_cycle, bring_back_cycles
from kiosk.store.queries.deletion import cycle_usage, delete_cycle, may_delete, may_delete_cycle
from kiosk.store.queries.import_record import ImportRecord
from kiosk.store.queries.import_scope import UndoScope, codes_json, is_as_added

_IN = "IN (SELECT value FROM json_each(?))"


@dataclass(slots=True)
class RemovedRows:
    """What an undo took away, for redo: deleted rows by table, codes of what was archived by table,
    and codes of the key results that were changed back; `left` is what a redo has left alone, as it
    was there again, by title."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    archived: dict[str, list[str]] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def delete(self, db: sqlite3.Connection, table: str, where: str, value: object) -> None:
        """Delete rows and keep them here."""
        rows = db.execute(f"SELECT * FROM {table} WHERE {where}", (value,)).fetchall()
        if rows:
            self.rows.setdefault(table, []).extend(dict(row) for row in rows)
            db.execute(f"DELETE FROM {table} WHERE {where}", (value,))


def remove_added(
    db: sqlite3.Connection,
    record: ImportRecord,
    scope: UndoScope,
    removed: RemovedRows,
    now: datetime,
) -> None:
    """Take away what an import added and nobody has changed or used since."""
    _remove_grades(db, record, removed)
    _remove_links(db, record, removed)
    _remove_key_results(db, scope.key_results, removed, now)
    _remove_objectives(db, scope.objectives, removed, now)
    _remove_teams(db, record, removed, now)
    _remove_cycles(db, record, removed, now)


def _remove_key_results(
    db: sqlite3.Connection, codes: frozenset[str], removed: RemovedRows, now: datetime
) -> None:
    """Key results that were added to objectives that were there before."""
    measured = {
        row["key_result"]
        for row in db.execute(
            f"SELECT DISTINCT key_result FROM check_ins WHERE key_result {_IN}",
            (codes_json(codes),),
        )
    }
    _archive(db, "key_results", measured, removed, now)
    _delete_key_results(db, codes - measured, removed)


def _delete_key_results(db: sqlite3.Connection, codes: Iterable[str], removed: RemovedRows) -> None:
    all_codes = codes_json(codes)
    for table in ("milestones", "definitions"):
        removed.delete(db, table, f"key_result {_IN}", all_codes)
    db.execute(f"DELETE FROM changed WHERE key_result {_IN}", (all_codes,))
    removed.delete(db, "key_results", f"code {_IN}", all_codes)


def _remove_objectives(
    db: sqlite3.Connection, codes: frozenset[str], removed: RemovedRows, now: datetime
) -> None:
    measured = {
        row["objective"]
        for row in db.execute(
            f"SELECT DISTINCT k.objective FROM key_results AS k WHERE k.objective {_IN} AND EXISTS"
            " (SELECT 1 FROM check_ins AS c WHERE c.key_result = k.code)",
            (codes_json(codes),),
        )
    }
    # Links between them go first, and those of archived ones stay.
    unused = codes_json(codes - measured)
    _archive(db, "objectives", measured, removed, now)
    removed.delete(db, "serves", f"objective {_IN}", unused)
    removed.delete(db, "serves", f"serves {_IN}", unused)
    rows = db.execute(f"SELECT code FROM key_results WHERE objective {_IN}", (unused,))
    _delete_key_results(db, [row["code"] for row in rows], removed)
    removed.delete(db, "objectives", f"code {_IN}", unused)


def _archive(
    db: sqlite3.Connection, table: str, codes: Iterable[str], removed: RemovedRows, now: datetime
) -> None:
    wanted = sorted(codes)
    if wanted:
        removed.archived.setdefault(table, []).extend(wanted)
        db.execute(
            f"UPDATE {table} SET archived_at = ? WHERE code {_IN}",
            (timestamp_to_text(now), codes_json(wanted)),
        )


_TEAM_IS_NEEDED = """
SELECT NOT EXISTS (SELECT 1 FROM teams WHERE code = :code AND archived_at IS NULL)
    OR EXISTS (SELECT 1 FROM objectives WHERE team = :code AND archived_at IS NULL)
    OR EXISTS (SELECT 1 FROM meetings WHERE team = :code)
    OR EXISTS (SELECT 1 FROM user_teams WHERE team = :code)
    OR EXISTS (SELECT 1 FROM teams WHERE code = :code AND is_company)
"""


def _remove_teams(
    db: sqlite3.Connection, record: ImportRecord, removed: RemovedRows, now: datetime
) -> None:
    for code, added in record.added.get("teams", {}).items():
        row = db.execute("SELECT * FROM teams WHERE code = ?", (code,)).fetchone()
        if row is None or row["archived_at"] is not None or not is_as_added(row, added):
            continue
        if may_delete(db, Table.TEAMS, code):
            removed.delete(db, "teams", "code = ?", code)
        else:
            _archive_team(db, code, removed, now)
    for code, objectives in record.brought_back.items():
        _archive_team(db, code, removed, now, objectives)


def _archive_team(
    db: sqlite3.Connection,
    code: str,
    removed: RemovedRows,
    now: datetime,
    before: frozenset[str] = frozenset(),
) -> None:
    """Archive a team that nothing needs; in the archive, what this undo has archived stands under
    it.

    :param before: the objectives that were archived with it before the import.
    """
    if db.execute(_TEAM_IS_NEEDED, {"code": code}).fetchone()[0]:
        return
    _archive(db, "teams", [code], removed, now)
    objectives = codes_json({*removed.archived.get("objectives", ()), *before})
    db.execute(
        "UPDATE objectives SET archived_with = ? WHERE team = ? AND archived_at IS NOT NULL"
        f" AND code {_IN}",
        (code, code, objectives),
    )


_OF_NO_IMPORT = """
SELECT 1 FROM objectives WHERE cycle = ? AND code NOT IN (
    SELECT j.code FROM journal AS j JOIN imports AS i ON i.batch = j.batch
    WHERE j.thing = 'objectives' AND j.event = 'added')
"""
_NOT_ARCHIVED = "SELECT 1 FROM objectives WHERE cycle = ? AND archived_at IS NULL"


@dataclass(frozen=True, slots=True)
class KeptCycle:
    """A cycle that an import made and that stays when it is undone; `reason` is a msgid."""

    name: str
    reason: str


def kept_cycles(db: sqlite3.Connection, record: ImportRecord) -> tuple[KeptCycle, ...]:
    """The cycles that an import made and that are there."""
    return tuple(
        KeptCycle(row["name"], _why_cycle_stays(db, row, added))
        for row, added in _own_cycles(db, record)
    )


def _own_cycles(
    db: sqlite3.Connection, record: ImportRecord
) -> list[tuple[sqlite3.Row, Mapping[str, Any]]]:
    """The rows of the cycles that an import made and that are there, and as they were added."""
    found = []
    for code, added in record.added.get("cycles", {}).items():
        row = db.execute(
            "SELECT * FROM cycles WHERE id = ? AND archived_at IS NULL", (int(code),)
        ).fetchone()
        if row is not None:
            found.append((row, added))
    return found


def _why_cycle_stays(db: sqlite3.Connection, row: sqlite3.Row, added: Mapping[str, Any]) -> str:
    number = (row["id"],)
    return why_cycle_stays(
        is_draft=row["state"] == CycleState.DRAFT,
        is_changed=not is_as_added(row, added),
        has_objectives=db.execute(_NOT_ARCHIVED, number).fetchone() is not None,
        has_others=db.execute(_OF_NO_IMPORT, number).fetchone() is not None,
        usage=cycle_usage(db, row["id"]),
    )


def _remove_cycles(
    db: sqlite3.Connection, record: ImportRecord, removed: RemovedRows, now: datetime
) -> None:
    """Delete the cycles that the import made, or archive them with their archived objectives."""
    for row, added in _own_cycles(db, record):
        if _why_cycle_stays(db, row, added):
            continue
        if may_delete_cycle(db, row["id"]):
            removed.rows.setdefault("cycles", []).append(dict(row))
            delete_cycle(db, row["id"])
        else:
            removed.archived.setdefault("cycles", []).append(str(row["id"]))
            archive_cycle(db, row["id"], now)


_LINKS_OF_OTHERS = """
(objective, serves, because) IN (
    SELECT j.code, json_extract(j.after, '$.serves'), json_extract(j.after, '$.because')
    FROM journal AS j WHERE j.batch = ?1 AND j.thing = 'serves' AND j.event = 'added'
) AND objective NOT IN (
    SELECT j.code FROM journal AS j
    WHERE j.batch = ?1 AND j.thing = 'objectives' AND j.event = 'added'
) AND objective IN (
    SELECT o.code FROM objectives AS o JOIN cycles AS y ON y.id = o.cycle WHERE y.state <> 'closed')
"""


def _remove_links(db: sqlite3.Connection, record: ImportRecord, removed: RemovedRows) -> None:
    """Links of objectives that were there before, if they are still as they were imported."""
    removed.delete(db, "serves", _LINKS_OF_OTHERS, record.batch)


def _remove_grades(db: sqlite3.Connection, record: ImportRecord, removed: RemovedRows) -> None:
    """Grades that are still as they were imported, in cycles that are still being graded."""
    for code, added in record.added.get("grades", {}).items():
        row = db.execute(
            "SELECT g.* FROM grades AS g JOIN objectives AS o ON o.code = g.objective"
            " JOIN cycles AS y ON y.id = o.cycle WHERE g.objective = ? AND y.state = 'grading'",
            (code,),
        ).fetchone()
        if row is not None and is_as_added(row, added):
            removed.delete(db, "grades", "objective = ?", code)


_ORDER = (
    *("cycles", "teams", "objectives", "serves", "key_results", "definitions", "milestones"),
    "grades",
)


def bring_back(db: sqlite3.Connection, removed: RemovedRows) -> None:
    for table in _ORDER:
        for row in removed.rows.get(table, ()):
            columns = [name for name in row if not (table == "definitions" and name == "id")]
            marks = ", ".join("?" * len(columns))
            db.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
                [row[name] for name in columns],
            )
    for table, codes in removed.archived.items():
        if table == "cycles":  # comes back with its first objective
            continue
        if table == "teams":  # what was archived with them before stays in the archive
            db.execute(
                f"UPDATE objectives SET archived_with = '' WHERE archived_with {_IN}",
                (codes_json(codes),),
            )
        also = ", archived_with = ''" if table == "objectives" else ""
        db.execute(
            f"UPDATE {table} SET archived_at = NULL{also} WHERE code {_IN}", (codes_json(codes),)
        )
    bring_back_cycles(db)
