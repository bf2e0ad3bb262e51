"""What a cell of a table is, before its column is known: a number, a yes or no, two values."""

import re
from collections.abc import Sequence
from functools import lru_cache

from kiosk.exchange.understanding.days import whole_day
from kiosk.exchange.understanding.kinds import is_yes_no
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.measures import measure_in

_LONGEST_MEASURE = 15
_WORDS_OF_A_TITLE, _SIGNS_OF_A_WORD = 3, 2
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_OPEN = re.compile(
    r"[?x–—-]+\s*%?|n\.?\s?/?\s?[av]\.?|tb[dac]|t\.b\.d\.|offen|open|unknown|unbekannt|folgt"
    r"|pending"
    r"|à définir|por definir|a definir|da definire|未定|待定|x\s?%",
    re.IGNORECASE,
)
# “LIB-21”, “OKR_004”, and what databases number rows by.
_IDENTIFIER = re.compile(
    r"[A-Z][A-Z0-9]{1,9}[-_]\d{1,7}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{12,40}",
)
_ARROW = re.compile(r"\s*(?:→|-+>|=+>|➔|➜|➝|⇒|–+>|—>|↦|↗|↘)\s*")
_TO = re.compile(r"\s+(?:to|auf|bis|nach|à|a|al|para|até|naar|tot|til)\s+", re.IGNORECASE)
_FROM = re.compile(r"(?:from|von|de|du|da|dal|desde|van|fra)\s+", re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_measure(cell: str) -> bool:
    """Whether a cell holds a number or a limit, and not a sentence with one."""
    return len(cell) <= _LONGEST_MEASURE and measure_in(cell, ".") is not None


def are_measures(cells: Sequence[str]) -> bool:
    """Whether most of the cells hold a number or a limit."""
    return sum(map(is_measure, cells)) * 2 > len(cells)


def is_value(cell: str) -> bool:
    """Whether a cell says where something begins, stands or is to go: a number, yes or no, two of
    them with an arrow between, or that it is open."""
    return (
        is_measure(cell)
        or is_yes_no(cell)
        or bool(_OPEN.fullmatch(cell.strip()))
        or from_and_to(cell) is not None
    )


def is_open(text: str) -> bool:
    """Whether a text only says that it is not known yet: “tbd”, “(da definire)”."""
    return _OPEN.fullmatch(text.strip(" ()[].…")) is not None


def are_values(cells: Sequence[str]) -> bool:
    """Whether most cells are values, and one at least says something."""
    is_said = any(not _OPEN.fullmatch(cell.strip()) for cell in cells)
    return is_said and sum(map(is_value, cells)) * 2 > len(cells)


def are_days(cells: Sequence[str]) -> bool:
    """Whether most cells are days."""
    return bool(cells) and sum(whole_day(cell) is not None for cell in cells) * 2 > len(cells)


def are_identifiers(cells: Sequence[str]) -> bool:
    """Whether all cells are ids of rows: “LIB-21”, and no names."""
    return bool(cells) and all(map(_IDENTIFIER.fullmatch, cells))


def are_objectives(cells: Sequence[str]) -> bool:
    """Whether all cells are labelled as objectives: “O1.2 Answer faster”."""
    labels = [label_of(cell) for cell in cells]
    return bool(cells) and all(
        each is not None and each.role is Role.OBJECTIVE and each.number and each.rest
        for each in labels
    )


def are_sentences(cells: Sequence[str]) -> bool:
    """Whether cells are titles rather than targets in words, such as “done”."""
    return bool(cells) and sum(map(_words, cells)) >= _WORDS_OF_A_TITLE * len(cells)


def _words(cell: str) -> int:
    """How many words a cell has; Chinese and Japanese do not part them."""
    return max(len(cell.split()), len(_EAST.findall(cell)) // _SIGNS_OF_A_WORD)


def from_and_to(cell: str) -> tuple[str, str] | None:
    """The two values of a cell: “0.9 → 1.2”, “no → yes”, “from 3 to 5”; None for another text."""
    text = cell.strip()
    has_from = _FROM.match(text)
    # “4 to 8 °C” is a range; “from 4 to 8” is none.
    parts = _ARROW.split(text)
    parts = _TO.split(text) if len(parts) != 2 and has_from else parts
    if len(parts) != 2:
        return None
    start, target = _FROM.sub("", parts[0], count=1).strip(), parts[1].strip()
    return (start, target) if _is_end(start) and _is_end(target) else None


def _is_end(text: str) -> bool:
    return is_measure(text) or is_yes_no(text) or bool(_OPEN.fullmatch(text))
