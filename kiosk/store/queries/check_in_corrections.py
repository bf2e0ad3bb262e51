"""Undoing, redoing and correcting check-ins; each adds a row."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk.errors import NotFound
from kiosk.okr.check_in_corrections import (
    CheckInHistory,
    refuse_correction,
    refuse_former_unit,
    refuse_redo,
    refuse_undo,
)
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
    """A check-in as it was saved, whether it still counts, and whether it was undone and redone."""

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
    """The check-in with this id, undone or not; None if there is none with a valid value."""
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
    """Append the row that undoes a check-in. If it was a correction, the original counts again.

    :return: the check-in that counts then; None if there is none.
    :raises NotFound: there is no such check-in.
    :raises ValidationError: it was undone or corrected before, undoes another, or its key result
        takes no check-ins.
    """
    row = db.execute("SELECT key_result, undoes FROM check_ins WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise NotFound("There is no check-in %(id)s", id=number)
    undone = db.execute("SELECT 1 FROM check_ins WHERE undoes = ?", (number,)).fetchone()
    refuse_undo(
        CheckInHistory(
            undoes=row["undoes"] is not None,
            is_undone=undone is not None,
            is_corrected=_is_corrected(db, number),
        )
    )
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
    """Append a copy of a check-in that was undone, with its original time.

    :raises NotFound: there is no such check-in.
    :raises ValidationError: it was not undone, was redone before, or its key result takes no
        check-ins.
    """
    before, where, state = _found(db, number)
    refuse_redo(
        CheckInHistory(
            is_undone=bool(state["is_undone"]),
            is_redone=bool(state["is_redone"]),
            is_original_corrected=bool(state["corrects"]) and _is_corrected(db, state["corrects"]),
        )
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
    """Append a copy of a check-in with a different time or note. The original no longer counts.

    :raises NotFound: there is no such check-in.
    :raises ValidationError: naming the field and what to write instead; or it no longer counts.
    """
    before, where, state = _found(db, number)
    refuse_correction(counts=bool(state["counts"]))
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
    """A check-in, the context of its key result, and its state.

    :raises NotFound: there is no check-in with this id and a valid value.
    """
    found = recorded(db, number)
    if found is None:
        raise NotFound("There is no check-in %(id)s", id=number)
    refuse_former_unit(found.check_in.measured)
    where = open_context(db, found.check_in.key_result)
    return found.check_in, where, _state(db, number, where)


def _state(db: sqlite3.Connection, number: int, where: sqlite3.Row) -> sqlite3.Row:
    row: sqlite3.Row = db.execute(_STATE, {"id": number, "kind": where["kind"]}).fetchone()
    return row


def _is_corrected(db: sqlite3.Connection, number: int) -> bool:
    """Whether it was corrected by a check-in that was not undone."""
    row = db.execute(
        "SELECT 1 FROM check_ins AS k WHERE k.corrects = ?"
        " AND NOT EXISTS (SELECT 1 FROM check_ins AS v WHERE v.undoes = k.id)",
        (number,),
    ).fetchone()
    return row is not None
