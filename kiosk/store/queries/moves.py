"""Moves key results between objectives, and objectives between teams and cycles.

Codes stay the same, so printed ones still work; check-ins, definitions and notes stay with their
key results. A move is a row with the previous location; undoing the move deletes it.
"""

import json
import sqlite3
from dataclasses import asdict
from datetime import datetime

from kiosk.errors import NotFound
from kiosk.okr.alignment import alignment_circle, may_serve
from kiosk.okr.archive import Table
from kiosk.okr.codes import normal_code
from kiosk.okr.cycle_rules import refuse_closed
from kiosk.okr.model import CycleState
from kiosk.okr.moves import (
    Location,
    Move,
    MovedLink,
    refuse_key_result_move,
    refuse_objective_move,
    refuse_undo_of_move,
    validated_move_reason,
)
from kiosk.store.db.conversion import parse_timestamp, timestamp_to_text
from kiosk.store.queries.check_ins import key_result_context
from kiosk.store.queries.cycles import cycle_by_id, cycle_of
from kiosk.store.queries.objectives import all_links, open_objective

_LAST = "(SELECT coalesce(max(position), 0) + 1 FROM {table} WHERE {owner} = ?)"


def move_key_result(
    db: sqlite3.Connection, code: str, to: str, reason: str, *, now: datetime, by: str
) -> int:
    """Append a key result to another objective of its cycle; returns the move's id.

    :raises NotFound: there is no such key result or objective, or it is archived.
    :raises ValidationError: naming the field, and what to choose or write instead.
    """
    where = key_result_context(db, code)
    if where["archived"]:
        raise NotFound("There is no key result %(code)s", code=code)
    state = CycleState(where["state"])
    refuse_closed(state)
    target, source = open_objective(db, to), str(where["objective"])
    refuse_key_result_move(
        state, (source, _row(db, source)["cycle"]), (target, _row(db, target)["cycle"])
    )
    why = validated_move_reason(reason, state)
    cursor = db.execute(
        "INSERT INTO key_result_moves (key_result, objective, position, reason, moved_by,"
        " moved_at) SELECT code, objective, position, ?, ?, ? FROM key_results WHERE code = ?",
        (why, by, timestamp_to_text(now), where["code"]),
    )
    last = _LAST.format(table="key_results", owner="objective")
    db.execute(
        f"UPDATE key_results SET objective = ?, position = {last} WHERE code = ?",
        (target, target, where["code"]),
    )
    return cursor.lastrowid or 0


def move_objective(
    db: sqlite3.Connection,
    code: str,
    team: str,
    cycle: int,
    reason: str,
    *,
    now: datetime,
    by: str,
) -> int:
    """Append an objective with its key results to another team, or move it to another cycle;
    returns the move's id. Links that the new cycle cannot have are stored for undoing the move.

    :raises NotFound: there is no such objective, team or cycle.
    :raises ValidationError: naming the field, and what to choose or write instead.
    """
    stored, to = open_objective(db, code), normal_code(team)
    row = _row(db, stored)
    if not _is_current_team(db, to):
        raise NotFound("There is no team %(code)s", code=to)
    source = Location(row["team"], row["cycle"], CycleState(row["state"]))
    target = Location(to, cycle, cycle_by_id(db, cycle).state)
    refuse_objective_move(source, target, is_graded=lambda: _is_graded(db, stored))
    why = validated_move_reason(reason, source.state, target.state)
    links = lost_links(db, stored, cycle)
    number = _leave(db, stored, row, links, (why, by, timestamp_to_text(now)))
    last = _LAST.format(table="objectives", owner="team")
    db.execute(
        f"UPDATE objectives SET team = ?, cycle = ?, position = {last} WHERE code = ?",
        (to, cycle, to, stored),
    )
    return number


def _leave(
    db: sqlite3.Connection,
    code: str,
    row: sqlite3.Row,
    links: tuple[MovedLink, ...],
    why: tuple[str, str, str],
) -> int:
    """Record where an objective was, and delete the links it cannot keep; returns the move's id.

    :param why: the reason, the user, and the time.
    """
    cursor = db.execute(
        "INSERT INTO objective_moves (objective, team, cycle, position, links, reason, moved_by,"
        " moved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(code, row["team"], row["cycle"], row["position"]),
            json.dumps([asdict(link) for link in links]),
            *why,
        ),
    )
    db.executemany(
        "DELETE FROM serves WHERE objective = ? AND serves = ?",
        [(link.objective, link.serves) for link in links],
    )
    return cursor.lastrowid or 0


def lost_links(db: sqlite3.Connection, code: str, cycle: int) -> tuple[MovedLink, ...]:
    """The links an objective would lose in another cycle: those to or from objectives of cycles
    that do not fit it. Links of closed cycles stay."""
    if cycle_of(db, code) == cycle:
        return ()
    rows = db.execute(
        "SELECT s.objective, s.serves, s.because, s.position, o.cycle AS own, t.cycle AS target"
        " FROM serves AS s JOIN objectives AS o ON o.code = s.objective"
        " JOIN objectives AS t ON t.code = s.serves JOIN cycles AS y ON y.id = o.cycle"
        " WHERE ? IN (s.objective, s.serves) AND y.state <> 'closed'"
        " ORDER BY s.position, s.objective",
        (code,),
    ).fetchall()
    return tuple(
        MovedLink(row["objective"], row["serves"], row["because"], row["position"])
        for row in rows
        if not may_serve(
            cycle_by_id(db, cycle if row["objective"] == code else row["own"]),
            cycle_by_id(db, cycle if row["serves"] == code else row["target"]),
        )
    )


def undo_move(db: sqlite3.Connection, table: Table, number: int) -> str:
    """Undo a move of a key result or an objective, and restore its links; returns its code.

    :raises NotFound: it was undone already, or its previous parent is archived.
    :raises ValidationError: it was moved again since, or one of the cycles is closed.
    """
    if table is Table.KEY_RESULTS:
        return _undo_key_result(db, number)
    return _undo_objective(db, number)


def _undo_key_result(db: sqlite3.Connection, number: int) -> str:
    row = _newest(db, "key_result_moves", "key_result", number)
    where = key_result_context(db, row["key_result"])
    refuse_closed(CycleState(where["state"]))
    target = open_objective(db, row["objective"])
    db.execute(
        "UPDATE key_results SET objective = ?, position = ? WHERE code = ?",
        (target, row["position"], where["code"]),
    )
    db.execute("DELETE FROM key_result_moves WHERE id = ?", (number,))
    return str(where["code"])


def _undo_objective(db: sqlite3.Connection, number: int) -> str:
    row = _newest(db, "objective_moves", "objective", number)
    code = open_objective(db, row["objective"])
    refuse_closed(cycle_by_id(db, row["cycle"]).state)
    is_team_archived = not _is_current_team(db, row["team"])
    refuse_undo_of_move(has_newer=False, is_team_archived=is_team_archived)
    db.execute(
        "UPDATE objectives SET team = ?, cycle = ?, position = ? WHERE code = ?",
        (row["team"], row["cycle"], row["position"], code),
    )
    for link in json.loads(row["links"]):
        _restore_link(db, MovedLink(**link))
    db.execute("DELETE FROM objective_moves WHERE id = ?", (number,))
    return code


def _restore_link(db: sqlite3.Connection, link: MovedLink) -> None:
    """Restore a link, unless its cycle is closed or it has become part of a circle since."""
    if alignment_circle(link.objective, link.serves, all_links(db)):
        return
    db.execute(
        "INSERT OR IGNORE INTO serves (objective, serves, because, position)"
        " SELECT ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM objectives AS o"
        " JOIN cycles AS y ON y.id = o.cycle WHERE o.code = ? AND y.state <> 'closed')",
        (link.objective, link.serves, link.because, link.position, link.objective),
    )


def key_result_moves(db: sqlite3.Connection, code: str) -> tuple[Move, ...]:
    """A key result's moves, the newest first."""
    rows = db.execute(
        "SELECT m.id, o.title AS objective, '' AS team, '' AS cycle, m.reason, m.moved_at"
        " FROM key_result_moves AS m JOIN objectives AS o ON o.code = m.objective"
        " WHERE m.key_result = ? ORDER BY m.id DESC",
        (normal_code(code),),
    )
    return _moves(rows)


def objective_moves(db: sqlite3.Connection, code: str) -> tuple[Move, ...]:
    """An objective's moves, the newest first."""
    rows = db.execute(
        "SELECT m.id, '' AS objective, t.name AS team, y.name AS cycle, m.reason, m.moved_at,"
        " m.team AS from_team, m.cycle AS from_cycle FROM objective_moves AS m"
        " JOIN teams AS t ON t.code = m.team JOIN cycles AS y ON y.id = m.cycle"
        " WHERE m.objective = ? ORDER BY m.id DESC",
        (normal_code(code),),
    ).fetchall()
    present = db.execute(
        "SELECT team, cycle FROM objectives WHERE code = ?", (normal_code(code),)
    ).fetchone()
    # Each row has the location before its move; the next newer one has the location after it.
    after = [present, *({"team": r["from_team"], "cycle": r["from_cycle"]} for r in rows)]
    found = []
    for row, then in zip(rows, after, strict=False):
        moment = parse_timestamp(row["moved_at"])
        if moment is not None:
            team = row["team"] if row["from_team"] != then["team"] else ""
            cycle = row["cycle"] if row["from_cycle"] != then["cycle"] else ""
            found.append(Move(row["id"], "", team, cycle, row["reason"], moment))
    return tuple(found)


def _moves(rows: sqlite3.Cursor) -> tuple[Move, ...]:
    return tuple(
        Move(row["id"], row["objective"], row["team"], row["cycle"], row["reason"], moment)
        for row in rows
        if (moment := parse_timestamp(row["moved_at"])) is not None
    )


def _row(db: sqlite3.Connection, code: str) -> sqlite3.Row:
    row: sqlite3.Row = db.execute(
        "SELECT o.team, o.cycle, o.position, y.state FROM objectives AS o"
        " JOIN cycles AS y ON y.id = o.cycle WHERE o.code = ?",
        (code,),
    ).fetchone()
    return row


def _is_current_team(db: sqlite3.Connection, code: str) -> bool:
    found = db.execute("SELECT 1 FROM teams WHERE code = ? AND archived_at IS NULL", (code,))
    return found.fetchone() is not None


def _is_graded(db: sqlite3.Connection, code: str) -> bool:
    return db.execute("SELECT 1 FROM grades WHERE objective = ?", (code,)).fetchone() is not None


def _newest(db: sqlite3.Connection, table: str, column: str, number: int) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute(
        f"SELECT * FROM {table} WHERE id = ?", (number,)
    ).fetchone()
    if row is None:
        raise NotFound("This move has already been undone")
    newer = db.execute(
        f"SELECT 1 FROM {table} WHERE {column} = ? AND id > ?", (row[column], number)
    ).fetchone()
    refuse_undo_of_move(has_newer=newer is not None)
    return row
