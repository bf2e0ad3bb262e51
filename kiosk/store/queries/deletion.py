"""Deleting what was never used, and nothing else. Its code stays reserved for ever."""

import sqlite3

from kiosk.errors import N_, NotFound, ValidationError
from kiosk.okr.archive import Table
from kiosk.okr.codes import normal_code
from kiosk.okr.model import CycleState
from kiosk.store.queries.cycles import cycle_by_id

_CLOSED = """
SELECT 1 FROM objectives AS o JOIN cycles AS y ON y.id = o.cycle
WHERE y.state = 'closed' AND o.code = ?
"""
_OF_OBJECTIVE = "(SELECT code FROM key_results WHERE objective = ?)"

# Each query finds a reason against deleting; the sentence says what it is.
_TEAM = (
    (
        "SELECT 1 FROM teams WHERE code = :code AND is_company"
        " AND EXISTS (SELECT 1 FROM teams WHERE NOT is_company)",
        N_("The company stays while there are teams inside it"),
    ),
    (
        "SELECT 1 FROM objectives WHERE team = :code UNION ALL"
        " SELECT 1 FROM objective_moves WHERE team = :code",
        N_("It has, or had, an objective. Archive it instead"),
    ),
    ("SELECT 1 FROM meetings WHERE team = :code", N_("It has a meeting. Archive it instead")),
    (
        "SELECT 1 FROM user_teams WHERE team = :code UNION ALL"
        " SELECT 1 FROM invitations WHERE ' ' || team || ' ' LIKE '% ' || :code || ' %'",
        N_("Somebody checks in for it. Give them another team first"),
    ),
    (
        "SELECT 1 FROM screens AS s, teams AS t WHERE t.code = :code"
        " AND ' ' || s.teams || ' ' LIKE '% ' || t.slug || ' %'",
        N_("A screen is set up for it. Change that screen first"),
    ),
    (
        "SELECT 1 FROM teams_at_closing WHERE team = :code",
        N_("It was there when a cycle was closed. Archive it instead"),
    ),
)
_OBJECTIVE = (
    (
        "SELECT 1 FROM check_ins AS c JOIN key_results AS k ON k.code = c.key_result"
        " WHERE k.objective = :code",
        N_("One of its key results has check-ins. Archive it instead"),
    ),
    ("SELECT 1 FROM grades WHERE objective = :code", N_("It was graded. Archive it instead")),
    (
        "SELECT 1 FROM serves WHERE serves = :code",
        N_("Another objective serves it. Take that link away first, or archive it instead"),
    ),
    (
        "SELECT 1 FROM objectives WHERE carried_from = :code UNION ALL SELECT 1 FROM key_results"
        " WHERE carried_from IN (SELECT code FROM key_results WHERE objective = :code)",
        N_("It was carried over into another cycle. Archive it instead"),
    ),
    (
        "SELECT 1 FROM key_result_moves WHERE objective = :code",
        N_("A key result was moved out of it. Archive it instead"),
    ),
)
_KEY_RESULT = (
    (
        "SELECT 1 FROM check_ins WHERE key_result = :code",
        N_("It has check-ins. Archive it instead"),
    ),
    (
        "SELECT 1 FROM key_results WHERE carried_from = :code",
        N_("It was carried over into another cycle. Archive it instead"),
    ),
)
_CYCLE = (
    ("SELECT 1 FROM objectives WHERE cycle = :code", N_("It has objectives, or archived ones")),
    ("SELECT 1 FROM objective_moves WHERE cycle = :code", N_("An objective was moved out of it")),
    ("SELECT 1 FROM meetings WHERE cycle = :code", N_("It has meetings")),
    ("SELECT 1 FROM surveys WHERE cycle = :code", N_("It has a survey")),
    ("SELECT 1 FROM presentation WHERE cycle = :code", N_("It is being presented")),
)
_REASONS = {
    Table.TEAMS: _TEAM,
    Table.OBJECTIVES: _OBJECTIVE,
    Table.KEY_RESULTS: _KEY_RESULT,
}


def may_delete(db: sqlite3.Connection, table: Table, code: str) -> bool:
    """Whether it was never used."""
    return not reason_to_keep(db, table, code)


def delete(db: sqlite3.Connection, table: Table, code: str) -> None:
    """Delete a team, an objective with its key results, or a key result, that was never used.

    :raises NotFound: there is none with this code.
    :raises ValidationError: it was used; it can be archived instead.
    """
    stored = normal_code(code)
    if not db.execute(f"SELECT 1 FROM {table} WHERE code = ?", (stored,)).fetchone():
        raise NotFound("Nothing here has the code %(code)s", code=code)
    if message := reason_to_keep(db, table, stored):
        raise ValidationError("code", message)
    match table:
        case Table.TEAMS:
            db.execute("DELETE FROM teams WHERE code = ?", (stored,))
        case Table.OBJECTIVES:
            _delete_objective(db, stored)
        case Table.KEY_RESULTS:
            _delete_key_results(db, "(SELECT ?)", stored)


def may_delete_cycle(db: sqlite3.Connection, number: int) -> bool:
    """Whether a cycle is a draft with nothing in it."""
    is_draft = cycle_by_id(db, number).state is CycleState.DRAFT
    return is_draft and not _found(db, _CYCLE, number)


def delete_cycle(db: sqlite3.Connection, number: int) -> None:
    """Delete a draft with nothing in it.

    :raises NotFound: there is no such cycle.
    :raises ValidationError: it is no draft, or something is in it.
    """
    if cycle_by_id(db, number).state is not CycleState.DRAFT:
        raise ValidationError("cycle", "Only a draft can be deleted")
    if message := _found(db, _CYCLE, number):
        raise ValidationError("cycle", message)
    db.execute("DELETE FROM cycles WHERE id = ?", (number,))


def reason_to_keep(db: sqlite3.Connection, table: Table, code: str) -> str:
    """Why something cannot be deleted; "" where it was never used."""
    objective = code
    if table is Table.KEY_RESULTS:
        row = db.execute("SELECT objective FROM key_results WHERE code = ?", (code,)).fetchone()
        objective = row["objective"]
    if table is not Table.TEAMS and db.execute(_CLOSED, (objective,)).fetchone():
        return N_("The cycle is closed: everything in it stays as it is")
    return _found(db, _REASONS[table], code)


def _found(db: sqlite3.Connection, reasons: tuple[tuple[str, str], ...], code: str | int) -> str:
    for query, sentence in reasons:
        if db.execute(f"SELECT EXISTS ({query}) AS found", {"code": code}).fetchone()["found"]:
            return sentence
    return ""


def _delete_objective(db: sqlite3.Connection, code: str) -> None:
    _delete_key_results(db, _OF_OBJECTIVE, code)
    db.execute("DELETE FROM serves WHERE objective = ?", (code,))
    db.execute("DELETE FROM objective_moves WHERE objective = ?", (code,))
    db.execute("DELETE FROM objectives WHERE code = ?", (code,))


def _delete_key_results(db: sqlite3.Connection, codes: str, code: str) -> None:
    for table in ("key_result_moves", "milestones", "definitions", "changed"):
        db.execute(f"DELETE FROM {table} WHERE key_result IN {codes}", (code,))
    db.execute(f"DELETE FROM key_results WHERE code IN {codes}", (code,))
