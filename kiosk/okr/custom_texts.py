"""What was typed for a custom, turned into its value; each raises Refused on the custom's name."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from babel import Locale, UnknownLocaleError

from kiosk.errors import Refused
from kiosk.okr.closed_days import WEEKDAYS, days_of


def language(name: str, text: str) -> str:
    """Any that numbers are known of: the settings file may name one without a catalogue too."""
    try:
        return str(Locale.parse(text, sep="-" if "-" in text else "_"))
    except (UnknownLocaleError, ValueError):
        raise Refused(name, "Choose one of these") from None


def switch(name: str, text: str) -> bool:
    """On or off."""
    if text not in ("on", "off"):
        raise Refused(name, "Choose on or off")
    return text == "on"


def one_of(kind: type[StrEnum]) -> Callable[[str, str], StrEnum]:
    """What reads one of the kind's values."""

    def read(name: str, text: str) -> StrEnum:
        if text not in set(kind):
            raise Refused(name, "Choose one of these")
        return kind(text)

    return read


def whole(least: int, most: int) -> Callable[[str, str], int]:
    """What reads a whole number between the two."""

    def read(name: str, text: str) -> int:
        known = text.isascii() and text.isdigit() and len(text) < 10
        if not known or not least <= int(text) <= most:
            raise Refused(
                name, "Write a whole number from %(least)s to %(most)s", least=least, most=most
            )
        return int(text)

    return read


def weekday(name: str, text: str) -> int:
    """A day of the week by its English name; Monday is 0."""
    if text not in WEEKDAYS:
        raise Refused(name, "Choose a day of the week")
    return WEEKDAYS.index(text)


def weekdays(name: str, text: str) -> frozenset[int]:
    """Some of them, with spaces or commas between them, but not all."""
    days = text.replace(",", " ").split()
    if not set(days) <= set(WEEKDAYS):
        raise Refused(name, "Choose days of the week")
    if len(set(days)) == len(WEEKDAYS):
        raise Refused(name, "Leave one weekday open, or no number would ever be old")
    return frozenset(map(WEEKDAYS.index, days))


def dates(name: str, text: str) -> frozenset[date]:
    """Days and spans of days, with commas between them."""
    try:
        return frozenset(day for part in text.split(",") if part.strip() for day in days_of(part))
    except ValueError:
        raise Refused(
            name,
            "Write days like 2026-12-25 and spans like 2026-12-24..2027-01-01, with commas",
        ) from None
