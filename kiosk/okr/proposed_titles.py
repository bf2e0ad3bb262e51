"""Short titles that are proposed for walls: what stands before the way from start to target, which
stands beside the title there.

Only a way that ends the title, or that its unit, a period or one of a few verbs follows, is taken
away, and nothing is proposed that ends with half a sentence.
"""

import re
from dataclasses import replace

from kiosk.okr.import_findings import FoundKeyResult, Understood
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.text import TITLE_LENGTH
from kiosk.okr.title_endings import is_unfinished

_NUMBER = (
    r"[+−-]?(?:[A-Z]{0,3}[$€£¥]\s?)?\d(?:[\d.,'’]|\s(?=\d))*"
    r"(?:\s?(?:k|K|M|Mio\.?|Tsd\.?|mi|bn)(?![^\W\d]))?"
)
_FROM = r"(?:from|von|vom|van|de|del|du|da|dal|desde|fra|från)"
_TO = r"(?:to|auf|bis|naar|à|au|a|al|para|til|till)"
_PERIOD = (
    r"(?:\s?/\s?|\s(?:a|an|per|each|every|pro|par|por|al|alla|cada|chaque|ogni|i|om)\s"
    r"|\s(?:de[nr]|het|jede[nrsm]?)\s)"
    r"(?:h|hour|day|week|month|quarter|year|stunde|tag|woche|monat|quartal|jahr|heure|jour"
    r"|semaine|mois|trimestre|an|hora|día|dia|semana|mes|mês|año|ano|ora|giorno|settimana|mese"
    r"|anno|uur|dag|week|maand|kwartaal|jaar|time|uke|uken|måned|måneden|kvartal|år|året)s?"
)
_UNIT = rf"(?:\s?[%$€£¥]|\s?(?!{_TO}\b)[^\W\d]+)?(?:{_PERIOD})?"
_DIRECTION = (
    r"(?:(?:is|are|ist|sind|est|sont)\s+)?(?:down|up|runter|herunter|rauf|hoch|en\s+baisse"
    r"|en\s+hausse|omlaag|omhoog|ned|opp)\s+"
)
_WAYS = tuple(
    re.compile(way)
    for way in (
        rf"(?:\s*[:,–-]\s+|\s+)\(?(?:{_DIRECTION})?{_FROM}\s+"
        rf"{_NUMBER}(?P<unit>{_UNIT})\s+{_TO}\s+{_NUMBER}(?P<rest>.*)",
        rf"(?:\s*[:,–-]\s+|\s+)\(?(?:{_DIRECTION})?{_TO}\s+"
        rf"{_NUMBER}(?P<unit>{_UNIT}),?\s+{_FROM}\s+{_NUMBER}(?P<rest>.*)",
        rf"(?:\s*[:,]\s+|\s+)\(?{_NUMBER}(?P<unit>{_UNIT})\s*(?:→|->|=>|–>)\s*{_NUMBER}(?P<rest>.*)",
        rf"\s*[:,]\s+{_NUMBER}(?P<unit>{_UNIT})\s+{_TO}\s+{_NUMBER}(?P<rest>.*)",
        rf"\s*:\s+{_NUMBER}(?P<rest>(?P<unit>{_UNIT}))$",
    )
)
_PERCENT_WORDS = ("percent", "prozent", "procent", "prosent")
_VERBS = (
    *("senken", "erhöhen", "steigern", "reduzieren", "verringern", "verbessern", "heben"),
    *("bringen", "verkürzen", "ausbauen", "verlagen", "verhogen", "verkorten", "verminderen"),
    *("verbeteren", "terugbrengen"),
)
_TAIL = re.compile(
    rf"(?P<unit>\)|\s?%|\s?[$€£¥]|\s[^\W\d]+)?(?:{_PERIOD})?(?:\s(?P<verb>{'|'.join(_VERBS)}))?",
    re.IGNORECASE,
)
_HAS_NO_SPACES = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
# No spaces, and the way before its verb: 解約率を5%から3%に下げる, 将流失率从5%降到3%.
_EAST_ASIAN = re.compile(
    r"[将把使]?(?P<title>[^\d$€£¥]*?[^\W\d])(?:[をがは](?:[毎每]?[月週日年]間?)?|[从由自])?"
    rf"\s*[$€£¥]?{_NUMBER}[^\d]{{0,6}}?(?:から|降到|降至|升到|升至|提高到|提升到|减少到|增加到|到|至|→)"
    rf"\s*[$€£¥]?{_NUMBER}[^\d、。，]{{0,12}}"
)


def title_without_way(draft: KeyResultDraft) -> str:
    """The title of a key result without its start and target; "" where that is none."""
    if draft.start is None or draft.target is None or draft.short_title:
        return ""
    east_asian = _EAST_ASIAN.fullmatch(draft.title) if _HAS_NO_SPACES.search(draft.title) else None
    if east_asian:
        return _if_whole(east_asian["title"])
    for way in _WAYS:
        if found := way.search(draft.title):
            return _without(draft, found)
    return ""


def _without(draft: KeyResultDraft, found: re.Match[str]) -> str:
    """The title without a way, where only what belongs to that follows it."""
    tail = _TAIL.fullmatch(found["rest"].rstrip(" .)"))
    percent = _PERCENT_WORDS if draft.kind is KeyResultKind.PERCENT else ()
    if tail is None or not _is_unit(tail, draft.unit, found["unit"] or "", *percent):
        return ""
    before = draft.title[: found.start()].strip(" :,–-(")
    # An infinitive stands behind its number, so what is before that need not be whole.
    return _if_whole(before, tail["verb"] or "")


def _if_whole(before: str, verb: str = "") -> str:
    """A title that is one; "" for half a sentence, or one that still has numbers."""
    short = " ".join(filter(None, (before, verb)))
    is_whole = len(before) >= 2 and not re.search(r"\d", short) and not is_unfinished(before)
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
