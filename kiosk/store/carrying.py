"""Carrying objectives over: copies in a cycle that is being prepared, with the way back."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.errors import NotFound, Refused
from kiosk.okr.carrying import NewCycle, carried
from kiosk.okr.codes import normal_code
from kiosk.okr.model import Cycle, CycleState, Objective, Office, Serves
from kiosk.store import cycles
from kiosk.store.elsewhere import archived_office
from kiosk.store.key_results import add_key_result
from kiosk.store.objectives import add_objective, edit_objective


def carry_over(
    db: sqlite3.Connection,
    source: int,
    codes: Iterable[str],
    into: int | NewCycle,
    *,
    now: datetime,
    zone: ZoneInfo,
    by: str,
) -> Cycle:
    """Copy objectives of a cycle into a draft; the draft. What was copied before stays as it is.

    :param into: the draft's id, or the draft to make.
    :raises Refused: nothing is chosen, or it is no draft.
    """
    office = archived_office(db, cycles.cycle_by_id(db, source), now, zone)
    chosen = _chosen(office, codes)
    target = _target(db, into)
    there = copies(db, target.id)
    fresh = [objective for objective in chosen if objective.code not in there]
    for objective in fresh:
        there[objective.code] = _copy(db, objective, target, now, by)
    for objective in fresh:
        _serve(db, objective, there, source, now)
    return target


def copies(db: sqlite3.Connection, cycle: int) -> dict[str, str]:
    """What stands in a cycle as a copy: its code by that of what it was copied from."""
    rows = db.execute(
        "SELECT carried_from, code FROM objectives WHERE cycle = ? AND archived_at IS NULL"
        " AND carried_from IS NOT NULL",
        (cycle,),
    )
    return {row["carried_from"]: row["code"] for row in rows}


def _chosen(office: Office, codes: Iterable[str]) -> list[Objective]:
    wanted = {normal_code(code) for code in codes}
    chosen = [objective for objective in office.objectives if objective.code in wanted]
    strange = wanted - {objective.code for objective in chosen}
    if strange:
        raise NotFound("There is no objective %(code)s", code=min(strange))
    if not chosen:
        raise Refused("objective", "Nothing is chosen. Choose at least one objective")
    return chosen


def _target(db: sqlite3.Connection, into: int | NewCycle) -> Cycle:
    if isinstance(into, NewCycle):
        days = (into.starts_on, into.ends_on)
        return cycles.add_cycle(db, into.name, into.theme, *days, CycleState.DRAFT)
    target = cycles.cycle_by_id(db, into)
    if target.state is not CycleState.DRAFT:
        raise Refused("into", "“%(name)s” is no draft. Choose one that is", name=target.name)
    return target


def _copy(
    db: sqlite3.Connection, objective: Objective, target: Cycle, now: datetime, by: str
) -> str:
    code = add_objective(db, target.id, objective.team, objective.title, ())
    _link(db, "objectives", code, objective.code)
    for key_result in objective.key_results:
        draft = carried(key_result)
        if draft is not None:
            copied = add_key_result(db, code, draft, now=now, by=by)
            _link(db, "key_results", copied, key_result.code)
    return code


def _link(db: sqlite3.Connection, table: str, code: str, origin: str) -> None:
    db.execute(f"UPDATE {table} SET carried_from = ? WHERE code = ?", (origin, code))


def _serve(
    db: sqlite3.Connection, objective: Objective, there: dict[str, str], source: int, now: datetime
) -> None:
    """What it served is served again: the copy, or what runs on in another cycle."""
    kept = [
        Serves(there.get(served.code, served.code), served.because)
        for served in objective.serves
        if served.code in there or _runs_on(db, served.code, source)
    ]
    if kept:
        edit_objective(db, there[objective.code], objective.title, kept, now=now)


def _runs_on(db: sqlite3.Connection, code: str, source: int) -> bool:
    number = cycles.cycle_of(db, code)
    if number is None or number == source:
        return False
    return cycles.cycle_by_id(db, number).state in (CycleState.OPEN, CycleState.GRADING)
