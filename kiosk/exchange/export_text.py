"""OKRs as text: a table, several tables in an archive, or a page for a wiki.

A cell that a spreadsheet would run as a formula begins with an apostrophe, of which the import
takes off one.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice

from kiosk.exchange.export_source import ExportedCycle, OfficeExport
from kiosk.exchange.export_table import (
    Amount,
    Cell,
    ExportTable,
    Share,
    export_tables,
    key_result_table,
)
from kiosk.exchange.reading.cell_text import number_text
from kiosk.exchange.reading.cycle_headings import cycle_heading
from kiosk.exchange.reading.own_tables import AMBITION, CONFIDENTIAL, DESCRIPTION, OLD_AFTER
from kiosk.okr.model import Objective
from kiosk.okr.progress import whole_percent
from kiosk.views.i18n.localizer import Localizer

ARCHIVED_NAMES = ("objectives", "key_results", "check_ins", "grades", "teams", "cycles")
"""The files of the archive, in the order of the tables."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# A description may have lines, and a wiki has none in its cells; the others are settings.
_NOT_IN_A_WIKI = (DESCRIPTION, CONFIDENTIAL, AMBITION, OLD_AFTER)
# An archive has no time zone, and the same OKRs are the same bytes.
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def csv_file(localizer: Localizer, export: OfficeExport) -> bytes:
    """The key results in one table, with commas in UTF-8 with a byte-order mark, which spreadsheets
    look for."""
    return _csv(key_result_table(_plain(localizer), export))


def csv_archive(localizer: Localizer, export: OfficeExport) -> bytes:
    """Every table as a file of a ZIP archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        tables = export_tables(_plain(localizer), export)
        for name, table in zip(ARCHIVED_NAMES, tables, strict=True):
            info = zipfile.ZipInfo(f"{name}.csv", _FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, _csv(table))
    return written.getvalue()


def markdown_file(localizer: Localizer, export: OfficeExport) -> bytes:
    """A page for a wiki: a heading for each team and objective, and a table of its key results."""
    lines = [f"# OKRs {_escaped(export.title)}", ""]
    level = "##" if len(export.cycles) == 1 else "###"
    for each in export.cycles:
        if len(export.cycles) > 1:
            cycle = each.cycle
            texts = _escaped(cycle.name), _escaped(cycle.theme)
            lines += [cycle_heading(texts[0], cycle.starts_on, cycle.ends_on, texts[1]), ""]
        lines += _teams(localizer, export, each, level)
    return "\n".join(lines).encode()


def _plain(localizer: Localizer) -> Localizer:
    """The language of files for programs: headings stay the same when the office's changes."""
    return Localizer("en", localizer.zone, office_zone=localizer.office_zone)


def _csv(table: ExportTable) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(table.headings)
    writer.writerows([_defused(cell_text(cell)) for cell in row] for row in table.rows)
    return written.getvalue().encode("utf-8-sig")


def cell_text(cell: Cell) -> str:
    """A cell as text that has one reading in every language."""
    match cell:
        case None:
            return ""
        case Amount():
            return f"{cell.sign} {number_text(cell.number)}".strip()
        case Share():
            return f"{whole_percent(cell.fraction)} %"
        case Decimal() | int():
            return number_text(cell)
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M:%S")
        case date():
            return cell.isoformat()
    return cell


def _defused(cell: str) -> str:
    is_formula = cell.startswith((*_FORMULA, "'")) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if is_formula else cell


def _teams(
    localizer: Localizer, export: OfficeExport, each: ExportedCycle, level: str
) -> Iterator[str]:
    rows = _rows_by_objective(localizer, export, each)
    team = ""
    for number, objective in enumerate(each.office.objectives):
        if objective.team != team:
            team = objective.team
            yield from (f"{level} {_escaped(each.office.team(team).name)}", "")
        label = localizer.gettext("Objective")
        yield from (f"{level}# {label}: {_escaped(objective.title)}", "")
        yield from rows[number]
        yield ""
        yield from _below(localizer, each, objective)


def _rows_by_objective(
    localizer: Localizer, export: OfficeExport, each: ExportedCycle
) -> list[list[str]]:
    """The lines of the table of each objective. One without key results has the headings alone,
    so that it is a table as well for whoever reads it back."""
    one = OfficeExport(export.office, export.exported_at, (each,))
    table = key_result_table(localizer, one)
    kept = [at for at, label in enumerate(table.labels) if at > 1 and label not in _NOT_IN_A_WIKI]
    head = [_bars([table.headings[at] for at in kept]), _bars(["---"] * len(kept))]
    found, rows = [], iter(table.rows)
    for objective in each.office.objectives:
        lines = [
            _bars([cell_text(row[at]) for at in kept])
            for row in islice(rows, len(objective.key_results))
        ]
        if not objective.key_results:
            next(rows)
        found.append([*head, *lines])
    return found


def _below(localizer: Localizer, each: ExportedCycle, objective: Objective) -> Iterator[str]:
    """What is said of an objective below its table: why it is there, and how it ended."""
    for _, title, reason in each.served(objective):
        yield from (
            localizer.gettext("Serves “%(title)s”, because %(because)s")
            % {"title": _escaped(title), "because": _escaped(reason)},
            "",
        )
    grade = objective.grade
    if grade is None:
        return
    if grade.grade is not None:
        label = localizer.gettext("Grade")
        said = " – ".join(filter(None, (number_text(grade.grade), _escaped(grade.reason))))
        yield from (f"{label}: {said}", "")
    if grade.learned:
        yield from (
            localizer.gettext("Learned: %(learned)s") % {"learned": _escaped(grade.learned)},
            "",
        )


def _bars(cells: Sequence[str]) -> str:
    escaped = (_escaped(cell.replace("\n", "; ")) for cell in cells)
    return f"| {' | '.join(escaped)} |"


def _escaped(text: str) -> str:
    """A text as Markdown that shows just that, in one line."""
    return _MARKUP.sub(r"\\\1", text).replace("\n", " ")
