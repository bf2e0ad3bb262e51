"""The running server's address, kept in the data folder for commands that need it.

A command does not know the options and variables that the server was started with. The server holds
a lock on the file as long as it runs, so a file that a crash has left proves nothing.
"""

import fcntl
import json
import logging
import os
from dataclasses import replace
from typing import Any

from kiosk.config import Settings

log = logging.getLogger(__name__)

FILE = "server.json"
_TYPES = {"host": str, "port": int, "public_url": str, "wifi": str}


class RunningServer:
    """Keeps where this process serves an office, as a service of the server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._file: int | None = None

    def record(self, port: int) -> None:
        """Write the address, once connections are answered. Without a disk that can be written,
        commands guess it."""
        known = {name: getattr(self._settings, name) for name in _TYPES} | {"port": port}
        try:
            flags = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC
            self._file = os.open(self._settings.data / FILE, flags, 0o600)
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, json.dumps(known).encode(), 0)
        except OSError as error:
            log.info("The address is not kept in %s: %s", FILE, error)

    def start(self) -> None:
        """Nothing is known before connections are answered."""

    def stop(self) -> None:
        """Let go of the lock; the file stays, because the next start usually has its address."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def settings_of_last_server(settings: Settings) -> tuple[Settings, bool]:
    """The settings with the address of the server that serves this data, or served it last. What
    the given settings say of public_url and the Wi-Fi goes first: it is what somebody set.

    :return: with them, whether that server is running.
    """
    path = settings.data / FILE
    try:
        with path.open("rb") as file:
            found = json.loads(file.read())
            is_running = _is_locked(file.fileno())
    except (OSError, ValueError):
        return settings, False
    known = _known(found)
    own = {name: text for name in ("public_url", "wifi") if (text := getattr(settings, name))}
    return replace(settings, **(known | own)), is_running and bool(known)


def _is_locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def _known(found: object) -> dict[str, Any]:
    """What a file says, if it is one of this version."""
    if not isinstance(found, dict) or found.keys() != _TYPES.keys():
        return {}
    fits = all(isinstance(found[name], type_) for name, type_ in _TYPES.items())
    return found if fits else {}
