"""Short titles that are proposed for walls: a title without the way from start to target, which
stands beside it there.

Only a way that ends the title, or that one of a few verbs follows, is taken away, so that what is
left is a title that somebody could have written.
"""

import re
from dataclasses import replace

from kiosk.okr.import_findings import FoundKeyResult, Understood
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.text import TITLE_LENGTH

_NUMBER = (
    r"[+−-]?(?:[A-Z]{0,3}[$€£¥]\s?)?\d(?:[\d.,'’]|\s(?=\d))*(?:\s?(?:k|K|M|Mio\.?|Tsd\.?|mi|bn))?"
)
_BETWEEN = r"to|auf|bis|naar|à|a|para|til|till"
_UNIT = rf"(?:\s?[%$€£¥]|\s?(?!(?:{_BETWEEN})\b)[^\W\d]+)?"
_WAY = re.compile(
    rf"(?:[:,–-]\s+|\s+)(?:(?:is\s+)?(?:down|up)\s+)?(?:from|von|vom|van|de|da|fra|från)\s+"
    rf"{_NUMBER}(?P<unit>{_UNIT})\s+(?:{_BETWEEN})\s+{_NUMBER}(?P<rest>.*)"
    rf"|(?:\s*[:,]\s+|\s+)\(?{_NUMBER}(?P<before>{_UNIT})\s*(?:→|->|=>|–>)\s*{_NUMBER}(?P<after>.*)"
)
_VERBS = "senken erhöhen steigern reduzieren verringern verbessern heben bringen verkürzen ausbauen"
_TAIL = re.compile(
    rf"(?P<unit>\)|\s?%|\s?[$€£¥]|\s[^\W\d]+)?(?:\s(?P<verb>{'|'.join(_VERBS.split())}))?"
)
_UNFINISHED = re.compile(
    r"\b(?:from|to|by|of|in|at|and|or|the|a|an|is|are|von|auf|um|bis|und|oder|der|die|das|de|à|et|ou)$",
    re.IGNORECASE,
)


def title_without_way(draft: KeyResultDraft) -> str:
    """The title of a key result without its start and target; "" where that is none."""
    if draft.start is None or draft.target is None or draft.short_title:
        return ""
    found = _WAY.search(draft.title)
    if found is None:
        return ""
    tail = _TAIL.fullmatch((found["rest"] or found["after"] or "").rstrip(" .)"))
    if tail is None or not _is_unit(tail, draft.unit, found["unit"] or found["before"] or ""):
        return ""
    short = " ".join(filter(None, (draft.title[: found.start()].strip(" :,–-"), tail["verb"])))
    is_whole = len(short) > 2 and not re.search(r"\d", short) and not _UNFINISHED.search(short)
    return short if is_whole and len(short) <= TITLE_LENGTH else ""


def _is_unit(tail: re.Match[str], *units: str) -> bool:
    """Whether what follows the target is only its unit, or that of the start."""
    said = (tail["unit"] or "").strip(" )").casefold()
    known = {unit.strip().casefold()[:3] for unit in units if unit.strip()}
    return not said.isalpha() or said[:3] in known


def proposed_titles(found: Understood) -> tuple[str, ...]:
    """The short titles that may be given to the key results of a source."""
    titles = (title_without_way(k.draft) for o in found.objectives for k in o.key_results)
    return tuple(title for title in titles if title)


def with_proposed_titles(found: Understood) -> Understood:
    """The source with these short titles."""
    objectives = tuple(
        replace(each, key_results=tuple(map(_with_title, each.key_results)))
        for each in found.objectives
    )
    return replace(found, objectives=objectives)


def _with_title(found: FoundKeyResult) -> FoundKeyResult:
    short = title_without_way(found.draft)
    return replace(found, draft=replace(found.draft, short_title=short)) if short else found
