"""Check-ins: finding the newest that counts by index seeks, and appending new ones.

Rows are only ever appended. A row counts unless it undoes one, or a later row undoes or corrects
it.
"""

import sqlite3
from datetime import datetime

from kiosk.errors import NotFound
from kiosk.okr.check_in_rules import (
    CheckInDraft,
    confirmed_check_in,
    invalid_number,
    refuse_check_in,
    validated_check_in,
)
from kiosk.okr.codes import normal_code
from kiosk.okr.model import CheckIn, CycleState, KeyResultKind, Value
from kiosk.store.db.conversion import (
    CHECK_IN_COLUMNS,
    check_in_or_none,
    kind_or_none,
    timestamp_to_text,
    value_to_columns,
)


def counts_sql(kind: str, *, in_any_unit: bool = False) -> str:
    """An SQL condition: row c of check_ins counts and fits a kind of key result.

    A row whose value does not fit the kind, from another program or an older definition, is
    skipped, so that the value before it counts.

    :param kind: a column or parameter with the kind.
    :param in_any_unit: also what was measured in another unit, and nothing says how to convert.
    """
    in_todays = (
        " AND NOT EXISTS (SELECT 1 FROM definitions AS n WHERE n.key_result = c.key_result"
        " AND n.last_check_in >= c.id AND n.factor IS NULL)"
    )
    return (
        "c.undoes IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM check_ins AS u WHERE u.undoes = c.id)"
        " AND NOT EXISTS (SELECT 1 FROM check_ins AS k WHERE k.corrects = c.id"
        " AND k.key_result = c.key_result"
        " AND NOT EXISTS (SELECT 1 FROM check_ins AS v WHERE v.undoes = k.id))"
        f" AND CASE {kind} WHEN 'milestones' THEN c.done IS NOT NULL"
        " WHEN 'yes_no' THEN c.value IN ('0', '1') ELSE c.value IS NOT NULL END"
        f"{'' if in_any_unit else in_todays}"
    )


NEWEST_FIRST = "ORDER BY c.measured_at DESC, c.id DESC LIMIT 1"

KEY_RESULTS_WITH_DEFINITION = (
    "key_results AS k JOIN definitions AS d ON d.key_result = k.code"
    " AND d.version = (SELECT max(version) FROM definitions WHERE key_result = k.code)"
)
"""Key results k, each with its definition d of today."""

_PLACE = f"""
SELECT k.code, d.kind, o.team, o.code AS objective, y.state,
    k.archived_at IS NOT NULL OR o.archived_at IS NOT NULL AS archived
FROM {KEY_RESULTS_WITH_DEFINITION}
JOIN objectives AS o ON o.code = k.objective
JOIN cycles AS y ON y.id = o.cycle
WHERE k.code = ?
"""

_LATEST = f"""
SELECT {CHECK_IN_COLUMNS} FROM check_ins AS c
WHERE c.key_result = :code AND {counts_sql(":kind")} {NEWEST_FIRST}
"""


def key_result_context(db: sqlite3.Connection, code: str) -> sqlite3.Row:
    """The context of a key result: its kind, objective and team, the state of its cycle, and
    whether it is archived.

    :raises NotFound: there is no key result with this code.
    """
    row: sqlite3.Row | None = db.execute(_PLACE, (normal_code(code),)).fetchone()
    if row is None or kind_or_none(row["kind"]) is None:
        raise NotFound("There is no key result %(code)s", code=code)
    return row


def latest(db: sqlite3.Connection, where: sqlite3.Row) -> CheckIn | None:
    """The newest check-in of a key result that counts."""
    row = db.execute(_LATEST, {"code": where["code"], "kind": where["kind"]}).fetchone()
    return (
        None if row is None else check_in_or_none(row, KeyResultKind(where["kind"]), where["team"])
    )


def key_result_of_check_in(db: sqlite3.Connection, number: int) -> str | None:
    """The code of a check-in's key result; None if there is no such check-in."""
    row = db.execute("SELECT key_result FROM check_ins WHERE id = ?", (number,)).fetchone()
    return None if row is None else normal_code(row["key_result"])


def latest_check_in(db: sqlite3.Connection, code: str) -> CheckIn | None:
    """The newest check-in that counts, which undo would undo."""
    return latest(db, key_result_context(db, code))


def check_in(
    db: sqlite3.Connection,
    code: str,
    value: Value,
    *,
    now: datetime,
    measured_at: datetime | None,
    confidence: int | None,
    note: str,
    author: str,
    signed: str,
    source: str,
) -> CheckIn:
    """Append a check-in.

    :raises NotFound: there is no such key result.
    :raises ValidationError: each invalid field, and what to write instead.
    """
    where = open_context(db, code)
    draft = CheckInDraft(value, measured_at, confidence, note, signed)
    codes = _milestone_codes(db, where["code"])
    checked = validated_check_in(draft, KeyResultKind(where["kind"]), codes, now)
    return append(
        db,
        where,
        checked.value,
        now=now,
        measured_at=checked.measured_at or _not_before_latest(db, where, now),
        confidence=checked.confidence,
        note=checked.note,
        author=author,
        signed=checked.signature,
        source=source,
    )


def nothing_changed(
    db: sqlite3.Connection, code: str, *, now: datetime, author: str, source: str
) -> CheckIn:
    """Append a confirmation: the latest value and confidence, measured now.

    :raises ValidationError: there is no value yet, or the key result takes no check-ins.
    """
    where = open_context(db, code)
    before = confirmed_check_in(latest(db, where))
    return append(
        db,
        where,
        before.value,
        now=now,
        measured_at=max(now, before.measured_at),
        confidence=before.confidence,
        note="",
        author=author,
        signed="",
        source=source,
        nothing_changed=True,
    )


def open_context(db: sqlite3.Connection, code: str) -> sqlite3.Row:
    """The context of a key result that accepts check-ins.

    :raises NotFound: there is no key result with this code.
    :raises ValidationError: it is archived, or its cycle is closed.
    """
    where = key_result_context(db, code)
    refuse_check_in(where["code"], CycleState(where["state"]), is_archived=where["archived"])
    return where


def _milestone_codes(db: sqlite3.Connection, code: str) -> tuple[str, ...]:
    rows = db.execute(
        "SELECT code FROM milestones WHERE key_result = ? AND archived_at IS NULL"
        " ORDER BY position, code",
        (code,),
    )
    return tuple(row["code"] for row in rows)


def _not_before_latest(db: sqlite3.Connection, where: sqlite3.Row, now: datetime) -> datetime:
    """The current time; if the clock was set back, the time of the latest check-in, so that the new
    one follows it."""
    before = latest(db, where)
    return now if before is None else max(now, before.measured_at)


def append(
    db: sqlite3.Connection,
    where: sqlite3.Row,
    value: Value,
    *,
    now: datetime,
    measured_at: datetime,
    confidence: int | None,
    note: str,
    author: str,
    signed: str,
    source: str,
    nothing_changed: bool = False,
    corrects: int | None = None,
    redoes: int | None = None,
) -> CheckIn:
    """Append a row for a validated check-in.

    :param corrects: the check-in that this one takes the place of.
    :param redoes: the check-in, taken back before, that this one brings back.
    """
    timestamps = (timestamp_to_text(measured_at), timestamp_to_text(now))
    columns = (confidence, note, where["team"], author, signed, source, int(nothing_changed))
    cursor = db.execute(
        "INSERT INTO check_ins (key_result, measured_at, recorded_at, value, done, confidence,"
        " note, team, author, signed, source, nothing_changed, corrects, redoes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (where["code"], *timestamps, *value_to_columns(value), *columns, corrects, redoes),
    )
    row = db.execute(
        f"SELECT {CHECK_IN_COLUMNS} FROM check_ins AS c WHERE c.id = ?", (cursor.lastrowid,)
    ).fetchone()
    written = check_in_or_none(row, KeyResultKind(where["kind"]), where["team"])
    if written is None:
        raise invalid_number("value")
    return written
