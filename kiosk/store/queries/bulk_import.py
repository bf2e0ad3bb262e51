"""Imports objectives: a cycle, teams, objectives and key results, in one transaction."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from kiosk.errors import ChangedSincePreview, ValidationError
from kiosk.okr.cycle_rules import refuse_unless_accepting
from kiosk.okr.import_plan import (
    ImportedCheckIn,
    ImportedLink,
    ImportPlan,
    KeyResultChange,
    NewObjective,
    NewTeam,
)
from kiosk.okr.import_progress import ProgressCounter
from kiosk.okr.model import AlignmentLink, CycleState, NewCycle
from kiosk.okr.objective_texts import ObjectiveTexts
from kiosk.store.queries.cycles import add_cycle, cycle_by_id
from kiosk.store.queries.grades import write_imported_grade
from kiosk.store.queries.import_check_ins import PreparedCheckIn, add_imported_check_ins
from kiosk.store.queries.import_record import (
    ChangedKeyResult,
    ImportCounts,
    record_import,
    stored_draft,
)
from kiosk.store.queries.key_results import add_key_results, edit_key_result
from kiosk.store.queries.objectives import add_objective, add_serves
from kiosk.store.queries.office import revision
from kiosk.store.queries.teams import add_team, bring_back_team


@dataclass(frozen=True, slots=True)
class ImportResult:
    """Where an import went: the id of its cycle, of several the first, and its number for the
    undo."""

    cycle: int
    batch: int


def import_objectives(
    db: sqlite3.Connection,
    planned: ImportPlan,
    prepared: Sequence[PreparedCheckIn],
    counter: ProgressCounter,
    *,
    now: datetime,
    by: str,
) -> ImportResult:
    """Write all of it, as one save that can be undone.

    :param prepared: the plan's check-ins.
    :param counter: counts those that are written.
    :raises ChangedSincePreview: the office is no longer the one that it was planned for.
    :raises ValidationError: something in it is invalid, or a change in an open cycle has no reason.
    :raises NotFound: the cycle or a team is not there any more.
    """
    if planned.revision not in (None, revision(db)):
        raise ChangedSincePreview
    cycles = [_cycle(db, each) for each in planned.cycles]
    _refuse_unless_accepting(db, planned, cycles)
    teams = {team.temporary_code: _team(db, team) for team in planned.teams}
    placed, new = _add_objectives(db, planned, cycles, teams)
    codes = [
        add_key_results(db, code, objective.key_results, now=now, by=by)
        for code, objective in zip(placed, planned.objectives, strict=True)
    ]
    links = _add_links(db, planned.links, placed, new)
    changes = tuple(_changed(db, planned.reason, change, now, by) for change in planned.changes)
    code_of = partial(_code_of, codes)
    check_ins = add_imported_check_ins(db, prepared, code_of, counter, now=now, by=by)
    for each in planned.grades:
        write_imported_grade(db, each.objective, each.grade, by, now)
    counts = ImportCounts(
        *(len(teams), len(new), sum(map(len, codes)), len(changes)),
        *(len(planned.check_ins), len(planned.grades), links),
    )
    first = cycles[min((o.cycle for o in planned.objectives), default=0)]
    batch = record_import(db, "\n".join(planned.sources), first, counts, changes, check_ins)
    return ImportResult(first, batch)


def _add_objectives(
    db: sqlite3.Connection,
    planned: ImportPlan,
    cycles: Sequence[int],
    teams: Mapping[str, str],
) -> tuple[list[str], frozenset[str]]:
    """The codes of the plan's objectives in their order, and of those that are new."""
    placed: list[str] = []
    new: set[str] = set()
    for objective in planned.objectives:
        team = teams.get(objective.team, objective.team)
        code = objective.code or _added_objective(db, cycles[objective.cycle], team, objective)
        if not objective.code:
            new.add(code)
        placed.append(code)
    return placed, frozenset(new)


def _refuse_unless_accepting(
    db: sqlite3.Connection, planned: ImportPlan, cycles: Sequence[int]
) -> None:
    """Raise ValidationError unless each cycle takes what is planned for it: one that is being
    graded takes grades alone."""
    places = {objective.cycle for objective in planned.objectives}
    if len(cycles) == 1 and not planned.grades:
        places = {0}
    for place in places:
        refuse_unless_accepting(cycle_by_id(db, cycles[place]).state)


def _added_objective(db: sqlite3.Connection, cycle: int, team: str, objective: NewObjective) -> str:
    texts = ObjectiveTexts(objective.short_title, objective.description)
    return add_objective(db, cycle, team, objective.title, (), texts)


def _add_links(
    db: sqlite3.Connection, links: Sequence[ImportedLink], codes: Sequence[str], new: frozenset[str]
) -> int:
    """Write what objectives serve, beside what they serve already; returns how many of the links
    are of objectives that were there before."""
    found: dict[str, list[AlignmentLink]] = {}
    for link in links:
        code = codes[link.objective]
        target = link.serves if isinstance(link.serves, str) else codes[link.serves]
        if code != target:
            found.setdefault(code, []).append(AlignmentLink(target, link.because))
    added = {code: add_serves(db, code, each) for code, each in found.items()}
    return sum(count for code, count in added.items() if code not in new)


def _code_of(codes: list[list[str]], check_in: ImportedCheckIn) -> str:
    place = check_in.key_result
    return place if isinstance(place, str) else codes[place.objective][place.key_result]


def _changed(
    db: sqlite3.Connection, reason: str, change: KeyResultChange, now: datetime, by: str
) -> ChangedKeyResult:
    before = stored_draft(db, change.code)
    edit_key_result(db, change.code, change.draft, reason=reason, now=now, by=by)
    return ChangedKeyResult(change.code, before, stored_draft(db, change.code))


def _cycle(db: sqlite3.Connection, wanted: int | NewCycle) -> int:
    if isinstance(wanted, NewCycle):
        days = (wanted.starts_on, wanted.ends_on)
        return add_cycle(db, wanted.name, wanted.theme, *days, CycleState.DRAFT).id
    return cycle_by_id(db, wanted).id


def _team(db: sqlite3.Connection, team: NewTeam) -> str:
    # After an import was undone, its teams may be in the archive.
    archived = bring_back_team(db, team.name)
    if archived is not None:
        return archived
    try:
        return add_team(db, team.name, "", team.color, is_company=team.is_company).code
    except ValidationError as error:  # its field would be mistaken for the cycle's
        raise ValidationError("team", error.message, **error.values) from error
