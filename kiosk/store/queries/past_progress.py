"""The past weeks of every objective, read again only where one of them may have changed.

A key result's past is kept until its check-ins or its definition change, and costs an index seek
for each week then; so a save reads one key result's weeks, and the others stay the same objects.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.okr.dates import local_midnight
from kiosk.okr.model import CheckIn, Cycle, KeyResult, Measure, Objective, Office, PastProgress
from kiosk.okr.pace import week_groups
from kiosk.okr.past_progress import (
    KeyResultPast,
    key_result_as_of,
    past_progress,
)
from kiosk.okr.progress import contributing_objectives, objectives_below
from kiosk.store.db.conversion import timestamp_to_text
from kiosk.store.queries.key_result_history import Definition, definitions_of
from kiosk.store.queries.latest_check_ins import newest_before

_STATES = """
SELECT k.code, (SELECT revision FROM changed WHERE changed.key_result = k.code) AS changed,
    (SELECT max(version) FROM definitions WHERE key_result = k.code) AS version
FROM key_results AS k WHERE k.archived_at IS NULL
"""

Moments = tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A key result's past, and what it depends on."""

    stamp: object
    past: KeyResultPast


class PastWeeks:
    """What one store remembers of one database; used by one thread at a time."""

    def __init__(self) -> None:
        self._key_results: dict[tuple[str, int], _Kept] = {}
        self._objectives: dict[str, tuple[object, PastProgress]] = {}

    def added_to(
        self, db: sqlite3.Connection, office: Office, now: datetime, zone: ZoneInfo
    ) -> Office:
        """The office with the past of each objective whose cycle has begun."""
        moments = {c.id: week_beginnings(c, now, zone) for c in office.cycles}
        states: dict[str, object] = {row["code"]: tuple(row) for row in db.execute(_STATES)}
        before, self._key_results = self._key_results, {}
        self._objectives = {
            objective.code: self._of_objective(
                db, office, objective, moments[objective.cycle], zone, states, before
            )
            for objective in office.objectives
            if moments[objective.cycle]
        }
        return replace(
            office,
            objectives=tuple(
                replace(o, past=self._objectives[o.code][1]) if o.code in self._objectives else o
                for o in office.objectives
            ),
        )

    def _of_objective(
        self,
        db: sqlite3.Connection,
        office: Office,
        objective: Objective,
        moments: Moments,
        zone: ZoneInfo,
        states: dict[str, object],
        before: dict[tuple[str, int], _Kept],
    ) -> tuple[object, PastProgress]:
        pasts = {}
        for one in contributing_objectives(office, objective):
            for key_result in one.key_results:
                key = (key_result.code, objective.cycle)
                stamp = _stamp(key_result, states.get(key_result.code), moments)
                kept = self._key_results.get(key) or before.get(key)
                if kept is None or kept.stamp != stamp:
                    kept = _Kept(stamp, _read(db, key_result, one.team, moments))
                self._key_results[key] = kept
                pasts[key_result.code] = kept.past
        settings = office.settings
        below = () if objective.key_results else objectives_below(office, objective)
        links = [(o.code, [s.code for s in o.serves]) for o in below]
        whole = (pasts, links, moments, zone, settings.weights, settings.grace_days)
        last = self._objectives.get(objective.code)
        if last is not None and last[0] == whole:
            return last
        return whole, past_progress(office, objective, pasts, moments, zone)


def week_beginnings(cycle: Cycle, now: datetime, zone: ZoneInfo) -> Moments:
    """The first moment of a cycle and of every drawn week of it that has begun since."""
    today = now.astimezone(zone).date()
    firsts = (first for first, _after in week_groups(cycle) if first <= today)
    return tuple(local_midnight(first, zone) for first in firsts)


def _stamp(key_result: KeyResult, state: object, moments: Moments) -> object:
    """Changes whenever a past week of the key result may have changed."""
    measure = (key_result.start, key_result.target, key_result.low, key_result.high)
    counts = (key_result.milestones, key_result.weight, key_result.freshness_days)
    return (state, key_result.kind, *measure, *counts, moments)


def _read(
    db: sqlite3.Connection, key_result: KeyResult, team: str, moments: Moments
) -> KeyResultPast:
    defined = definitions_of(db, key_result.code)
    in_unit = defined.in_unit
    check_ins = list(_check_ins(db, key_result, team, moments))
    return KeyResultPast(
        # Another program may have left no definition that can be read: then as today, all along.
        since=defined.definitions[0].since if defined.definitions else moments[0],
        moments=tuple(
            key_result_as_of(key_result, check_in, _measure(key_result, in_unit, moment))
            for moment, check_in in zip(moments, reversed(check_ins), strict=True)
        ),
    )


def _check_ins(
    db: sqlite3.Connection, key_result: KeyResult, team: str, moments: Moments
) -> Iterator[CheckIn | None]:
    """The check-in that counted at each moment, newest moment first."""
    found: CheckIn | None = None
    sought = False
    for moment in reversed(moments):
        if not sought or (found is not None and found.measured_at >= moment):
            before = timestamp_to_text(moment)
            found = newest_before(
                db, key_result.code, key_result.kind, team, before, in_any_unit=True
            )
            sought = True
        yield found


def _measure(
    key_result: KeyResult, definitions: tuple[Definition, ...], moment: datetime
) -> Measure:
    """The definition of a moment; before the first of them, that one."""
    known = [each for each in definitions if each.since <= moment] or definitions[:1]
    then = known[-1] if known else key_result
    return Measure(then.kind, then.unit, then.start, then.target, then.low, then.high)
