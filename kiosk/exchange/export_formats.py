"""OKRs as files: CSV, XLSX, Markdown. What looks like a formula is text in all of them."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from itertools import groupby

from kiosk.exchange.export_table import HEADINGS, NUMBERS, ExportRow

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = {"Team": 22, "Objective": 44, "Key result": 44, "Target": 18, "Current": 18, "Owner": 18}
_WIDTH = 12
_OF_THE_OBJECTIVE = ("Team", "Objective", "Progress")


def as_csv(title: str, rows: Sequence[ExportRow]) -> bytes:
    """A table with commas in UTF-8 with a byte-order mark, which spreadsheets look for."""
    del title
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    writer.writerows([_defused(cell) for cell in row.values()] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, rows: Sequence[ExportRow]) -> bytes:
    """A workbook with typed cells, widths and a heading row that stays in view."""
    # Imported only here: with numpy beside it, it takes memory and starts threads.
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    sheet = workbook.create_sheet(re.sub(r"[\[\]:*?/\\]", "-", title)[:31])
    sheet.append(HEADINGS)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, row in enumerate(rows, start=2):
        for column, (heading, text) in enumerate(zip(HEADINGS, row.values(), strict=True), start=1):
            cell = sheet.cell(number, column)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if heading in NUMBERS and _NUMBER.fullmatch(text):
                cell.value = float(text) if "." in text else int(text)
            elif text:
                cell.value = text
                cell.data_type = "s"
    for column, heading in enumerate(HEADINGS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(heading, _WIDTH)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def as_markdown(title: str, rows: Sequence[ExportRow]) -> bytes:
    """A page for a wiki: a heading for each team and objective, a table of key results."""
    lines = [f"# OKRs {title}", ""]
    headings = [heading for heading in HEADINGS if heading not in _OF_THE_OBJECTIVE]
    for team, of_team in groupby(rows, key=lambda row: row.cells["Team"]):
        lines += [f"## {team}", ""]
        for objective, of_objective in groupby(of_team, key=lambda row: row.cells["Objective"]):
            lines += [f"### Objective: {objective}", ""]
            key_results = [row for row in of_objective if "Key result" in row.cells]
            if key_results:
                lines += [_bars(headings), _bars(["---"] * len(headings))]
                lines += [_bars([row.cells.get(h, "") for h in headings]) for row in key_results]
                lines.append("")
    return "\n".join(lines).encode()


FORMATS: dict[str, Callable[[str, Sequence[ExportRow]], bytes]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "md": as_markdown,
}
"""By the ending of the file."""


def _bars(cells: Sequence[str]) -> str:
    escaped = (cell.replace("|", "\\|").replace("\n", "; ") for cell in cells)
    return f"| {' | '.join(escaped)} |"


def _defused(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula begins with an apostrophe, of which the
    import takes off one."""
    is_formula = cell.startswith((*_FORMULA, "'")) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if is_formula else cell
