"""Checks everything that can be checked, and says what to do about each."""

import os
import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from kiosk.config import Settings, machine_timezone
from kiosk.errors import KioskError
from kiosk.live.address import look
from kiosk.okr.plausible import RELEASED, SLACK, newest_check_in
from kiosk.store import Store
from kiosk.store.checks import check_database, sqlite_version
from kiosk.web.start import database_path

LEAST_FREE = 200 * 1024 * 1024
_SET_CLOCK = "Set it, or start systemd-timesyncd"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: fine, or what to do."""

    name: str
    fine: bool
    says: str


def examine(settings: Settings, now: datetime) -> tuple[Finding, ...]:
    """Look at everything; nothing is changed."""
    checks: tuple[Callable[[], Finding], ...] = (
        lambda: _address(settings),
        lambda: _port(settings),
        lambda: _database(settings),
        _sqlite,
        lambda: _clock(settings, now),
        lambda: _time_zone(settings),
        lambda: _disk(settings.data),
    )
    return tuple(check() for check in checks)


def _address(settings: Settings) -> Finding:
    office = settings.public_url or look().office
    if office:
        return Finding("address", True, f"phones open {office}")
    says = "no office network found. Connect the machine, or set KIOSK_PUBLIC_URL"
    return Finding("address", False, says)


def _port(settings: Settings) -> Finding:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            return Finding("port", *_taken(settings, error))
    return Finding("port", True, f"{settings.port} is free")


def _taken(settings: Settings, error: OSError) -> tuple[bool, str]:
    if _is_ours(settings.port):
        return True, f"{settings.port} is served by this program"
    reason = error.strerror or str(error)
    return False, f"{settings.port} cannot be used: {reason}. Choose another with KIOSK_PORT"


def _is_ours(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().read(64).startswith(b'{"status"')
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _database(settings: Settings) -> Finding:
    path = database_path(settings)
    if not path.exists():
        return Finding("database", True, f"{path} does not exist yet; kiosk run makes it")
    try:
        check_database(path)
        revision = Store(path, zone=settings.zone).revision()
    except KioskError as error:
        return Finding("database", False, str(error))
    return Finding("database", True, f"{path} is whole, at revision {revision}")


def _sqlite() -> Finding:
    version, new_enough = sqlite_version()
    if new_enough:
        return Finding("SQLite", True, version)
    return Finding("SQLite", False, f"{version} is too old. Install 3.37 or newer")


def _clock(settings: Settings, now: datetime) -> Finding:
    says = f"{now:%Y-%m-%d %H:%M} UTC"
    if now < RELEASED:
        return Finding("clock", False, f"{says} cannot be right. {_SET_CLOCK}")
    newest = _newest(settings, now)
    if newest is None or now > newest - SLACK:
        return Finding("clock", True, says)
    there = f"there is a check-in of {newest:%Y-%m-%d %H:%M}"
    says = f"{says} cannot be right, for {there}. {_SET_CLOCK}; or undo that one"
    return Finding("clock", False, says)


def _newest(settings: Settings, now: datetime) -> datetime | None:
    """What cannot be read is told as the database's own finding."""
    path = database_path(settings)
    if not path.exists():
        return None
    try:
        return newest_check_in(Store(path, zone=settings.zone).office(now))
    except KioskError:
        return None


def _time_zone(settings: Settings) -> Finding:
    if settings.timezone:
        return Finding("time zone", True, settings.timezone)
    return Finding("time zone", True, f"{machine_timezone()}, the machine's")


def _disk(data: Path) -> Finding:
    folder = data
    while not folder.exists():
        folder = folder.parent
    if not folder.is_dir():
        return Finding("disk", False, f"{folder} is no folder. Choose another with KIOSK_DATA")
    if not os.access(folder, os.W_OK):
        says = f"{folder} may not be written. Choose another with KIOSK_DATA"
        return Finding("disk", False, says)
    free = shutil.disk_usage(folder).free
    says = f"{free // (1024 * 1024)} MB free for {data}"
    if free < LEAST_FREE:
        return Finding("disk", False, f"{says}. Make room: a full disk keeps no check-in")
    return Finding("disk", True, says)
