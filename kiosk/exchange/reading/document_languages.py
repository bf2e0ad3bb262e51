"""The markup of documents as Markdown: of AsciiDoc, reStructuredText and Org. Every line stays
where it is."""

import re
from collections.abc import Sequence

from kiosk.exchange.reading.markup_tables import BORDER, with_table_rows
from kiosk.exchange.reading.wiki_languages import CLOSED_HEADING, list_item
from kiosk.okr.text import full_width_letters

_OPEN_HEADING = re.compile(r"(={1,6})\s+(\S.*)")
_ADOC_SIGN = re.compile(r":[a-z][\w-]*:(?:\s.*)?|\[[^\[\]]*\]|\|===|\.{1,4}\s\S.*|\S.*::")
_ADOC_NOTHING = re.compile(
    r":!?[a-z][\w-]*!?:(?:\s.*)?|\[[^\[\]]*\]|//.*|\+|--|={4,}|\*{4,}|_{4,}|\+{4,}|-{4,}|\.{4,}"
    r"|'{3}"
    r"|[a-z]+::\S*\[.*\]|<<<"
)
_ADOC_ITEM = re.compile(r"\s*(\.{1,5}|\*{1,5}|-)\s+(\S.*)")
_ADOC_TERM = re.compile(r"(\s*)(\S.{0,80}?)::(?:\s+(\S.*))?")
_ADOC_INLINE = re.compile(
    r"(?:link:|mailto:|xref:|https?://)[^\s\[\]]{1,300}\[(?P<text>[^\[\]]{1,200})\]"
    r"|<<[^<>,]{1,80},(?P<named>[^<>]{1,120})>>|\{(?P<attribute>[a-z][\w-]{1,40})\}"
)
_FEWEST_HEADINGS = 2

_UNDERLINE = re.compile(r"([=~^\"'`+*#:.<>_-])\1{2,}\s*")
_LONGEST_TITLE = 100
_NO_TITLE = re.compile(r"\s|[-*+•|>]\s|.*(?:\S[ \u3000]{2,}\S|\t|\|)|.*[,;:：]$|.*[^\W\d_]{3}\.$")
_RST_FIELD = re.compile(r":([A-Za-z][\w ]{1,30}):\s+(\S.*)")
_RST_DIRECTIVE = re.compile(r"(\s*)\.\.(?:\s.*)?")
_RST_OPTION = re.compile(r"\s+:[a-z-]+:.*")
_RST_INLINE = re.compile(
    r"(?::[a-z:]+:)?`([^`<>]{1,200}?)(?:\s*<[^<>`]{1,300}>)?`_{0,2}|``([^`]+)``"
)
_RST_CELL = re.compile(r"\s+(\*\s+-|-)(?:\s+(.*))?")

_ORG_SIGN = re.compile(r"#\+[A-Za-z_]+:.*|\s*:PROPERTIES:\s*|\*+\s+(?:TODO|DONE|NEXT)\s+\S.*")
_ORG_HEADING = re.compile(
    r"(?P<stars>\*+)\s+(?:(?P<state>TODO|DONE|NEXT|WAITING|CANCELLED)\s+)?(?:\[#[A-C]\]\s+)?"
    r"(?P<text>\S.*?)(?:\s+\[\d*[/%]\d*\])?(?:\s+:[\w@#%:]+:)?\s*"
)
_ORG_TITLE = re.compile(r"#\+(?:TITLE|title):\s*(\S.*)")
_ORG_DAYS = re.compile(r"\s*(DEADLINE|SCHEDULED|CLOSED):\s*[<\[]([\d-]+)[^<>\[\]]*[>\]].*")
_ORG_LINK = re.compile(r"\[\[[^\[\]]{1,300}\]\[([^\[\]]{1,200})\]\]")


def is_asciidoc(text: str) -> bool:
    """Whether a text is of AsciiDoc: its titles begin with “==” and do not end with it."""
    lines = text.splitlines()
    titles = [line for line in lines if _OPEN_HEADING.fullmatch(line)]
    is_open = bool(titles) and not any(map(CLOSED_HEADING.fullmatch, lines))
    is_sure = len(titles) >= _FEWEST_HEADINGS or any(map(_ADOC_SIGN.fullmatch, lines))
    return (is_open and is_sure) or any(map(BORDER.fullmatch, lines))


def asciidoc_as_markdown(text: str) -> str:
    """A text of AsciiDoc as Markdown."""
    return "\n".join(map(_adoc_line, with_table_rows(text.splitlines())))


def _adoc_line(line: str) -> str:
    if _ADOC_NOTHING.fullmatch(line.strip()):
        return ""
    plain = _ADOC_INLINE.sub(lambda found: found["text"] or found["named"] or "", line)
    heading = _OPEN_HEADING.fullmatch(plain)
    if heading:
        return f"{'#' * len(heading[1])} {heading[2]}"
    item = _ADOC_ITEM.fullmatch(plain)
    if item:
        return list_item(item[1].replace(".", "#"), item[2])
    term = _ADOC_TERM.fullmatch(plain)
    if term:
        return f"{term[1]}{term[2]}: {term[3] or ''}".rstrip()
    is_title = re.fullmatch(r"\.[^\s.].*", plain)
    return f"**{plain[1:]}**" if is_title else plain


def is_restructured(text: str) -> bool:
    """Whether a text has titles that are underlined, as reStructuredText and e-mails have them."""
    lines = text.splitlines()
    return any(_is_underlined(lines, at) for at in range(len(lines)))


def restructured_as_markdown(text: str) -> str:
    """A text with underlined titles as Markdown. Which line means which level is said by the title
    that has it first."""
    lines = text.splitlines()
    titles = {at: _style(lines, at) for at in range(len(lines)) if _is_underlined(lines, at)}
    styles = list(dict.fromkeys(titles.values()))
    read = _rst_lines(lines)
    for at, style in titles.items():
        read[at], read[at + 1] = f"{'#' * min(styles.index(style) + 1, 6)} {lines[at].strip()}", ""
        if style[1]:
            read[at - 1] = ""
    return "\n".join(read)


def _is_underlined(lines: Sequence[str], at: int) -> bool:
    if at + 1 == len(lines) or not _UNDERLINE.fullmatch(lines[at + 1]):
        return False
    title = lines[at].rstrip()
    is_over = at > 0 and bool(_UNDERLINE.fullmatch(lines[at - 1]))
    text = title.strip() if is_over else title
    if (
        not text
        or len(text) > _LONGEST_TITLE
        or _NO_TITLE.match(text)
        or not re.search(r"\w", text)
    ):
        return False
    is_first = at == 0 or is_over or not lines[at - 1].strip()
    width, under = len(text) + full_width_letters(text), len(lines[at + 1].rstrip())
    return is_first and (3 * width <= 5 * under <= 9 * width or is_over)


def _style(lines: Sequence[str], at: int) -> tuple[str, bool]:
    """The sign below a title, and whether it stands above it as well."""
    is_over = at > 0 and bool(_UNDERLINE.fullmatch(lines[at - 1]))
    return lines[at + 1][0], is_over and lines[at - 1][0] == lines[at + 1][0]


def _rst_lines(lines: Sequence[str]) -> list[str]:
    """The lines without what says how they are laid out; a list that is a table as its rows."""
    read: list[str] = []
    row: int | None = None
    is_table = is_directive = False
    for line in lines:
        directive = _RST_DIRECTIVE.fullmatch(line)
        is_table = "list-table::" in line if directive else is_table and line[:1] in ("", " ")
        is_directive = bool(directive) or (is_directive and bool(_RST_OPTION.fullmatch(line)))
        cell = _RST_CELL.fullmatch(line) if is_table else None
        if is_directive:
            read.append("")
        elif cell and (cell[1][0] == "*" or row is None):
            row = len(read)
            read.append(f"| {cell[2] or ''} |")
        elif cell and row is not None:
            read[row] += f" {cell[2] or ''} |"
            read.append("|---|")
        else:
            read.append(_rst_line(line))
    return read


def _rst_line(line: str) -> str:
    plain = f"1{line[1:]}" if line.startswith("#. ") else line
    plain = _RST_FIELD.sub(r"\1: \2", plain) if line[:1] == ":" else plain
    return _RST_INLINE.sub(lambda found: found[1] or found[2], plain) if "`" in plain else plain


def is_org(text: str) -> bool:
    """Whether a text is of Org."""
    return any(map(_ORG_SIGN.fullmatch, text.splitlines()))


def org_as_markdown(text: str) -> str:
    """A text of Org without what is said for its tasks and its layout."""
    return "\n".join(map(_org_line, text.splitlines()))


def _org_line(line: str) -> str:
    plain = _ORG_LINK.sub(r"\1", line)
    heading = _ORG_HEADING.fullmatch(plain)
    if heading:
        box = {"": "", "DONE": "[x] "}.get(heading["state"] or "", "[ ] ")
        return f"{heading['stars']} {box}{heading['text']}"
    days = _ORG_DAYS.fullmatch(plain)
    if days:
        return f"Due: {days[2]}" if days[1] == "DEADLINE" else ""
    title = _ORG_TITLE.fullmatch(plain)
    return f"# {title[1]}" if title else plain
