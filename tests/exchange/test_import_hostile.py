"""Files that are broken or meant to do harm: each is refused with a sentence, quickly."""

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest

from kiosk.errors import ValidationError
from kiosk.exchange import import_source
from kiosk.exchange.import_worker import understand_file
from kiosk.exchange.reading.source import MOST_BYTES, read_file

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "lol">'
    + "".join(f'<!ENTITY b{i} "{f"&b{i - 1 or str()};" * 10}">' for i in range(1, 10))
    + "]><a>&b9;</a>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "/etc/hostname">]><a>&b;</a>'
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
SHEET = (
    f"<a {SPACES}><office:spreadsheet><table:table table:name='t'>{{}}</table:table>"
    "</office:spreadsheet></a>"
)
WORDS = "<text:p>Objective</text:p>"
MANY_ROWS = (
    f"<table:table-row table:number-rows-repeated='90000000'><table:table-cell>{WORDS}"
    "</table:table-cell></table:table-row>"
)
MANY_COLUMNS = (
    f"<table:table-row><table:table-cell table:number-columns-repeated='900000000'>{WORDS}"
    "</table:table-cell></table:table-row>"
)


def archive(**files: str | bytes) -> bytes:
    """A ZIP file; in a name without a dot, two underscores are a slash, and one is a dot."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            path = name if "." in name else name.replace("__", "/").replace("_", ".")
            made.writestr(path, content)
    return written.getvalue()


def bomb(size: int = 300_000_000) -> bytes:
    """An archive that unpacks to gigabytes."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made,
        made.open("content.xml", "w", force_zip64=True) as file,
    ):
        for _ in range(size // 10_000_000):
            file.write(bytes(10_000_000))
    return written.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "spaces": lambda: b" \n\t ",
    "zeros": lambda: bytes(5000),
    "picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "too large": lambda: b"a," * (MOST_BYTES // 2 + 1),
    "not an archive": lambda: b"PK\x03\x04 and then nothing",
    "truncated archive": lambda: archive(content_xml=SHEET.format(MANY_ROWS))[:-40],
    "archive of something else": lambda: archive(hello_txt="hello"),
    "workbook without sheets": lambda: archive(xl__workbook_xml="<a/>", hello_txt="x"),
    "many files": lambda: archive(**{f"f{i}": "x" for i in range(2500)}),
    "billion laughs": lambda: archive(content_xml=ENTITIES),
    "file from outside": lambda: archive(content_xml=OUTSIDE),
    "not XML": lambda: archive(content_xml="<a><b></a>"),
    "repeated rows": lambda: archive(content_xml=SHEET.format(MANY_ROWS)),
    "deep XML": lambda: archive(content_xml="<a>" * 200_000),
    "nothing in it": lambda: archive(content_xml=SHEET.format("")),
    "invalid JSON": lambda: b'{"objectives": [',
    "JSON without OKRs": lambda: b'{"a": {"b": 1}}',
    "deep JSON": lambda: b"[" * 100_000,
    "many columns": lambda: b"Objective,KR\n" + b",".join([b"x"] * 5000),
    "many lines": lambda: b"- x\n" * 60_000,
    "page with nothing": lambda: b"<html><script>alert(1)</script></html>",
}


SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def workbook(sheet: str, declared: str = "") -> bytes:
    """An XLSX file with one sheet.

    :param declared: what stands before its root.
    """
    return archive(
        **{
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName='
            f'"/xl/workbook.xml" ContentType="{WORKBOOK}"/></Types>',
            "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{DOCUMENT}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{DOCUMENT}/worksheet" Target="worksheets/s.xml"/>'
            "</Relationships>",
            "xl/worksheets/s.xml": f'{declared}<worksheet xmlns="{SPREADSHEET}">{sheet}'
            "</worksheet>",
        }
    )


CELL = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
HOSTILE |= {
    "row far below": lambda: workbook(
        '<sheetData><row r="1048576"><c><v>1</v></c></row></sheetData>'
    ),
    "empty rows": lambda: workbook("<sheetData>" + "<row/>" * 300_001 + "</sheetData>"),
    "column far right": lambda: workbook(CELL.replace("A1", "XFD1")),
    "cell without end": lambda: workbook(CELL.replace("A1", "XFDXFD1")),
    "merged without end": lambda: workbook(
        CELL + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "merged again and again": lambda: workbook(
        CELL + "<mergeCells>" + '<mergeCell ref="A1:CV500"/>' * 50 + "</mergeCells>"
    ),
    "number without end": lambda: workbook(CELL.replace(">1<", f">{'9' * 100_000}<")),
    "entities in a sheet": lambda: workbook(CELL, ENTITIES.partition("?>")[2].partition("<a>")[0]),
    "sheet that is no XML": lambda: workbook("<sheetData><row>"),
    "strings that are not there": lambda: workbook(CELL.replace("<c ", '<c t="s" ')),
    "styles that are not there": lambda: workbook(CELL.replace("<c ", '<c s="5" ')),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_with_a_sentence(make: Callable[[], bytes]):
    with pytest.raises(ValidationError) as refused:
        read_file("okrs", make())
    assert refused.value.field in ("file", "table")
    assert str(refused.value).endswith(tuple("abcdefghijklmnopqrstuvwxyzOKR0123456789"))


@pytest.mark.parametrize(
    "text",
    [
        "<ul>" * 3000 + "<li>x" + "</ul>" * 3000,
        "(" * 20_000,
        "1" * 20_000,
        "1,234" * 4_000,
        "from 1 to " * 2_000,
        "KR " * 5_000,
        "- " * 5_000,
        "\t" * 5_000 + "x",
        "|a" * 3_000,
        "=cmd|'/c calc'!A1",
        "<table><tr><td rowspan=99999999 colspan=99999999>x</table>",
        "\u202e\u2066abc",
    ],
    ids=lambda text: text[:12],
)
def test_odd_text_is_read_or_refused_without_a_traceback(text: str):
    with suppress(ValidationError):
        assert import_source.understand_text(text, ".")[0].found.lines


def test_a_bomb_and_columns_without_end_end_in_a_process_of_their_own():
    columns = archive(content_xml=SHEET.format(MANY_COLUMNS))
    with pytest.raises(ValidationError, match="unpacks to more"):
        understand_file("okrs.ods", bomb(), ".")
    with pytest.raises(ValidationError, match="“okrs.ods”: .* more than 200 columns"):
        understand_file("okrs.ods", columns, ".")


def test_a_file_that_takes_too_long_is_given_up():
    endless = b"Objective: a\n" + b"- Calls from 1 to 2\n" * 40_000
    with pytest.raises(ValidationError, match="“okrs.txt”: .* too much time or memory"):
        understand_file("okrs.txt", endless, ".", seconds=1)


def test_what_the_process_understands_comes_back_whole():
    (found,) = understand_file(
        "okrs.md", b"# Ops\n## Objective: Calm\n- Pages from 40 to 10\n", "."
    )
    (objective,) = found.found.objectives
    assert (objective.team, objective.title) == ("Ops", "Calm")
    assert json.loads(f"[{objective.key_results[0].draft.target}]") == [10]
