"""Checks everything that can be checked, and says what to do about each."""

import os
import shutil
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from pathlib import Path

from kiosk.config import Settings, machine_timezone
from kiosk.errors import KioskError
from kiosk.live.address import look
from kiosk.okr.customs import Customs
from kiosk.okr.model import Office
from kiosk.okr.plausible import RELEASED, SLACK, ahead, newest_check_in
from kiosk.store import Store
from kiosk.store.checks import check_database, sqlite_version
from kiosk.store.unreadable import Unreadable
from kiosk.views.holidays import coming_holidays, place_name
from kiosk.views.words import Words
from kiosk.web.doctor_proxy import examine_proxy
from kiosk.web.finding import Finding
from kiosk.web.in_effect import in_effect
from kiosk.web.speaking import office_customs, office_words

LEAST_FREE = 200 * 1024 * 1024


def examine(settings: Settings, now: datetime) -> tuple[Finding, ...]:
    """Look at everything, and say it in the office's language; nothing is changed."""
    words, customs = office_words(settings), office_customs(settings)
    holding = in_effect(settings, customs)

    def source(name: str, own: str | None) -> str:
        return _source(settings, name, own, words)

    checks: tuple[Callable[[], Finding], ...] = (
        lambda: _database(settings, words),
        lambda: _texts(settings, words),
        lambda: _sqlite(words),
        lambda: _clock(settings, now, words),
        lambda: _time_zone(settings, customs, words),
        lambda: _wifi(holding, source("wifi", customs.wifi), words),
        lambda: _holidays(holding, words.today(now), words),
        lambda: _replay(holding, source("replay_at", customs.replay_at), words),
        lambda: _disk(settings.data, words),
    )
    address = _address(holding, source("public_url", customs.public_url), words)
    runs = _is_ours(settings)
    proxy = examine_proxy(settings, holding.public_url, words, runs=runs)
    return (address, _port(settings, words), *proxy, *(check() for check in checks))


def _source(settings: Settings, name: str, own: str | None, words: Words) -> str:
    """Where a setting comes from, in brackets; "" where it is the default."""
    source = dict(settings.sources).get(name, "")
    said = words.gettext("from %(source)s") % {"source": source} if source else ""
    if own is not None:
        said = words.gettext("from the settings page")
    return f" ({said})" if said else ""


def _address(holding: Settings, source: str, words: Words) -> Finding:
    if not holding.public_url and _is_for_this_machine_only(holding.host):
        says = words.gettext(
            "no phone can open it: the server listens on %(host)s. Set KIOSK_HOST to 0.0.0.0, or"
            " KIOSK_PUBLIC_URL where phones come through a proxy"
        )
        return Finding("address", False, says % {"host": holding.host})
    office, port = look().office, "" if holding.port == 80 else f":{holding.port}"
    base = holding.public_url or (f"http://{office}{port}" if office else "")
    if base:
        says = words.gettext("phones open %(address)s") % {"address": f"{base}/all"}
        return Finding("address", True, f"{says}{source}")
    says = words.gettext("no office network found. Connect the machine, or set KIOSK_PUBLIC_URL")
    return Finding("address", False, says)


def _is_for_this_machine_only(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _port(settings: Settings, words: Words) -> Finding:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            return Finding("port", *_taken(settings, error, words))
    return Finding("port", True, words.gettext("%(port)s is free") % {"port": settings.port})


def _taken(settings: Settings, error: OSError, words: Words) -> tuple[bool, str]:
    facts = {"port": settings.port, "reason": error.strerror or str(error)}
    if _is_ours(settings):
        return True, words.gettext("%(port)s is used by this server") % facts
    says = words.gettext("%(port)s cannot be used: %(reason)s. Choose another with KIOSK_PORT")
    return False, says % facts


def _is_ours(settings: Settings) -> bool:
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::", "") else settings.host  # noqa: S104
    connection = HTTPConnection(host, settings.port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().read(64).startswith(b'{"status"')
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _database(settings: Settings, words: Words) -> Finding:
    path = settings.database
    if not path.exists():
        says = words.gettext("%(path)s does not exist yet; kiosk run creates it")
        return Finding("database", True, says % {"path": path})
    try:
        check_database(path)
        revision = Store(path, zone=settings.zone).revision()
    except KioskError as error:
        return Finding("database", False, words.error(error))
    says = words.gettext("%(path)s is intact, at revision %(revision)s")
    return Finding("database", True, says % {"path": path, "revision": revision})


def _texts(settings: Settings, words: Words) -> Finding:
    """Bytes that are no UTF-8: what is read in their place, and where."""
    found: tuple[Unreadable, ...] = ()
    if settings.database.exists():
        # What cannot be read at all is told as the database's own finding.
        with suppress(KioskError):
            found = Store(settings.database, zone=settings.zone).unreadable()
    if not found:
        return Finding("texts", True, words.gettext("every one can be read"))
    says = words.gettext(
        "with a character that could not be read: %(which)s. Type each again on the admin page"
    )
    which = "; ".join(f"{each.place} “{each.text}”" for each in found)
    return Finding("texts", False, says % {"which": which})


def _sqlite(words: Words) -> Finding:
    version, new_enough = sqlite_version()
    if new_enough:
        return Finding("SQLite", True, version)
    says = words.gettext("%(version)s is too old. Install 3.37 or newer")
    return Finding("SQLite", False, says % {"version": version})


def _clock(settings: Settings, now: datetime, words: Words) -> Finding:
    facts = {"now": _local(now, words), "newest": ""}
    if now < RELEASED:
        says = words.gettext("%(now)s cannot be right. Set the clock, or start systemd-timesyncd")
        return Finding("clock", False, says % facts)
    office = _office(settings, now)
    if office is not None and settings.trusts_clock():
        return _trusted_clock(office, now, words)
    newest = newest_check_in(office) if office is not None else None
    if newest is None or now > newest - SLACK:
        return Finding("clock", True, facts["now"])
    facts["newest"] = _local(newest, words)
    says = words.gettext(
        "%(now)s cannot be right: there is a check-in of %(newest)s. Set the clock, start "
        "systemd-timesyncd, or undo that check-in"
    )
    return Finding("clock", False, says % facts)


def _trusted_clock(office: Office, now: datetime, words: Words) -> Finding:
    """A clock that the network has set: what lies in its future is wrong, and not the clock."""
    found = ahead(office, now)
    if not found:
        return Finding("clock", True, _local(now, words))
    says = words.gettext(
        "%(now)s, set by the network. These lie in the future, from when the clock had jumped"
        " ahead: %(which)s. Correct them on the admin page, under Check in"
    )
    which = ", ".join(f"{k.code} ({k.title})" for k in found)
    return Finding("clock", False, says % {"now": _local(now, words), "which": which})


def _local(moment: datetime, words: Words) -> str:
    """As the office's clocks say it."""
    return f"{moment.astimezone(words.zone):%Y-%m-%d %H:%M}"


def _office(settings: Settings, now: datetime) -> Office | None:
    """What cannot be read is told as the database's own finding."""
    path = settings.database
    if not path.exists():
        return None
    try:
        return Store(path, zone=settings.zone).office(now)
    except KioskError:
        return None


def _time_zone(settings: Settings, customs: Customs, words: Words) -> Finding:
    if customs.timezone or settings.timezone:
        source = _source(settings, "timezone", customs.timezone or None, words)
        return Finding("time zone", True, f"{customs.timezone or settings.timezone}{source}")
    says = words.gettext("%(zone)s, the machine’s") % {"zone": machine_timezone()}
    return Finding("time zone", True, says)


def _wifi(holding: Settings, source: str, words: Words) -> Finding:
    nothing = words.gettext("not named")
    return Finding("Wi-Fi", True, f"{holding.wifi or nothing}{source}")


def _holidays(holding: Settings, today: date, words: Words) -> Finding:
    place = holding.public_holidays
    if not place:
        return Finding("public holidays", True, words.gettext("none are kept"))
    facts = {"place": place_name(words, place), "days": coming_holidays(words, place, today)}
    return Finding("public holidays", True, words.gettext("%(place)s, next: %(days)s") % facts)


def _replay(holding: Settings, source: str, words: Words) -> Finding:
    never = words.gettext("never")
    return Finding("replay", True, f"{holding.replay_at or never}{source}")


def _disk(data: Path, words: Words) -> Finding:
    folder = data
    while not folder.exists():
        folder = folder.parent
    if not folder.is_dir():
        says = words.gettext("%(folder)s is not a folder. Choose another with KIOSK_DATA")
        return Finding("disk", False, says % {"folder": folder})
    if not os.access(folder, os.W_OK):
        says = words.gettext("%(folder)s is not writable. Choose another with KIOSK_DATA")
        return Finding("disk", False, says % {"folder": folder})
    free = shutil.disk_usage(folder).free
    facts = {"free": f"{free // (1024 * 1024)} MB", "data": data}
    if free < LEAST_FREE:
        says = words.gettext(
            "%(free)s free for %(data)s. Free some space: a full disk cannot save check-ins"
        )
        return Finding("disk", False, says % facts)
    return Finding("disk", True, words.gettext("%(free)s free for %(data)s") % facts)
