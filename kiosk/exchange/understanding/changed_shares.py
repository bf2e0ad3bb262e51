"""Shares by which a number that is said changes: “waste down 30 % (now 210 kg)”, “empty trips
reduced by a third (now 90 a month)”, “down by a fifth from the 9.5 we had”."""

import re
from dataclasses import replace
from decimal import Decimal

from kiosk.exchange.understanding.amounts import amount_of, amounts_in, chosen_readings
from kiosk.exchange.understanding.context_numbers import is_difference
from kiosk.exchange.understanding.measure_drafts import Measured, draft_to, which_is_meant
from kiosk.exchange.understanding.measure_patterns import (
    PARTS_IN_WORDS,
    RELATIVE,
    with_plain_numbers,
)
from kiosk.exchange.understanding.measure_words import RISES
from kiosk.exchange.understanding.stated_values import stated_number
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_input import parse_number
from kiosk.okr.number_units import Unit

_FALLS = re.compile(
    r"\b(?:down|fewer|less|lower|reduc|decreas|drop|fall|fell|shrink|shorter|cut|sav(?:e|ing)|minus"
    r"|senk|sink|reduzier|verringer|kürz|weniger|niedriger|rückgang|einspar|rédui|réduct|baiss"
    r"|diminu|moins|disminu|baja|menos|recort|reduz|redução|cort(?:ar|e)|queda|ridu|riduz|meno\b"
    r"|cal(?:o|are)\b|abbass|tagli|verlag|omlaag|minder|daal|daling|dal(?:en|ing)|verminder"
    r"|reduser|ned\b|nedgang|færre|mindre"
    r"|below|under|beneath|unter|geringer|inférieur|dessous|sous|debajo|abaixo|inferior|sotto"
    r"|onder|lager|lavere|färre|lägre|minsk|sänk|sænk|nedbring)|[减減降少]|下げ",
    re.IGNORECASE,
)
_GROWS = re.compile(
    r"\b(?:up|more|higher|plus|gain|mehr|höher|zuwachs|plus|hausse|más|mais|più|subid|meer|hoger"
    r"|above|over|über|supérieur|encima|acima|sopra|boven|omhoog|mer|opp|høyere|højere|flere|fler|högre|över)\b|[增升]",
    re.IGNORECASE,
)
# “from the 9.5 we had”, “gegenüber den 210 kg”.
_BASE = re.compile(
    r"\b(?:from|von|gegenüber|vs\.?|versus|compared (?:to|with)|than|below|above|als|unter|über"
    r"|par rapport aux?|que|desde|da[il]?|van|dan|onder|fra|enn|end|än|från|under)\s"
    r"(?:(?:the|our|today['’]s|den|die|de[mnr]?|unseren|heute|now|onze|våre|los|las|les?|i|le|os|as)\s)?$",
    re.IGNORECASE,
)
# “30 % lower than the 410 t”, “15 % unter den 1,4 GWh”, “15 % de déchets en moins que les 40 t”.
_COMPARED = re.compile(
    r"\s?(?:(?:de |d['’]|di |an )[^\W\d]+\s)?"
    r"(?:fewer|less|lower|higher|more|shorter|faster|cheaper|better|below|under|above|over|beneath"
    r"|weniger|mehr|höher|niedriger|geringer|kürzer|schneller|unter|über"
    r"|(?:de|en) (?:moins|plus)|inférieure?s?|supérieure?s?|en dessous|au-dessus|sous"
    r"|menos|más|mais|por (?:debajo|encima)|abaixo|acima|in (?:meno|più)|sotto|sopra|inferior[ei]"
    r"|minder|meer|lager|hoger|onder|boven|færre|mer|mindre|lavere|høyere|under|over"
    r"|mere|flere|højere|färre|fler|lägre|högre|över)\b",
    re.IGNORECASE,
)
_MOST_DIGITS = 2


def changed_share(text: str, decimal_separator: str) -> Measured | None:
    """The key result from the number that is said to so many percent more or less, in its unit,
    which is asked about; None where a sentence says no such number, or more of them.

    :param decimal_separator: the locale's.
    """
    text = with_plain_numbers(text)
    percent, others = _percent_in(text, decimal_separator)
    if percent is None:
        return None
    stated = stated_number(text)
    base = amount_of(stated or "".join(_bases(text, others)), decimal_separator)
    if base is None or len(others) != 1:
        return None
    (start,) = chosen_readings((base,))
    ways = [way for way in change_directions(text) if way * percent >= -100]
    drafts = [draft_to((base,), start, _changed(start, way * percent)) for way in ways]
    whole = _plain(percent)
    if not start or not drafts:
        return None
    if drafts[0].kind is KeyResultKind.PERCENT:  # “by 5 % (now 40 %)” may be points
        drafts += [replace(drafts[0], target=start + way * percent) for way in ways]
    by = KeyResultDraft("", KeyResultKind.PERCENT, "", Decimal(0), whole)
    asked = which_is_meant("target", text, (*drafts, by))
    return Measured(drafts[0], start if stated else None, (asked,))


def change_directions(text: str) -> tuple[int, ...]:
    """-1 for less and 1 for more; both where a sentence does not say which, the likelier first."""
    falls = bool(_FALLS.search(text)) or re.search(r"(?:^|\s)[−-]\s?\d", text) is not None
    rises = bool(RISES.search(text) or _GROWS.search(text)) or re.search(r"[+＋]\s?\d", text)
    if falls and not rises:
        return (-1,)
    return (1,) if rises and not falls else (-1, 1) if falls else (1, -1)


def _bases(text: str, amounts: list[re.Match[str]]) -> list[str]:
    """The amounts with which something is compared."""
    return [found[0] for found in amounts if _BASE.search(text[: found.start()])]


def _percent_in(text: str, separator: str) -> tuple[Decimal | None, list[re.Match[str]]]:
    """By how many percent something changes, and the other numbers of the sentence."""
    found = list(amounts_in(text))
    by = [relative["by"] or relative["changed"] for relative in RELATIVE.finditer(text)]
    for at, each in enumerate(found):
        if not each[0].endswith(("%", "％")):
            continue
        before = text[max(0, each.start() - 3) : each.start()]
        is_signed = re.search(r"(?:^|[\s(])[+＋−–-]\s?$", before) is not None
        is_signed = is_signed or each[0][0] in "+＋-−"
        others = [*found[:at], *found[at + 1 :]]
        is_compared = _COMPARED.match(text, each.end()) and _bases(text, others)
        if each[0] in by or is_signed or is_compared or is_difference(text, *each.span()):
            number = parse_number(each[0].lstrip("+＋-−"), "target", separator, Unit(None))
            return abs(number.readings[0]), others
    for percent, words in PARTS_IN_WORDS:
        if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE):
            return (Decimal(100) / 3 if percent == 33 else Decimal(percent)), found
    return None, found


def _changed(start: Decimal, percent: Decimal) -> Decimal:
    return _plain(start + start * percent / 100)


def _plain(number: Decimal) -> Decimal:
    """A number to two decimals, without zeros at its end."""
    end = round(number, _MOST_DIGITS)
    return end.quantize(Decimal(1)) if end == end.to_integral_value() else end.normalize()
