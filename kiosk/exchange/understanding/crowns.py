"""Crowns, whose country nobody can know: “5 mill. kr”, “400 tkr”, “12 mkr”."""

import re
from collections.abc import Iterable
from dataclasses import replace

from kiosk.okr.import_findings import ReadingQuestion
from kiosk.okr.key_result_draft import KeyResultDraft

_SIZED = re.compile(r"(?<![^\W\d_])(t|m|mn|md)\.?kr\b", re.IGNORECASE)
_SIZES = {"t": "k", "m": "M", "mn": "M", "md": "bn"}
_CROWNS = re.compile(rf"\bkr(?:oner)?\b|{_SIZED.pattern}", re.IGNORECASE)
_CODES = ("NOK", "SEK", "DKK", "ISK")


def with_parted_crowns(text: str) -> str:
    """A text with the size of crowns apart from them: “400 tkr” is “400 k kr”."""
    return _SIZED.sub(lambda found: f"{_SIZES[found[1].casefold()]} kr", text)


def questions_about_crowns(draft: KeyResultDraft, texts: Iterable[str]) -> list[ReadingQuestion]:
    """The question which crowns are meant, where the key result is taken to be in Norwegian ones.

    :param texts: its sentence and its cells, as they are written.
    """
    if draft.unit != _CODES[0] or not any(map(_CROWNS.search, texts)):
        return []
    outcomes = tuple((replace(draft, unit=code),) for code in _CODES)
    return [ReadingQuestion("unit", "kr", _CODES, _CODES[0], outcomes)]
