"""One table of a TOML file, read field by field; every mistake says where it stands."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import time
from decimal import Decimal
from difflib import get_close_matches
from functools import partial
from typing import TypeVar

from kiosk.errors import Collector, Refused
from kiosk.okr.codes import is_code
from kiosk.okr.values import MOST_DIGITS

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
T = TypeVar("T")


class Fields:
    """The fields of one table. One that is not what it should be is refused by its full name,
    which the collector keeps, and something of its type is returned in its place.

    :param raw: what stands at `path` in the file.
    :param path: where that is, as in "objectives[3].key_results[1]"; empty for the whole file.
    :param meant_for: the dataclass the table becomes; its fields are the names allowed.
    :param collect: takes what is refused in the whole file. Nothing that was read may be used
        before it is finished.
    :raises Refused: `raw` is no table.
    """

    def __init__(self, raw: object, path: str, meant_for: type, collect: Collector) -> None:
        if not isinstance(raw, dict):
            raise Refused(path, "A table is needed here, not %(value)s.", value=shown(raw))
        self._raw: dict[str, object] = raw
        self._path = path
        self.collect = collect
        known = [field.name for field in fields(meant_for)]
        for name in raw:
            if name not in known:
                collect.refuse(self._unknown(name, known))

    def _unknown(self, name: str, known: list[str]) -> Refused:
        near = get_close_matches(name, known, n=1)
        if near:
            return Refused(
                self.at(name),
                "Nothing is called “%(name)s” here. Did you mean “%(near)s”?",
                name=name,
                near=near[0],
            )
        return Refused(
            self.at(name),
            "Nothing is called “%(name)s” here. The names are: %(known)s.",
            name=name,
            known=", ".join(known),
        )

    def at(self, name: str) -> str:
        """The full name of a field, as errors give it."""
        return f"{self._path}.{name}" if self._path else name

    def has(self, name: str) -> bool:
        """Whether the file says anything about this field."""
        return name in self._raw

    def raw(self, name: str) -> object:
        """Whatever stands there; None if nothing does."""
        return self._raw.get(name)

    def text(self, name: str, limit: int, default: str | None = None) -> str:
        """One line of text; without a default it must be there and must not be empty."""
        return self.collect.read(lambda: self._text(name, limit, default), "")

    def _text(self, name: str, limit: int, default: str | None = None) -> str:
        value = self._raw.get(name, default)
        if value is None:
            raise Refused(self.at(name), "This is missing. Write a line of text here.")
        if not isinstance(value, str) or "\n" in value:
            raise Refused(
                self.at(name),
                "One line of text in quotes is needed here, not %(value)s.",
                value=shown(value),
            )
        if not value.strip() and default is None:
            raise Refused(self.at(name), "This is empty. Write a line of text here.")
        if len(value) > limit:
            raise Refused(
                self.at(name),
                "%(length)s characters are too many; use at most %(limit)s.",
                length=len(value),
                limit=limit,
            )
        return value

    def code(self, name: str = "code") -> str:
        """A code in Crockford's base32, as it is stored."""
        return self.collect.read(lambda: self._code(name), "")

    def _code(self, name: str) -> str:
        value = self._text(name, 40)
        if not is_code(value):
            raise Refused(
                self.at(name),
                "“%(value)s” is not a code. Write four or five digits and capital letters, "
                "without I, L, O and U.",
                value=value,
            )
        return value

    def choice(self, name: str, choices: list[str]) -> str:
        """One of the words listed.

        :raises Refused: it is none of them, and the rest of its table means nothing without it.
        """
        value = self._text(name, 40)
        if value not in choices:
            raise Refused(
                self.at(name),
                "“%(value)s” is not known here. Write one of: %(choices)s.",
                value=value,
                choices=", ".join(choices),
            )
        return value

    def decimal(self, name: str) -> Decimal | None:
        """An exact decimal, written as a string so that no digit is lost; None if not there."""
        value = self._raw.get(name)
        if value is None:
            return None
        return self.collect.read(lambda: decimal_from(value, self.at(name)), None)

    def whole(self, name: str, least: int, most: int) -> int | None:
        """A whole number within its limits; None if not there."""
        return self.collect.read(lambda: self._whole(name, least, most), None)

    def _whole(self, name: str, least: int, most: int) -> int | None:
        value = self._raw.get(name)
        if value is None:
            return None
        # bool is an int to Python, and to nobody else.
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise Refused(
                self.at(name),
                "A whole number from %(least)s to %(most)s is needed here, not %(value)s.",
                least=least,
                most=most,
                value=shown(value),
            )
        return value

    def whole_needed(self, name: str, least: int, most: int) -> int:
        """A whole number within its limits that must be there."""
        value = self.whole(name, least, most)
        if value is not None:
            return value
        self.collect.refuse(
            Refused(
                self.at(name),
                "This is missing. Write a whole number from %(least)s to %(most)s here.",
                least=least,
                most=most,
            )
        )
        return least

    def flag(self, name: str, default: bool = False) -> bool:
        """true or false."""
        value = self._raw.get(name, default)
        if isinstance(value, bool):
            return value
        self.collect.refuse(
            Refused(self.at(name), "Write true or false here, not %(value)s.", value=shown(value))
        )
        return default

    def clock(self, name: str) -> time:
        """A time of the day in 24 hours, as in "16:20"."""
        return self.collect.read(lambda: self._clock(name), time())

    def _clock(self, name: str) -> time:
        value = self._text(name, 40)
        if not _TIME.fullmatch(value):
            raise Refused(
                self.at(name),
                "“%(value)s” is not a time of day. Write it like 16:20.",
                value=value,
            )
        return time.fromisoformat(value)

    def tables(self, name: str, meant_for: type) -> Iterator["Fields"]:
        """Every table of a list of tables; none if the list is not there."""
        for number, raw in enumerate(self.list(name)):
            path = f"{self.at(name)}[{number}]"
            table = self.collect.read(partial(Fields, raw, path, meant_for, self.collect), None)
            if table is not None:
                yield table

    def each(self, name: str, meant_for: type[T], build: Callable[["Fields"], T]) -> tuple[T, ...]:
        """What a list of tables becomes; one that is refused as a whole is left out."""
        made = (
            self.collect.read(partial(build, table), None) for table in self.tables(name, meant_for)
        )
        return tuple(each for each in made if each is not None)

    def texts(self, name: str, key: str) -> list[str]:
        """What stands in one field of each table of a list, whatever else is wrong with it."""
        tables = [raw for raw in self.list(name) if isinstance(raw, dict)]
        return [raw[key] for raw in tables if isinstance(raw.get(key), str)]

    def list(self, name: str) -> list[object]:
        """A list of whatever; an empty one if it is not there."""
        value = self._raw.get(name, [])
        if isinstance(value, list):
            return value
        self.collect.refuse(
            Refused(self.at(name), "A list is needed here, not %(value)s.", value=shown(value))
        )
        return []


def decimal_from(value: object, field: str) -> Decimal:
    """The exact decimal written in a string; raises Refused for anything else."""
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise Refused(
            field,
            '%(value)s is not a number in quotes. Write it like "42.5", so that no digit is lost.',
            value=shown(value),
        )
    if sum(character.isdigit() for character in value) > MOST_DIGITS:
        raise Refused(field, "Use at most %(digits)s digits", digits=MOST_DIGITS)
    return Decimal(value)


def shown(value: object) -> str:
    """A value of the file, short enough to stand in a sentence."""
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:59] + "…"
