"""The strings and rows of an XLSX file, read from its XML as a stream.

openpyxl knows the workbook: its sheets, its styles, and which of them are dates. It makes objects
of every string and cell, though, which takes most of the time that a large sheet takes, and its
own stream of rows has neither merged cells nor hidden rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import IO, TypeVar
from xml.parsers import expat

from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import from_ISO8601
from openpyxl.xml.constants import SHEET_MAIN_NS

from kiosk.errors import ValidationError
from kiosk.exchange.reading.cell_text import date_text
from kiosk.exchange.reading.lengths import refuse_too_many_lines

_TAGS = ("row", "c", "v", "t", "rPh", "mergeCell", "dimension", "si")
_ROW, _CELL, _VALUE, _TEXT, _PHONETIC, _MERGED, _DIMENSION, _STRING = (
    f"{SHEET_MAIN_NS} {tag}" for tag in _TAGS
)
_MOST_STRINGS = 500_000
_DIGITS = "0123456789"
_TRUE = ("1", "true", "on")

NumberText = Callable[[str, int], str]
"""The text of a number as the file writes it, in a style."""
MergedArea = tuple[int, int, int, int]
"""The first column, the first row, the last column and the last row, all from 1."""


def too_many_strings() -> ValidationError:
    """The error for a workbook with more texts than its sheets may have cells."""
    return ValidationError(
        "file", "This workbook has more than %(most)s texts. Copy the OKRs into a smaller one",
        most=_MOST_STRINGS,
    )  # fmt: skip


def read_strings(file: IO[bytes]) -> list[str]:
    """The strings that the cells of a workbook share."""
    return _parsed(file, _Strings()).strings


@dataclass(slots=True)
class SheetRows:
    """A sheet as it stands in its file.

    :ivar rows: the texts of the cells of each row, from the first row and column.
    :ivar hidden: the numbers of hidden rows, from 1.
    """

    rows: list[list[str]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    merged: list[MergedArea] = field(default_factory=list)


def read_rows(
    file: IO[bytes],
    strings: Sequence[str],
    number_text: NumberText,
    check: Callable[[int, int], None],
) -> SheetRows:
    """The rows of a sheet.

    :param check: called with the rows and columns so far, for each row; raises if it is too large.
    """
    return _parsed(file, _Sheet(strings, number_text, check)).found


class _Texts:
    """Collects the texts of elements; what is in none of them is left out."""

    def __init__(self) -> None:
        self._parts: list[str] | None = None
        self._is_phonetic = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == _PHONETIC:
            self._is_phonetic = True
        elif name == _TEXT and not self._is_phonetic:
            self._parts = []

    def text(self, text: str) -> None:
        """Text within an element."""
        if self._parts is not None:
            self._parts.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == _PHONETIC:
            self._is_phonetic = False

    def _taken(self) -> str:
        parts, self._parts = self._parts, None
        return "".join(parts or ())


class _Strings(_Texts):
    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self._string = ""

    def end(self, name: str) -> None:
        """An element ends; a string may have several runs of text."""
        if name == _TEXT:
            self._string += self._taken()
        elif name == _STRING:
            # How a writer keeps what looks like one of its own escapes.
            self.strings.append(self._string.replace("x005F_", ""))
            if len(self.strings) > _MOST_STRINGS:
                raise too_many_strings()
            self._string = ""
        else:
            super().end(name)


class _Sheet(_Texts):
    def __init__(
        self, strings: Sequence[str], number_text: NumberText, check: Callable[[int, int], None]
    ) -> None:
        super().__init__()
        self.found = SheetRows()
        self._strings = strings
        self._number_text = lru_cache(maxsize=8192)(number_text)  # numbers repeat in a column
        self._check = check
        self._width = self._filled = 0
        self._row: list[str] = []
        self._type, self._style, self._value, self._column = "n", 0, "", 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == _CELL:
            self._begin_cell(attributes)
        elif name == _VALUE:
            self._parts = []
        elif name == _ROW:
            self._begin_row(attributes)
        elif name == _MERGED:
            self.found.merged.append(_area(attributes["ref"]))
        else:
            super().start(name, attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if name in (_VALUE, _TEXT):
            self._value += self._taken()
        elif name == _CELL:
            self._end_cell()
        elif name == _ROW:
            self._width = max(self._width, len(self._row))
            self._filled += bool(self._row)
            refuse_too_many_lines(self._filled)
        else:
            super().end(name)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        rows = self.found.rows
        number = int(float(attributes.get("r", len(rows) + 1)))
        self._check(number, max(self._width, 1))
        rows += ([] for _ in range(number - len(rows)))
        self._row = rows[number - 1]
        if attributes.get("hidden") in _TRUE:
            self.found.hidden.add(number)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._type, self._style = attributes.get("t", "n"), int(attributes.get("s", 0))
        self._value = ""
        place = attributes.get("r")
        column = _column(place.rstrip(_DIGITS)) if place else len(self._row) + 1
        if column > self._width:
            self._check(len(self.found.rows), column)
        self._row.extend([""] * (column - len(self._row)))
        self._column = column - 1

    def _end_cell(self) -> None:
        if self._value:
            self._row[self._column] = self._cell_text(self._type, self._value)

    def _cell_text(self, kind: str, value: str) -> str:
        if kind == "s":
            return self._strings[int(value)]
        if kind == "n":
            return self._number_text(value, self._style)
        if kind == "b":
            return "yes" if int(value) else "no"
        if kind == "d":
            moment = from_ISO8601(value)  # type: ignore[no-untyped-call]
            return date_text(moment) if isinstance(moment, date) else str(moment)
        return value


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    return int(column_index_from_string(letters))


def _area(reference: str) -> MergedArea:
    first, top, last, bottom = (number or 1 for number in range_boundaries(reference))
    return first, top, last, bottom


H = TypeVar("H", bound=_Texts)


def _parsed(file: IO[bytes], handler: H) -> H:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.CharacterDataHandler = handler.text
    parser.EndElementHandler = handler.end
    # Entities have to be declared, and no program declares any in such a file.
    parser.StartDoctypeDeclHandler = _refuse_declaration
    parser.ParseFile(file)
    return handler


def _refuse_declaration(*_declared: object) -> None:
    raise ValueError("a declaration of types in a workbook")
