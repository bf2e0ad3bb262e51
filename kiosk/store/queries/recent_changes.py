"""The changes of the last hour, which walls announce."""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.okr.model import Change, CheckIn, KeyResult, KeyResultKind, Office, Value
from kiosk.store.db.conversion import CHECK_IN_COLUMNS, check_in_or_none, timestamp_to_text
from kiosk.store.queries.check_ins import KEY_RESULTS_WITH_DEFINITION, NEWEST_FIRST, counts_sql

CHANGES_FOR = timedelta(hours=1)
MAX_CHANGES = 50

# Do not announce the correction of an old check-in again.
_CHANGES = f"""
SELECT {CHECK_IN_COLUMNS} FROM check_ins AS c
JOIN ({KEY_RESULTS_WITH_DEFINITION}) ON k.code = c.key_result
WHERE c.recorded_at > :since AND c.nothing_changed = 0 AND {counts_sql("d.kind")}
    AND NOT EXISTS (SELECT 1 FROM check_ins AS o WHERE o.id = c.corrects
        AND o.recorded_at <= :since)
ORDER BY c.recorded_at DESC, c.id DESC LIMIT {MAX_CHANGES}
"""

_NOTES = f"""
SELECT {CHECK_IN_COLUMNS} FROM check_ins AS c
JOIN ({KEY_RESULTS_WITH_DEFINITION}) ON k.code = c.key_result
WHERE c.recorded_at > ? AND c.note <> '' AND {counts_sql("d.kind", in_any_unit=True)}
ORDER BY c.recorded_at DESC, c.id DESC LIMIT {MAX_CHANGES}
"""

_BEFORE = f"""
SELECT {CHECK_IN_COLUMNS} FROM check_ins AS c
WHERE c.key_result = :code AND (c.measured_at, c.id) < (:measured_at, :id)
    AND {counts_sql(":kind")} {NEWEST_FIRST}
"""


def drop_expired_changes(office: Office, now: datetime) -> Office:
    """The office with only those changes that are less than an hour old."""
    recent = tuple(c for c in office.changes if c.check_in.recorded_at > now - CHANGES_FOR)
    return office if len(recent) == len(office.changes) else replace(office, changes=recent)


def read_changes(
    db: sqlite3.Connection,
    now: datetime,
    shown: dict[str, KeyResult],
    teams: dict[str, str],
) -> tuple[Change, ...]:
    """The check-ins of the last hour, oldest first, each with the previous value."""
    rows = db.execute(_CHANGES, {"since": timestamp_to_text(now - CHANGES_FOR)}).fetchall()
    found = []
    for row in reversed(rows):
        key_result = shown.get(row["key_result"])
        if key_result is None:
            continue
        check_in = check_in_or_none(row, key_result.kind, teams[key_result.objective])
        if check_in is not None:
            found.append(Change(check_in, _before(db, row, key_result.kind)))
    return tuple(found)


def read_notes(
    db: sqlite3.Connection, since: datetime, shown: dict[str, KeyResult], teams: dict[str, str]
) -> tuple[CheckIn, ...]:
    """The check-ins with a note since a time, newest first."""
    found = []
    for row in db.execute(_NOTES, (timestamp_to_text(since),)):
        key_result = shown.get(row["key_result"])
        if key_result is not None:
            found.append(check_in_or_none(row, key_result.kind, teams[key_result.objective]))
    return tuple(check_in for check_in in found if check_in is not None)


def _before(db: sqlite3.Connection, row: sqlite3.Row, kind: KeyResultKind) -> Value | None:
    where = {"code": row["key_result"], "measured_at": row["measured_at"], "id": row["id"]}
    before = db.execute(_BEFORE, {**where, "kind": kind.value}).fetchone()
    found = None if before is None else check_in_or_none(before, kind, "")
    return None if found is None else found.value
