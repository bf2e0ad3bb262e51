"""Archives and workbooks that are broken or meant to do harm, by the names of their files."""

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from functools import reduce
from gzip import compress

Makers = dict[str, Callable[[], bytes]]
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY b "lol">'
    + "".join(f'<!ENTITY b{i} "{f"&b{i - 1 or str()};" * 10}">' for i in range(1, 10))
    + "]>"
)
LONG_ENTITY = f'<!DOCTYPE a [<!ENTITY b "{"x" * 50_000}">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:" "/etc/hostname">]>'.replace('" "', "")
PARAMETER = '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://localhost:1/x.dtd"> %b;]>'
ENCRYPTED = 1


def archive(*, method: int = zipfile.ZIP_DEFLATED, **files: str | bytes) -> bytes:
    """A ZIP file; in a name without a dot, two underscores are a slash, and one is a dot."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as made:
        for name, content in files.items():
            path = name if "." in name else name.replace("__", "/").replace("_", ".")
            made.writestr(path, content)
    return written.getvalue()


def workbook(rows: str, *, declared: str = "", **parts: str | None) -> bytes:
    """An XLSX file with one sheet.

    :param declared: what stands before its root.
    :param parts: what stands in place of one of its parts; None leaves it out.
    """
    made = {
        "types": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" '
        f'ContentType="{WORKBOOK}"/><Override PartName="/xl/sharedStrings.xml" ContentType='
        f'"{WORKBOOK.replace("sheet.main", "sharedStrings")}"/><Override PartName="/xl/styles.xml"'
        f' ContentType="{WORKBOOK.replace("sheet.main", "styles")}"/></Types>',
        "book": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{DOCUMENT}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "relations": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{DOCUMENT}/worksheet" Target="worksheets/s.xml"/></Relationships>',
        "sheet": f'{declared}<worksheet xmlns="{SPREADSHEET}">{rows}</worksheet>',
        "strings": f'<sst xmlns="{SPREADSHEET}"><si><t>x</t></si></sst>',
        "styles": f'<styleSheet xmlns="{SPREADSHEET}"/>',
    } | parts
    paths = {
        "types": "[Content_Types].xml", "book": "xl/workbook.xml", "sheet": "xl/worksheets/s.xml",
        "relations": "xl/_rels/workbook.xml.rels", "strings": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
    }  # fmt: skip
    return archive(**{paths[name]: part for name, part in made.items() if part is not None})


def document(content: str, declared: str = "") -> bytes:
    """An ODS file with this table."""
    return archive(
        content_xml=f'<?xml version="1.0"?>{declared}<a {SPACES}><office:spreadsheet><table:table '
        f"table:name='t'>{content}</table:table></office:spreadsheet></a>"
    )


def cells(cell: str, row: str = "", of: str = "") -> str:
    """A row of an ODS table.

    :param cell: attributes of its cell.
    :param row: its own attributes.
    :param of: the cell's text.
    """
    return (
        f"<table:table-row {row}><table:table-cell {cell}><text:p>{of or 'Objective'}</text:p>"
        "</table:table-cell></table:table-row>"
    )


def bomb(name: str, size: int = 300_000_000) -> bytes:
    """An archive of a file that unpacks to very much."""
    packer, zeros = zlib.compressobj(9, wbits=-15), bytes(1_000_000)
    block = packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH)  # may follow itself
    times = size // len(zeros)
    checksum = reduce(lambda crc, _: zlib.crc32(zeros, crc), range(times), 0)
    return _entry(name, block * times + packer.flush(), times * len(zeros), checksum)


def _entry(name: str, packed: bytes, size: int, checksum: int = 0, flags: int = 0) -> bytes:
    """An archive of one file, with whatever is said about it."""
    about = struct.pack("<HHHHIII", flags, 8, 0, 33, checksum, len(packed), size)
    names = struct.pack("<HH", len(name), 0)
    local = b"PK\3\4\x14\0" + about + names + name.encode()
    central = b"PK\1\2\x14\0\x14\0" + about + names + bytes(14) + name.encode()
    at = len(local) + len(packed)
    return (
        local
        + packed
        + central
        + b"PK\5\6\0\0\0\0\1\0\1\0"
        + struct.pack("<IIH", len(central), at, 0)
    )


def lying(name: str, says: int = 10, has: int = 150_000_000) -> bytes:
    """An archive of a file that says it is small."""
    whole = bomb(name, has)
    return whole.replace(struct.pack("<I", has), struct.pack("<I", says))


def nested(depth: int = 40) -> bytes:
    """An archive in an archive in an archive …"""
    inner = b"Objective,Key result\nA,B\n"
    for _ in range(depth):
        inner = archive(**{"okrs.zip": inner})
    return inner


def tape() -> bytes:
    """A tar file of a table."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as made:
        made.addfile(tarfile.TarInfo("okrs.csv"), io.BytesIO(b""))
    return written.getvalue()


def old_office(stream: str) -> bytes:
    """A compound file with the name of a stream in its directory, as old and encrypted documents
    are."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return header + stream.encode("utf-16-le").ljust(512, b"\0") + bytes(4096)


_TABLE = b"Objective,Key result,Target\nGrow,Calls,5\n"
ARCHIVES: Makers = {
    "nothing after its name.xlsx": lambda: b"PK\3\4 and then nothing",
    "truncated.xlsx": lambda: workbook(CELL)[:-40],
    "truncated in the middle.ods": lambda: document(cells(""))[:60],
    "damaged in the middle.xlsx": lambda: _damaged(workbook(CELL * 50)),
    "empty archive.zip": lambda: b"PK\5\6" + bytes(18),
    "something else.zip": lambda: archive(hello_txt="hello"),
    "no sheets.xlsx": lambda: archive(xl__workbook_xml="<a/>", hello_txt="x"),
    "many files.zip": lambda: archive(**{f"f{i}": "x" for i in range(2_500)}),
    "many tables.zip": lambda: archive(**{f"f{i}.csv": "a,b\n" * 40 for i in range(1_900)}),
    "bomb.ods": lambda: bomb("content.xml"),
    "bomb.zip": lambda: bomb("key_results.csv"),
    "bomb below the limit.zip": lambda: bomb("key_results.csv", 99_000_000),
    "lies about its size.ods": lambda: lying("content.xml"),
    "lies about its size.zip": lambda: lying("key_results.csv"),
    "archives in archives.zip": nested,
    "encrypted.zip": lambda: _entry("okrs.csv", bytes(40), 30, 7, ENCRYPTED),
    "unknown method.zip": lambda: archive(**{"a.csv": "a,b"}).replace(
        b"\x14\0\0\0\x08\0", b"\x14\0\0\0\x63\0"
    ),
    "lzma.zip": lambda: bomb_packed(zipfile.ZIP_LZMA),
    "bzip2.zip": lambda: bomb_packed(zipfile.ZIP_BZIP2),
    "up and away.zip": lambda: archive(**{"../../../etc/cron.d/x.txt": "x"}),
    "the same name twice.ods": lambda: _twice(),
    "prefixed.xlsx": lambda: b"MZ" + workbook(CELL),
    "letter.docx": lambda: archive(
        **{"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}
    ),
    "slides.pptx": lambda: archive(**{"[Content_Types].xml": "<Types/>", "ppt/x.xml": "<a/>"}),
    "letter.odt": lambda: archive(content_xml=f"<a {SPACES}><office:text/></a>"),
    "letter.pages": lambda: archive(
        **{"Index/Document.iwa": bytes(50), "preview.jpg": b"\xff\xd8"}
    ),
    "sheet.numbers": lambda: archive(**{"Index/Tables/DataList.iwa": bytes(50)}),
    "program.jar": lambda: archive(**{"META-INF/MANIFEST.MF": "x", "a.class": "x"}),
    "binary sheet.xlsb": lambda: archive(
        **{
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "xl/workbook.bin": bytes(30),
        }
    ),
    "old.xls": lambda: old_office("Workbook"),
    "encrypted.xlsx": lambda: old_office("EncryptedPackage"),
    "old letter.doc": lambda: old_office("WordDocument"),
    "okrs.csv.gz": lambda: compress(_TABLE),
    "okrs.tar": tape,
    "okrs.7z": lambda: b"7z\xbc\xaf\x27\x1c\0\4" + bytes(range(200)),
    "okrs.rar": lambda: b"Rar!\x1a\7\1\0" + bytes(range(200)),
}


def _damaged(data: bytes) -> bytes:
    middle = data.find(b"worksheets/s.xml") + 40
    return data[:middle] + bytes(20) + data[middle + 20 :]


def _twice() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        made.writestr("content.xml", f"<a {SPACES}/>")
        made.filelist.append(made.filelist[0])
    return written.getvalue()


def bomb_packed(method: int) -> bytes:
    """An archive that a slow method has packed."""
    return archive(method=method, **{"okrs.csv": bytes(5_000_000)})


CELL = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
_STYLE = '<styleSheet xmlns="{}"><cellXfs><xf numFmtId="{}"/></cellXfs>{}</styleSheet>'
WORKBOOKS: Makers = {
    "laughs in a sheet.xlsx": lambda: workbook(CELL.replace(">1<", ">&b9;<"), declared=LAUGHS),
    "laughs in strings.xlsx": lambda: workbook(CELL, strings=f"{LAUGHS}<sst>&b9;</sst>"),
    "laughs in the book.xlsx": lambda: workbook(CELL, book=f"{LAUGHS}<workbook>&b9;</workbook>"),
    "laughs in styles.xlsx": lambda: workbook(
        CELL, styles=f"{LAUGHS}<styleSheet>&b9;</styleSheet>"
    ),
    "laughs in types.xlsx": lambda: workbook(CELL, types=f"{LAUGHS}<Types>&b9;</Types>"),
    "file from outside.xlsx": lambda: workbook(CELL.replace(">1<", ">&b;<"), declared=OUTSIDE),
    "address from outside.xlsx": lambda: workbook(CELL, book=f"{PARAMETER}<workbook/>"),
    "one long entity often.xlsx": lambda: workbook(
        CELL.replace(">1<", f">{'&b;' * 50_000}<"), declared=LONG_ENTITY
    ),
    "row far below.xlsx": lambda: workbook(
        CELL.replace('"1"', '"1048576"').replace("A1", "A1048576")
    ),
    "last cell.xlsx": lambda: workbook(
        CELL.replace('"1"', '"1048576"').replace("A1", "XFD1048576")
    ),
    "row below everything.xlsx": lambda: workbook(CELL.replace('"1"', '"99999999999999999999"')),
    "negative row.xlsx": lambda: workbook(CELL.replace('r="1"', 'r="-5"')),
    "row that is no number.xlsx": lambda: workbook(CELL.replace('r="1"', 'r="NaN"')),
    "empty rows.xlsx": lambda: workbook("<sheetData>" + "<row/>" * 500_001 + "</sheetData>"),
    "60,000 rows.xlsx": lambda: workbook(
        f"<sheetData>{'<row><c><v>1</v></c></row>' * 60_000}</sheetData>"
    ),
    "column far right.xlsx": lambda: workbook(CELL.replace("A1", "XFD1")),
    "column without end.xlsx": lambda: workbook(CELL.replace("A1", "XFDXFD1")),
    "cells without end.xlsx": lambda: workbook(
        f'<sheetData><row r="1">{"<c><v>1</v></c>" * 500_001}</row></sheetData>'
    ),
    "merged without end.xlsx": lambda: workbook(
        CELL + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "merged again and again.xlsx": lambda: workbook(
        CELL + "<mergeCells>" + '<mergeCell ref="A1:CV500"/>' * 50 + "</mergeCells>"
    ),
    "merged nowhere.xlsx": lambda: workbook(CELL + '<mergeCell ref="B0:A-9"/>'),
    "number of 100,000 digits.xlsx": lambda: workbook(CELL.replace(">1<", f">{'9' * 100_000}<")),
    "number with a large exponent.xlsx": lambda: workbook(CELL.replace(">1<", ">1e308<")),
    "number that is a word.xlsx": lambda: workbook(CELL.replace(">1<", ">one<")),
    "string out of range.xlsx": lambda: workbook(
        CELL.replace("<c ", '<c t="s" ').replace(">1<", ">9<")
    ),
    "string of minus one.xlsx": lambda: workbook(
        CELL.replace("<c ", '<c t="s" ').replace(">1<", ">-9<")
    ),
    "style out of range.xlsx": lambda: workbook(CELL.replace("<c ", '<c s="5" ')),
    "date of no day.xlsx": lambda: workbook(
        CELL.replace("<c ", '<c t="d" ').replace(">1<", ">9999-99-99<")
    ),
    "sheet that is no XML.xlsx": lambda: workbook("<sheetData><row>"),
    "sheet with zeros.xlsx": lambda: workbook("\0" * 5_000),
    "deep sheet.xlsx": lambda: workbook("<a>" * 400_000),
    "sheet that is not there.xlsx": lambda: workbook(CELL, sheet=None),
    "no relations.xlsx": lambda: workbook(CELL, relations=None),
    "no book.xlsx": lambda: workbook(CELL, book=None),
    "no types.xlsx": lambda: workbook(CELL, types=None),
    "no sheets in it.xlsx": lambda: workbook(CELL, book=f'<workbook xmlns="{SPREADSHEET}"/>'),
    "sheet that is the book.xlsx": lambda: workbook(CELL, relations=_related("workbook.xml")),
    "sheet outside the file.xlsx": lambda: workbook(
        CELL, relations=_related("../../../etc/hostname")
    ),
    "sheet that is remote.xlsx": lambda: workbook(
        CELL, relations=_related('http://localhost:1/x" TargetMode="External')
    ),
    "hidden alone.xlsx": lambda: workbook(CELL, book=_hidden()),
    "strings without end.xlsx": lambda: workbook(
        CELL, strings=f'<sst xmlns="{SPREADSHEET}">{"<si><t>x</t></si>" * 500_001}</sst>'
    ),
    "one long string.xlsx": lambda: workbook(
        CELL, strings=f'<sst xmlns="{SPREADSHEET}"><si><t>{"x" * 90_000_000}</t></si></sst>'
    ),
    "styles without end.xlsx": lambda: workbook(
        CELL,
        styles=_STYLE.format(SPREADSHEET, 0, "").replace("<xf ", '<xf a="b"/>' * 500_000 + "<xf "),
    ),
}


def _related(target: str) -> str:
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{DOCUMENT}/worksheet" Target="{target}"/></Relationships>'
    )


def _hidden() -> str:
    return (
        f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{DOCUMENT}"><sheets>'
        '<sheet name="a" sheetId="1" state="veryHidden" r:id="r1"/></sheets></workbook>'
    )


DOCUMENTS: Makers = {
    "laughs.ods": lambda: document(cells("", of="&b9;"), LAUGHS),
    "file from outside.ods": lambda: document(cells("", of="&b;"), OUTSIDE),
    "address from outside.ods": lambda: document(cells(""), PARAMETER),
    "not XML.ods": lambda: archive(content_xml="<a><b></a>"),
    "deep.ods": lambda: archive(content_xml="<a>" * 200_000),
    "deep and closed.ods": lambda: document("<a>" * 100_000 + "</a>" * 100_000),
    "nothing in it.ods": lambda: document(""),
    "repeated rows.ods": lambda: document(cells("", "table:number-rows-repeated='90000000'")),
    "repeated columns.ods": lambda: document(cells("table:number-columns-repeated='900000000'")),
    "repeated by a word.ods": lambda: document(cells("", "table:number-rows-repeated='many'")),
    "repeated by minus one.ods": lambda: document(cells("table:number-columns-repeated='-1'")),
    "spanned by a word.ods": lambda: document(cells("table:number-columns-spanned='x'")),
    "repeated by many digits.ods": lambda: document(
        cells("", f"table:number-rows-repeated='{'9' * 10_000}'")
    ),
    "many empty rows.ods": lambda: document(
        "<table:table-row table:number-rows-repeated='1048576'/>" * 500
    ),
    "many rows.ods": lambda: document("<table:table-row/>" * 2_000_000),
    "many sheets.ods": lambda: document(
        "</table:table><table:table table:name='t'>".join(
            [cells("", "table:number-rows-repeated='40000'")] * 12
        )
    ),
    "not in UTF-8.ods": lambda: archive(
        content_xml=b'<?xml version="1.0" encoding="x-nothing"?><a/>'
    ),
    "number of 100,000 digits.ods": lambda: document(
        cells(f"office:value-type='float' office:value='{'9' * 100_000}'")
    ),
    "number with a large exponent.ods": lambda: document(
        cells("office:value-type='float' office:value='1e999999999'")
    ),
}
