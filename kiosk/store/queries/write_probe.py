"""Checks that the database can be written by writing to it."""

from datetime import datetime
from pathlib import Path

from kiosk.errors import StorageUnavailable
from kiosk.store.db.connections import Connections
from kiosk.store.db.conversion import timestamp_to_text
from kiosk.store.queries.office import revision


def write_and_read_back(connections: Connections, path: Path, now: datetime) -> int:
    """Write one row and read it back, without raising the revision.

    :return: the revision.
    :raises Busy: another program holds the lock.
    :raises StorageUnavailable: nothing can be saved, and why.
    """
    at = timestamp_to_text(now)
    with connections.write_transaction() as db:
        db.execute("INSERT OR REPLACE INTO probe (id, at) VALUES (1, ?)", (at,))
    with connections.read_transaction() as db:
        row = db.execute("SELECT at FROM probe WHERE id = 1").fetchone()
        if row is None or row["at"] != at:
            raise StorageUnavailable(
                "%(path)s does not return what was written to it. Check the disk",
                path=str(path),
            )
        return revision(db)
