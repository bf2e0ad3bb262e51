"""XLSX files: openpyxl reads the workbook and its styles, and the rows are read as a stream."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import from_excel
from openpyxl.xml.constants import SHARED_STRINGS

from kiosk.exchange.reading.cell_text import date_text, number_text
from kiosk.exchange.reading.xlsx_rows import SheetRows, read_rows, read_strings

_NO_DATE = "#VALUE!"


class XlsxReader:
    """An XLSX file."""

    def __init__(self, data: bytes) -> None:
        reader = ExcelReader(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        self._reader = reader
        # What openpyxl knows of cells, without its cells.
        self._workbook: Any = reader.wb
        self._strings: list[str] | None = None

    def sheets(self) -> list[tuple[str, bool, str]]:
        """The title of each sheet, whether it is visible, and the name of its file."""
        return [
            (sheet.name, sheet.state == "visible", related.target)
            for sheet, related in self._reader.parser.find_sheets()
            if related.target in self._reader.valid_files and "chartsheet" not in related.Type
        ]

    def rows(self, file: str, check: Callable[[int, int], None]) -> SheetRows:
        """The rows of a sheet, given by the name of its file.

        :param check: called with the rows and columns so far; raises if there are too many.
        """
        if self._strings is None:
            self._strings = self._read_strings()
        with self._reader.archive.open(file) as opened:
            return read_rows(opened, self._strings, self._number_text, check)

    def _read_strings(self) -> list[str]:
        content = self._reader.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if content is None:
            return []
        with self._reader.archive.open(content.PartName[1:]) as opened:
            return read_strings(opened)

    def _number_text(self, text: str, style: int) -> str:
        number = float(text) if set(text) & set(".eE") else int(text)
        if style not in self._workbook._date_formats:
            return number_text(number, self._number_format(style))
        try:
            is_duration = style in self._workbook._timedelta_formats
            moment = from_excel(number, self._workbook.epoch, timedelta=is_duration)
        except (OverflowError, ValueError):
            return _NO_DATE
        return date_text(moment) if isinstance(moment, date) else str(moment)

    def _number_format(self, style: int) -> str:
        number = self._workbook._cell_styles[style].numFmtId
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return BUILTIN_FORMATS.get(number) or ""
        return str(self._workbook._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])
