"""Imports objectives: a cycle, teams, objectives and key results, in one transaction."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk.errors import ValidationError
from kiosk.okr.cycle_rules import refuse_unless_accepting
from kiosk.okr.import_plan import ImportPlan, KeyResultChange, NewObjective, NewTeam
from kiosk.okr.model import CycleState, NewCycle
from kiosk.store.queries.cycles import add_cycle, cycle_by_id
from kiosk.store.queries.import_record import (
    ChangedKeyResult,
    ImportCounts,
    record_import,
    stored_draft,
)
from kiosk.store.queries.key_results import add_key_result, edit_key_result
from kiosk.store.queries.objectives import add_objective
from kiosk.store.queries.teams import add_team


@dataclass(frozen=True, slots=True)
class ImportResult:
    """Where an import went: the id of its cycle, and its number for the undo."""

    cycle: int
    batch: int


def import_objectives(
    db: sqlite3.Connection, planned: ImportPlan, *, now: datetime, by: str
) -> ImportResult:
    """Write all of it, as one save that can be undone.

    :raises ValidationError: something in it is invalid, or a change in an open cycle has no reason.
    :raises NotFound: the cycle or a team is not there any more.
    """
    cycle = _cycle(db, planned.cycle)
    teams = {team.temporary_code: _team(db, team) for team in planned.teams}
    objectives = 0
    for objective in planned.objectives:
        team = teams.get(objective.team, objective.team)
        code = _existing_objective(db, cycle, team, objective)
        if code is None:
            code = add_objective(db, cycle, team, objective.title, ())
            objectives += 1
        for draft in objective.key_results:
            add_key_result(db, code, draft, now=now, by=by)
    changes = tuple(_changed(db, planned.reason, change, now, by) for change in planned.changes)
    counts = ImportCounts(
        len(teams),
        objectives,
        sum(len(objective.key_results) for objective in planned.objectives),
        len(changes),
        0,
    )
    batch = record_import(db, "\n".join(planned.sources), cycle, counts, changes, None)
    return ImportResult(cycle, batch)


def _changed(
    db: sqlite3.Connection, reason: str, change: KeyResultChange, now: datetime, by: str
) -> ChangedKeyResult:
    before = stored_draft(db, change.code)
    edit_key_result(db, change.code, change.draft, reason=reason, now=now, by=by)
    return ChangedKeyResult(change.code, before, stored_draft(db, change.code))


def _cycle(db: sqlite3.Connection, wanted: int | NewCycle) -> int:
    if isinstance(wanted, NewCycle):
        days = (wanted.starts_on, wanted.ends_on)
        return add_cycle(db, wanted.name, "", *days, CycleState.DRAFT).id
    found = cycle_by_id(db, wanted)
    refuse_unless_accepting(found.state)
    return found.id


def _team(db: sqlite3.Connection, team: NewTeam) -> str:
    try:
        return add_team(db, team.name, "", team.color, is_company=team.is_company).code
    except ValidationError as error:  # its field would be mistaken for the cycle's
        raise ValidationError("team", error.message, **error.values) from error


def _existing_objective(
    db: sqlite3.Connection, cycle: int, team: str, objective: NewObjective
) -> str | None:
    """The code of the team's objective with the same title in this cycle; None if there is none."""
    rows = db.execute(
        "SELECT code, title FROM objectives WHERE cycle = ? AND team = ? AND archived_at IS NULL",
        (cycle, team),
    )
    wanted = objective.title.casefold()
    return next((row["code"] for row in rows.fetchall() if row["title"].casefold() == wanted), None)
