"""What of an import can be undone: what nobody has changed or used since.

An objective stays with all of its key results if anything in it has changed.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.store.queries.import_record import ImportRecord

_IGNORED = {"position", "archived_at", "archived_with", "reason"}
"""Columns that change without anybody changing this row's content."""


@dataclass(frozen=True, slots=True)
class UndoScope:
    """Codes of the objectives, and of the key results in objectives that were there before, that
    can be removed; and the titles of those that stay."""

    objectives: frozenset[str]
    key_results: frozenset[str]
    kept: tuple[str, ...]


def undo_scope(db: sqlite3.Connection, record: ImportRecord) -> UndoScope:
    """What of an import can be removed now."""
    objectives, key_results = _live(db, record, "objectives"), _live(db, record, "key_results")
    used = _used_key_results(db, record, key_results)
    kept = _used_objectives(db, record, objectives, used)
    own = record.codes("objectives")
    loose = {code for code, row in key_results.items() if row["objective"] not in own}
    titles = [objectives[code]["title"] for code in objectives if code in kept]
    titles += [record.added["definitions"][code]["title"] for code in loose if code in used]
    return UndoScope(
        frozenset(objectives) - kept, frozenset(loose) - used, tuple(sorted(map(str, titles)))
    )


def codes_json(codes: Iterable[str]) -> str:
    """Codes as a parameter for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(sorted(codes))


def is_as_added(row: sqlite3.Row, added: Mapping[str, Any]) -> bool:
    """Whether a row still has the content with which it was added."""
    columns = set(row.keys())
    return all(
        row[name] == value
        for name, value in added.items()
        if name in columns and name not in _IGNORED
    )


def _live(db: sqlite3.Connection, record: ImportRecord, table: str) -> dict[str, sqlite3.Row]:
    rows = db.execute(
        f"SELECT * FROM {table} WHERE archived_at IS NULL"
        " AND code IN (SELECT value FROM json_each(?)) ORDER BY code",
        (codes_json(record.codes(table)),),
    )
    return {row["code"]: row for row in rows}


def _used_key_results(
    db: sqlite3.Connection, record: ImportRecord, rows: Mapping[str, sqlite3.Row]
) -> frozenset[str]:
    changed = {c for c, row in rows.items() if not is_as_added(row, record.added["key_results"][c])}
    newest = db.execute(
        "SELECT d.* FROM definitions AS d WHERE d.key_result IN (SELECT value FROM json_each(?))"
        " AND d.version = (SELECT max(version) FROM definitions WHERE key_result = d.key_result)",
        (codes_json(rows),),
    )
    defined = record.added.get("definitions", {})
    changed |= {
        row["key_result"]
        for row in newest
        if not is_as_added(row, defined.get(row["key_result"], {}))
    }
    others = _with_other_milestones(db, record, rows)
    return frozenset(changed) | others | _referenced_key_results(db, record, rows)


_USES = """
SELECT key_result AS code FROM check_ins
WHERE key_result IN (SELECT value FROM json_each(:codes))
AND id NOT BETWEEN :first AND :last
UNION SELECT carried_from FROM key_results WHERE carried_from IN
    (SELECT value FROM json_each(:codes))
UNION SELECT key_result FROM key_result_moves WHERE key_result IN
    (SELECT value FROM json_each(:codes))
"""


def _referenced_key_results(
    db: sqlite3.Connection, record: ImportRecord, codes: Iterable[str]
) -> frozenset[str]:
    first, last = record.check_ins
    values = {"codes": codes_json(codes), "first": first, "last": last}
    return frozenset(row["code"] for row in db.execute(_USES, values))


def _with_other_milestones(
    db: sqlite3.Connection, record: ImportRecord, codes: Iterable[str]
) -> frozenset[str]:
    rows = db.execute(
        "SELECT key_result, code, title, weight FROM milestones WHERE archived_at IS NULL"
        " AND key_result IN (SELECT value FROM json_each(?))",
        (codes_json(codes),),
    )
    now = {tuple(row) for row in rows}
    wanted = set(codes)
    added = {
        (row["of"], code, row["title"], row["weight"])
        for code, row in record.added.get("milestones", {}).items()
        if row["of"] in wanted
    }
    return frozenset(row[0] for row in now ^ added)


_OBJECTIVE_USES = """
SELECT objective AS code FROM grades WHERE objective IN (SELECT value FROM json_each(:codes))
UNION SELECT carried_from FROM objectives WHERE carried_from IN
    (SELECT value FROM json_each(:codes))
UNION SELECT objective FROM objective_moves WHERE objective IN
    (SELECT value FROM json_each(:codes))
UNION SELECT objective FROM key_result_moves WHERE objective IN
    (SELECT value FROM json_each(:codes))
UNION SELECT s.serves FROM serves AS s WHERE s.serves IN (SELECT value FROM json_each(:codes))
    AND s.objective NOT IN (SELECT value FROM json_each(:codes))
    AND NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.batch = :batch AND j.thing = 'serves'
        AND j.code = s.objective AND json_extract(j.after, '$.serves') = s.serves
        AND json_extract(j.after, '$.because') = s.because)
UNION SELECT s.objective FROM serves AS s WHERE s.objective IN (SELECT value FROM json_each(:codes))
    AND NOT EXISTS (SELECT 1 FROM journal AS j WHERE j.batch = :batch AND j.thing = 'serves'
        AND j.code = s.objective AND json_extract(j.after, '$.serves') = s.serves
        AND json_extract(j.after, '$.because') = s.because)
UNION SELECT objective FROM key_results WHERE objective IN (SELECT value FROM json_each(:codes))
    AND (code IN (SELECT value FROM json_each(:used))
        OR code NOT IN (SELECT value FROM json_each(:added)))
"""


def _used_objectives(
    db: sqlite3.Connection,
    record: ImportRecord,
    rows: Mapping[str, sqlite3.Row],
    used: frozenset[str],
) -> frozenset[str]:
    changed = {c for c, row in rows.items() if not is_as_added(row, record.added["objectives"][c])}
    values = {
        "codes": codes_json(rows),
        "batch": record.batch,
        "used": codes_json(used),
        "added": codes_json(record.codes("key_results")),
    }
    return frozenset(changed) | {row["code"] for row in db.execute(_OBJECTIVE_USES, values)}
