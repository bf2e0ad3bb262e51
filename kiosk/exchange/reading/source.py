"""Files and pasted text as sources: by what they are, not by what they are called."""

import re
import zlib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from kiosk.errors import ValidationError
from kiosk.exchange.reading.aligned_columns import is_numbered_list
from kiosk.exchange.reading.chat_text import without_senders
from kiosk.exchange.reading.code_blocks import without_code
from kiosk.exchange.reading.csv_text import delimiter_of, table_lines, without_quoted
from kiosk.exchange.reading.cycle_headings import CyclePart, cycle_parts
from kiosk.exchange.reading.decoding import decode
from kiosk.exchange.reading.drawn_tables import are_labelled, is_rule
from kiosk.exchange.reading.emoji_names import without_emoji_names
from kiosk.exchange.reading.foreign_files import refuse_foreign, refuse_foreign_archive
from kiosk.exchange.reading.html_text import html_lines
from kiosk.exchange.reading.json_text import json_lines
from kiosk.exchange.reading.lengths import (
    refuse_endless_lines,
    refuse_too_many_lines,
)
from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.reading.markup_languages import as_markdown
from kiosk.exchange.reading.text_tables import outline_with_tables
from kiosk.exchange.reading.zip_limits import damaged, opened_archive, read_packed
from kiosk.okr.import_findings import FoundCycle, SkippedLine
from kiosk.okr.import_progress import ReportProgress, report_nothing

if TYPE_CHECKING:
    from kiosk.exchange.reading.workbook import Sheet

MOST_BYTES = 20_000_000
MOST_LINES_IN_ALL = 100_000
"""Of all sheets of a workbook."""
_MOST_TABLES = 100
_PIPES = re.compile(r"\s*\|.*\|\s*")
_HTML = re.compile(
    r"(?:\s|<!--(?:[^-]|-(?!->)){0,5000}-->)*<(?:!doctype html|html|head|body|title|style|meta|link"
    r"|table|ul|ol|dl|h[1-6]|div|p|main|section|article|header|aside|details|span|center|font"
    r"|blockquote|pre|strong|b|!--\[if|!--StartFragment)[\s>]",
    re.IGNORECASE,
)
# A bullet or a number of a list, which word processors part from its text by a tab.
_MARKER = re.compile(
    r"^\s*(?:[-*+§•·◦▪‣○o–]|\(?\d+(?:\.\d+)*[.)]?|[a-zA-Z][.)]"
    # “Key Result 1.1” before the only tab of a line.
    r"|[^\W\d_][^\W\d_ ]{0,20}(?: [^\W\d_]{1,12})?\s?\d{1,2}(?:\.\d{1,2})?[:.]?(?=\t[^\t]+$))\t"
)
_FEWEST_CELLS = 4
# The comma of a number is none between cells: “1,8 Mio.”, “1,200 users”.
_DECIMALS = re.compile(
    r"(?<![\d,])\d+,(?:\d+(?=[\s%€$£)+.;:/–→\u3040-\u9fff-]|[kKmMT](?!\d)|$)|[-–—](?![^\s.;)]))"
)
# A mail in one line: “We want two things. First, …”
_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?]\s+[^\W\d_]{2}")
# A list of rows or records; “[09:02]”, “[Draft]” and “[[Page]]” begin a text.
_JSON = re.compile(r"\s*(?:\{(?![{|])|\[\s*(?:\[(?![^\W\d])|[{\"\]]|$))")
OWN_FORMAT = "okr-kiosk export"
"""What `format` is in this program's own JSON."""
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Source:
    """A source that was read: its name, for a workbook with the sheet, its lines, and lines that
    were left out already. `table`: which table of this program's own exports it is; "" for none.
    `cycle` is the one that it says it is for, in the text `heading` above its lines; `sheet` is its
    name in a workbook of several."""

    name: str
    lines: tuple[SourceLine, ...]
    skipped: tuple[SkippedLine, ...] = ()
    table: str = ""
    heading: str = ""
    cycle: FoundCycle | None = None
    sheet: str = ""


def read_file(
    name: str, data: bytes, report: ReportProgress = report_nothing
) -> tuple[Source, ...]:
    """The sources in a file: one, or the sheets of a workbook.

    :param report: called with how many rows are read.
    :raises ValidationError: on "file", saying what is wrong and what to do.
    """
    refuse_too_large(len(data))
    if not data.strip():
        raise ValidationError("file", "The file is empty. Choose the one with the OKRs")
    if data.startswith(_ZIP):
        return _workbook(name, data, report)
    refuse_foreign(data)
    return read_sources(decode(data), name)


def refuse_too_large(size: int) -> None:
    """Raise ValidationError on "file" for a file of more bytes than are read."""
    if size > MOST_BYTES:
        raise ValidationError(
            "file", "The file is larger than %(most)s MB. Copy the OKRs into a smaller one",
            most=MOST_BYTES // 1_000_000,
        )  # fmt: skip


def read_sources(text: str, name: str = "") -> tuple[Source, ...]:
    """The sources in a text: of this program's own JSON a table each, else one.

    :raises ValidationError: on "file", if there is nothing in it.
    """
    if text.lstrip("\ufeff \n")[:1] != "{" or OWN_FORMAT not in text:
        parts = cycle_parts(text)
        return tuple(_of_cycle(part, name) for part in parts) or (read_text(text, name),)
    from kiosk.exchange.reading.own_json import own_json_tables  # only here: others need no part

    tables = own_json_tables(text)
    refuse_too_many_lines(max(map(len, tables.values())))
    return tuple(
        Source(f"{name} · {table}" if name else table, lines, table=table)
        for table, lines in tables.items()
    )


def _of_cycle(part: CyclePart, name: str) -> Source:
    # A cycle may have no objectives yet.
    read = read_text(part.text) if part.text.strip() else Source(name, ())
    moved = tuple(replace(line, number=line.number + part.lines_above) for line in read.lines)
    beside = (replace(line, number=line.number + part.lines_above) for line in read.skipped)
    named = f"{name} · {part.cycle.name}" if name else part.cycle.name
    return Source(named, moved, (part.skipped, *beside), heading=part.heading, cycle=part.cycle)


def read_text(text: str, name: str = "") -> Source:
    """A pasted or decoded text: HTML, JSON, a table or an outline.

    :raises ValidationError: on "file", if there is nothing in it.
    """
    code: tuple[SkippedLine, ...] = ()
    if not (_HTML.match(text) or _JSON.match(text)):  # these often stand in one line
        refuse_endless_lines(text)
        text, code = without_code(text)
        text = without_emoji_names(as_markdown(text))
    text, messages = without_senders(text)
    table = ""
    if _HTML.match(text):
        lines = html_lines(text)
    elif _JSON.match(text) and not re.match(r"\s*\[ ?\]", text):
        lines = json_lines(text)
    elif table := _own_csv_table(text):
        lines = table_lines(text, ",")
    elif _is_table(text):
        lines = table_lines(text)
    else:
        lines = outline_with_tables(text)
        if messages:
            lines = tuple(
                replace(each, is_message=each.number in messages,
                        sender=messages.get(each.number, ""))
                for each in lines
            )  # fmt: skip
    if not lines:
        raise ValidationError(
            "file", "There is nothing to read in it. Choose the one with the OKRs"
        )
    refuse_too_many_lines(len(lines))
    return Source(name, lines, code, table=table)


def _workbook(name: str, data: bytes, report: ReportProgress) -> tuple[Source, ...]:
    # Imported here: text needs neither.
    from kiosk.exchange.reading.workbook import ods_sheets, xlsx_sheets

    archive = opened_archive(data)
    files = frozenset(info.filename for info in archive.infolist())
    if "content.xml" in files:
        sheets = ods_sheets(data)
    elif "[Content_Types].xml" in files and any(f.startswith("xl/") for f in files):
        sheets = xlsx_sheets(data, report)
    elif any(name.lower().endswith(".csv") for name in files):
        sheets = _tables_in(archive)
    else:
        refuse_foreign_archive(files)
        raise damaged()
    refuse_too_many_lines(max((len(lines) for _, lines, _ in sheets), default=0))
    refuse_too_many_lines(sum(len(lines) for _, lines, _ in sheets), MOST_LINES_IN_ALL)
    found = [
        _sheet(f"{name} · {title}" if len(sheets) > 1 else name, lines, skipped, title)
        for title, lines, skipped in sheets
        if lines or skipped
    ]
    if len(sheets) == 1:
        found = [replace(each, sheet="") for each in found]
    if not any(source.lines for source in found):
        raise ValidationError(
            "file", "There is nothing to read in it. Choose the one with the OKRs"
        )
    return tuple(found)


def _sheet(
    name: str, lines: tuple[SourceLine, ...], skipped: tuple[SkippedLine, ...], title: str
) -> Source:
    # Imported here: text needs it not.
    from kiosk.exchange.reading.own_tables import own_table, without_units

    own = own_table(lines)
    return Source(name, without_units(lines) if own else lines, skipped, own, sheet=title)


def _tables_in(archive: ZipFile) -> "list[Sheet]":
    """The tables in an archive, each a file."""
    names = [name for name in archive.namelist() if name.lower().endswith(".csv")]
    refuse_too_large(sum(archive.getinfo(name).file_size for name in names))
    if len(names) > _MOST_TABLES:
        raise ValidationError(
            "file", "There are more than %(most)s tables in it. Leave out what is not an OKR",
            most=_MOST_TABLES,
        )  # fmt: skip
    try:
        texts = {name: decode(read_packed(archive, name)) for name in sorted(names)}
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error) as error:
        raise damaged() from error
    for text in texts.values():
        refuse_endless_lines(text)
    return [
        (name, table_lines(text, "," if _own_csv_table(text) else ""), ())
        for name, text in texts.items()
    ]


def _own_csv_table(text: str) -> str:
    """Which table of this program a CSV file is: its titles may have any delimiter in them; "" for
    none."""
    if not any(start in text.partition("\n")[0] for start in ("Objective,", "Name,")):
        return ""
    from kiosk.exchange.reading.own_tables import own_csv_table  # only here: it knows all languages

    return own_csv_table(text)


def _is_table(text: str) -> bool:
    """Whether a text is a table: most lines have the same delimiter equally often."""
    text = without_quoted(text)
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    if text.lower().lstrip('"').startswith("sep="):
        return True
    if not lines or _PIPES.fullmatch(lines[0]):
        return False
    if sum(line.startswith("\t") for line in lines) and not re.search(r"\S\t", text):
        return False  # tabs that only indent
    if is_numbered_list([line for line in lines if "\t" in line]):
        return False
    if sum(bool(re.search(r"\S\t", _MARKER.sub("", line))) for line in lines) * 2 >= len(lines):
        return True
    bars, equal = Counter(line.count("|") for line in lines).most_common(1)[0]
    is_drawn = any(map(is_rule, lines))
    if bars > 1 and equal * 5 >= len(lines) * 4 and not is_drawn:
        return not are_labelled([cell for line in lines for cell in line.split("|")])
    delimiter = delimiter_of(text)
    if delimiter in ("", "|", "\t"):  # tabs that do not part most lines indent or mark
        return False
    if len(lines) == 1:
        is_row = lines[0].count(delimiter) >= _FEWEST_CELLS - 1
        return is_row and not (delimiter == "," and _SENTENCES.search(lines[0]))
    # Sentences have commas, too: a table has them without a space, or in quotes.
    plain = [_DECIMALS.sub("", line) if delimiter == "," else line for line in lines]
    inside = sum(
        bool(re.search(rf"\S{delimiter}(?=\S)|{delimiter}{delimiter}|{delimiter}\s*$|\"", line))
        for line in plain
    )
    return inside * 2 >= len(lines)
