"""Cycles: read, add, edit, and change their state (rules: okr/cycle_rules.py)."""

import sqlite3
from dataclasses import replace
from datetime import date, datetime

from kiosk.errors import NotFound
from kiosk.okr.cycle_rules import (
    CycleDraft,
    refuse_closed,
    refuse_hide,
    refuse_reveal,
    refuse_transition,
    validated_cycle,
)
from kiosk.okr.model import Cycle, CycleState
from kiosk.okr.office_settings import OfficeSettings
from kiosk.store.db.conversion import date_or_none, parse_timestamp, timestamp_to_text
from kiosk.store.queries.office_settings import read_settings


def cycle_or_none(row: sqlite3.Row) -> Cycle | None:
    """The cycle in a row; None if its days are invalid."""
    starts_on, ends_on = date_or_none(row["starts_on"]), date_or_none(row["ends_on"])
    if starts_on is None or ends_on is None or ends_on < starts_on:
        return None
    return Cycle(
        id=row["id"],
        name=row["name"],
        theme=row["theme"],
        starts_on=starts_on,
        ends_on=ends_on,
        state=CycleState(row["state"]),
        revealed_at=parse_timestamp(row["revealed_at"] or ""),
        closed_at=parse_timestamp(row["closed_at"] or ""),
    )


def cycles(db: sqlite3.Connection) -> tuple[Cycle, ...]:
    """All cycles in any state, in the order of their first days; without the archived."""
    rows = db.execute("SELECT * FROM cycles WHERE archived_at IS NULL ORDER BY starts_on, id")
    return tuple(cycle for cycle in map(cycle_or_none, rows) if cycle is not None)


def running(db: sqlite3.Connection) -> tuple[Cycle, ...]:
    """The running cycles, which walls show."""
    states = (CycleState.OPEN, CycleState.GRADING)
    return tuple(cycle for cycle in cycles(db) if cycle.state in states)


def cycle_by_id(db: sqlite3.Connection, number: int) -> Cycle:
    """A cycle in any state; raises NotFound, also if it is archived."""
    row = db.execute(
        "SELECT * FROM cycles WHERE id = ? AND archived_at IS NULL", (number,)
    ).fetchone()
    cycle = cycle_or_none(row) if row is not None else None
    if cycle is None:
        raise NotFound("There is no cycle %(number)s", number=number)
    return cycle


def settings_of(db: sqlite3.Connection, cycle: Cycle, settings: OfficeSettings) -> OfficeSettings:
    """The settings for showing a cycle. A closed one keeps the weights it was closed with, and has
    no pace."""
    row = db.execute("SELECT weighted FROM cycles WHERE id = ?", (cycle.id,)).fetchone()
    if cycle.state is not CycleState.CLOSED:
        return settings
    weights = settings.weights if row["weighted"] is None else bool(row["weighted"])
    return replace(settings, pace=False, weights=weights)


def cycle_of(db: sqlite3.Connection, code: str) -> int | None:
    """The id of the cycle of an objective or key result, by its code; None if there is none, or it
    is archived."""
    row = db.execute(
        "SELECT o.cycle FROM objectives AS o WHERE o.archived_at IS NULL AND (o.code = :code OR"
        " o.code = (SELECT objective FROM key_results WHERE code = :code AND archived_at IS NULL))",
        {"code": code},
    ).fetchone()
    return None if row is None else int(row["cycle"])


def add_cycle(
    db: sqlite3.Connection,
    name: str,
    theme: str,
    starts_on: date,
    ends_on: date,
    state: CycleState,
) -> Cycle:
    """Add a cycle. An archived one of this name is brought back instead, with these days."""
    validated = validated_cycle(CycleDraft(name, theme, starts_on, ends_on), _others(db, 0))
    days = (starts_on.isoformat(), ends_on.isoformat())
    values = (validated.theme, *days, state.value, validated.name)
    archived = db.execute(
        "SELECT id FROM cycles WHERE name = ? AND archived_at IS NOT NULL", (validated.name,)
    ).fetchone()
    if archived is not None:
        db.execute(
            "UPDATE cycles SET archived_at = NULL, theme = ?, starts_on = ?, ends_on = ?, state = ?"
            " WHERE name = ?",
            values,
        )
        return cycle_by_id(db, archived["id"])
    cursor = db.execute(
        "INSERT INTO cycles (theme, starts_on, ends_on, state, name) VALUES (?, ?, ?, ?, ?)", values
    )
    return cycle_by_id(db, cursor.lastrowid or 0)


def archive_cycle(db: sqlite3.Connection, number: int, now: datetime) -> None:
    """Archive a cycle, in which everything is archived."""
    db.execute("UPDATE cycles SET archived_at = ? WHERE id = ?", (timestamp_to_text(now), number))


def bring_back_cycles(db: sqlite3.Connection) -> None:
    """Bring those archived cycles back in which something is not archived any more."""
    db.execute(
        "UPDATE cycles SET archived_at = NULL WHERE archived_at IS NOT NULL AND EXISTS"
        " (SELECT 1 FROM objectives WHERE cycle = cycles.id AND archived_at IS NULL)"
    )


def edit_cycle(
    db: sqlite3.Connection, number: int, name: str, theme: str, starts_on: date, ends_on: date
) -> Cycle:
    """Change a cycle that is not closed."""
    refuse_closed(cycle_by_id(db, number).state)
    validated = validated_cycle(CycleDraft(name, theme, starts_on, ends_on), _others(db, number))
    days = (starts_on.isoformat(), ends_on.isoformat())
    # An archived cycle of this name makes room for it.
    db.execute(
        "UPDATE cycles SET name = name || ' · ' || id WHERE name = ? AND archived_at IS NOT NULL",
        (validated.name,),
    )
    db.execute(
        "UPDATE cycles SET name = ?, theme = ?, starts_on = ?, ends_on = ? WHERE id = ?",
        (validated.name, validated.theme, *days, number),
    )
    return cycle_by_id(db, number)


def _others(db: sqlite3.Connection, number: int) -> tuple[CycleDraft, ...]:
    """All cycles but one and the archived, including those with invalid days."""
    rows = db.execute("SELECT * FROM cycles WHERE id <> ? AND archived_at IS NULL", (number,))
    return tuple(
        CycleDraft(
            row["name"],
            row["theme"],
            date_or_none(row["starts_on"]) or date.min,
            date_or_none(row["ends_on"]) or date.max,
        )
        for row in rows
    )


def set_cycle_state(db: sqlite3.Connection, number: int, state: CycleState, now: datetime) -> Cycle:
    """Change a cycle's state. A closed cycle never changes again. Closing reveals its grades.

    :raises ValidationError: this state does not follow on the one it is in.
    """
    cycle = cycle_by_id(db, number)
    if state is cycle.state:
        return cycle
    refuse_transition(
        cycle,
        state,
        without_target=lambda: _without_target(db, cycle.id),
        has_check_ins=lambda: _has_check_ins(db, cycle.id),
    )
    # One statement, because a closed cycle cannot be written to.
    closing = timestamp_to_text(now) if state is CycleState.CLOSED else None
    db.execute(
        "UPDATE cycles SET state = ?, closed_at = ?, revealed_at = coalesce(revealed_at, ?),"
        " weighted = ? WHERE id = ?",
        (state.value, closing, closing, int(read_settings(db).weights), number),
    )
    return cycle_by_id(db, number)


def reveal_grades(db: sqlite3.Connection, number: int, now: datetime) -> Cycle:
    """Reveal a cycle's grades; for ten minutes they can be hidden again.

    :raises ValidationError: it is not being graded.
    """
    cycle = cycle_by_id(db, number)
    refuse_reveal(cycle)
    if cycle.revealed_at is None:
        db.execute(
            "UPDATE cycles SET revealed_at = ? WHERE id = ?", (timestamp_to_text(now), number)
        )
    return cycle_by_id(db, number)


def hide_grades(db: sqlite3.Connection, number: int, now: datetime) -> Cycle:
    """Hide a cycle's grades again.

    :raises ValidationError: they were revealed too long ago, or the cycle is closed.
    """
    cycle = cycle_by_id(db, number)
    refuse_hide(cycle, now)
    if cycle.revealed_at is None:
        return cycle
    db.execute("UPDATE cycles SET revealed_at = NULL WHERE id = ?", (number,))
    return cycle_by_id(db, number)


def _without_target(db: sqlite3.Connection, number: int) -> list[str]:
    """The titles of a cycle's key results without a target."""
    rows = db.execute(
        "SELECT d.title FROM key_results AS k JOIN objectives AS o ON o.code = k.objective"
        " JOIN definitions AS d ON d.key_result = k.code AND d.version ="
        " (SELECT max(version) FROM definitions WHERE key_result = k.code)"
        " WHERE o.cycle = ? AND k.archived_at IS NULL AND o.archived_at IS NULL"
        " AND (d.target IS NULL AND d.kind IN ('number', 'percent', 'currency')"
        " OR d.high IS NULL AND d.kind IN ('at_most', 'between')"
        " OR d.low IS NULL AND d.kind IN ('at_least', 'between'))"
        " ORDER BY o.position, k.position",
        (number,),
    )
    return [row["title"] for row in rows]


def _has_check_ins(db: sqlite3.Connection, number: int) -> bool:
    return (
        db.execute(
            "SELECT 1 FROM check_ins AS c JOIN key_results AS k ON k.code = c.key_result"
            " JOIN objectives AS o ON o.code = k.objective WHERE o.cycle = ? LIMIT 1",
            (number,),
        ).fetchone()
        is not None
    )
