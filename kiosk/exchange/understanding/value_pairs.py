"""Names with their numbers, one behind the other: “Start 5 Nu 11 Doel 24”, “IST 4 %, SOLL 9 %”."""

import re

from kiosk.exchange.understanding.measure_patterns import AFTER, AMOUNT

_NAMES = {
    "Start": r"start(?:ing)?(?: value)?|baseline|base|begin|from|ausgangswert|anfang|départ|inicio"
    r"|início|inizio|partenza|startwaarde|startverdi|utgangspunkt|开始|開始|基线|基準",
    "Current": r"now|current(?:ly)?|today|ist|jetzt|heute|aktuell|derzeit|actuel(?:lement)?"
    r"|aujourd['’]hui|maintenant|ahora|actual|hoy|agora|atual|hoje|ora|adesso|attuale|oggi|nu"
    r"|huidig|vandaag|nå|i dag|当前|目前|现在|現在|現状",
    "Target": r"target|goal|aim|soll|ziel(?:wert)?|cible|objectif|objetivo|meta|obiettivo"
    r"|traguardo|doel|streefwaarde|mål|目标|目標",
}
_ANY = "|".join(f"(?P<{column}>{names})" for column, names in _NAMES.items())
_PAIR = re.compile(
    rf"(?:^|(?<=[\s,;|/·•:：(–—-]))(?:{_ANY})\s?[:：=]?\s?(?P<value>{AMOUNT}){AFTER}[\s,;|/·•]*",
    re.IGNORECASE,
)
_TARGETS = tuple(re.sub(r"\(.*?\)\?", "", _NAMES["Target"]).split("|"))
_BEGINS = re.compile(r"[:：(|·•–—-]\s*$")
_NUMBER_AT_END = re.compile(r"\d\s?\D{0,9}$")
_LONGEST, _LONGEST_AMOUNT = 120, 20


def pairs_behind(text: str) -> tuple[str, list[str]] | None:
    """What stands before such pairs at the end of a text, "" for nothing, and the pairs as fields:
    “Start: 5”. None without a target and how it is or was, each once."""
    whole = text.rstrip(" .)")
    plain = whole.casefold()
    has_target = any(word in plain for word in _TARGETS)
    if not (has_target and _NUMBER_AT_END.search(whole[-_LONGEST_AMOUNT:])):
        return None  # as most lines, which are soon done with
    tail = max(len(whole) - _LONGEST, 0)
    found: list[re.Match[str]] = []
    for pair in _PAIR.finditer(whole, tail):
        is_next = not found or pair.start() == found[-1].end()
        found = [*found, pair] if is_next else [pair]
    if not found or found[-1].end() != len(whole):
        return None
    columns = [next(name for name in _NAMES if pair[name]) for pair in found]
    has_both = "Target" in columns and len(columns) > 1
    before = text[: found[0].start()]
    if not has_both or len(set(columns)) < len(columns) or not _may_end(before):
        return None
    fields = [f"{name}: {pair['value']}" for name, pair in zip(columns, found, strict=True)]
    return before.rstrip(" ,;:：(|·•–—-"), fields


def _may_end(before: str) -> bool:
    """Whether a title may end before the pairs: with a sign that leads to them."""
    return not before.strip() or _BEGINS.search(before) is not None
