"""Shares of a known number: “40 of 44 shops”, “auf 5 von 7 Stationen”, “8 magasins sur 12”."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kiosk.exchange.understanding.measure_drafts import Measured, reading_of, which_is_meant
from kiosk.exchange.understanding.measure_patterns import AFTER, BEFORE, CJK, SCORES
from kiosk.exchange.understanding.stated_values import NOW
from kiosk.okr.import_findings import ReadingQuestion
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_units import PERCENT

_ALL = (
    r"(?:the|our|all|den|der|unseren?|des|les|nos|las|los|nuestr[oa]s|as|os|nossos|nossas|delle|dei"
    r"|degli|nostr[ei]|de|onze|våre|vore)"
)
_SHARES = (
    re.compile(
        rf"{BEFORE}(?P<value>\d+)\s*(?:/|out of|of|von|sur|de|di|van|av|das|dos|delle|dei"
        rf"|degli|des)\s*(?:{_ALL}\s)?(?P<target>\d+){AFTER}"
    ),
    # “8 magasins sur 12”, “15 drivers out of 22”
    re.compile(
        rf"{BEFORE}(?!7 (?:jours|giorni|d[ií]as) )(?P<value>\d+)(?:\s[^\W\d_][\w'’-]*){{1,3}}?"
        rf"\s(?:out of|sur|su|(?:of|von|van|av|de|di|des)\s{_ALL}|das|dos|delle"
        rf"|dei)\s(?:{_ALL}\s)?(?P<target>\d+){AFTER}"
    ),
    # 6ライン中4ライン, 12个小区中有9个
    re.compile(
        rf"(?P<target>\d+)\s?[{CJK}]{{1,6}}(?:中|のうち|里|之中)(?:有|の|、)?\s?(?P<value>\d+)"
    ),
)
# “now 7 of 18”, “ahora lo tienen 7 de 18”: how many of all there are already.
_NOW_OF_ALL = re.compile(
    rf"(?<!\w){NOW}\s?[:：]?\s*(?:[^\W\d_]+\s){{0,3}}?{BEFORE}(?P<value>\d+)\s*"
    rf"(?:/|out of|of|von|sur|de|di|su|van|av|das|dos|delle|dei)\s*(?:{_ALL}\s)?"
    rf"(?P<target>\d+){AFTER}",
    re.IGNORECASE,
)
# “9 in 10 patients”, “9 em cada 10 clientes”: a share of however many there are.
_RATIO = re.compile(
    rf"{BEFORE}(?P<value>\d)\s(?:in|in every|out of every|von je|sur chaque|(?:de|em) cada|su ogni"
    rf"|op de|av hver)\s(?P<target>100?|[25]0|[2-9]){AFTER}(?=\s[^\W\d_])"
    # “9 times out of 10”, “9 Mal von 10”, “9 von 10 Malen”
    rf"|{BEFORE}(?P<times>\d)\s(?:(?:times|mal|fois|veces|vezes|volte|keer|ganger|gange|gånger)"
    rf"\s(?:out of|in|von|sur|de|em|su|op de|van de|av|ud af)(?: cada)?"
    rf"\s(?P<of_times>10|[2-9]){AFTER}"
    rf"|(?:of|out of|von|sur|de|em|su|van de|av|ud af)(?: cada)?\s(?P<of>10|[2-9])\s"
    rf"(?:times|mal(?:en)?|fois|veces|vezes|volte|keer|ganger|gange|gånger)\b)",
    re.IGNORECASE,
)
_ROUND = 10
_OF_ALL = re.compile(
    r"\s(?:of|der|des|aller|de|du|do|da|dos|das|del|dei|degli|delle|della|van|av|af)\s(?!\d)"
)
_PART = re.compile(r"(?P<value>[1-9])\s?/\s?(?P<target>[2-9])(?![\d/])")
_MEASURED = re.compile(r"\s?(?:%|€|\$|£|EUR\b|USD\b|CHF\b|Euros?\b)|[.,]\d")
_TIMES_OF = re.compile(
    r"\s(?:hours?|days?|weeks?|months?|minutes?|Stunden|Tagen?|Wochen|Minuten|heures|jours|semaines"
    r"|horas|días|semanas|ore|giorni|settimane|uur|dagen|weken|timer|dager|uker|dias|years?"
    r"|persons?"
    r"|people|Personen)\b"
)
_CHANGED_TO = re.compile(r"\b(?:to|auf|à|a|para|naar|til|tot|al)\s$", re.IGNORECASE)


def share_in(text: str) -> re.Match[str] | None:
    """Where a sentence names a share of a known number; None for others."""
    return next(_shares(text), None)


def _shares(text: str) -> Iterator[re.Match[str]]:
    for pattern in _SHARES:
        for found in pattern.finditer(text):
            value, target = int(found["value"]), int(found["target"])
            after = text[found.end() :]
            is_share = 0 < value <= target and not _MEASURED.match(after)
            is_series = "/" not in found[0] and bool(_TIMES_OF.match(after))
            if is_share and not (is_series and found.re is not _SHARES[0]):
                yield found


def share_measured(text: str) -> Measured | None:
    """“40 of 44 shops” is to reach 40, “3/5” is how it stands; both are asked about."""
    begun = _begun(text)
    if begun is not None:
        return begun
    ratio = _ratio(text)
    found = None if ratio else share_in(text)
    if found is None:
        return ratio
    value, target = Decimal(found["value"]), Decimal(found["target"])
    draft = KeyResultDraft("", KeyResultKind.NUMBER, start=Decimal(0), target=target)
    if SCORES.search(text) or _STARS.match(text[found.end() :]):  # 4/5 stars: not four of five
        return _score(found[0], draft, value)
    drafts = [draft, replace(draft, target=value)]
    at = 1 if value < target and _is_to_reach(text, found) else 0
    is_part = bool(_PART.fullmatch(found[0]) and _OF_ALL.match(text[found.end() :]))
    if value < target and (target == _ROUND or is_part):  # “9 out of 10 customers”: 90 % of all
        share = Decimal(round(100 * value / target))
        drafts.append(KeyResultDraft("", KeyResultKind.PERCENT, target=share))
    at = len(drafts) - 1 if is_part else at  # “2/3 of the staff”
    readings = tuple(map(reading_of, drafts))
    outcomes = tuple((each,) for each in drafts)
    asked = ReadingQuestion("target", found[0], readings, readings[at], outcomes)
    is_open = value < target  # “14 of 14” is one number
    return Measured(drafts[at], None if at else value, (asked,) if is_open else ())


def _begun(text: str) -> Measured | None:
    """“All coaches have a certificate (now 7 of 18)” goes from 7 to 18, asked about."""
    found = _NOW_OF_ALL.search(text)
    value, target = (Decimal(found[name]) if found else Decimal(0) for name in ("value", "target"))
    if found is None or not value < target or _MEASURED.match(text[found.end() :]):
        return None
    draft = KeyResultDraft("", KeyResultKind.NUMBER, start=value, target=target)
    both = (f"{value} → {target}", f"→ {target}")
    outcomes = ((draft,), (replace(draft, start=None),))
    asked = ReadingQuestion("target", found[0], both, both[0], outcomes)
    return Measured(draft, value, (asked,))


def ratio_limit(text: str, span: tuple[int, int], limit: KeyResultKind) -> KeyResultDraft | None:
    """“At least 8 in 10 customers” and “≥ 4/5” as a limit of 80 %; None for others.

    :param span: where its number stands.
    """
    found, part = _ratio(text), _PART.match(text[span[0] :])
    share = found.draft.target if found else None
    of_ten = share_in(text)
    if part and int(part["value"]) < int(part["target"]) and not SCORES.search(text):
        share = Decimal(round(100 * Decimal(part["value"]) / Decimal(part["target"])))
    elif share is None and of_ten and int(of_ten["value"]) < int(of_ten["target"]) == _ROUND:
        share = 10 * Decimal(of_ten["value"])
    if share is None:
        return None
    ends = (share, None) if limit is KeyResultKind.AT_LEAST else (None, share)
    return KeyResultDraft("", limit, PERCENT, low=ends[0], high=ends[1])


def _ratio(text: str) -> Measured | None:
    """“9 in 10 patients” is 90 % of them, or done or not; asked about."""
    found = _RATIO.search(text)
    if found is None:
        return None
    value = Decimal(found["value"] or found["times"])
    target = Decimal(found["target"] or found["of_times"] or found["of"])
    if not value < target or _TIMES_OF.match(text[found.end() :]):
        return None
    share = KeyResultDraft("", KeyResultKind.PERCENT, target=Decimal(round(100 * value / target)))
    once = KeyResultDraft("", KeyResultKind.YES_NO)
    return Measured(share, None, (which_is_meant("kind", found[0], (share, once)),))


_STARS = re.compile(r"\s?(?:stars?|Sterne|étoiles|estrellas|estrelas|stelle|sterren|stjerner|星)")


def _is_to_reach(text: str, found: re.Match[str]) -> bool:
    """In words, or before what is counted: “38/50 technicians with a certificate”."""
    if "/" not in found[0]:
        return True
    return not text[: found.start()].strip() and bool(re.match(r"\s[^\W\d_]", text[found.end() :]))


def _score(text: str, draft: KeyResultDraft, value: Decimal) -> Measured:
    taken = replace(draft, start=None, target=value)
    both = (f"→ {value}", f"0 → {draft.target}")
    asked = ReadingQuestion("target", text, both, both[0], ((taken,), (draft,)))
    return Measured(taken, None, (asked,))
