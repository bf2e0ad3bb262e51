"""Undoing an import as a whole, and redoing it.

What was added is deleted where it has no check-ins; otherwise it is archived, as check-ins are
never deleted. Check-ins for key results that were there before are undone one by one, and changed
key results get their former definition. What such objectives serve since is taken away again.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.archive import Table
from kiosk.okr.cycle_rules import refuse_closed
from kiosk.okr.import_redo import refuse_empty_redo
from kiosk.okr.import_rules import redo_conflict, refuse_empty_undo, refuse_other_definition
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import CycleState
from kiosk.store.db.conversion import timestamp_to_text
from kiosk.store.queries.deletion import delete_cycle, may_delete, may_delete_cycle
from kiosk.store.queries.import_record import ImportRecord, import_record, stored_draft
from kiosk.store.queries.import_redo_scope import redo_scope
from kiosk.store.queries.import_scope import codes_json, is_as_added, undo_scope
from kiosk.store.queries.key_results import edit_key_result

_IN = "IN (SELECT value FROM json_each(?))"


@dataclass(slots=True)
class _Removed:
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


def undo_import(
    db: sqlite3.Connection, batch: int, *, reason: str, now: datetime, by: str
) -> tuple[str, ...]:
    """Undo what nobody has changed or used since; returns the titles of what stays.

    :param reason: for the versions of key results that get their former definition.
    :raises NotFound: there is no such import, or it is undone.
    :raises ValidationError: its cycle is closed, or all of it has changed since.
    """
    record = import_record(db, batch)
    if record.is_undone:
        raise NotFound("There is no such page")
    _refuse_closed(db, record)
    scope, removed = undo_scope(db, record), _Removed()
    kept = [*scope.kept, *_change_back(db, record, removed, reason=reason, now=now, by=by)]
    undone = _undo_check_ins(db, record, now, by)
    _remove_grades(db, record, removed)
    _remove_links(db, record, removed)
    _remove_key_results(db, scope.key_results, removed, now)
    _remove_objectives(db, scope.objectives, removed, now)
    _remove_teams(db, record, removed, now)
    _remove_cycles(db, record, removed)
    is_empty = not undone and not any((removed.rows, removed.archived, removed.changes))
    refuse_empty_undo(is_empty=is_empty)
    _mark(db, record, timestamp_to_text(now), removed)
    return tuple(kept)


def redo_import(db: sqlite3.Connection, batch: int, *, reason: str, now: datetime, by: str) -> None:
    """Bring back what an undo took away, except what is there again.

    :raises NotFound: there is no such import, or it is not undone.
    :raises ValidationError: its cycle is closed, all of it is there again, or something that it
        needs is not there any more.
    """
    record = import_record(db, batch)
    if not record.is_undone:
        raise NotFound("There is no such page")
    removed = _Removed(**record.removed)
    _refuse_closed(db, record)
    scope = redo_scope(db, removed.rows, removed.archived)
    try:
        _bring_back(db, _Removed(scope.rows, scope.archived))
        added = _redo_check_ins(db, record, now, by)
    except sqlite3.IntegrityError as error:
        raise redo_conflict() from error
    changes = [change for change in record.changes if change.code in removed.changes]
    there = [change for change in changes if stored_draft(db, change.code) == change.after]
    for change in changes:
        if change not in there:
            _replace(db, change.code, change.before, change.after, reason=reason, now=now, by=by)
    is_empty = not added and not any((scope.rows, scope.archived, len(changes) > len(there)))
    refuse_empty_redo(is_empty=is_empty)
    left = [*scope.left, *(change.after.title for change in there)]
    _mark(db, record, None, _Removed(left=left))


_STATES = """
SELECT DISTINCT state FROM cycles WHERE id IN (SELECT value FROM json_each(:cycles))
    OR id IN (SELECT cycle FROM objectives WHERE code IN (SELECT value FROM json_each(:own)))
"""


def _refuse_closed(db: sqlite3.Connection, record: ImportRecord) -> None:
    """Raise ValidationError if one of an import's cycles is closed."""
    of_removed = (row["cycle"] for row in record.removed.get("rows", {}).get("objectives", ()))
    cycles = json.dumps([record.cycle, *of_removed])
    values = {"cycles": cycles, "own": codes_json(record.codes("objectives"))}
    for row in db.execute(_STATES, values):
        refuse_closed(CycleState(row["state"]))


def _mark(
    db: sqlite3.Connection, record: ImportRecord, undone_at: str | None, removed: _Removed
) -> None:
    db.execute(
        "UPDATE imports SET undone_at = ?, removed = ? WHERE batch = ?",
        (undone_at, json.dumps(asdict(removed)), record.batch),
    )


def _change_back(
    db: sqlite3.Connection,
    record: ImportRecord,
    removed: _Removed,
    *,
    reason: str,
    now: datetime,
    by: str,
) -> list[str]:
    """Titles of the changed key results that stay as they are."""
    kept = []
    for change in record.changes:
        try:
            _replace(db, change.code, change.after, change.before, reason=reason, now=now, by=by)
        except (NotFound, ValidationError):
            kept.append(change.after.title)
        else:
            removed.changes.append(change.code)
    return kept


def _replace(
    db: sqlite3.Connection,
    code: str,
    expected: KeyResultDraft,
    wanted: KeyResultDraft,
    *,
    reason: str,
    now: datetime,
    by: str,
) -> None:
    """Give a key result another definition, unless it has changed.

    :raises ValidationError: it has.
    """
    refuse_other_definition(stored_draft(db, code), expected)
    steps = codes_json(step.code for step in wanted.milestones)
    db.execute(f"UPDATE milestones SET archived_at = NULL WHERE code {_IN}", (steps,))
    edit_key_result(db, code, wanted, reason=reason, now=now, by=by)


_OWN = """
WITH RECURSIVE own (id) AS (
    SELECT id FROM check_ins WHERE id BETWEEN :first AND :last AND undoes IS NULL
    UNION SELECT r.id FROM own JOIN check_ins AS r ON r.redoes = own.id AND r.source = 'import'
)
"""
"""The import's check-ins, and the copies that redo has made of them."""

_OPEN = """
c.key_result NOT IN (SELECT value FROM json_each(:added)) AND EXISTS (
    SELECT 1 FROM key_results AS k JOIN objectives AS o ON o.code = k.objective
    JOIN cycles AS y ON y.id = o.cycle WHERE k.code = c.key_result AND y.state <> 'closed')
"""

_UNDO = f"""
INSERT INTO check_ins (key_result, measured_at, recorded_at, team, author, source, undoes)
{_OWN} SELECT c.key_result, :now, :now, c.team, :by, 'import', c.id
FROM own JOIN check_ins AS c ON c.id = own.id
WHERE {_OPEN} AND NOT EXISTS (SELECT 1 FROM check_ins AS u WHERE u.undoes = c.id)
    AND NOT EXISTS (SELECT 1 FROM check_ins AS k WHERE k.corrects = c.id)
"""

_REDO = f"""
INSERT INTO check_ins (key_result, measured_at, recorded_at, value, done, confidence, note,
    team, author, signed, source, nothing_changed, redoes)
{_OWN} SELECT c.key_result, c.measured_at, :now, c.value, c.done, c.confidence, c.note,
    c.team, :by, c.signed, 'import', c.nothing_changed, c.id
FROM own JOIN check_ins AS c ON c.id = own.id
JOIN check_ins AS u ON u.undoes = c.id AND u.source = 'import'
WHERE {_OPEN} AND NOT EXISTS (SELECT 1 FROM check_ins AS r WHERE r.redoes = c.id)
    AND NOT EXISTS (SELECT 1 FROM check_ins AS s WHERE s.key_result = c.key_result
        AND date(s.measured_at) = date(c.measured_at) AND s.undoes IS NULL
        AND s.value IS c.value AND s.done IS c.done
        AND NOT EXISTS (SELECT 1 FROM check_ins AS x WHERE s.id IN (x.undoes, x.corrects)))
"""


def _undo_check_ins(db: sqlite3.Connection, record: ImportRecord, now: datetime, by: str) -> int:
    return _add_check_ins(db, _UNDO, record, now, by)


def _redo_check_ins(db: sqlite3.Connection, record: ImportRecord, now: datetime, by: str) -> int:
    return _add_check_ins(db, _REDO, record, now, by)


def _add_check_ins(
    db: sqlite3.Connection, sql: str, record: ImportRecord, now: datetime, by: str
) -> int:
    first, last = record.check_ins
    values = {"first": first, "last": last, "now": timestamp_to_text(now), "by": by}
    added = codes_json(record.codes("key_results"))
    return db.execute(sql, {**values, "added": added}).rowcount


def _remove_key_results(
    db: sqlite3.Connection, codes: frozenset[str], removed: _Removed, now: datetime
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


def _delete_key_results(db: sqlite3.Connection, codes: Iterable[str], removed: _Removed) -> None:
    all_codes = codes_json(codes)
    for table in ("milestones", "definitions"):
        removed.delete(db, table, f"key_result {_IN}", all_codes)
    db.execute(f"DELETE FROM changed WHERE key_result {_IN}", (all_codes,))
    removed.delete(db, "key_results", f"code {_IN}", all_codes)


def _remove_objectives(
    db: sqlite3.Connection, codes: frozenset[str], removed: _Removed, now: datetime
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
    db: sqlite3.Connection, table: str, codes: Iterable[str], removed: _Removed, now: datetime
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
    db: sqlite3.Connection, record: ImportRecord, removed: _Removed, now: datetime
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
    removed: _Removed,
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


def _remove_cycles(db: sqlite3.Connection, record: ImportRecord, removed: _Removed) -> None:
    for code, added in record.added.get("cycles", {}).items():
        row = db.execute("SELECT * FROM cycles WHERE id = ?", (int(code),)).fetchone()
        if row is None or not may_delete_cycle(db, row["id"]) or not is_as_added(row, added):
            continue
        removed.rows.setdefault("cycles", []).append(dict(row))
        delete_cycle(db, row["id"])


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


def _remove_links(db: sqlite3.Connection, record: ImportRecord, removed: _Removed) -> None:
    """Links of objectives that were there before, if they are still as they were imported."""
    removed.delete(db, "serves", _LINKS_OF_OTHERS, record.batch)


def _remove_grades(db: sqlite3.Connection, record: ImportRecord, removed: _Removed) -> None:
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


def _bring_back(db: sqlite3.Connection, removed: _Removed) -> None:
    for table in _ORDER:
        for row in removed.rows.get(table, ()):
            columns = [name for name in row if not (table == "definitions" and name == "id")]
            marks = ", ".join("?" * len(columns))
            db.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
                [row[name] for name in columns],
            )
    for table, codes in removed.archived.items():
        if table == "teams":  # what was archived with them before stays in the archive
            db.execute(
                f"UPDATE objectives SET archived_with = '' WHERE archived_with {_IN}",
                (codes_json(codes),),
            )
        also = ", archived_with = ''" if table == "objectives" else ""
        db.execute(
            f"UPDATE {table} SET archived_at = NULL{also} WHERE code {_IN}", (codes_json(codes),)
        )
