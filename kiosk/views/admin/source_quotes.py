"""What a question about a source quotes: the source's own words."""

import re

_MARKERS = re.compile(r"^[\s>]*(?:[-*+•–#|]+\s+|\(?\w{1,3}[.)]\s+)*")
_ENOUGH = 0.6
"""Of the words of a text, this share is in the line that it is from."""


class SourceQuotes:
    """The lines of a source.

    :param text: the whole of it.
    """

    def __init__(self, text: str) -> None:
        self._all = _plain(text)
        self._text = text
        self._cells: list[tuple[str, frozenset[str]]] | None = None

    def own_words(self, text: str) -> str:
        """A text as the source has it: where its parts do not stand there one after the other, or a
        number in another form, the line or the cell that it is from."""
        if not text or _plain(text) in self._all:
            return text
        wanted = _words(text)
        cell, share = "", 0.0
        for each, words in self._lines():
            common = len(wanted & words) / max(1, len(wanted))
            if common > share:
                cell, share = each, common
        return _MARKERS.sub("", cell).strip() if share >= _ENOUGH else text

    def _lines(self) -> list[tuple[str, frozenset[str]]]:
        if self._cells is None:
            cells = (cell for line in self._text.splitlines() for cell in line.split("\t"))
            self._cells = [(cell, _words(cell)) for cell in cells]
        return self._cells


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))
