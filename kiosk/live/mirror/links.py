"""Turns the HTML of a phone page into that of a copy: its links lead to files beside it, and what
needs the server is left out."""

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

# Elements that do nothing without the server; input is void, and has no content.
_LEFT_OUT = frozenset(("form", "script", "button", "iframe", "object", "dialog", "noscript"))

FileOf = Callable[[str], str | None]
"""The file, with its anchor, that an address of the server leads to; None if there is none."""


def relinked(html: str, file_of: FileOf) -> str:
    """The HTML with links to files. A link without a file is its text alone; one that looks like a
    button is left out."""
    rewriter = _Rewriter(file_of)
    rewriter.feed(html)
    rewriter.close()
    return "".join(rewriter.parts)


class _Rewriter(HTMLParser):
    def __init__(self, file_of: FileOf) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._file_of = file_of
        self._links: list[str] = []
        self._skipped = ""  # the element that is being left out
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped:
            self._depth += tag == self._skipped
        elif tag in _LEFT_OUT:
            self._skip(tag)
        elif tag == "a":
            self._open_link(dict(attrs))
        elif tag == "img":
            self._image(dict(attrs))
        elif tag not in ("input", "link", "meta", "base"):
            self._emit(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("img", "input", "link", "meta", "base"):
            self.handle_starttag(tag, attrs)
        else:
            self._emit(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._depth -= tag == self._skipped
            if not self._depth:
                self._skipped = ""
        elif tag == "a":
            self._emit(f"</{self._links.pop()}>" if self._links else "")
        else:
            self._emit(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._emit(data)

    def handle_entityref(self, name: str) -> None:
        self._emit(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._emit(f"&#{name};")

    def _emit(self, text: str) -> None:
        if not self._skipped:
            self.parts.append(text)

    def _skip(self, tag: str) -> None:
        self._skipped, self._depth = tag, 1

    def _open_link(self, attributes: dict[str, str | None]) -> None:
        target = self._file_of(attributes.get("href") or "")
        if target is None and "button" in (attributes.get("class") or "").split():
            self._skip("a")
            return
        kept = {name: value for name, value in attributes.items() if name in ("dir", "class", "id")}
        self._links.append("span" if target is None else "a")
        if target is not None:
            kept["href"] = target
        self._emit(f"<{self._links[-1]}{_attributes(kept)}>")

    def _image(self, attributes: dict[str, str | None]) -> None:
        target = self._file_of(attributes.get("src") or "")
        if target is not None:
            self._emit(f"<img{_attributes(attributes | {'src': target})}>")


def _attributes(attributes: dict[str, str | None]) -> str:
    return "".join(f' {name}="{escape(value or "")}"' for name, value in attributes.items())
