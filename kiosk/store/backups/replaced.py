"""Databases that a restore has set aside, beside the database: how they are named, and how long
they are kept."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

ALL_KEPT_FOR = timedelta(days=7)
"""What was lost by a restore is missed by then, and the first of several may be what has it."""
NEWEST_KEPT = 3
NEWEST_KEPT_FOR = timedelta(days=30)
_STAMP = "%Y%m%dT%H%M%SZ"


def replaced_path(database: Path, now: datetime) -> Path:
    """An unused file name; two restores in one second get different ones."""
    plain = f"{_prefix(database)}{now.astimezone(UTC).strftime(_STAMP)}"
    names = (plain if not number else f"{plain}-{number}" for number in count())
    return next(path for name in names if not (path := database.with_name(name)).exists())


def forget_replaced(database: Path, now: datetime) -> None:
    """Delete databases that were set aside and are no longer kept, with their journals: all but the
    newest after a week, and those after a month."""
    newest_first = sorted(_replaced(database), reverse=True)
    for number, (moment, path) in enumerate(newest_first):
        kept_for = NEWEST_KEPT_FOR if number < NEWEST_KEPT else ALL_KEPT_FOR
        if now - moment > kept_for:
            for file in (path, path.with_name(f"{path.name}-journal")):
                with suppress(OSError):
                    file.unlink(missing_ok=True)


def _prefix(database: Path) -> str:
    return f"{database.name}.replaced-"


def _replaced(database: Path) -> Iterator[tuple[datetime, Path]]:
    """When each was set aside, from its file name."""
    for path in database.parent.glob(f"{_prefix(database)}*"):
        stamp, _, number = path.name.removeprefix(_prefix(database)).partition("-")
        if number and not number.isdecimal():
            continue
        with suppress(ValueError):
            yield datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC), path
