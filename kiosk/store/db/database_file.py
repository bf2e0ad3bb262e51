"""The database as a file: whether it is there, ours, and the one that it was.

A file that is gone or empty where there was an office is refused. A new, empty office in its place
would show the set-up code to anyone in front of the wall.
"""

import os
from pathlib import Path

from kiosk.errors import NeedsRestore

FileIdentity = tuple[int, int]
"""The device and the inode: a file that replaces it has different ones."""

MARKER = ".kiosk-office"


def marker_of(path: Path) -> Path:
    """The file that says there is, or was, an office in the folder of this database."""
    return path.parent / MARKER


def is_missing(path: Path) -> bool:
    """Whether there is no database: no file, or the empty one that a worn card leaves."""
    try:
        return path.stat().st_size == 0
    except (FileNotFoundError, NotADirectoryError):
        return True


def refuse_if_gone(path: Path) -> None:
    """Refuse to make a new office where there was one.

    :raises NeedsRestore: the database is gone, with what to do.
    """
    if is_missing(path) and marker_of(path).exists():
        raise NeedsRestore(
            "%(path)s is gone or empty, but there was an office in this folder. Restore the newest"
            " good backup: kiosk restore --newest. To begin a new office instead, delete"
            " %(marker)s and start again",
            path=str(path),
            marker=str(marker_of(path)),
        )


def identity(path: Path) -> FileIdentity:
    """Which file it is.

    :raises NeedsRestore: it is gone, or empty.
    """
    try:
        status = os.stat(path)
    except OSError as error:
        raise NeedsRestore(
            "%(path)s is gone. Restore the newest good backup: kiosk restore --newest",
            path=str(path),
        ) from error
    if status.st_size == 0:
        raise NeedsRestore(
            "%(path)s is empty. Restore the newest good backup: kiosk restore --newest",
            path=str(path),
        )
    return status.st_dev, status.st_ino


def file_state(path: Path) -> tuple[int, ...]:
    """A value that changes when the file is replaced or written to."""
    try:
        status = os.stat(path)
    except OSError:
        return ()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
