"""OKRs as a workbook: typed cells, a sheet for each table, bars on progress.

Nothing in it runs as a formula: every text is written as a text.
"""

import io
import re
from datetime import date, datetime
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

from kiosk.exchange.export_source import OfficeExport
from kiosk.exchange.export_table import Amount, Cell, ExportTable, Share, export_tables
from kiosk.exchange.reading.cell_text import number_text
from kiosk.okr.currencies import CURRENCIES
from kiosk.okr.model import KeyResultKind
from kiosk.views.i18n.localizer import Localizer

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_WIDTHS = {
    "Team": 20, "Objective": 44, "Key result": 44, "Target": 18, "Current": 18, "Owner": 18,
    "Serves": 40, "Because": 44, "Note": 50, "Reason": 44, "Learned": 50, "Date": 17, "Cycle": 14,
    "Value": 18, "Signed": 18, "Kind": 13, "Progress": 15,
    "Due date": 12, "Description": 50, "Short title": 26,
    "Name": 20, "The company": 16, "First day": 12, "Last day": 12, "Theme": 44,
}  # fmt: skip
_WIDTH = 11
_HEAD = {"bold": True, "bg_color": "#E7ECF3", "bottom": 1, "valign": "top", "text_wrap": True}
_BODY = {"valign": "top"}
_BAR = {
    "type": "data_bar", "bar_solid": True, "bar_color": "#9DB8DA",
    "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1,
}  # fmt: skip
_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}
"""Signs that mean one currency in all languages; others are written by their three letters."""
_MONEY = re.compile(r"[$€£¥]|CHF")
_LONGEST_UNIT = 10
"""Letters of a unit: a cell too narrow for its number would show none."""
_MOST_PLACES = 10
_EVERY_DIGIT = 60
_TEXT = "@"


def workbook_file(localizer: Localizer, export: OfficeExport) -> bytes:
    """The workbook, in the localizer's language."""
    # Imported only here: the start does not need it.
    from xlsxwriter.workbook import Workbook

    written = io.BytesIO()
    # In memory: what is confidential goes into no temporary file.
    workbook = Workbook(written, {"in_memory": True, "remove_timezone": True})
    properties = {"title": f"OKRs {export.title}", "created": export.exported_at}
    workbook.set_properties(properties)
    styles = _Styles(workbook)
    for table in export_tables(localizer, export):
        _write_sheet(workbook, styles, localizer, table)
    workbook.close()
    return written.getvalue()


def _write_sheet(
    workbook: "Workbook",
    styles: "_Styles",
    localizer: Localizer,
    table: ExportTable,
) -> None:
    sheet = workbook.add_worksheet(table.name[:31])
    last_row, last_column = len(table.rows), len(table.headings) - 1
    for column, msgid in enumerate(table.labels):
        sheet.set_column(column, column, _WIDTHS.get(msgid, _WIDTH))
        if msgid == "Progress" and last_row:
            sheet.conditional_format(1, column, last_row, column, _BAR)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last_row, last_column)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    if localizer.direction == "rtl":
        sheet.right_to_left()
    for column, heading in enumerate(table.headings):
        sheet.write_string(0, column, heading, styles.get(_HEAD))
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, styles, number, column, cell)


class _Styles:
    """Each format once: a workbook may have some thousands, and a sheet has more cells."""

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self._known: dict[str, Any] = {}

    def get(self, style: dict[str, Any]) -> Any:
        """The workbook's format of a style."""
        key = repr(style)
        if key not in self._known:
            self._known[key] = self._workbook.add_format(style)
        return self._known[key]

    def number(self, number_format: str) -> Any:
        """A cell with a number."""
        return self.get({**_BODY, "num_format": number_format})

    def text(self) -> Any:
        """A cell with a text."""
        return self.get({**_BODY, "num_format": _TEXT, "text_wrap": True})


def _write_cell(sheet: Any, styles: _Styles, row: int, column: int, cell: Cell) -> None:
    match cell:
        case None | "":
            return
        case str():
            sheet.write_string(row, column, cell, styles.text())
        case datetime():
            to_the_second = cell.replace(microsecond=0)
            sheet.write_datetime(row, column, to_the_second, styles.number("yyyy-mm-dd hh:mm"))
        case date():
            sheet.write_datetime(row, column, cell, styles.number("yyyy-mm-dd"))
        case Share():
            sheet.write_number(row, column, float(cell.fraction), styles.number("0%"))
        case Amount():
            _write_amount(sheet, styles, row, column, cell)
        case int() | Decimal():
            number = Decimal(cell)
            sheet.write_number(row, column, float(number), styles.number(_digits(number)))


def _write_amount(sheet: Any, styles: _Styles, row: int, column: int, amount: Amount) -> None:
    """A number, in hundredths where it is of percent; as text where a spreadsheet rounds it."""
    with localcontext(prec=_EVERY_DIGIT):
        number = amount.number / 100 if amount.is_percent else amount.number
        is_exact = Decimal(repr(float(number))) == number
    if not is_exact:
        text = f"{amount.sign} {number_text(amount.number)}".strip()
        sheet.write_string(row, column, text, styles.text())
        return
    sheet.write_number(row, column, float(number), styles.number(_number_format(amount)))


def _number_format(amount: Amount) -> str:
    digits = _digits(amount.number)
    sign = f'"{amount.sign} "' if amount.sign else ""
    if amount.is_percent:
        return f"{sign}{digits.replace('#,##0', '0')}%"
    if amount.kind is KeyResultKind.CURRENCY and amount.unit in CURRENCIES:
        if amount.unit in _SIGNS:
            return f"{sign}[${_SIGNS[amount.unit]}]{digits}"
        return f"{sign}[${amount.unit}]\\ {digits}"
    return f"{sign}{digits}{_unit(amount.unit)}"


def _unit(unit: str) -> str:
    """A unit as part of a format; "" where it is long, or would be read as more than a unit."""
    is_plain = '"' not in unit and len(unit) <= _LONGEST_UNIT and not _MONEY.search(unit)
    return f'" {unit}"' if unit and is_plain else ""


def _digits(number: Decimal) -> str:
    """The format that shows every digit of a number."""
    places = len(format(number, "f").partition(".")[2].rstrip("0"))
    return "#,##0" + ("." + "0" * min(places, _MOST_PLACES) if places else "")
