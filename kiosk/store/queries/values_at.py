"""What counted at a moment: the check-ins that had been recorded by then, as they were then."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.model import CheckIn, KeyResultKind
from kiosk.store.db.conversion import CHECK_IN_COLUMNS, check_in_or_none, timestamp_to_text
from kiosk.store.queries.check_ins import NEWEST_FIRST

_AT = f"""
SELECT {CHECK_IN_COLUMNS} FROM check_ins AS c
WHERE c.key_result = :code AND c.recorded_at <= :at AND c.undoes IS NULL
    AND NOT EXISTS (SELECT 1 FROM check_ins AS u WHERE u.undoes = c.id AND u.recorded_at <= :at)
    AND NOT EXISTS (SELECT 1 FROM check_ins AS k WHERE k.corrects = c.id
        AND k.key_result = c.key_result AND k.recorded_at <= :at
        AND NOT EXISTS (SELECT 1 FROM check_ins AS v
            WHERE v.undoes = k.id AND v.recorded_at <= :at))
    AND CASE :kind WHEN 'milestones' THEN c.done IS NOT NULL
        WHEN 'yes_no' THEN c.value IN ('0', '1') ELSE c.value IS NOT NULL END
{NEWEST_FIRST}
"""

_SINCE = """
SELECT count(*) FROM check_ins AS c
WHERE c.key_result = ? AND c.recorded_at > ? AND c.undoes IS NULL
    AND NOT EXISTS (SELECT 1 FROM check_ins AS u WHERE u.undoes = c.id)
"""


@dataclass(frozen=True, slots=True)
class ValueAt:
    """The check-in that counted at a moment (None: there was none), and how many were made since
    and are not undone."""

    check_in: CheckIn | None
    made_since: int


def values_at(
    db: sqlite3.Connection, key_results: Iterable[tuple[str, KeyResultKind]], moment: datetime
) -> dict[str, ValueAt]:
    """What counted of key results at a moment (aware), by code.

    :param key_results: each with its kind of today.
    """
    at = timestamp_to_text(moment)
    return {code: _value_at(db, code, kind, at) for code, kind in key_results}


def _value_at(db: sqlite3.Connection, code: str, kind: KeyResultKind, at: str) -> ValueAt:
    row = db.execute(_AT, {"code": code, "kind": kind.value, "at": at}).fetchone()
    (made,) = db.execute(_SINCE, (code, at)).fetchone()
    return ValueAt(None if row is None else check_in_or_none(row, kind, ""), made)
