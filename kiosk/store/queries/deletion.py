"""Deletes what was never used. Codes stay reserved for ever."""

import sqlite3

from kiosk.errors import NotFound
from kiosk.okr.archive import Table
from kiosk.okr.codes import normal_code
from kiosk.okr.deletion import (
    Usage,
    reason_to_keep,
    refuse_cycle_deletion,
    refuse_deletion,
)
from kiosk.okr.model import CycleState
from kiosk.store.queries.cycles import cycle_by_id

_OF_OBJECTIVE = "(SELECT code FROM key_results WHERE objective = ?)"

# Each query finds a usage, in this order.
_TEAM = (
    (
        "SELECT 1 FROM teams WHERE code = :code AND is_company"
        " AND EXISTS (SELECT 1 FROM teams WHERE NOT is_company)",
        Usage.COMPANY_OF_TEAMS,
    ),
    (
        "SELECT 1 FROM objectives WHERE team = :code UNION ALL"
        " SELECT 1 FROM objective_moves WHERE team = :code",
        Usage.OBJECTIVE,
    ),
    ("SELECT 1 FROM meetings WHERE team = :code", Usage.MEETING),
    (
        "SELECT 1 FROM user_teams WHERE team = :code UNION ALL"
        " SELECT 1 FROM invitations WHERE ' ' || team || ' ' LIKE '% ' || :code || ' %'",
        Usage.MEMBER,
    ),
    (
        "SELECT 1 FROM screens AS s, teams AS t WHERE t.code = :code"
        " AND ' ' || s.teams || ' ' LIKE '% ' || t.slug || ' %'",
        Usage.SCREEN,
    ),
    (
        "SELECT 1 FROM teams_at_closing WHERE team = :code",
        Usage.CLOSED_CYCLE,
    ),
)
_OBJECTIVE = (
    (
        "SELECT 1 FROM check_ins AS c JOIN key_results AS k ON k.code = c.key_result"
        " WHERE k.objective = :code",
        Usage.CHECK_INS_OF_KEY_RESULT,
    ),
    ("SELECT 1 FROM grades WHERE objective = :code", Usage.GRADE),
    (
        "SELECT 1 FROM serves WHERE serves = :code",
        Usage.SUPPORTING_OBJECTIVE,
    ),
    (
        "SELECT 1 FROM objectives WHERE carried_from = :code UNION ALL SELECT 1 FROM key_results"
        " WHERE carried_from IN (SELECT code FROM key_results WHERE objective = :code)",
        Usage.CARRIED_OVER,
    ),
    (
        "SELECT 1 FROM key_result_moves WHERE objective = :code",
        Usage.MOVED_KEY_RESULT,
    ),
)
_KEY_RESULT = (
    (
        "SELECT 1 FROM check_ins WHERE key_result = :code",
        Usage.CHECK_INS,
    ),
    (
        "SELECT 1 FROM key_results WHERE carried_from = :code",
        Usage.CARRIED_OVER,
    ),
)
_CYCLE_BESIDES_OBJECTIVES = (
    ("SELECT 1 FROM objective_moves WHERE cycle = :code", Usage.MOVED_OBJECTIVE),
    ("SELECT 1 FROM meetings WHERE cycle = :code", Usage.MEETINGS_IN_CYCLE),
    ("SELECT 1 FROM surveys WHERE cycle = :code", Usage.SURVEY),
    ("SELECT 1 FROM presentation WHERE cycle = :code", Usage.PRESENTATION),
)
_CYCLE = (
    ("SELECT 1 FROM objectives WHERE cycle = :code", Usage.OBJECTIVES_IN_CYCLE),
    *_CYCLE_BESIDES_OBJECTIVES,
)
_USAGES = {
    Table.TEAMS: _TEAM,
    Table.OBJECTIVES: _OBJECTIVE,
    Table.KEY_RESULTS: _KEY_RESULT,
}


def why_kept(db: sqlite3.Connection, table: Table, code: str) -> str:
    """Why something cannot be deleted, as a msgid; "" if it can."""
    return reason_to_keep(_usage(db, _USAGES[table], code), _cycle_state(db, table, code))


def may_delete(db: sqlite3.Connection, table: Table, code: str) -> bool:
    """Whether something was never used."""
    return not why_kept(db, table, code)


def delete(db: sqlite3.Connection, table: Table, code: str) -> None:
    """Delete a team, an objective with its key results, or a key result, that was never used.

    :raises NotFound: nothing in the table has this code.
    :raises ValidationError: it was used; it can be archived instead.
    """
    stored = normal_code(code)
    if not db.execute(f"SELECT 1 FROM {table} WHERE code = ?", (stored,)).fetchone():
        raise NotFound("Nothing here has the code %(code)s", code=code)
    refuse_deletion(_usage(db, _USAGES[table], stored), _cycle_state(db, table, stored))
    match table:
        case Table.TEAMS:
            db.execute("DELETE FROM teams WHERE code = ?", (stored,))
        case Table.OBJECTIVES:
            _delete_objective(db, stored)
        case Table.KEY_RESULTS:
            _delete_key_results(db, "(SELECT ?)", stored)


def cycle_usage(db: sqlite3.Connection, number: int) -> Usage | None:
    """How a cycle was used otherwise than for objectives that stand in it; None: it was not."""
    return _usage(db, _CYCLE_BESIDES_OBJECTIVES, number)


def may_delete_cycle(db: sqlite3.Connection, number: int) -> bool:
    """Whether a cycle is a draft that was never used; raises NotFound."""
    is_draft = cycle_by_id(db, number).state is CycleState.DRAFT
    return is_draft and not _usage(db, _CYCLE, number)


def delete_cycle(db: sqlite3.Connection, number: int) -> None:
    """Delete a draft that was never used.

    :raises NotFound: there is no such cycle.
    :raises ValidationError: it is no draft, or was used.
    """
    refuse_cycle_deletion(_usage(db, _CYCLE, number), cycle_by_id(db, number).state)
    db.execute("DELETE FROM cycles WHERE id = ?", (number,))


def _cycle_state(db: sqlite3.Connection, table: Table, code: str) -> CycleState | None:
    """The state of the cycle of an objective or a key result; None for a team."""
    if table is Table.TEAMS:
        return None
    objective = code
    if table is Table.KEY_RESULTS:
        row = db.execute("SELECT objective FROM key_results WHERE code = ?", (code,)).fetchone()
        objective = row["objective"]
    row = db.execute(
        "SELECT y.state FROM objectives AS o JOIN cycles AS y ON y.id = o.cycle WHERE o.code = ?",
        (objective,),
    ).fetchone()
    return CycleState(row["state"])


def _usage(
    db: sqlite3.Connection, usages: tuple[tuple[str, Usage], ...], code: str | int
) -> Usage | None:
    """The first usage that is found; None: it was never used."""
    for query, usage in usages:
        if db.execute(f"SELECT EXISTS ({query}) AS found", {"code": code}).fetchone()["found"]:
            return usage
    return None


def _delete_objective(db: sqlite3.Connection, code: str) -> None:
    _delete_key_results(db, _OF_OBJECTIVE, code)
    db.execute("DELETE FROM serves WHERE objective = ?", (code,))
    db.execute("DELETE FROM objective_moves WHERE objective = ?", (code,))
    db.execute("DELETE FROM objectives WHERE code = ?", (code,))


def _delete_key_results(db: sqlite3.Connection, codes: str, code: str) -> None:
    for table in ("key_result_moves", "milestones", "definitions", "changed"):
        db.execute(f"DELETE FROM {table} WHERE key_result IN {codes}", (code,))
    db.execute(f"DELETE FROM key_results WHERE code IN {codes}", (code,))
