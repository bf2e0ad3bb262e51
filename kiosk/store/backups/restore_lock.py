"""A lock between all programs of a machine: one restore at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.errors import Busy

FILE = ".kiosk-restore.lock"


@contextmanager
def restore_lock(database: Path) -> Iterator[None]:
    """Hold the lock of restores.

    :raises Busy: another restore is running.
    """
    flags = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC
    file = os.open(database.with_name(FILE), flags, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy("A backup is being restored already. Try again in a moment") from error
        yield
    finally:
        os.close(file)
