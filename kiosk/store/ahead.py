"""Check-ins that a clock which had jumped ahead has put into the future.

A clock that the network has set knows them to be wrong. Each gets the present moment by a
correction, which History shows and which can be taken back like any other.
"""

import sqlite3
from datetime import datetime

from kiosk.okr.plausible import SLACK
from kiosk.store.check_ins import counts, open_place
from kiosk.store.corrections import correct
from kiosk.store.rows import moment_or_none, moment_text

_AHEAD = f"""
SELECT c.id, c.measured_at, c.note FROM check_ins AS c
WHERE c.key_result = :code AND max(c.measured_at, c.recorded_at) > :latest AND {counts(":kind")}
ORDER BY c.measured_at, c.id
"""


def correct_ahead(
    db: sqlite3.Connection, code: str, *, now: datetime, author: str, source: str
) -> int:
    """Correct what lies in the future of a key result; how many check-ins that were. They keep
    their order.

    :raises NotFound: there is no such key result. :raises Refused: it takes no check-ins.
    """
    where = open_place(db, code)
    latest = moment_text(now + SLACK)
    asked = {"code": where["code"], "kind": where["kind"], "latest": latest}
    rows = db.execute(_AHEAD, asked).fetchall()
    for row in rows:
        measured_at = min(now, moment_or_none(row["measured_at"]) or now)
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
