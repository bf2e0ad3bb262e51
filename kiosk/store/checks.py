"""Whether a database file is whole: what `kiosk doctor` asks."""

from pathlib import Path

from kiosk.errors import KioskError
from kiosk.store.connections import connect, told


def check_database(path: Path) -> None:
    """Read the whole file and follow every reference.

    :raises KioskError: saying what is wrong with it.
    """
    with told(path):
        connection = connect(path)
        try:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        finally:
            connection.close()
    if found != "ok" or broken is not None:
        reason = found if found != "ok" else f"a row of {broken[0]} names something that is gone"
        raise KioskError(
            "%(path)s is damaged: %(reason)s. Restore it from a backup",
            path=str(path),
            reason=reason,
        )
