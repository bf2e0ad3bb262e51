"""Parsers for office settings: from the text somebody typed to the value. Each raises
ValidationError on the setting's name."""

import difflib
import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError

from kiosk.errors import ValidationError
from kiosk.okr.closed_days import WEEKDAYS, expand_span
from kiosk.okr.public_holidays import is_known_region
from kiosk.okr.text import validated_line


def parse_language(name: str, text: str) -> str:
    """A locale that Babel knows. The settings file may name one without a catalogue of messages."""
    try:
        return str(Locale.parse(text, sep="-" if "-" in text else "_"))
    except (UnknownLocaleError, ValueError):
        raise ValidationError(name, "Choose one of these") from None


def parse_switch(name: str, text: str) -> bool:
    """On or off."""
    if text not in ("on", "off"):
        raise ValidationError(name, "Choose on or off")
    return text == "on"


def parse_choice(kind: type[StrEnum]) -> Callable[[str, str], StrEnum]:
    """A parser for one of an enum's values."""

    def read(name: str, text: str) -> StrEnum:
        if text not in set(kind):
            raise ValidationError(name, "Choose one of these")
        return kind(text)

    return read


def parse_whole(least: int, most: int) -> Callable[[str, str], int]:
    """A parser for a whole number from `least` to `most`."""

    def read(name: str, text: str) -> int:
        known = text.isascii() and text.isdigit() and len(text) < 10
        if not known or not least <= int(text) <= most:
            raise ValidationError(
                name, "Enter a whole number from %(least)s to %(most)s", least=least, most=most
            )
        return int(text)

    return read


def parse_weekday(name: str, text: str) -> int:
    """A day of the week by its English name; Monday is 0."""
    if text not in WEEKDAYS:
        raise ValidationError(name, "Choose a day of the week")
    return WEEKDAYS.index(text)


def parse_weekdays(name: str, text: str) -> frozenset[int]:
    """Days of the week, separated by spaces or commas, but not all seven."""
    days = text.replace(",", " ").split()
    if not set(days) <= set(WEEKDAYS):
        raise ValidationError(name, "Choose days of the week")
    if len(set(days)) == len(WEEKDAYS):
        raise ValidationError(
            name, "Leave one weekday open, or no number would ever be out of date"
        )
    return frozenset(map(WEEKDAYS.index, days))


def parse_dates(name: str, text: str) -> frozenset[date]:
    """Days and spans of days, separated by commas."""
    try:
        return frozenset(
            day for span in text.split(",") if span.strip() for day in expand_span(span)
        )
    except ValueError:
        raise ValidationError(
            name,
            "Enter days such as 2026-12-25 and ranges such as 2026-12-24..2027-01-01, "
            "separated by commas",
        ) from None


def parse_time_zone(name: str, text: str) -> str:
    """A name of the time zone database, in any case; "" for the one in the settings file."""
    if not text:
        return ""
    known = {zone.casefold(): zone for zone in available_timezones()}
    typed = text.strip().replace(" ", "_").casefold()
    if typed in known:
        return known[typed]
    cities = {zone.rpartition("/")[2]: zone for zone in sorted(known)}
    near = difflib.get_close_matches(typed, [*cities, *known], n=1)
    hint = known[cities.get(near[0], near[0])] if near else "Europe/Berlin"
    raise ValidationError(
        name,
        "“%(text)s” is not a time zone. Enter a name like %(hint)s",
        text=text,
        hint=hint,
    )


def parse_line(most: int) -> Callable[[str, str], str]:
    """A parser for one line of text of at most `most` characters, which may be empty."""
    return lambda name, text: validated_line(name, text, most, needed=False)


def parse_address(name: str, text: str) -> str:
    """A server's scheme, host and optional port, or ""."""
    url = text.strip().rstrip("/")
    if url and not _is_server(url):
        raise ValidationError(
            name,
            "“%(text)s” is not an address phones can open. Enter one like "
            "http://okr.example.com or http://192.168.1.20:8000, without a path",
            text=text,
        )
    return url


def _is_server(url: str) -> bool:
    try:
        address = urlsplit(url)
        port = address.port
    except ValueError:
        return False
    known = address.scheme in ("http", "https") and bool(address.hostname) and port != 0
    more = address.path or address.query or address.fragment or address.username is not None
    return known and not more and re.search(r"\s", url) is None


def parse_times_of_day(name: str, text: str) -> str:
    """Times of day as HH:MM in order, separated by commas; or "". "9:30" and "9.30" are read as
    09:30."""
    return ", ".join(
        sorted({_time_of_day(name, time) for time in re.split(r"[\s,;]+", text) if time})
    )


def _time_of_day(name: str, text: str) -> str:
    found = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", text)
    if not found:
        raise ValidationError(
            name,
            "“%(text)s” is not a time of day. Enter times like 10:00, 15:00, or nothing",
            text=text,
        )
    return f"{found[1]:>02}:{found[2]}"


def parse_holiday_region(name: str, text: str) -> str:
    """A country, or a region of one, whose public holidays are known; or ""."""
    if text and not is_known_region(text):
        raise ValidationError(
            name,
            "No public holidays are known for “%(text)s”. Choose a country and a region, or none",
            text=text,
        )
    return text
