"""Writes a whole office into an empty database, and removes a sample office."""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.errors import ValidationError
from kiosk.okr.dates import local_midnight
from kiosk.okr.key_result_draft import validated_key_result
from kiosk.okr.model import CycleState, Objective, Team
from kiosk.store.db.conversion import (
    decimal_text,
    optional_text,
    timestamp_to_text,
    value_to_columns,
)
from kiosk.store.queries.audit_log import delete_office_audit_log
from kiosk.store.queries.cycles import add_cycle
from kiosk.store.queries.key_results import define
from kiosk.store.queries.seed_plan import (
    SeedCheckIn,
    SeedKeyResult,
    SeedMeeting,
    SeedObjective,
    SeedPreviousCycle,
    grade_and_close,
    seed_meetings,
)


@dataclass(frozen=True, slots=True)
class OfficeSeed:
    """An office with its open cycle and, optionally, the previous one."""

    name: str
    is_sample: bool
    cycle: str
    theme: str
    starts_on: date
    ends_on: date
    teams: tuple[Team, ...]
    objectives: tuple[SeedObjective, ...]
    meetings: tuple[SeedMeeting, ...] = ()
    previous: SeedPreviousCycle | None = None


def seed_office(db: sqlite3.Connection, plan: OfficeSeed, now: datetime, zone: ZoneInfo) -> None:
    """Write a plan; check-ins of a moment that has not come yet are left out.

    :raises ValidationError: there is an office here already.
    """
    if not is_empty(db):
        raise ValidationError(
            "sample", "There is already an office in this database. Use an empty folder"
        )
    db.execute("UPDATE office SET name = ?, is_sample = ?", (plan.name, int(plan.is_sample)))
    for position, team in enumerate(plan.teams, start=1):
        _add_team(db, team, position)
    cycle = _add_cycle(db, plan, now, zone)
    seed_meetings(db, cycle, plan.meetings, now)
    if plan.previous:
        previous = _add_cycle(db, plan.previous, plan.previous.closed_at, zone)
        grade_and_close(db, previous, plan.previous, zone)
    if plan.is_sample:
        delete_office_audit_log(db)


def _add_cycle(
    db: sqlite3.Connection, plan: OfficeSeed | SeedPreviousCycle, now: datetime, zone: ZoneInfo
) -> int:
    """Add a cycle with all its values, as of a time; returns its id."""
    cycle = add_cycle(db, plan.cycle, plan.theme, plan.starts_on, plan.ends_on, CycleState.OPEN).id
    for position, planned in enumerate(plan.objectives, start=1):
        _add_objective(db, planned.objective, cycle, position)
    since = local_midnight(plan.starts_on, zone)
    for planned in plan.objectives:
        _add_serves(db, planned.objective)
        for position, key_result in enumerate(planned.key_results, start=1):
            _add_key_result(db, planned.objective, key_result, position, since)
    _add_check_ins(db, plan.objectives, now)
    return cycle


def is_empty(db: sqlite3.Connection) -> bool:
    """Whether there is no team, cycle or objective."""
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM teams) OR EXISTS (SELECT 1 FROM cycles)"
        " OR EXISTS (SELECT 1 FROM objectives) AS filled"
    ).fetchone()
    return not row["filled"]


def has_ever_had_office(db: sqlite3.Connection) -> bool:
    """Whether there is an office, or was one: codes remain when a sample is removed."""
    row = db.execute("SELECT EXISTS (SELECT 1 FROM codes) AS used").fetchone()
    return not is_empty(db) or bool(row["used"])


_CONTENT = (
    "imports",
    "check_ins",
    "objective_moves",
    "key_result_moves",
    "milestones",
    "definitions",
    "key_results",
    "serves",
    "grades",
    "objectives",
    "presentation",
    "meetings",
    "survey_answers",
    "survey_sealed",
    "survey_codes",
    "survey_lessons",
    "survey_questions",
    "surveys",
    "teams_at_closing",
    "cycles",
    "teams",
)
"""What an office is made of, each before what it refers to."""


def clear_sample(db: sqlite3.Connection) -> None:
    """Take the sample out. People and tokens stay, and so do the codes: each is used once.

    :raises ValidationError: this is no sample, and somebody's work is never deleted.
    """
    if not db.execute("SELECT 1 FROM office WHERE is_sample").fetchone():
        raise ValidationError("sample", "This is not the sample office: nothing was cleared")
    # An undo refers to the check-in it undoes, so delete it first.
    db.execute("DELETE FROM check_ins WHERE undoes IS NOT NULL")
    for table in _CONTENT:
        db.execute(f"DELETE FROM {table}")
    db.execute("UPDATE office SET name = '', is_sample = 0")
    delete_office_audit_log(db)


def _add_team(db: sqlite3.Connection, team: Team, position: int) -> None:
    db.execute(
        "INSERT INTO teams (code, slug, name, is_company, color, position)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (team.code, team.slug, team.name, int(team.is_company), team.color, position),
    )


def _add_objective(db: sqlite3.Connection, objective: Objective, cycle: int, position: int) -> None:
    db.execute(
        "INSERT INTO objectives (code, cycle, team, title, position, short_title, description)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            objective.code,
            cycle,
            objective.team,
            objective.title,
            position,
            objective.short_title,
            objective.description,
        ),
    )


def _add_serves(db: sqlite3.Connection, objective: Objective) -> None:
    db.executemany(
        "INSERT INTO serves (objective, serves, because, position) VALUES (?, ?, ?, ?)",
        [(objective.code, s.code, s.reason, n) for n, s in enumerate(objective.serves, start=1)],
    )


def _add_key_result(
    db: sqlite3.Connection,
    objective: Objective,
    planned: SeedKeyResult,
    position: int,
    since: datetime,
) -> None:
    draft, code = validated_key_result(planned.draft), planned.code
    db.execute(
        "INSERT INTO key_results (code, objective, position, weight, owner, freshness_days,"
        " confidential, ambition, short_title, description)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            code,
            objective.code,
            position,
            optional_text(draft.weight),
            draft.owner,
            draft.freshness_days,
            int(draft.confidential),
            draft.ambition,
            draft.short_title,
            draft.description,
        ),
    )
    define(db, code, 1, draft, reason="", by="", since=since)
    db.executemany(
        "INSERT INTO milestones (code, key_result, title, weight, position) VALUES (?, ?, ?, ?, ?)",
        [
            (m.code, code, m.title, decimal_text(m.weight), n)
            for n, m in enumerate(draft.milestones, start=1)
        ],
    )


def _add_check_ins(
    db: sqlite3.Connection, objectives: tuple[SeedObjective, ...], now: datetime
) -> None:
    """Add check-ins in chronological order, so that later ones have higher ids."""
    check_ins = sorted(
        (
            (check_in, key_result.code, planned.objective.team)
            for planned in objectives
            for key_result in planned.key_results
            for check_in in key_result.check_ins
            if check_in.made_at < now
        ),
        key=lambda found: found[0].made_at,
    )
    db.executemany(
        "INSERT INTO check_ins (key_result, measured_at, recorded_at, value, done, confidence,"
        " note, team, signed, source, nothing_changed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'import', ?)",
        [_check_in_row(check_in, code, team) for check_in, code, team in check_ins],
    )


def _check_in_row(check_in: SeedCheckIn, code: str, team: str) -> tuple[object, ...]:
    made_at = timestamp_to_text(check_in.made_at)
    return (
        code,
        made_at,
        made_at,
        *value_to_columns(check_in.value),
        check_in.confidence,
        check_in.note,
        team,
        check_in.signed,
        int(check_in.nothing_changed),
    )
