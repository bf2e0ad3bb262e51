"""The latest check-in of each key result, and those of yesterday and a week ago.

They are cached and read again only after a change. So a save costs reading one key result, however
long the history and however many key results there are.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.okr.dates import start_of_day
from kiosk.okr.model import CheckIn, KeyResultKind
from kiosk.store.db.conversion import CHECK_IN_COLUMNS, check_in_or_none, timestamp_to_text
from kiosk.store.queries.check_ins import NEWEST_FIRST, counts_sql

FAR_FUTURE = "9999"
"""A moment after all others, in the writing of the database."""


def _newest(*, in_any_unit: bool) -> str:
    return (
        f"SELECT {CHECK_IN_COLUMNS} FROM check_ins AS c"
        " WHERE c.key_result = :code AND c.measured_at < :before"
        f" AND {counts_sql(':kind', in_any_unit=in_any_unit)} {NEWEST_FIRST}"
    )


_NEWEST = {in_any_unit: _newest(in_any_unit=in_any_unit) for in_any_unit in (False, True)}


_FIRST = f"""
SELECT {CHECK_IN_COLUMNS} FROM check_ins AS c
WHERE c.key_result = :code AND {counts_sql(":kind")} ORDER BY c.measured_at, c.id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class LatestPair:
    """The newest check-in that counts, and the newest of those before today and before a week ago.
    `first` is queried only if it is the start value."""

    latest: CheckIn | None
    before_today: CheckIn | None
    week_ago: CheckIn | None
    first: CheckIn | None = None


@dataclass(frozen=True, slots=True)
class DayStarts:
    """The beginnings of today and of the day a week ago, in the writing of the database."""

    today: str
    week_ago: str


def day_starts(now: datetime, zone: ZoneInfo) -> DayStarts:
    """The beginnings of the office's days at a moment (aware)."""
    return DayStarts(
        timestamp_to_text(start_of_day(now, zone, days_ago=0)),
        timestamp_to_text(start_of_day(now, zone, days_ago=7)),
    )


class LatestCheckIns:
    """The cache of one store; used by one thread at a time."""

    def __init__(self) -> None:
        self._cache: dict[str, tuple[object, LatestPair]] = {}

    def for_key_results(
        self, db: sqlite3.Connection, heads: Iterable[sqlite3.Row], starts: DayStarts
    ) -> dict[str, LatestPair]:
        """The latest check-ins of key results, by code.

        :param heads: rows with code, version, kind, start, team and `changed`, the revision at
            which its check-ins last changed.
        :param starts: the times before which the earlier values were measured.
        """
        before, self._cache = self._cache, {}
        for head in heads:
            defined = (head["version"], head["kind"], head["start"])
            stamp = (head["changed"], *defined, head["team"], starts)
            cached = before.get(head["code"])
            if cached is None or cached[0] != stamp:
                cached = (stamp, _read(db, head, starts))
            self._cache[head["code"]] = cached
        return {code: pair for code, (_stamp, pair) in self._cache.items()}


def _read(db: sqlite3.Connection, head: sqlite3.Row, starts: DayStarts) -> LatestPair:
    of = (head["code"], KeyResultKind(head["kind"]), head["team"])
    latest = newest_before(db, *of, FAR_FUTURE)
    first = None
    if latest is not None and of[1].is_start_to_target and head["start"] is None:
        first = _first(db, *of)
    before_today = latest
    if latest is not None and timestamp_to_text(latest.measured_at) >= starts.today:
        before_today = newest_before(db, *of, starts.today)
    return LatestPair(latest, before_today, newest_before(db, *of, starts.week_ago), first)


def _first(db: sqlite3.Connection, code: str, kind: KeyResultKind, team: str) -> CheckIn | None:
    row = db.execute(_FIRST, {"code": code, "kind": kind.value}).fetchone()
    return None if row is None else check_in_or_none(row, kind, team)


def newest_before(
    db: sqlite3.Connection,
    code: str,
    kind: KeyResultKind,
    team: str,
    before: str,
    *,
    in_any_unit: bool = False,
) -> CheckIn | None:
    """The last check-in of a key result that counted before a time, by one index seek.

    :param team: the author of rows without a team.
    :param before: the time as stored in the database.
    :param in_any_unit: include values measured in another unit.
    """
    where = {"code": code, "kind": kind.value, "before": before}
    row = db.execute(_NEWEST[in_any_unit], where).fetchone()
    return None if row is None else check_in_or_none(row, kind, team)
