"""`kiosk doctor`: checks everything it can, and says what to do about each problem."""

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
from kiosk.okr.clock_check import (
    EARLIEST_RELEASE,
    TOLERANCE,
    key_results_in_future,
    newest_check_in,
)
from kiosk.okr.model import Office
from kiosk.okr.office_settings import OfficeSettings
from kiosk.store import Store
from kiosk.store.db.database_file import is_missing, refuse_if_gone
from kiosk.store.db.unreadable_text import Unreadable
from kiosk.store.schema.database_check import check_database, sqlite_version
from kiosk.views.common.holidays import coming_holidays, place_name
from kiosk.views.i18n.localizer import Localizer
from kiosk.web.commands.doctor_backups import examine_backups
from kiosk.web.commands.doctor_mirror import examine_mirror
from kiosk.web.commands.doctor_proxy import examine_proxy
from kiosk.web.commands.finding import Finding
from kiosk.web.core.command_language import office_localizer, office_settings
from kiosk.web.core.effective_settings import effective_settings
from kiosk.web.core.network import scan_interfaces

MIN_FREE_BYTES = 200 * 1024 * 1024


def examine(settings: Settings, now: datetime) -> tuple[Finding, ...]:
    """Run all checks. Returns findings in the office's language; changes nothing."""
    localizer, office_choices = office_localizer(settings), office_settings(settings)
    holding = effective_settings(settings, office_choices)

    def source(name: str, own: str | None) -> str:
        return _source(settings, name, own, localizer)

    checks: tuple[Callable[[], Finding], ...] = (
        lambda: _database(settings, localizer),
        lambda: _texts(settings, localizer),
        lambda: _sqlite(localizer),
        lambda: _clock(settings, now, localizer),
        lambda: _time_zone(settings, office_choices, localizer),
        lambda: _wifi(holding, source("wifi", office_choices.wifi), localizer),
        lambda: _holidays(holding, localizer.today(now), localizer),
        lambda: _replay(holding, source("replay_at", office_choices.replay_at), localizer),
        lambda: _disk(settings.data, localizer),
        lambda: examine_backups(settings, now, localizer),
        lambda: examine_mirror(settings, office_choices, now, localizer),
    )
    address = _address(holding, source("public_url", office_choices.public_url), localizer)
    runs = _is_ours(settings)
    proxy = examine_proxy(settings, holding.public_url, localizer, runs=runs)
    return (address, _port(settings, localizer), *proxy, *(check() for check in checks))


def _source(settings: Settings, name: str, own: str | None, localizer: Localizer) -> str:
    """Where a setting comes from, in brackets; "" for a default."""
    source = dict(settings.sources).get(name, "")
    origin = localizer.gettext("from %(source)s") % {"source": source} if source else ""
    if own is not None:
        origin = localizer.gettext("from the settings page")
    return f" ({origin})" if origin else ""


def _address(holding: Settings, source: str, localizer: Localizer) -> Finding:
    if not holding.public_url and _is_for_this_machine_only(holding.host):
        says = localizer.gettext(
            "no phone can open it: the server listens on %(host)s. Set KIOSK_HOST to 0.0.0.0, or"
            " KIOSK_PUBLIC_URL where phones come through a proxy"
        )
        return Finding("address", False, says % {"host": holding.host})
    office, port = scan_interfaces().office, "" if holding.port == 80 else f":{holding.port}"
    base = holding.public_url or (f"http://{office}{port}" if office else "")
    if base:
        says = localizer.gettext("phones open %(address)s") % {"address": f"{base}/all"}
        return Finding("address", True, f"{says}{source}")
    says = localizer.gettext(
        "no office network found. Connect the machine, or set KIOSK_PUBLIC_URL"
    )
    return Finding("address", False, says)


def _is_for_this_machine_only(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _port(settings: Settings, localizer: Localizer) -> Finding:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            return Finding("port", *_taken(settings, error, localizer))
    return Finding("port", True, localizer.gettext("%(port)s is free") % {"port": settings.port})


def _taken(settings: Settings, error: OSError, localizer: Localizer) -> tuple[bool, str]:
    facts = {"port": settings.port, "reason": error.strerror or str(error)}
    if _is_ours(settings):
        return True, localizer.gettext("%(port)s is used by this server") % facts
    says = localizer.gettext("%(port)s cannot be used: %(reason)s. Choose another with KIOSK_PORT")
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


def _database(settings: Settings, localizer: Localizer) -> Finding:
    path = settings.database
    try:
        refuse_if_gone(path)
        if is_missing(path):
            says = localizer.gettext("%(path)s does not exist yet; kiosk run creates it")
            return Finding("database", True, says % {"path": path})
        check_database(path)
        revision = Store(path, zone=settings.zone).revision()
    except KioskError as error:
        return Finding("database", False, localizer.error(error))
    says = localizer.gettext("%(path)s is intact, at revision %(revision)s")
    return Finding("database", True, says % {"path": path, "revision": revision})


def _texts(settings: Settings, localizer: Localizer) -> Finding:
    """Texts that are not valid UTF-8: where they are, and how they are read."""
    found: tuple[Unreadable, ...] = ()
    if settings.database.exists():
        # A database that cannot be read has its own finding.
        with suppress(KioskError):
            found = Store(settings.database, zone=settings.zone).unreadable()
    if not found:
        return Finding("texts", True, localizer.gettext("all can be read"))
    says = localizer.gettext(
        "with a character that could not be read: %(which)s. Type each again on the admin page"
    )
    which = "; ".join(f"{each.place} “{each.text}”" for each in found)
    return Finding("texts", False, says % {"which": which})


def _sqlite(localizer: Localizer) -> Finding:
    version, new_enough = sqlite_version()
    if new_enough:
        return Finding("SQLite", True, version)
    says = localizer.gettext("%(version)s is too old. Install 3.37 or newer")
    return Finding("SQLite", False, says % {"version": version})


def _clock(settings: Settings, now: datetime, localizer: Localizer) -> Finding:
    facts = {"now": _local(now, localizer), "newest": ""}
    if now < EARLIEST_RELEASE:
        says = localizer.gettext(
            "%(now)s cannot be right. Set the clock, or start systemd-timesyncd"
        )
        return Finding("clock", False, says % facts)
    office = _office(settings, now)
    if office is not None and settings.trusts_clock():
        return _trusted_clock(office, now, localizer)
    newest = newest_check_in(office) if office is not None else None
    if newest is None or now > newest - TOLERANCE:
        return Finding("clock", True, facts["now"])
    facts["newest"] = _local(newest, localizer)
    says = localizer.gettext(
        "%(now)s cannot be right: there is a check-in of %(newest)s. Set the clock, start "
        "systemd-timesyncd, or undo that check-in"
    )
    return Finding("clock", False, says % facts)


def _trusted_clock(office: Office, now: datetime, localizer: Localizer) -> Finding:
    """The check of a clock set by the network: if anything is in its future, the clock is right."""
    found = key_results_in_future(office, now)
    if not found:
        return Finding("clock", True, _local(now, localizer))
    says = localizer.gettext(
        "%(now)s, set by the network. These check-ins are dated in the future because the "
        "clock had jumped ahead: %(which)s. Correct them on the admin page, under Check in"
    )
    which = ", ".join(f"{k.code} ({k.title})" for k in found)
    return Finding("clock", False, says % {"now": _local(now, localizer), "which": which})


def _local(moment: datetime, localizer: Localizer) -> str:
    """A time in the office's time zone and format."""
    return f"{moment.astimezone(localizer.zone):%Y-%m-%d %H:%M}"


def _office(settings: Settings, now: datetime) -> Office | None:
    """A database that cannot be read has its own finding."""
    path = settings.database
    if not path.exists():
        return None
    try:
        return Store(path, zone=settings.zone).office(now)
    except KioskError:
        return None


def _time_zone(settings: Settings, office_choices: OfficeSettings, localizer: Localizer) -> Finding:
    if office_choices.timezone or settings.timezone:
        source = _source(settings, "timezone", office_choices.timezone or None, localizer)
        return Finding("time zone", True, f"{office_choices.timezone or settings.timezone}{source}")
    says = localizer.gettext("%(zone)s, the machine’s") % {"zone": machine_timezone()}
    return Finding("time zone", True, says)


def _wifi(holding: Settings, source: str, localizer: Localizer) -> Finding:
    nothing = localizer.gettext("not named")
    return Finding("Wi-Fi", True, f"{holding.wifi or nothing}{source}")


def _holidays(holding: Settings, today: date, localizer: Localizer) -> Finding:
    place = holding.public_holidays
    if not place:
        return Finding("public holidays", True, localizer.gettext("none set"))
    facts = {
        "place": place_name(localizer, place),
        "days": coming_holidays(localizer, place, today),
    }
    return Finding("public holidays", True, localizer.gettext("%(place)s, next: %(days)s") % facts)


def _replay(holding: Settings, source: str, localizer: Localizer) -> Finding:
    never = localizer.gettext("never")
    return Finding("replay", True, f"{holding.replay_at or never}{source}")


def _disk(data: Path, localizer: Localizer) -> Finding:
    folder = data
    while not folder.exists():
        folder = folder.parent
    if not folder.is_dir():
        says = localizer.gettext("%(folder)s is not a folder. Choose another with KIOSK_DATA")
        return Finding("disk", False, says % {"folder": folder})
    if not os.access(folder, os.W_OK):
        says = localizer.gettext("%(folder)s is not writable. Choose another with KIOSK_DATA")
        return Finding("disk", False, says % {"folder": folder})
    free = shutil.disk_usage(folder).free
    facts = {"free": f"{free // (1024 * 1024)} MB", "data": data}
    if free < MIN_FREE_BYTES:
        says = localizer.gettext(
            "%(free)s free for %(data)s. Free some space: a full disk cannot save check-ins"
        )
        return Finding("disk", False, says % facts)
    return Finding("disk", True, localizer.gettext("%(free)s free for %(data)s") % facts)
