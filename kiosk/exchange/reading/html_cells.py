"""The text of a cell in a table of a page: a line for each paragraph and each item of a list."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kiosk.exchange.reading.lengths import shortened

_BREAKING = frozenset(("p", "div", "li", "ul", "ol", "br", "dl", "dt", "dd", "blockquote", "pre"))
_ITEMS = frozenset(("li", "dd"))
_LEFT_OUT = frozenset(("script", "style", "template", "svg", "button", "-comment", "_comment"))
_DEEPEST = 40


@dataclass(slots=True)
class _Lines:
    """The lines of a cell; those of a list, and what is being read."""

    lines: list[str] = field(default_factory=list)
    items: set[int] = field(default_factory=set)
    text: list[str] = field(default_factory=list)

    def end(self, *, is_item: bool) -> None:
        """End the current line."""
        text = " ".join("".join(self.text).split())
        self.text = []
        if text:
            self.lines.append(text)
            if is_item:
                self.items.add(len(self.lines) - 1)


def text_of_cell(cell: Any) -> str:
    """The text of a cell. Items of a list below a line of text have a dash before them."""
    found = _Lines()
    _read(cell, found, 0, is_item=False)
    found.end(is_item=False)
    return shortened("\n".join(_marked(found)))


def _marked(found: _Lines) -> Iterator[str]:
    has_head = bool(found.items) and 0 not in found.items
    for at, line in enumerate(found.lines):
        yield f"- {line}" if has_head and at in found.items else line


def _read(node: Any, found: _Lines, depth: int, *, is_item: bool) -> None:
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            found.text.append(child.text())
        elif tag in _LEFT_OUT:
            continue
        elif depth > _DEEPEST:
            found.text.append(child.text(deep=True))
        elif tag in _BREAKING:
            found.end(is_item=is_item)
            _read(child, found, depth + 1, is_item=is_item or tag in _ITEMS)
            found.end(is_item=is_item or tag in _ITEMS)
        else:
            _read(child, found, depth + 1, is_item=is_item)
