"""Compares the present database with a backup: whether both are of the same office, which check-ins
the backup lacks, and which users were removed since.

Ids alone do not identify rows: after a restore, SQLite assigns the same ids again.
"""

import sqlite3
from collections import Counter

_CHECK_INS = """
SELECT recorded_at, key_result, measured_at, value, done, confidence, note, team, author, signed,
    source, nothing_changed, (SELECT u.recorded_at FROM check_ins AS u WHERE u.id = c.undoes)
FROM check_ins AS c
"""


def is_same_office(one: sqlite3.Connection, other: sqlite3.Connection) -> bool:
    """Whether both databases began as the same file: every copy has the microsecond in which the
    office was created."""
    created = _created_at(one)
    return created is not None and created == _created_at(other)


def _created_at(db: sqlite3.Connection) -> object:
    row = db.execute(
        "SELECT applied_at FROM _sqlite_migrations"
        " WHERE migration_set = 'kiosk' AND name = 'first_tables'"
    ).fetchone()
    return row[0] if row else None


def check_ins_missing(backup: sqlite3.Connection, present: sqlite3.Connection) -> list[str]:
    """When the check-ins were recorded that the backup lacks."""
    known = Counter(hash(row) for row in backup.execute(_CHECK_INS))
    missing = []
    for row in present.execute(_CHECK_INS):
        if known[hash(row)] > 0:
            known[hash(row)] -= 1
        else:
            missing.append(str(row[0]))
    return missing


def removed_since(backup: sqlite3.Connection, present: sqlite3.Connection) -> dict[int, str]:
    """The ids of the backup's users who were removed from the present database.

    The audit log must have the removal after the same entry that added them: a user who is merely
    unknown there was added after another restore.
    """
    return {
        number: name
        for number, name in backup.execute("SELECT id, name FROM users").fetchall()
        if _was_removed(backup, present, number, name)
    }


def _was_removed(
    backup: sqlite3.Connection, present: sqlite3.Connection, number: int, name: str
) -> bool:
    added = backup.execute(
        "SELECT at, after FROM journal WHERE thing = 'users' AND code = ? AND event = 'added'"
        " ORDER BY id DESC LIMIT 1",
        (str(number),),
    ).fetchone()
    if added is None:  # older than the audit log
        return _is_removal_by_name(backup, present, number, name)
    return bool(
        present.execute(
            "SELECT 1 FROM journal AS a JOIN journal AS r ON r.id > a.id AND r.thing = a.thing"
            " AND r.code = a.code AND r.event = 'removed' WHERE a.thing = 'users' AND a.code = ?"
            " AND a.event = 'added' AND a.at = ? AND a.after = ?",
            (str(number), *added),
        ).fetchone()
    )


def _is_removal_by_name(
    backup: sqlite3.Connection, present: sqlite3.Connection, number: int, name: str
) -> bool:
    removals = (
        "SELECT at FROM journal WHERE thing = 'users' AND code = ? AND event = 'removed'"
        " AND json_extract(before, '$.name') = ?"
    )
    known = set(backup.execute(removals, (str(number), name)).fetchall())
    return bool(set(present.execute(removals, (str(number), name)).fetchall()) - known)
