"""Corrects check-ins dated in the future, which were saved while the clock was fast.

Once the network has set the clock, they are known to be wrong. Each is corrected to the present
time; History shows that, and it can be undone.
"""

import sqlite3
from datetime import datetime

from kiosk.okr.clock_check import TOLERANCE
from kiosk.store.db.conversion import parse_timestamp, timestamp_to_text
from kiosk.store.queries.check_in_corrections import correct
from kiosk.store.queries.check_ins import counts_sql, open_context

_AHEAD = f"""
SELECT c.id, c.measured_at, c.note FROM check_ins AS c
WHERE c.key_result = :code AND max(c.measured_at, c.recorded_at) > :latest AND {counts_sql(":kind")}
ORDER BY c.measured_at, c.id
"""


def correct_ahead(
    db: sqlite3.Connection, code: str, *, now: datetime, author: str, source: str
) -> int:
    """Correct a key result's check-ins dated in the future, keeping their order; returns how many.

    :raises NotFound: there is no such key result.
    :raises ValidationError: it takes no check-ins.
    """
    where = open_context(db, code)
    latest = timestamp_to_text(now + TOLERANCE)
    parameters = {"code": where["code"], "kind": where["kind"], "latest": latest}
    rows = db.execute(_AHEAD, parameters).fetchall()
    for row in rows:
        measured_at = min(now, parse_timestamp(row["measured_at"]) or now)
        correct(
            db,
            row["id"],
            now=now,
            measured_at=measured_at,
            note=row["note"],
            author=author,
            source=source,
        )
    return len(rows)
