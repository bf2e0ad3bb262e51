"""A key result's history in its cycle, limited in size however many check-ins there are."""

import sqlite3
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from kiosk.errors import NotFound
from kiosk.okr.dates import local_midnight
from kiosk.okr.model import CheckIn, Cycle, KeyResultKind, Measure, Value
from kiosk.okr.moves import Move
from kiosk.okr.pace import cycle_weeks
from kiosk.okr.progress import ONE
from kiosk.okr.unit_conversion import converted, converted_product
from kiosk.store.db.conversion import (
    CHECK_IN_COLUMNS,
    check_in_or_none,
    date_or_none,
    decimal_or_none,
    kind_or_none,
    parse_timestamp,
    timestamp_to_text,
)
from kiosk.store.queries.check_ins import NEWEST_FIRST, counts_sql, key_result_context, latest
from kiosk.store.queries.cycles import cycle_or_none
from kiosk.store.queries.moves import key_result_moves


@dataclass(frozen=True, slots=True)
class WeeklyPoint:
    """A value that counted: the last one of its week, or the newest. `week` is that of the cycle,
    from 1; None if it was measured outside the cycle. `measured`: how it was measured, if its unit
    differs from the current one."""

    measured_at: datetime
    value: Value
    week: int | None
    measured: Measure | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition of a key result, valid from `since` on, and the reason for it. If
    `is_other_unit`, values before it are multiplied by `factor`; None keeps them as they are."""

    version: int
    title: str
    kind: KeyResultKind
    unit: str
    start: Decimal | None
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None
    reason: str
    changed_by: str
    since: datetime
    factor: str | None = None
    is_other_unit: bool = False
    due: date | None = None


@dataclass(frozen=True, slots=True)
class History:
    """`points` oldest first, `recent` check-ins newest first, `definitions` oldest first, `moves`
    newest first."""

    points: tuple[WeeklyPoint, ...]
    recent: tuple[CheckIn, ...]
    definitions: tuple[Definition, ...]
    moves: tuple[Move, ...] = ()

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The past values that are numbers, converted to the current unit as far as factors are
        known."""
        points = ((point.value, point.measured) for point in self.points)
        recent = ((check_in.value, check_in.measured) for check_in in self.recent)
        return tuple(
            value
            for value, measured in (*points, *recent)
            if isinstance(value, Decimal) and measured is None
        )

    @property
    def in_unit(self) -> tuple[Definition, ...]:
        """The definitions in the current unit, oldest first, as far as factors are known."""
        found, factor = [], ONE
        for each in reversed(self.definitions):
            found.append(_scaled(each, self.definitions[-1].unit, factor))
            if each.is_other_unit:
                if each.factor is None:
                    break
                factor *= converted_product([each.factor])
        return tuple(reversed(found))


def _scaled(definition: Definition, unit: str, factor: Fraction) -> Definition:
    def scaled(number: Decimal | None) -> Decimal | None:
        return None if number is None else converted(number, factor)

    return replace(
        definition,
        unit=unit,
        start=scaled(definition.start),
        target=scaled(definition.target),
        low=scaled(definition.low),
        high=scaled(definition.high),
    )


def definitions_of(db: sqlite3.Connection, code: str) -> History:
    """A key result's definitions alone."""
    return History((), (), _definitions(db, code))


_LAST_OF_WEEK = f"""
SELECT {CHECK_IN_COLUMNS} FROM check_ins AS c
WHERE c.key_result = :code AND c.measured_at >= :after AND c.measured_at < :before
    AND {counts_sql(":kind", in_any_unit=True)} {NEWEST_FIRST}
"""

_RECENT = f"""
SELECT {CHECK_IN_COLUMNS} FROM check_ins AS c
WHERE c.key_result = :code AND {counts_sql(":kind", in_any_unit=True)}
ORDER BY c.measured_at DESC, c.id DESC LIMIT :most
"""

_WHOLE = f"""
SELECT {CHECK_IN_COLUMNS} FROM check_ins AS c
WHERE c.key_result = :code AND {counts_sql(":kind", in_any_unit=True)}
ORDER BY c.measured_at, c.id
"""


def whole_history(db: sqlite3.Connection, code: str) -> tuple[CheckIn, ...]:
    """Every check-in of a key result that counts, oldest first.

    :raises NotFound: there is no such key result.
    """
    where = key_result_context(db, code)
    kind = KeyResultKind(where["kind"])
    rows = db.execute(_WHOLE, {"code": where["code"], "kind": where["kind"]}).fetchall()
    read = (check_in_or_none(row, kind, where["team"]) for row in rows)
    return tuple(check_in for check_in in read if check_in is not None)


def history(
    db: sqlite3.Connection, code: str, now: datetime, zone: ZoneInfo, notes: int
) -> History:
    """The history of a key result, archived or not.

    :raises NotFound: there is no such key result.
    """
    where = key_result_context(db, code)
    return History(
        points=_points(db, where, _cycle(db, where), now, zone),
        recent=_recent(db, where, notes),
        definitions=_definitions(db, where["code"]),
        moves=key_result_moves(db, where["code"]),
    )


def _cycle(db: sqlite3.Connection, where: sqlite3.Row) -> Cycle:
    row = db.execute(
        "SELECT y.* FROM cycles AS y JOIN objectives AS o ON o.cycle = y.id WHERE o.code = ?",
        (where["objective"],),
    ).fetchone()
    cycle = cycle_or_none(row)
    if cycle is None:
        raise NotFound("The cycle of %(code)s has no first and last day", code=where["code"])
    return cycle


def _points(
    db: sqlite3.Connection, where: sqlite3.Row, cycle: Cycle, now: datetime, zone: ZoneInfo
) -> tuple[WeeklyPoint, ...]:
    found = []
    today = now.astimezone(zone).date()
    for number, (first, after) in enumerate(cycle_weeks(cycle), start=1):
        if first > today:
            break
        check_in = _last_between(
            db, where, local_midnight(first, zone), local_midnight(after, zone)
        )
        if check_in is not None:
            found.append(
                WeeklyPoint(check_in.measured_at, check_in.value, number, check_in.measured)
            )
    newest = latest(db, where)
    if newest is not None and (not found or newest.measured_at > found[-1].measured_at):
        found.append(WeeklyPoint(newest.measured_at, newest.value, None))
    return tuple(found)


def _last_between(
    db: sqlite3.Connection, where: sqlite3.Row, after: datetime, before: datetime
) -> CheckIn | None:
    row = db.execute(
        _LAST_OF_WEEK,
        {
            "code": where["code"],
            "kind": where["kind"],
            "after": timestamp_to_text(after),
            "before": timestamp_to_text(before),
        },
    ).fetchone()
    return (
        None if row is None else check_in_or_none(row, KeyResultKind(where["kind"]), where["team"])
    )


def _recent(db: sqlite3.Connection, where: sqlite3.Row, notes: int) -> tuple[CheckIn, ...]:
    rows = db.execute(
        _RECENT, {"code": where["code"], "kind": where["kind"], "most": notes}
    ).fetchall()
    read = (check_in_or_none(row, KeyResultKind(where["kind"]), where["team"]) for row in rows)
    return tuple(check_in for check_in in read if check_in is not None)


def _definitions(db: sqlite3.Connection, code: str) -> tuple[Definition, ...]:
    rows = db.execute(
        "SELECT version, title, kind, unit, start, target, low, high, reason, changed_by, since,"
        " factor, last_check_in, due"
        " FROM definitions WHERE key_result = ? ORDER BY version",
        (code,),
    ).fetchall()
    return tuple(definition for definition in map(_definition, rows) if definition is not None)


def _definition(row: sqlite3.Row) -> Definition | None:
    kind, since = kind_or_none(row["kind"]), parse_timestamp(row["since"])
    if kind is None or since is None:
        return None
    return Definition(
        version=row["version"],
        title=row["title"],
        kind=kind,
        unit=row["unit"],
        start=decimal_or_none(row["start"]),
        target=decimal_or_none(row["target"]),
        low=decimal_or_none(row["low"]),
        high=decimal_or_none(row["high"]),
        reason=row["reason"],
        changed_by=row["changed_by"],
        since=since,
        factor=row["factor"],
        is_other_unit=row["last_check_in"] is not None,
        due=date_or_none(row["due"] or ""),
    )
