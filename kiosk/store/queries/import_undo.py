"""Undoing an import as a whole, and redoing it.

What was added is deleted where it has no check-ins; otherwise it is archived, as check-ins are
never deleted. Check-ins for key results that were there before are undone one by one, and changed
key results get their former definition. What such objectives serve since is taken away again.
"""

import json
import sqlite3
from dataclasses import asdict
from datetime import datetime

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.cycle_rules import refuse_closed
from kiosk.okr.import_redo import refuse_empty_redo
from kiosk.okr.import_rules import redo_conflict, refuse_empty_undo, refuse_other_definition
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import CycleState
from kiosk.store.db.conversion import timestamp_to_text
from kiosk.store.queries.import_counts import moved_counts
from kiosk.store.queries.import_record import (
    ImportCounts,
    ImportRecord,
    import_record,
    stored_draft,
)
from kiosk.store.queries.import_redo_scope import redo_scope
from kiosk.store.queries.import_removal import RemovedRows, bring_back, remove_added
from kiosk.store.queries.import_scope import codes_json, undo_scope
from kiosk.store.queries.key_results import edit_key_result


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
    scope, removed = undo_scope(db, record), RemovedRows()
    kept = [*scope.kept, *_change_back(db, record, removed, reason=reason, now=now, by=by)]
    undone = _undo_check_ins(db, record, now, by)
    remove_added(db, record, scope, removed, now)
    is_empty = not undone and not any((removed.rows, removed.archived, removed.changes))
    refuse_empty_undo(is_empty=is_empty)
    counts = moved_counts(db, record, removed, undone)
    _mark(db, record, timestamp_to_text(now), removed, counts)
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
    removed = RemovedRows(**record.removed)
    _refuse_closed(db, record)
    scope = redo_scope(db, removed.rows, removed.archived)
    try:
        bring_back(db, RemovedRows(scope.rows, scope.archived))
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
    again = [change.code for change in changes if change not in there]
    moved = RemovedRows(scope.rows, scope.archived, again)
    _mark(db, record, None, RemovedRows(left=left), moved_counts(db, record, moved, added))


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
    db: sqlite3.Connection,
    record: ImportRecord,
    undone_at: str | None,
    removed: RemovedRows,
    counts: ImportCounts,
) -> None:
    """Keep what was done; the audit log's entry has its counts, and the import's own the first."""
    columns = asdict(counts)
    db.execute(
        f"UPDATE imports SET undone_at = ?, removed = ?, {' = ?, '.join(columns)} = ?"
        " WHERE batch = ?",
        (undone_at, json.dumps(asdict(removed)), *columns.values(), record.batch),
    )


def _change_back(
    db: sqlite3.Connection,
    record: ImportRecord,
    removed: RemovedRows,
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
    db.execute(
        "UPDATE milestones SET archived_at = NULL WHERE code IN (SELECT value FROM json_each(?))",
        (steps,),
    )
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
