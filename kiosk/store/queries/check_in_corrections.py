"""Check-ins that are taken back, brought back or corrected: each time by one more row."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.check_in_input import parse_note
from kiosk.okr.check_in_rules import validated_measured_at
from kiosk.okr.model import CheckIn, KeyResultKind
from kiosk.store.db.conversion import CHECK_IN_COLUMNS, check_in_or_none, timestamp_to_text
from kiosk.store.queries.check_ins import (
    append,
    counts_sql,
    key_result_context,
    latest,
    open_context,
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A check-in as it was saved, whether it still counts, and, where it was undone, whether it
    has been brought back since."""

    check_in: CheckIn
    counts: bool
    is_undone: bool
    is_redone: bool


_RECORDED = f"""
SELECT {CHECK_IN_COLUMNS} FROM check_ins AS c WHERE c.id = ?
"""

_STATE = f"""
SELECT c.corrects,
    {counts_sql(":kind")} AS counts,
    EXISTS (SELECT 1 FROM check_ins AS u WHERE u.undoes = c.id) AS is_undone,
    EXISTS (SELECT 1 FROM check_ins AS r WHERE r.redoes = c.id) AS is_redone
FROM check_ins AS c WHERE c.id = :id
"""


def recorded(db: sqlite3.Connection, number: int) -> Recorded | None:
    """A check-in by its number, undone or not; None where no value was saved under it."""
    row = db.execute(_RECORDED, (number,)).fetchone()
    if row is None:
        return None
    where = key_result_context(db, row["key_result"])
    check_in = check_in_or_none(row, KeyResultKind(where["kind"]), where["team"])
    if check_in is None:
        return None
    state = _state(db, number, where)
    flags = (state["counts"], state["is_undone"], state["is_redone"])
    return Recorded(check_in, *map(bool, flags))


def undo(
    db: sqlite3.Connection, number: int, *, now: datetime, author: str, source: str
) -> CheckIn | None:
    """Append the row that takes a check-in back; where that corrected another, the other counts
    again.

    :return: the check-in that counts after that; None if there is none.
    :raises NotFound: there is no such check-in.
    :raises ValidationError: it was undone or corrected before, undoes another, or nothing is
    checked
        in there.
    """
    row = db.execute("SELECT key_result, undoes FROM check_ins WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise NotFound("There is no check-in %(id)s", id=number)
    if row["undoes"] is not None:
        raise ValidationError("id", "This entry undoes a check-in. Check in again instead")
    if db.execute("SELECT 1 FROM check_ins WHERE undoes = ?", (number,)).fetchone():
        raise ValidationError("id", "This check-in has already been undone")
    if _is_corrected(db, number):
        raise ValidationError("id", "This check-in was corrected. Undo the correction instead")
    where = open_context(db, row["key_result"])
    db.execute(
        "INSERT INTO check_ins (key_result, measured_at, recorded_at, team, author, source, undoes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (where["code"], *[timestamp_to_text(now)] * 2, where["team"], author, source, number),
    )
    return latest(db, where)


def redo(
    db: sqlite3.Connection, number: int, *, now: datetime, author: str, source: str
) -> CheckIn:
    """Append once more the check-in that was taken back, measured when it was.

    :raises NotFound: there is no such check-in.
    :raises ValidationError: it was not taken back, was brought back before, or nothing is checked
    in
        there.
    """
    before, where, state = _found(db, number)
    if state["is_redone"]:
        raise ValidationError("id", "This check-in has already been redone")
    if not state["is_undone"]:
        raise ValidationError("id", "This check-in was not undone")
    if state["corrects"] and _is_corrected(db, state["corrects"]):
        raise ValidationError(
            "id", "What it corrected was corrected again. Correct the newer correction instead"
        )
    return append(
        db,
        where,
        before.value,
        now=now,
        measured_at=before.measured_at,
        confidence=before.confidence,
        note=before.note,
        author=author,
        signed=before.signature,
        source=source,
        nothing_changed=before.is_confirmation,
        corrects=state["corrects"],
        redoes=number,
    )


def correct(
    db: sqlite3.Connection,
    number: int,
    *,
    now: datetime,
    measured_at: datetime,
    note: str,
    author: str,
    source: str,
) -> CheckIn:
    """Append the check-in with another date or note; the one it names counts no more.

    :raises NotFound: there is no such check-in.
    :raises ValidationError: the field, and what to write instead; or it does not count any more.
    """
    before, where, state = _found(db, number)
    if not state["counts"]:
        raise ValidationError("id", "This check-in no longer counts. Correct the one in its place")
    return append(
        db,
        where,
        before.value,
        now=now,
        measured_at=validated_measured_at(measured_at, now) or now,
        confidence=before.confidence,
        note=parse_note(note),
        author=author,
        signed=before.signature if note.strip() else "",
        source=source,
        nothing_changed=before.is_confirmation,
        corrects=number,
    )


def _found(db: sqlite3.Connection, number: int) -> tuple[CheckIn, sqlite3.Row, sqlite3.Row]:
    """A check-in, where it belongs, and its state.

    :raises NotFound: there is no check-in with this number and a value.
    """
    found = recorded(db, number)
    if found is None:
        raise NotFound("There is no check-in %(id)s", id=number)
    measured = found.check_in.measured
    if measured is not None:
        raise ValidationError(
            "id",
            "This was measured in %(unit)s, and the key result is in another unit now. Check in"
            " again instead",
            unit=measured.unit or "—",
        )
    where = open_context(db, found.check_in.key_result)
    return found.check_in, where, _state(db, number, where)


def _state(db: sqlite3.Connection, number: int, where: sqlite3.Row) -> sqlite3.Row:
    row: sqlite3.Row = db.execute(_STATE, {"id": number, "kind": where["kind"]}).fetchone()
    return row


def _is_corrected(db: sqlite3.Connection, number: int) -> bool:
    """Whether a correction of it counts, or did until it was corrected in turn."""
    row = db.execute(
        "SELECT 1 FROM check_ins AS k WHERE k.corrects = ?"
        " AND NOT EXISTS (SELECT 1 FROM check_ins AS v WHERE v.undoes = k.id)",
        (number,),
    ).fetchone()
    return row is not None
