"""Spreadsheet files, XLSX and ODS, as the rows of their sheets."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from defusedxml import ElementTree

from kiosk.errors import N_, ValidationError
from kiosk.exchange.reading.cell_text import number_text
from kiosk.exchange.reading.csv_text import rows_as_lines
from kiosk.exchange.reading.lengths import too_much
from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.reading.zip_limits import damaged, opened_archive, read_packed
from kiosk.okr.import_findings import SkippedLine
from kiosk.okr.import_progress import (
    ImportStage,
    ProgressCounter,
    ReportProgress,
    report_nothing,
)

if TYPE_CHECKING:
    from kiosk.exchange.reading.xlsx import XlsxReader
    from kiosk.exchange.reading.xlsx_rows import SheetRows

MOST_CELLS = 500_000
"""Of a sheet: 50,000 rows of ten, or 50,000 check-ins with every column of an export. They take
13 seconds of a processor that is busy, and 160 MB."""
_MOST_TAGS = 2_000_000
HIDDEN_ROW = N_("a hidden row")
HIDDEN_SHEET = N_("a hidden sheet")
_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}

Sheet = tuple[str, tuple[SourceLine, ...], tuple[SkippedLine, ...]]
"""A sheet's name, its rows and what is left out of it."""


def xlsx_sheets(data: bytes, report: ReportProgress = report_nothing) -> list[Sheet]:
    """The sheets of an XLSX file, each with its rows.

    :param report: called with how many rows are read.
    :raises ValidationError: on "file", if it is damaged or too large.
    """
    opened_archive(data)
    try:
        # Imported here: no other file needs openpyxl, which takes a while to load.
        from kiosk.exchange.reading.xlsx import XlsxReader

        reader = XlsxReader(data)
        counter = ProgressCounter(ImportStage.READING, report=report)
        return [_xlsx_sheet(reader, counter, *sheet) for sheet in reader.sheets()]
    except (MemoryError, RecursionError, ValidationError):
        raise
    except Exception as error:  # openpyxl raises whatever it meets
        raise damaged() from error


def _xlsx_sheet(
    reader: "XlsxReader", counter: ProgressCounter, title: str, is_visible: bool, file: str
) -> Sheet:
    if not is_visible:
        return title, (), (SkippedLine(1, title, HIDDEN_SHEET),)

    before = counter.done

    def check(rows: int, columns: int) -> None:
        if rows * columns > MOST_CELLS:
            raise _too_large(title)
        counter.count(before + rows - counter.done)

    found = reader.rows(file, check)
    _fill_merged(found, title)
    hidden = []
    for number in sorted(found.hidden):
        texts = found.rows[number - 1]
        if any(texts):
            hidden.append(SkippedLine(number, " | ".join(filter(None, texts)), HIDDEN_ROW))
            found.rows[number - 1] = []
    width = max(map(len, found.rows), default=0)
    rows = [row + [""] * (width - len(row)) if row else row for row in found.rows]
    return title, rows_as_lines(rows), tuple(hidden)


def _fill_merged(found: "SheetRows", title: str) -> None:
    """Cells that are merged downwards have the text of the first of them, as each of their rows is
    about it; others that are covered have none, whatever the file still has for them."""
    covered = 0
    for first, top, last, bottom in found.merged:
        covered += (bottom - top + 1) * (last - first + 1)
        if max(covered, bottom) > MOST_CELLS:
            raise _too_large(title)
        found.rows += ([] for _ in range(bottom - len(found.rows)))
        above = found.rows[top - 1]
        text = above[first - 1] if len(above) >= first else ""
        for row in found.rows[top - 1 : bottom]:
            row += [""] * (first - len(row))
            for at in range(first - 1, min(last, len(row))):
                row[at] = ""
            row[first - 1] = text


def ods_sheets(data: bytes) -> list[Sheet]:
    """The sheets of an ODS file, each with its rows.

    :raises ValidationError: on "file", if it is damaged or too large.
    """
    archive = opened_archive(data)
    try:
        content = read_packed(archive, "content.xml")
        if content.count(b"<") > _MOST_TAGS:
            raise too_much()
        root = ElementTree.fromstring(content, forbid_dtd=True)
        tables = root.iterfind(".//office:spreadsheet/table:table", _NAMESPACES)
        return list(_ods_tables(tables))
    except (MemoryError, RecursionError, ValidationError):
        raise
    except Exception as error:  # attributes may say anything
        raise damaged() from error


def _ods_tables(tables: Iterator[Any]) -> Iterator[Sheet]:
    rows = 0
    for table in tables:
        sheet = _ods_sheet(table)
        rows += len(sheet[1])
        if rows > MOST_CELLS:
            raise _too_large(sheet[0])
        yield sheet


def _ods_sheet(table: Any) -> Sheet:
    name = table.get(_name("table", "name"), "")
    rows: list[list[str]] = []
    hidden: list[SkippedLine] = []
    for row in table.iterfind(".//table:table-row", _NAMESPACES):
        texts = list(_ods_cells(row))
        times = int(row.get(_name("table", "number-rows-repeated"), 1))
        if not any(texts):
            rows += [[]] * min(times, MOST_CELLS - len(rows))
            continue
        if times * len(texts) + sum(map(len, rows)) > MOST_CELLS:
            raise _too_large(name)
        if row.get(_name("table", "visibility"), "visible") != "visible":
            hidden.append(SkippedLine(len(rows) + 1, " | ".join(filter(None, texts)), HIDDEN_ROW))
            texts = []
        rows += [texts] * times
    while rows and not any(rows[-1]):
        rows.pop()
    return name, rows_as_lines(_filled_down(rows)), tuple(hidden)


_COVERED = "\ue000"


def _filled_down(rows: list[list[str]]) -> list[list[str]]:
    """Cells that a merged cell above covers have its text."""
    filled: list[list[str]] = []
    for row in rows:
        above = filled[-1] if filled else []
        filled.append(
            [
                (above[at] if at < len(above) else "") if cell == _COVERED else cell
                for at, cell in enumerate(row)
            ]
        )
    return filled


def _ods_cells(row: Any) -> Iterator[str]:
    spanned = 0
    for cell in row:
        times = min(int(cell.get(_name("table", "number-columns-repeated"), 1)), 1024)
        if cell.tag == _name("table", "covered-table-cell"):
            # Covered from the left it is empty, from above it is the same.
            for _ in range(times):
                yield "" if spanned > 0 else _COVERED
                spanned -= 1
            continue
        spanned = int(cell.get(_name("table", "number-columns-spanned"), 1)) - 1
        text = _ods_text(cell)
        yield from [text] * (times if text else min(times, 256))


def _ods_text(cell: Any) -> str:
    kind = cell.get(_name("office", "value-type"), "string")
    value = cell.get(_name("office", "value"), "")
    if kind == "percentage":
        return number_text(value, "%")
    if kind == "currency":
        return f"{number_text(value)} {cell.get(_name('office', 'currency'), '')}".strip()
    if kind == "float":
        return number_text(value)
    if kind == "date":
        return str(cell.get(_name("office", "date-value"), ""))[:10]
    if kind == "boolean":
        return "yes" if cell.get(_name("office", "boolean-value")) == "true" else "no"
    return "\n".join("".join(part.itertext()) for part in cell.iterfind("text:p", _NAMESPACES))


def _name(space: str, name: str) -> str:
    return f"{{{_NAMESPACES[space]}}}{name}"


def _too_large(sheet: str) -> ValidationError:
    return ValidationError(
        "file",
        "The sheet “%(sheet)s” is too large. Copy the rows with OKRs into a sheet of their own",
        sheet=sheet,
    )  # fmt: skip
