"""Carrying objectives over: copies in a draft, each with a reference to its original."""

import sqlite3
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.okr.alignment import may_serve
from kiosk.okr.carry_over import (
    CarryOverChoice,
    carry_over_draft,
    chosen_objectives,
    refuse_target_cycle,
    refuse_target_objective,
    stays_behind,
)
from kiosk.okr.model import AlignmentLink, Cycle, CycleState, NewCycle, Objective
from kiosk.okr.objective_texts import ObjectiveTexts
from kiosk.store.queries import cycles
from kiosk.store.queries.key_results import add_key_result
from kiosk.store.queries.objectives import add_objective, edit_objective, open_objective
from kiosk.store.queries.related_cycles import archived_office


def carry_over(
    db: sqlite3.Connection,
    source: int,
    choice: CarryOverChoice,
    into: int | NewCycle,
    *,
    now: datetime,
    zone: ZoneInfo,
    by: str,
) -> Cycle:
    """Copy objectives and key results of a cycle into a draft; returns the draft.

    Earlier copies stay as they are; key results that were not chosen before can be added to them.

    :param into: the draft's id, or the draft to make.
    :raises ValidationError: nothing is chosen, the target is no draft, or an objective of another
        cycle is to receive key results.
    """
    office = archived_office(db, cycles.cycle_by_id(db, source), now, zone)
    chosen = chosen_objectives(office, choice)
    target = _target(db, into)
    copied, receivers = copies(db, target.id), _target_objectives(db, target, choice)
    new = [o for o in chosen if o.code not in copied and o.code not in receivers]
    for objective in new:
        copied[objective.code] = _copy(db, objective, target)
    for objective in chosen:
        if objective in new or choice.key_results is not None or objective.code in receivers:
            receiver = receivers.get(objective.code) or copied[objective.code]
            _copy_key_results(db, objective, receiver, choice, now, by)
    for objective in new:
        _serve(db, objective, copied, source, target, now)
    return target


def copies(db: sqlite3.Connection, cycle: int) -> dict[str, str]:
    """The codes of a cycle's copies, by the codes of their originals."""
    rows = db.execute(
        "SELECT carried_from, code FROM objectives WHERE cycle = ? AND archived_at IS NULL"
        " AND carried_from IS NOT NULL",
        (cycle,),
    )
    return {row["carried_from"]: row["code"] for row in rows}


def _target_objectives(
    db: sqlite3.Connection, target: Cycle, choice: CarryOverChoice
) -> dict[str, str]:
    """The objectives of the draft that receive the key results of others."""
    found = {}
    for code, receiver in choice.target_objectives.items():
        if code not in choice.objectives:
            continue
        stored = open_objective(db, receiver)
        refuse_target_objective(code, cycles.cycle_of(db, stored), target)
        found[code] = stored
    return found


def _target(db: sqlite3.Connection, into: int | NewCycle) -> Cycle:
    if isinstance(into, NewCycle):
        days = (into.starts_on, into.ends_on)
        return cycles.add_cycle(db, into.name, into.theme, *days, CycleState.DRAFT)
    target = cycles.cycle_by_id(db, into)
    refuse_target_cycle(target)
    return target


def _copy(db: sqlite3.Connection, objective: Objective, target: Cycle) -> str:
    texts = ObjectiveTexts(objective.short_title, objective.description)
    code = add_objective(db, target.id, objective.team, objective.title, (), texts)
    _link(db, "objectives", code, objective.code)
    return code


def _copy_key_results(
    db: sqlite3.Connection,
    objective: Objective,
    receiver: str,
    choice: CarryOverChoice,
    now: datetime,
    by: str,
) -> None:
    """Append the chosen key results to the receiving objective, except those copied already."""
    copied = _copied_key_results(db, receiver)
    for key_result in objective.key_results:
        wanted = not stays_behind(key_result)
        if choice.key_results is not None:
            wanted = key_result.code in choice.key_results
        if wanted and key_result.code not in copied:
            code = add_key_result(db, receiver, carry_over_draft(key_result), now=now, by=by)
            _link(db, "key_results", code, key_result.code)


def _copied_key_results(db: sqlite3.Connection, receiver: str) -> set[str]:
    """The codes of key results with a copy, not archived, in the cycle of an objective."""
    rows = db.execute(
        "SELECT k.carried_from FROM key_results AS k JOIN objectives AS o ON o.code = k.objective"
        " WHERE k.carried_from IS NOT NULL AND k.archived_at IS NULL AND o.archived_at IS NULL"
        " AND o.cycle = (SELECT cycle FROM objectives WHERE code = ?)",
        (receiver,),
    )
    return {row["carried_from"] for row in rows}


def _link(db: sqlite3.Connection, table: str, code: str, origin: str) -> None:
    db.execute(f"UPDATE {table} SET carried_from = ? WHERE code = ?", (origin, code))


def _serve(
    db: sqlite3.Connection,
    objective: Objective,
    copied: dict[str, str],
    source: int,
    target: Cycle,
    now: datetime,
) -> None:
    """Copy an objective's links: to the copy of the served objective, or to one that continues in
    another cycle."""
    links = [
        AlignmentLink(copied.get(served.code, served.code), served.reason)
        for served in objective.serves
        if served.code in copied or _runs_on(db, served.code, source, target)
    ]
    if links:
        edit_objective(db, copied[objective.code], objective.title, links, now=now)


def _runs_on(db: sqlite3.Connection, code: str, source: int, target: Cycle) -> bool:
    number = cycles.cycle_of(db, code)
    if number is None or number == source:
        return False
    cycle = cycles.cycle_by_id(db, number)
    return cycle.state in (CycleState.OPEN, CycleState.GRADING) and may_serve(target, cycle)
