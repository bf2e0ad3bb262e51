"""Archiving and restoring teams, objectives and key results. Nothing is deleted here.

Archived rows keep their links. Key results are archived and restored with their objective; a team's
objectives have its code while they are archived with it.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk.errors import NotFound
from kiosk.okr.archive import (
    Archived,
    Dependants,
    Table,
    refuse_key_result_restore,
    refuse_objective_restore,
)
from kiosk.okr.codes import normal_code
from kiosk.okr.model import CycleState
from kiosk.okr.team_rules import refuse_company_archive
from kiosk.store.db.conversion import parse_timestamp, timestamp_to_text
from kiosk.store.queries.check_ins import key_result_context
from kiosk.store.queries.cycles import bring_back_cycles
from kiosk.store.queries.deletion import may_delete

_THERE = "k.archived_at IS NULL"
_OPEN = "(SELECT id FROM cycles WHERE state <> 'closed')"


@dataclass(frozen=True, slots=True)
class _Found:
    """The row with a code: its table, and whether it is archived."""

    table: Table
    code: str
    is_archived: bool


def find(db: sqlite3.Connection, code: str) -> _Found:
    """The team, objective or key result with a code, archived or not.

    :raises NotFound: nothing has it.
    """
    stored = normal_code(code)
    for table in Table:
        row = db.execute(f"SELECT archived_at FROM {table} WHERE code = ?", (stored,)).fetchone()
        if row is not None:
            return _Found(table, stored, row["archived_at"] is not None)
    raise NotFound("Nothing here has the code %(code)s", code=code)


def title_of(db: sqlite3.Connection, code: str) -> str:
    """The title or name of the row with a code; raises NotFound."""
    found = find(db, code)
    query = {
        Table.TEAMS: "SELECT name FROM teams WHERE code = ?",
        Table.OBJECTIVES: "SELECT title FROM objectives WHERE code = ?",
        Table.KEY_RESULTS: "SELECT title FROM definitions WHERE key_result = ?"
        " ORDER BY version DESC LIMIT 1",
    }[found.table]
    return _texts(db, query, found.code)[0]


def archive_team(db: sqlite3.Connection, code: str, now: datetime) -> None:
    """Archive a team with its objectives, except those of closed cycles.

    :raises NotFound: there is no such team, or it is archived.
    :raises ValidationError: it is the company.
    """
    stored = normal_code(code)
    row = db.execute(
        "SELECT is_company FROM teams WHERE code = ? AND archived_at IS NULL", (stored,)
    ).fetchone()
    if row is None:
        raise NotFound("There is no team %(code)s", code=code)
    refuse_company_archive(is_company=bool(row["is_company"]))
    moment = timestamp_to_text(now)
    db.execute(
        "UPDATE objectives SET archived_at = ?, archived_with = ? WHERE team = ?"
        f" AND archived_at IS NULL AND cycle IN {_OPEN}",
        (moment, stored, stored),
    )
    db.execute("UPDATE teams SET archived_at = ? WHERE code = ?", (moment, stored))


def restore_archived(db: sqlite3.Connection, code: str) -> Table:
    """Restore something archived, with everything archived with it; returns its table.

    :raises NotFound: nothing has this code.
    :raises ValidationError: its cycle is closed, or what it belongs to is archived itself.
    """
    found = find(db, code)
    if not found.is_archived:  # A second click, or somebody else was faster.
        return found.table
    match found.table:
        case Table.TEAMS:
            _restore_team(db, found.code)
        case Table.OBJECTIVES:
            _restore_objective(db, found.code)
        case Table.KEY_RESULTS:
            _restore_key_result(db, found.code)
    bring_back_cycles(db)
    return found.table


def _restore_team(db: sqlite3.Connection, code: str) -> None:
    db.execute("UPDATE teams SET archived_at = NULL WHERE code = ?", (code,))
    db.execute(
        "UPDATE objectives SET archived_at = NULL, archived_with = ''"
        f" WHERE archived_with = ? AND cycle IN {_OPEN}",
        (code,),
    )


def _restore_objective(db: sqlite3.Connection, code: str) -> None:
    row = db.execute(
        "SELECT y.state, t.archived_at FROM objectives AS o JOIN cycles AS y ON y.id = o.cycle"
        " JOIN teams AS t ON t.code = o.team WHERE o.code = ?",
        (code,),
    ).fetchone()
    is_team_archived = row["archived_at"] is not None
    refuse_objective_restore(CycleState(row["state"]), is_team_archived=is_team_archived)
    db.execute(
        "UPDATE objectives SET archived_at = NULL, archived_with = '' WHERE code = ?", (code,)
    )


def _restore_key_result(db: sqlite3.Connection, code: str) -> None:
    where = key_result_context(db, code)
    owner = db.execute(
        "SELECT archived_at FROM objectives WHERE code = ?", (where["objective"],)
    ).fetchone()
    is_objective_archived = owner["archived_at"] is not None
    refuse_key_result_restore(
        CycleState(where["state"]), is_objective_archived=is_objective_archived
    )
    db.execute("UPDATE key_results SET archived_at = NULL WHERE code = ?", (code,))


def dependants(db: sqlite3.Connection, code: str) -> Dependants:
    """What is archived together with something, or linked to it; raises NotFound."""
    found = find(db, code)
    if found.table is Table.KEY_RESULTS:
        return Dependants()
    if found.table is Table.OBJECTIVES:
        return Dependants(
            key_results=_key_results(db, f"k.objective = ? AND {_THERE}", found.code),
            serving=_serving(db, "s.serves = ?", found.code),
            has_links=bool(_texts(db, "SELECT 1 FROM serves WHERE objective = ?", found.code)),
        )
    return _of_team(db, found.code)


def _of_team(db: sqlite3.Connection, code: str) -> Dependants:
    own = f"SELECT code FROM objectives WHERE team = ? AND archived_at IS NULL AND cycle IN {_OPEN}"
    slug = db.execute("SELECT slug FROM teams WHERE code = ?", (code,)).fetchone()["slug"]
    return Dependants(
        objectives=_texts(db, f"SELECT title FROM objectives WHERE code IN ({own})", code),
        key_results=_key_results(db, f"k.objective IN ({own}) AND {_THERE}", code),
        serving=_serving(db, f"s.serves IN ({own})", code),
        people=_texts(
            db,
            "SELECT u.name FROM users AS u JOIN user_teams AS t ON t.user = u.id"
            " WHERE t.team = ? ORDER BY u.name",
            code,
        ),
        screens=tuple(
            row["name"]
            for row in db.execute("SELECT name, teams FROM screens ORDER BY name")
            if slug in row["teams"].split()
        ),
        meetings=_texts(
            db,
            "SELECT title FROM meetings WHERE team = ? AND cancelled_at IS NULL"
            f" AND cycle IN {_OPEN} ORDER BY starts_at",
            code,
        ),
    )


def key_results_of(db: sqlite3.Connection, objective: str) -> tuple[str, ...]:
    """The titles of all key results of an objective, archived or not."""
    return _key_results(db, "k.objective = ?", normal_code(objective))


def _key_results(db: sqlite3.Connection, where: str, code: str) -> tuple[str, ...]:
    return _texts(
        db,
        "SELECT d.title FROM key_results AS k JOIN definitions AS d ON d.key_result = k.code"
        " AND d.version = (SELECT max(version) FROM definitions WHERE key_result = k.code)"
        f" WHERE {where} ORDER BY k.position, k.code",
        code,
    )


def _serving(db: sqlite3.Connection, where: str, code: str) -> tuple[str, ...]:
    return _texts(
        db,
        "SELECT DISTINCT o.title FROM serves AS s JOIN objectives AS o ON o.code = s.objective"
        f" WHERE o.archived_at IS NULL AND {where} ORDER BY o.title",
        code,
    )


def _texts(db: sqlite3.Connection, query: str, code: str) -> tuple[str, ...]:
    return tuple(row[0] for row in db.execute(query, (code,)))


# None for an archived cycle, which comes back with what is restored in it.
_LISTED_CYCLE = "(SELECT y.id FROM cycles AS y WHERE y.id = o.cycle AND y.archived_at IS NULL)"
_ARCHIVED = f"""
SELECT 'teams' AS "table", t.code, t.name AS title, t.name AS team, '' AS objective,
    NULL AS cycle, t.archived_at, 0 AS parent
FROM teams AS t WHERE t.archived_at IS NOT NULL
UNION ALL
SELECT 'objectives', o.code, o.title, t.name, '', {_LISTED_CYCLE}, o.archived_at,
    t.archived_at IS NOT NULL
FROM objectives AS o JOIN teams AS t ON t.code = o.team
WHERE o.archived_at IS NOT NULL AND o.archived_with = '' AND o.cycle IN {_OPEN}
UNION ALL
SELECT 'key_results', k.code, d.title, t.name, o.title, {_LISTED_CYCLE}, k.archived_at,
    o.archived_at IS NOT NULL
FROM key_results AS k JOIN objectives AS o ON o.code = k.objective
JOIN teams AS t ON t.code = o.team
JOIN definitions AS d ON d.key_result = k.code
    AND d.version = (SELECT max(version) FROM definitions WHERE key_result = k.code)
WHERE k.archived_at IS NOT NULL AND o.cycle IN {_OPEN}
ORDER BY 7 DESC, 2
"""


def archived(db: sqlite3.Connection) -> tuple[Archived, ...]:
    """Everything archived, the newest first."""
    rows = db.execute(_ARCHIVED).fetchall()
    return tuple(
        Archived(
            table=Table(row["table"]),
            code=row["code"],
            title=row["title"],
            team=row["team"],
            objective=row["objective"],
            cycle=row["cycle"],
            at=moment,
            belongs_to_archived=bool(row["parent"]),
            may_delete=may_delete(db, Table(row["table"]), row["code"]),
        )
        for row in rows
        if (moment := parse_timestamp(row["archived_at"])) is not None
    )
