"""A page or a copied piece of one, as HTML: headings, lists and tables keep their nesting."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from kiosk.errors import ValidationError
from kiosk.exchange.reading.csv_text import MOST_COLUMNS
from kiosk.exchange.reading.html_cells import text_of_cell
from kiosk.exchange.reading.html_frames import without_frame
from kiosk.exchange.reading.lengths import shortened
from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.reading.outline_text import RANKS, TICKED, listed_text

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {
        *("p", "div", "section", "article", "blockquote", "pre", "details", "summary"),
        *("dl", "dt", "dd", "tr", "td", "th"),
        *("main", "body", "header", "footer", "ul", "ol", "li", "table", "br"),
        *_HEADINGS,
    }
)
# What stands in these is further in: of a term in a list, its descriptions.
_DEEPER = frozenset(("ul", "ol", "dl", "dd"))
_LEFT_OUT = frozenset(
    {
        "script",
        "style",
        "head",
        "template",
        "noscript",
        "svg",
        "nav",
        "-comment",
        "_comment",
        "button",
    }
)
_NESTING = re.compile(r"\blst-kix_\w+-(\d)\b")
_CAPTION_DEPTH, _BOLD_DEPTH, _TEXT_DEPTH = 7, 8, 100
_DEEPEST, _CONTINUED, _WORDS_OF_A_NAME = 60, 5, 3
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_DEEPEST_PAGE = 1_000
_ENDED_BY_OTHERS = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr", "p", "li", "dd", "dt", "option", "optgroup", "tr", "td", "th", "tbody"),
        *("thead", "tfoot", "colgroup", "rp", "rt"),
    }
)


def html_lines(html: str) -> tuple[SourceLine, ...]:
    """The lines of a page, numbered as they follow one another."""
    _refuse_deep(html)
    tree = LexborHTMLParser(html)
    walker = _Walker()
    if tree.body is not None:
        walker.walk(tree.body, 0, 0)
        walker.flush(0)
    return tuple(walker.lines)


def _refuse_deep(html: str) -> None:
    """Raise ValidationError on "file" for a page that is nested too deeply: for each element, a
    parser looks at all of those that it is in."""
    open_now: Counter[str] = Counter()
    depth = 0
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name in _ENDED_BY_OTHERS:
            continue
        change = 1 if not tag[1] else -1 if open_now[name] else 0
        open_now[name] += change
        depth += change
        if depth > _DEEPEST_PAGE:
            raise ValidationError(
                "file",
                "This page is nested more than %(most)s deep. Copy the OKRs out of it and paste"
                " them",
                most=_DEEPEST_PAGE,
            )


class _Walker:
    def __init__(self) -> None:
        self.lines: list[SourceLine] = []
        self._text: list[str] = []
        self._is_bold = True
        self._is_done: bool | None = None
        self._nesting = 0
        self._is_item_begun = False

    def walk(self, node: Any, lists: int, depth: int) -> None:
        """Read a node and everything in it; `lists` is how many lists it is in."""
        if depth > _DEEPEST:
            return
        for child in node.iter(include_text=True):
            tag = child.tag
            if tag in _LEFT_OUT or self._read_inline(child, tag):
                continue
            if tag in _BLOCKS:
                self.flush(lists)
            inner = lists + (tag in _DEEPER)
            self._read_element(child, inner, depth)
            if tag in _BLOCKS:
                self.flush(inner)

    def _read_element(self, element: Any, lists: int, depth: int) -> None:
        """Read an element that is no part of a line; `lists` is how many lists its lines are in."""
        tag = element.tag
        if tag in ("li", "dt", "dd"):
            self._is_item_begun = False
        around = self._nesting
        if tag in ("ul", "ol"):
            self._nesting = _written_nesting(element)
        if tag == "table":
            self._read_table(element, lists, depth)
        elif tag == "dl" and (pairs := _pairs_of(element)):
            for text in pairs:
                self._add(text, LineKind.PARAGRAPH, _TEXT_DEPTH + (lists - 1) * RANKS)
        elif tag in _HEADINGS:
            self._add(_squeezed(element.text(deep=True)), LineKind.HEADING, _HEADINGS[tag])
        elif tag != "br":
            self.walk(element, lists, depth + 1)
        if tag in ("ul", "ol"):
            self._nesting = around

    def _read_inline(self, node: Any, tag: str) -> bool:
        """Read a node that is part of a line; whether it is one."""
        if tag == "-text":
            self._add_text(node.text(), bold=False)
        elif tag in ("s", "del", "strike"):
            self._add_text(f"~~{node.text(deep=True).strip()}~~ ", bold=False)
        elif tag in ("b", "strong") and not node.css_first("p, ul, ol, li, table, h1, h2, h3, h4"):
            self._add_text(
                node.text(deep=True), bold="normal" not in (node.attributes.get("style") or "")
            )
        elif tag == "input":
            self._read_checkbox(node)
        else:
            return False
        return True

    def flush(self, lists: int) -> None:
        """End the current line."""
        text, is_bold = _squeezed("".join(self._text)), self._is_bold
        self._text, self._is_bold = [], True
        if not text:
            return
        if lists:
            depth = _TEXT_DEPTH + (lists + self._nesting) * RANKS
            # After a line break the text goes on below the first line of the item.
            depth += _CONTINUED if self._is_item_begun else 0
            self._is_item_begun = True
            self._add(self._without_box(text), LineKind.BULLET, depth)
        elif listed := listed_text(text):
            self._add(listed, LineKind.BULLET, _TEXT_DEPTH + RANKS)
        elif is_bold:
            self._add(text, LineKind.HEADING, _BOLD_DEPTH)
        else:
            self._add(text, LineKind.PARAGRAPH, _TEXT_DEPTH)

    def _add(self, text: str, kind: LineKind, depth: int) -> None:
        if text:
            number = len(self.lines) + 1
            self.lines.append(SourceLine(number, shortened(text), kind, depth, self._is_done))
        self._is_done = None

    def _without_box(self, text: str) -> str:
        """A text without the picture of a box before it, “☑ Contract signed”."""
        is_done = TICKED.get(text[:1])
        if is_done is None or not text[1:].strip():
            return text
        self._is_done = is_done if self._is_done is None else self._is_done
        return text[1:].strip()

    def _add_text(self, text: str, *, bold: bool) -> None:
        self._text.append(text)
        if text.strip() and not bold:
            self._is_bold = False

    def _read_checkbox(self, node: Any) -> None:
        if node.attributes.get("type") == "checkbox":
            self._is_done = "checked" in node.attributes

    def _read_table(self, table: Any, lists: int, depth: int) -> None:
        if _only_lays_out(table):
            self.walk(table, lists, depth + 1)
            return
        caption = table.css_first("caption")
        if caption is not None:
            self._add(_squeezed(caption.text(deep=True)), LineKind.HEADING, _CAPTION_DEPTH)
        for cells in without_frame(list(_table_rows(table))):
            if any(cells):
                text = " | ".join(cell for cell in cells if cell)
                self.lines.append(
                    SourceLine(len(self.lines) + 1, text, LineKind.ROW, cells=tuple(cells))
                )


def _only_lays_out(table: Any) -> bool:
    """Whether a table only places parts of a page: others stand in its cells, or all of it is in
    one column with headings."""
    if any(cell.css_first("table") is not None for cell in table.css("td, th")):
        return True
    is_column = all(len(row.css("td, th")) <= 1 for row in table.css("tr"))
    return is_column and table.css_first("h1, h2, h3, h4") is not None


def _table_rows(table: Any) -> Iterator[list[str]]:
    """The rows of a table. What spans several rows is in each of them; what spans several columns
    is in the first."""
    above: dict[int, tuple[int, str]] = {}
    for row in table.css("tr"):
        cells: list[str] = []

        def fill(cells: list[str] = cells) -> None:
            while above.get(len(cells), (0, ""))[0] > 0 and len(cells) < MOST_COLUMNS:
                left, text = above[len(cells)]
                above[len(cells)] = (left - 1, text)
                cells.append(text)

        for cell in row.css("td, th"):
            fill()
            if len(cells) >= MOST_COLUMNS:
                break
            text = text_of_cell(cell)
            rows = _span(cell, "rowspan")
            if rows > 1:
                above[len(cells)] = (rows - 1, text)
            cells.append(text)
            cells += [""] * (min(_span(cell, "colspan"), MOST_COLUMNS - len(cells) + 1) - 1)
        fill()
        yield cells


def _pairs_of(terms: Any) -> list[str]:
    """The lines “Owner: Mia” of a list of terms that are names, with one description each; none
    for a list whose terms have descriptions below them."""
    parts = [(part.tag, _squeezed(part.text(deep=True))) for part in terms.css("dt, dd")]
    tags = [tag for tag, _ in parts]
    names = [text for tag, text in parts if tag == "dt"]
    if tags != ["dt", "dd"] * len(names) or any(len(n.split()) > _WORDS_OF_A_NAME for n in names):
        return []
    texts = [text for tag, text in parts if tag == "dd"]
    return [f"{name.rstrip(' :')}: {text}" for name, text in zip(names, texts, strict=True)]


def _written_nesting(element: Any) -> int:
    """How deep a list is by its class: Google Docs writes the lists below one another."""
    found = _NESTING.search(element.attributes.get("class") or "")
    return int(found[1]) if found else 0


def _span(cell: Any, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return max(1, min(int(value), 1000)) if value.isdigit() and len(value) < 6 else 1


def _squeezed(text: str) -> str:
    return " ".join(text.split())
