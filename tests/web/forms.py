"""The forms of a page as a browser would send them, for tests."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

SILENT = {"hidden", "submit", "button"}


@dataclass(slots=True)
class Form:
    """A form: where it goes, its fields as they stand, and the names of those one can write in."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, texts: dict[str, str]) -> dict[str, list[str]]:
        """What a browser sends once these texts were written."""
        data: dict[str, list[str]] = {}
        for name, value in self.fields:
            data.setdefault(name, []).append(texts.get(name, value))
        return data


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._form: Form | None = None
        self._select = ""
        self._area: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "form" and given.get("method") == "post":
            self._form = Form(given["action"])
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(tag, given)

    def _field(self, tag, given):
        name, form = given.get("name", ""), self._form
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind not in ("checkbox", "radio") or "checked" in given:
                form.fields.append((name, given.get("value", "on")))
            if kind in ("text", "search", "url") and "hidden" not in given:
                form.texts.append((name, given.get("value", "")))
        elif tag == "textarea":
            self._area = (name, [])
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            form.fields.append((self._select, given["value"]))

    def handle_data(self, data):
        if self._area:
            self._area[1].append(data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self._area:
            name, parts = self._area
            text = "".join(parts).removeprefix("\n")  # which HTML leaves out
            self._form.fields.append((name, text))
            self._form.texts.append((name, text))
            self._area = None
        elif tag == "form":
            self._form = None


def read_page(html: str) -> tuple[list[Form], list[str]]:
    """The forms that a page posts, and the addresses it links to."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms, reader.links
