"""One table of settings: defaults, then DIR/kiosk.toml, then KIOSK_* variables, then options.

A misspelt name or an invalid value prevents the start, with a message that says what to write.
"""

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from babel import Locale, UnknownLocaleError

from kiosk.errors import Collector, SettingError, ValidationError

FILE = "kiosk.toml"
CLOCK_SET = "/run/systemd/timesync/synchronized"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: `parse` turns text into the value, or raises ValueError with a sentence
    that says what to write."""

    name: str
    default: str
    parse: Callable[[str], Any]
    help: str

    @property
    def variable(self) -> str:
        """The name of its environment variable."""
        return f"KIOSK_{self.name.upper()}"


def _text(text: str) -> str:
    return text.strip()


def _port(text: str) -> int:
    if not text.strip().isdigit() or not 0 <= int(text) <= 65535:
        raise ValueError("write a port from 1 to 65535 (0 lets the system choose)")
    return int(text)


def _count(text: str) -> int:
    if not text.strip().isdigit() or not 1 <= int(text) <= 1_000_000:
        raise ValueError("write a whole number from 1 to 1000000")
    return int(text)


def _url(text: str) -> str:
    url = text.strip().rstrip("/")
    return _normalised_url(url) if url else ""


def _normalised_url(url: str) -> str:
    """Scheme, host and port as browsers send them: in lower case and in ASCII."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError:
        host, port = "", None
    known = parts.scheme in ("http", "https") and re.fullmatch(r"[a-z0-9._:-]+", host)
    if not known or parts.path or parts.query or parts.fragment or "@" in url:
        raise ValueError("write an address like http://okr.example.com or http://192.168.1.20:8000")
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def _timezone(text: str) -> str:
    if text and not _is_timezone(text):
        near = difflib.get_close_matches(text, available_timezones(), n=1)
        hint = near[0] if near else "Europe/Berlin"
        raise ValueError(f"write a name of the time zone database, like {hint}")
    return text


def _locale(text: str) -> str:
    try:
        return str(Locale.parse(text.strip(), sep="-" if "-" in text else "_"))
    except (UnknownLocaleError, ValueError):
        raise ValueError("write a locale like en, en_GB or de") from None


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _addresses(text: str) -> tuple[str, ...]:
    """Single addresses in the notation of connections. A network would trust every host in it."""
    try:
        return tuple(str(ip_address(name)) for name in _names(text))
    except ValueError:
        raise ValueError("write single addresses like 127.0.0.1 or ::1, with commas") from None


def _times_of_day(text: str) -> str:
    times = text.replace(",", " ").split()
    if not all(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", time) for time in times):
        raise ValueError("write times of day like 10:00, 15:00, with commas, or nothing")
    return ", ".join(sorted(set(times)))


def _yes_no(text: str) -> bool:
    words = {"yes": True, "true": True, "1": True, "on": True}
    words |= dict.fromkeys(("no", "false", "0", "off", ""), False)
    if text.strip().lower() not in words:
        raise ValueError("write yes or no")
    return words[text.strip().lower()]


def _closed_days(text: str) -> tuple[str, ...]:
    """Full names of weekdays, and each day of every span."""
    days: list[str] = []
    for name in _names(text.lower()):
        weekdays = [day for day in WEEKDAYS if len(name) > 1 and day.startswith(name)]
        days += weekdays or _span(name)
    if set(WEEKDAYS) <= set(days):
        raise ValueError("leave one weekday open, or no number would ever be old")
    return tuple(days)


def _holiday_region(text: str) -> str:
    """A country or region that the holidays package knows."""
    place = text.strip()
    country, _, region = place.partition("-")
    if place:
        # Imported here: the package is slow to import, and most offices set no region.
        from holidays import country_holidays

        try:
            country_holidays(country, subdiv=region or None)
        except NotImplementedError:
            raise ValueError("write a country like DE, or a region of it like DE-BY") from None
    return place


def _span(text: str) -> list[str]:
    first, _, last = text.partition("..")
    try:
        start = date.fromisoformat(first.strip())
        length = (date.fromisoformat(last.strip()) - start).days if last else 0
    except ValueError:
        length = -1
    # More than a year is a mistake.
    if not 0 <= length <= 366:
        raise ValueError(
            "write weekdays in English, days like 2026-12-25 and spans like"
            " 2026-12-24..2027-01-01, with commas"
        )
    return [(start + timedelta(days=n)).isoformat() for n in range(length + 1)]


SETTINGS: tuple[Setting, ...] = (
    Setting("host", "0.0.0.0", _text, "the address to listen on"),  # noqa: S104 phones must reach it
    Setting("port", "8000", _port, "the port to listen on"),
    Setting("public_url", "", _url, "the address phones open, if not this machine's own"),
    Setting("timezone", "", _timezone, "the office's time zone; empty: the machine's"),
    Setting("locale", "en_GB", _locale, "the language, and how numbers and dates are written"),
    Setting("wifi", "", _text, "the name of the Wi-Fi phones must be on, printed by each code"),
    Setting("closed_days", "saturday, sunday", _closed_days, "when nothing grows old"),
    Setting(
        "public_holidays", "", _holiday_region, "whose public holidays are closed days, like DE-BY"
    ),
    Setting("replay_at", "", _times_of_day, "when walls play the quarter each day, with commas"),
    Setting("low_power", "no", _yes_no, "whether all walls change plainly, without gliding"),
    Setting("allowed_hosts", "", _names, "more host names this server answers to, with commas"),
    Setting("trusted_proxies", "", _addresses, "addresses of proxies in front, with commas"),
    Setting("backup_folder", "", _text, "a second folder for backups, like a mounted disk"),
    Setting("mirror_folder", "", _text, "the folder of the copy to read, instead of DIR/mirror"),
    Setting("clock_set", CLOCK_SET, _text, "the file that is there once the network set the clock"),
    Setting("max_sockets", "10000", _count, "the most screens and phones connected at once"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its value, and the folder of the database.

    :ivar sources: by name, the source of every value that is not the default: "kiosk.toml", a
        variable like KIOSK_WIFI or an option like --port.
    """

    data: Path
    host: str
    port: int
    public_url: str
    timezone: str
    locale: str
    wifi: str
    replay_at: str
    low_power: bool
    closed_days: tuple[str, ...]
    public_holidays: str
    allowed_hosts: tuple[str, ...]
    trusted_proxies: tuple[str, ...]
    backup_folder: str
    mirror_folder: str
    clock_set: str
    max_sockets: int
    sources: tuple[tuple[str, str], ...] = ()

    @property
    def database(self) -> Path:
        """The path of the database."""
        return self.data / "kiosk.db"

    def trusts_clock(self) -> bool:
        """Whether the network has set the machine's clock since it booted."""
        return bool(self.clock_set) and Path(self.clock_set).exists()

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return ZoneInfo(self.timezone or machine_timezone())


def load_settings(
    data: Path, environ: Mapping[str, str], options: Mapping[str, str | None] | None = None
) -> Settings:
    """The settings of a data folder.

    :param environ: the environment with KIOSK_* variables.
    :param options: the options of the command line; None means not given.
    :raises SettingError: naming each invalid setting, its value and what to write.
    """
    file = _from_file(data / FILE)
    own = _from_environ(environ)
    own |= {k: (v, f"--{k}") for k, v in (options or {}).items() if v is not None}
    given = {s.name: (s.default, "default") for s in SETTINGS} | file | own
    sources = dict.fromkeys(file, FILE) | {name: source for name, (_, source) in own.items()}
    collect = Collector()
    read = {s.name: collect.read(partial(_parse, s, *given[s.name]), None) for s in SETTINGS}
    if collect.errors:
        sentences = "\n".join(str(error) for error in collect.errors)
        raise SettingError("%(sentences)s", sentences=sentences)
    return Settings(data=data, sources=tuple(sources.items()), **read)


def _parse(setting: Setting, text: str, source: str) -> Any:
    try:
        return setting.parse(text)
    except ValueError as error:
        raise ValidationError(
            setting.name,
            "%(source)s: “%(value)s” is not valid for %(name)s: %(reason)s",
            source=source,
            value=text,
            name=setting.name,
            reason=str(error),
        ) from None


def _from_file(path: Path) -> dict[str, tuple[str, str]]:
    if not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(
            "%(path)s is not valid TOML: %(reason)s", path=path, reason=str(error)
        ) from None
    for name in table:
        _require_known_name(name, str(path), lambda s: s.name)
    return {name: (_toml_text(value), f"{path}: {name}") for name, value in table.items()}


def _toml_text(value: object) -> str:
    return ",".join(str(item) for item in value) if isinstance(value, list) else str(value)


def _from_environ(environ: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    given = {}
    for variable, text in environ.items():
        if variable.startswith("KIOSK_") and variable != "KIOSK_DATA":
            _require_known_name(variable, "the environment", lambda s: s.variable)
            given[variable.removeprefix("KIOSK_").lower()] = (text, variable)
    return given


def _require_known_name(name: str, source: str, called: Callable[[Setting], str]) -> None:
    names = [called(setting) for setting in SETTINGS]
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
        raise SettingError(
            "%(source)s: there is no setting %(name)s; %(hint)s",
            source=source,
            name=name,
            hint=hint,
        )


def machine_timezone() -> str:
    """The name of the machine's time zone, or UTC if it is unknown."""
    link = Path("/etc/localtime")
    if link.is_symlink():
        name = str(link.resolve()).partition("zoneinfo/")[2]
        if _is_timezone(name):
            return name
    named = Path("/etc/timezone")
    name = named.read_text().strip() if named.exists() else ""
    return name if _is_timezone(name) else "UTC"


def _is_timezone(name: str) -> bool:
    """Whether `available_timezones` has this name; it opens each of 600 files to tell."""
    if not name or name == "posixrules" or name.partition("/")[0] in ("posix", "right"):
        return False
    try:
        return ZoneInfo(name).key == name
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False
