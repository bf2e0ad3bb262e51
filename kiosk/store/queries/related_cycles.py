"""An office together with the objectives of other cycles that it depends on.

A year's objective without key results is the mean of the objectives that serve it, which may be in
a closed quarter; a closed cycle includes the titles of objectives that it served.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.okr.model import Cycle, Objective, Office
from kiosk.store.queries.cycles import cycles, settings_of
from kiosk.store.queries.latest_check_ins import LatestCheckIns
from kiosk.store.queries.office import read_objective, read_office
from kiosk.store.queries.past_progress import PastWeeks

RESULTS_SHOWN_DAYS = 14
"""For how many days walls show the results of a closed cycle."""

# If it was carried over, its copy counts instead, as soon as that does.
_MAKING = """
SELECT DISTINCT s.objective AS code FROM serves AS s
JOIN objectives AS o ON o.code = s.objective JOIN cycles AS y ON y.id = o.cycle
WHERE s.serves IN ({bare}) AND o.cycle NOT IN ({shown})
    AND o.archived_at IS NULL AND y.state <> 'draft'
    AND NOT EXISTS (
        SELECT 1 FROM objectives AS n JOIN serves AS t ON t.objective = n.code
        JOIN cycles AS z ON z.id = n.cycle
        WHERE n.carried_from = o.code AND n.archived_at IS NULL AND z.state <> 'draft'
            AND t.serves = s.serves)
ORDER BY y.starts_on, o.position, o.code
"""


def office_with_related_objectives(
    db: sqlite3.Connection,
    now: datetime,
    zone: ZoneInfo,
    counting: LatestCheckIns,
    only: Cycle | None = None,
) -> Office:
    """The running cycles, or one cycle in any state. Call it inside a transaction."""
    office = read_office(db, now, zone, counting, only)
    found: dict[str, Objective] = {}
    bare = [o.code for o in office.objectives if not o.key_results]
    # Those that make up a percent may have no key results either.
    while bare:
        codes = [code for code in _contributing(db, office, bare) if code not in found]
        found |= {code: read_objective(db, code, now, zone) for code in codes}
        bare = [code for code in codes if not found[code].key_results]
    for code in _served(office) if only else ():
        if code not in found:
            found[code] = read_objective(db, code, now, zone)
    return replace(office, other_cycle_objectives=tuple(found.values())) if found else office


def archived_office(db: sqlite3.Connection, cycle: Cycle, now: datetime, zone: ZoneInfo) -> Office:
    """One cycle in any state; a closed one as it was when it was closed."""
    then = cycle.closed_at or now
    office = office_with_related_objectives(db, then, zone, LatestCheckIns(), cycle)
    # Nothing in a closed cycle is announced.
    office = replace(office, changes=(), settings=settings_of(db, cycle, office.settings))
    return PastWeeks().added_to(db, office, then, zone)


def recently_closed_cycles(
    db: sqlite3.Connection, now: datetime, zone: ZoneInfo
) -> tuple[Cycle, ...]:
    """The closed cycles whose results walls still show."""
    since = now.astimezone(zone).date() - timedelta(days=RESULTS_SHOWN_DAYS)
    return tuple(
        cycle
        for cycle in cycles(db)
        if cycle.closed_at and cycle.closed_at.astimezone(zone).date() >= since
    )


def _contributing(db: sqlite3.Connection, office: Office, bare: list[str]) -> list[str]:
    shown = [cycle.id for cycle in office.cycles]
    query = _MAKING.format(bare=_marks(bare), shown=_marks(shown))
    return [row["code"] for row in db.execute(query, (*bare, *shown))]


def _marks(values: list[str] | list[int]) -> str:
    return ",".join("?" * len(values))


def _served(office: Office) -> Iterable[str]:
    here = {o.code for o in office.objectives}
    return (s.code for o in office.objectives for s in o.serves if s.code not in here)


def blocking_cycle(db: sqlite3.Connection, cycle: int) -> str | None:
    """The name of a running cycle whose objective contributes to the progress of this cycle; None
    if there is none."""
    row = db.execute(
        "SELECT y.name FROM serves AS s JOIN objectives AS o ON o.code = s.objective"
        " JOIN cycles AS y ON y.id = o.cycle JOIN objectives AS t ON t.code = s.serves"
        " WHERE t.cycle = ? AND o.cycle <> ? AND y.state IN ('open', 'grading')"
        " AND o.archived_at IS NULL AND t.archived_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM key_results AS k WHERE k.objective = t.code"
        " AND k.archived_at IS NULL) LIMIT 1",
        (cycle, cycle),
    ).fetchone()
    return None if row is None else str(row["name"])
