"""Reads the whole office in one transaction.

Each key result costs two index seeks, however long its history is.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from kiosk.errors import NotFound
from kiosk.okr.dates import start_of_day
from kiosk.okr.model import (
    AlignmentLink,
    Cycle,
    KeyResult,
    KeyResultKind,
    Milestone,
    Objective,
    Office,
    Team,
)
from kiosk.okr.progress import check_in_value
from kiosk.store.db.conversion import date_or_none, decimal_or_none, kind_or_none
from kiosk.store.queries.check_ins import KEY_RESULTS_WITH_DEFINITION, key_result_context
from kiosk.store.queries.cycles import running
from kiosk.store.queries.grades import revealed_grades
from kiosk.store.queries.latest_check_ins import DayStarts, LatestCheckIns, LatestPair, day_starts
from kiosk.store.queries.logo import read_logo
from kiosk.store.queries.meetings import read_meetings
from kiosk.store.queries.office_settings import read_settings
from kiosk.store.queries.pictures import read_pictures
from kiosk.store.queries.presentation import read_presentation
from kiosk.store.queries.recent_changes import read_changes, read_notes
from kiosk.store.queries.surveys import survey_news
from kiosk.store.queries.teams import read_teams

_KEY_RESULTS = f"""
SELECT k.code, k.objective, k.weight, k.owner, k.freshness_days, k.confidential, k.ambition,
    k.short_title, k.description,
    k.carried_from, o.team, d.version, d.title, d.kind, d.unit, d.start, d.target, d.low, d.high,
    d.due,
    (SELECT revision FROM changed WHERE changed.key_result = k.code) AS changed
FROM {KEY_RESULTS_WITH_DEFINITION} JOIN objectives AS o ON o.code = k.objective
WHERE k.archived_at IS NULL"""

_OBJECTIVE_COLUMNS = "code, cycle, team, title, carried_from, short_title, description"
_RUNNING = "(SELECT id FROM cycles WHERE state IN ('open', 'grading'))"
_OF_ALL = f"{_KEY_RESULTS} AND o.cycle IN {_RUNNING} ORDER BY k.objective, k.position, k.code"
_OF_CYCLE = f"{_KEY_RESULTS} AND o.cycle = :cycle ORDER BY k.objective, k.position, k.code"
_OF_ONE = f"{_KEY_RESULTS} AND k.objective = :objective ORDER BY k.position, k.code"


def revision(db: sqlite3.Connection) -> int:
    """The revision of the state that this transaction sees."""
    row = db.execute("SELECT revision FROM revision").fetchone()
    return 0 if row is None else int(row["revision"])


def read_office(
    db: sqlite3.Connection,
    now: datetime,
    zone: ZoneInfo,
    counting: LatestCheckIns,
    only: Cycle | None = None,
) -> Office:
    """The running cycles, or one cycle in any state. Must be called inside a transaction."""
    cycles = running(db) if only is None else (only,)
    teams = read_teams(db, only)
    week_ago = start_of_day(now, zone, days_ago=7)
    key_results = _key_results(db, day_starts(now, zone), counting, cycle=only)
    objectives = _objectives(db, cycles, teams, key_results, only)
    shown = {k.code: k for o in objectives for k in o.key_results}
    head = db.execute("SELECT name, is_sample FROM office").fetchone()
    return Office(
        revision=revision(db),
        name=head["name"] if head else "",
        is_sample=bool(head and head["is_sample"]),
        cycles=cycles,
        teams=teams,
        objectives=objectives,
        changes=read_changes(db, now, shown, {o.code: o.team for o in objectives}),
        settings=read_settings(db),
        notes=read_notes(db, week_ago, shown, {o.code: o.team for o in objectives}),
        meetings=read_meetings(db, now),
        pictures=read_pictures(db, now),
        presentation=read_presentation(db),
        surveys=survey_news(db),
        logo=read_logo(db),
    )


def read_objective(db: sqlite3.Connection, code: str, now: datetime, zone: ZoneInfo) -> Objective:
    """One objective of a cycle in any state; raises NotFound."""
    row = db.execute(
        f"SELECT {_OBJECTIVE_COLUMNS} FROM objectives WHERE code = ?", (code,)
    ).fetchone()
    if row is None:
        raise NotFound("There is no objective %(code)s", code=code)
    everyone = {row["code"] for row in db.execute("SELECT code FROM objectives")}
    key_results = _key_results(db, day_starts(now, zone), LatestCheckIns(), code)
    return Objective(
        code=row["code"],
        cycle=row["cycle"],
        team=row["team"],
        title=row["title"],
        serves=tuple(_serves(db, everyone).get(code, ())),
        key_results=tuple(key_results.get(code, ())),
        carried_from=row["carried_from"],
        short_title=row["short_title"],
        description=row["description"],
    )


def read_key_result(db: sqlite3.Connection, code: str, now: datetime, zone: ZoneInfo) -> KeyResult:
    """One key result of a cycle in any state; raises NotFound."""
    owner = key_result_context(db, code)["objective"]
    for key_result in read_objective(db, owner, now, zone).key_results:
        if key_result.code == code:
            return key_result
    raise NotFound("There is no key result %(code)s", code=code)


@dataclass(frozen=True, slots=True)
class _ObjectiveRow:
    code: str
    cycle: int
    team: str
    title: str
    carried_from: str | None
    short_title: str
    description: str


def _objectives(
    db: sqlite3.Connection,
    cycles: tuple[Cycle, ...],
    teams: tuple[Team, ...],
    key_results: dict[str, list[KeyResult]],
    only: Cycle | None,
) -> tuple[Objective, ...]:
    heads = _objective_rows(db, cycles, teams)
    # A single cycle also includes links to objectives of other cycles.
    shown = {head.code for head in heads} if only is None else _unarchived(db)
    serves = _serves(db, shown)
    grades = revealed_grades(db)
    return tuple(
        Objective(
            code=head.code,
            cycle=head.cycle,
            team=head.team,
            title=head.title,
            serves=tuple(serves.get(head.code, ())),
            key_results=tuple(key_results.get(head.code, ())),
            grade=grades.get(head.code),
            carried_from=head.carried_from,
            short_title=head.short_title,
            description=head.description,
        )
        for head in heads
    )


def _unarchived(db: sqlite3.Connection) -> set[str]:
    rows = db.execute("SELECT code FROM objectives WHERE archived_at IS NULL")
    return {row["code"] for row in rows}


def _objective_rows(
    db: sqlite3.Connection, cycles: tuple[Cycle, ...], teams: tuple[Team, ...]
) -> list[_ObjectiveRow]:
    """Objectives in the order of the wall: company first, team by team, cycle by cycle."""
    team_order = {team.code: number for number, team in enumerate(teams)}
    cycle_order = {cycle.id: number for number, cycle in enumerate(cycles)}
    rows = db.execute(
        f"SELECT {_OBJECTIVE_COLUMNS} FROM objectives"
        f" WHERE archived_at IS NULL AND cycle IN ({','.join('?' * len(cycles))})"
        " ORDER BY position, code",
        [cycle.id for cycle in cycles],
    )
    heads = [
        _ObjectiveRow(*row)
        for row in rows
        if row["cycle"] in cycle_order and row["team"] in team_order
    ]
    return sorted(heads, key=lambda head: (team_order[head.team], cycle_order[head.cycle]))


def _serves(db: sqlite3.Connection, shown: set[str]) -> dict[str, list[AlignmentLink]]:
    """The links of each objective to shown objectives."""
    found: dict[str, list[AlignmentLink]] = {}
    rows = db.execute("SELECT objective, serves, because FROM serves ORDER BY position, serves")
    for row in rows:
        if row["serves"] in shown:
            found.setdefault(row["objective"], []).append(
                AlignmentLink(row["serves"], row["because"])
            )
    return found


def _key_results(
    db: sqlite3.Connection,
    starts: DayStarts,
    counting: LatestCheckIns,
    objective: str | None = None,
    cycle: Cycle | None = None,
) -> dict[str, list[KeyResult]]:
    """The key results of all running objectives, of one cycle's, or of one objective."""
    query = _OF_ONE if objective is not None else _OF_ALL if cycle is None else _OF_CYCLE
    one = {"objective": objective, "cycle": cycle.id if cycle else None}
    rows = db.execute(query, one).fetchall()
    known = [row for row in rows if kind_or_none(row["kind"]) is not None]
    latest = counting.for_key_results(db, known, starts)
    milestones = _milestones(db)
    found: dict[str, list[KeyResult]] = {}
    for row in known:
        key_result = _key_result(row, tuple(milestones.get(row["code"], ())), latest[row["code"]])
        found.setdefault(row["objective"], []).append(key_result)
    return found


# A save changes one key result. The others stay the same objects, so that caches keyed by them
# stay valid without comparing fields.
_key_result_cache: dict[str, tuple[object, KeyResult]] = {}
_MAX_CACHED = 4096


def _key_result(row: sqlite3.Row, milestones: tuple[Milestone, ...], pair: LatestPair) -> KeyResult:
    key = (tuple(row), milestones, pair)
    cached = _key_result_cache.get(row["code"])
    if cached is None or cached[0] != key:
        if len(_key_result_cache) >= _MAX_CACHED:
            _key_result_cache.clear()
        cached = _key_result_cache[row["code"]] = key, _build(row, milestones, pair)
    return cached[1]


def _build(row: sqlite3.Row, milestones: tuple[Milestone, ...], pair: LatestPair) -> KeyResult:
    kind, first = KeyResultKind(row["kind"]), check_in_value(pair.first)
    return KeyResult(
        code=row["code"],
        objective=row["objective"],
        title=row["title"],
        kind=kind,
        unit=row["unit"],
        start=first if isinstance(first, Decimal) else decimal_or_none(row["start"]),
        target=decimal_or_none(row["target"]),
        low=decimal_or_none(row["low"]),
        high=decimal_or_none(row["high"]),
        weight=weight_of(kind, row["weight"]),
        owner=row["owner"],
        freshness_days=row["freshness_days"],
        confidential=bool(row["confidential"]),
        milestones=milestones,
        latest_check_in=pair.latest,
        value_a_week_ago=pair.week_ago,
        value_before_today=pair.before_today,
        ambition=row["ambition"],
        carried_from=row["carried_from"],
        start_is_derived=isinstance(first, Decimal),
        due=date_or_none(row["due"] or ""),
        short_title=row["short_title"],
        description=row["description"],
    )


def weight_of(kind: KeyResultKind, text: str | None) -> Decimal:
    """The weight; by default 0 for limits and 1 for other kinds."""
    weight = decimal_or_none(text)
    return Decimal(0 if kind.is_limit else 1) if weight is None else weight


def _milestones(db: sqlite3.Connection) -> dict[str, list[Milestone]]:
    found: dict[str, list[Milestone]] = {}
    rows = db.execute(
        "SELECT code, key_result, title, weight FROM milestones WHERE archived_at IS NULL"
        " ORDER BY key_result, position, code"
    )
    for row in rows:
        weight = decimal_or_none(row["weight"])
        milestone = Milestone(row["code"], row["title"], Decimal(1) if weight is None else weight)
        found.setdefault(row["key_result"], []).append(milestone)
    return found
