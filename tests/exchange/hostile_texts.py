"""Texts, pages and bytes that are broken or meant to do harm, by the names of their files."""

import random
import struct
import zlib

from tests.exchange.hostile_archives import Makers

_LINES = "Objective,Key result,Target\n"
_ENDLESS = b"x" * 3_000


def _png() -> bytes:
    def part(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    size = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", size) + part(b"IDAT", bytes(40))


BYTES: Makers = {
    "empty.csv": lambda: b"",
    "spaces.txt": lambda: b" \n\t \r\n" * 1_000,
    "mark alone.csv": lambda: b"\xef\xbb\xbf",
    "mark of UTF-16 alone.csv": lambda: b"\xff\xfe",
    "mark of UTF-32 alone.csv": lambda: b"\xff\xfe\0\0",
    "zero width.txt": lambda: "\u200b\u200c\u200d\ufeff\u2060\n".encode() * 500,
    "zeros.csv": lambda: bytes(5_000),
    "zeros within.csv": lambda: b"Objective,Key result\nGrow\0,Calls\0\n",
    "zeros in UTF-16.csv": lambda: "Objective\0,KR\n".encode("utf-16"),
    "noise.csv": lambda: random.Random(1).randbytes(300_000),
    "half of UTF-16.csv": lambda: "Objective,KR\nA,B".encode("utf-16")[:-1] + b"\0\0\0",
    "UTF-32.csv": lambda: b"\0\0\xfe\xff" + b"\xff\xff\xff\xff" * 100,
    "program.csv": lambda: b"MZ\x90\0\3\0\0\0" + bytes(2_000),
    "program of Linux.txt": lambda: b"\x7fELF\2\1\1" + bytes(2_000),
    "program.py.csv": lambda: b"\xcb\r\r\n" + bytes(range(256)) * 5,
    "photo.csv": lambda: b"\xff\xd8\xff\xe0\0\x10JFIF\0" + random.Random(2).randbytes(5_000),
    "large picture.csv": _png,
    "film.txt": lambda: b"GIF89a" + bytes(range(256)) * 20,
    "paper.pdf": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + random.Random(3).randbytes(4_000),
    "plain paper.csv": lambda: b"%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\ntrailer\n%%EOF\n",
    "letter.rtf": lambda: rb"{\rtf1\ansi{\fonttbl\f0 Arial;}\f0 Objective: Grow\par}",
    "drawing.ps.txt": lambda: b"%!PS-Adobe-3.0\n(Objective) show\n",
    "database.csv": lambda: b"SQLite format 3\0" + bytes(4_080),
    "mail.txt": lambda: b"!BDN" + bytes(600),
    "100 MB.csv": lambda: b"a," * 50_000_000,
    "20 MB in a line.csv": lambda: b"x" * 20_000_000,
    "20 MB of words.txt": lambda: b"calls " * 3_300_000,
    "20 MB of spaces.txt": lambda: b" " * 19_999_999 + b"x",
}
TABLES: Makers = {
    "a quote that never ends.csv": lambda: (
        (_LINES + 'Grow,"Calls,5\n' * 1).encode() + b"a,b,c\n" * 60_000
    ),
    "quotes without end.csv": lambda: _LINES.encode() + b'"' * 3_000_000,
    "5,000 columns.csv": lambda: b"Objective,KR\n" + b",".join([b"x"] * 5_000),
    "1,000,000 columns.csv": lambda: b",".join([b"x"] * 1_000_000),
    "1,000,000 headings.tsv": lambda: b"\t".join(b"KR %d" % i for i in range(1_000_000)),
    "a table of nothing.csv": lambda: b",,,,\n" * 200_000,
    "60,000 rows.csv": lambda: _LINES.encode() + b"Grow,Calls,5\n" * 60_000,
    "3,000,000 rows.csv": lambda: _LINES.encode() + b"a,b\n" * 3_000_000,
    "an endless cell.csv": lambda: (_LINES + f'Grow,"{"x" * 200_000}",5\n').encode(),
    "bars alone.md": lambda: b"|" * 5_000_000,
    "rules of tables.md": lambda: b"|---" * 200_000,
    "formulas.csv": lambda: b"=cmd|'/c calc'!A1,=HYPERLINK(\"http://localhost\")\n@SUM(1+1),+1\n",
    "objective without an end.csv": lambda: (_LINES + "x" * 100_000 + ",Calls,5\n").encode(),
    "separator of its own.csv": lambda: b"sep=\0\nObjective\0KR\n",
    "separator of a quote.csv": lambda: b'sep="\nObjective"KR"\n',
    "days of no year.csv": lambda: (
        b"Key result,Date,Value\nCalls,9999-99-99,5\nCalls,0000-00-00,6\n"
    ),
}
PAGES: Makers = {
    "nothing.html": lambda: b"<html><script>alert(1)</script></html>",
    "deep.html": lambda: b"<html>" + b"<div>" * 100_000 + b"Objective: Grow",
    "deep lists.html": lambda: b"<ul>" + b"<li><ul>" * 100_000 + b"x",
    "deep tables.html": lambda: b"<table><tr><td>" * 20_000 + b"x",
    "many cells.html": lambda: b"<table><tr>" + b"<td>x" * 1_000_000 + b"</table>",
    "many lines.html": lambda: b"<ul>" + b"<li>x" * 1_000_000 + b"</ul>",
    "laughs.html": lambda: b"<!doctype html><!-- -->" + b"&lt;&amp;" * 10 + b"<p hidden>" * 300_000,
    "attributes.html": lambda: b"<html><p " + b"a=b " * 1_000_000 + b">",
    "a tag without end.html": lambda: b"<html><p " + b"x" * 5_000_000,
    "a comment without end.html": lambda: b"<html><!--" + b"-" * 5_000_000,
    "unclosed formatting.html": lambda: b"<html>" + b"<p><b><i><u>" * 20_000,
    "wide table.html": lambda: b"<table><tr>" + b"<td colspan=1000>x</td>" * 1_000 + b"</table>",
    "60,000 paragraphs.html": lambda: b"<html>" + b"<p>Calls" * 60_000,
    "script that never ends.html": lambda: b"<html><script>" + b"<!--<script>" * 100_000,
}
_OWN = '{"format": "okr-kiosk export", "cycles": '
OBJECTS: Makers = {
    "invalid.json": lambda: b'{"objectives": [',
    "nothing.json": lambda: b'{"a": {"b": 1}}',
    "deep lists.json": lambda: b"[" * 100_000,
    "deep and closed.json": lambda: b'[{"objectives":' * 50_000 + b"1" + b"}]" * 50_000,
    "deep objects.json": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "long number.json": lambda: b'[{"a": ' + b"9" * 3_000_000 + b",}]",
    "no number.json": lambda: b'{"value": NaN, "other": -Infinity}',
    "1,000,000 keys.json": lambda: (
        b'[{"objective": "a", ' + b",".join(b'"k%d":1' % i for i in range(1_000_000)) + b"}]"
    ),
    "300,000 lists.json": lambda: b"[" + b"[]," * 300_000 + b"[]]",
    "60,000 records.json": lambda: b"[" + b'{"title":"a"},' * 60_000 + b'{"title":"b"}]',
    "same keys.json": lambda: (
        b'{"objectives": 1, "objectives": 2, ' + b'"x": 1,' * 100_000 + b'"y": 2}'
    ),
    "a string without end.json": lambda: b'{"objectives": "' + b"x" * 5_000_000,
    "escapes.json": lambda: b'{"objectives": "' + rb"\ud800" * 500_000 + b'"}',
    "own with a wrong type.json": lambda: f'{_OWN}[{{"name": 5}}]}}'.encode(),
    "own that is deep.json": lambda: (_OWN + "[" * 100_000).encode(),
    "own with a large number.json": lambda: _own(
        '{"title": "a", "kind": "number", "target": 1e999999}'
    ),
    "own with a long number.json": lambda: _own(
        '{"title": "a", "kind": "number", "target": ' + "9" * 100_000 + "}"
    ),
    "own with no number.json": lambda: _own('{"title": "a", "kind": "number", "target": "NaN"}'),
    "own with a wrong day.json": lambda: _own(
        '{"title": "a", "kind": "number", "check_ins": [{"measured_at": "9999-99-99T00:00:00Z"}]}'
    ),
    "own with many rows.json": lambda: _own(
        ",".join(f'{{"title": "a{number}", "kind": "number"}}' for number in range(60_000))
    ),
    "own without OKRs.json": lambda: f"{_OWN}[]}}".encode(),
    "own with lone halves.json": lambda: _own(r'{"title": "\ud800", "kind": "number"}'),
}
OUTLINES: Makers = {
    "braces of a wiki.txt": lambda: b"== a ==\n== b ==\n" + (b"{{" * 1_200 + b"\n") * 4_000,
    "links of a wiki.txt": lambda: b"x\n== a ==\n== b ==\n" + (b"[[" * 1_200 + b"\n") * 4_000,
    "long titles with lines.rst": lambda: (
        (b"a" + b" " * 2_300 + b"b\n" + b"=" * 2_300 + b"\n\n") * 4_000
    ),
    "commands of LaTeX.tex": lambda: b"\\section{a}\n" + (b"\\item[" * 300 + b"\n") * 4_000,
    "marks of a board.txt": lambda: b"[b]a[/b][/b]\n" + (b"[list][*" * 300 + b"\n") * 4_000,
    "names of pictures.txt": lambda: (b":one: " * 400 + b"x\n") * 4_000,
    "60,000 lines.md": lambda: b"- x\n" * 60_000,
    "one bullet 5,000,000 times.md": lambda: b"- " * 5_000_000,
    "quotes.md": lambda: b"> " * 3_000_000,
    "emphasis.md": lambda: b"**a " * 100_000,
    "stars.md": lambda: b"*" * 2_000_000 + b"a",
    "underscores.md": lambda: b"_a" * 1_000_000,
    "brackets.md": lambda: b"[" * 1_000_000,
    "links.md": lambda: b"[a](" * 300_000,
    "pictures.md": lambda: b"![" * 500_000,
    "backslashes.md": lambda: b"\\" * 2_000_000,
    "ticks.md": lambda: b"`" * 2_000_001,
    "headings.md": lambda: b"# " * 1_000_000,
    "tabs.txt": lambda: b"\t" * 1_000_000 + b"x",
    "number of 10,000 digits.txt": lambda: b"Objective: a\n- Calls to " + b"9" * 10_000,
    "many numbers.txt": lambda: b"Objective: a\n- " + b"from 1 to 2 " * 100_000,
    "many exponents.txt": lambda: b"1e999 " * 300_000,
    "comparisons.txt": lambda: b"Objective: a\n- " + b"no more than not less than " * 30_000,
    "clocks.txt": lambda: b"[10:00] " * 200_000,
    "times of chats.txt": lambda: b"[10:00] a: b\n" * 2 + b"x" * 40 + b" 10:0" * 200_000,
    "combining.txt": lambda: ("o" + "\u0301" * 500_000).encode(),
    "turned round.txt": lambda: ("\u202e\u2066" * 300_000 + "abc").encode(),
    "lines without a full stop.txt": lambda: (
        b"Objective one: " + b"We look at the numbers and at the shop again\n" * 1_000 + _ENDLESS
    ),
    "ands.txt": lambda: b"Objective: a\n" + (b"- " + b"et " * 600 + b"1\n") * 3 + _ENDLESS,
    "semicolons.txt": lambda: b"Objective: a\n" + (b"- 2" + b"x ; " * 450 + b"1\n") * 3 + _ENDLESS,
    "names above messages.txt": lambda: (b"a" + b" " * 2_300 + b"b\n") * 6 + _ENDLESS,
    "blanks in cells.tsv": lambda: (
        b"Objective\tKey result\na\tb" + b" " * 1_800 + b"c\nd\te\n" + _ENDLESS + b"\tf\n"
    ),
    "UTF-7.txt": lambda: b"+AE8-bjective: +ADw-script+AD4-\n" * 3,
}


def _own(key_results: str) -> bytes:
    return (
        f'{_OWN}[{{"name": "Q4", "teams": [{{"name": "Ops", "objectives": [{{"title": "Grow", '
        f'"key_results": [{key_results}]}}]}}]}}]}}'
    ).encode()
