"""Confidence as people write it: 7/10, 7, 0.6, 70 %."""

import re
from decimal import ROUND_HALF_UP, Decimal

_OF_TEN = re.compile(r"(\d{1,2}(?:[.,]\d+)?)\s*(?:/|von|of|sur|de|di|av)\s*10(?:[.,]0)?")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d+)?")
WORD = (
    r"(?:confidence(?: level| score)?|zuversicht|konfidenz|confiance|confianza|confiança|fiducia"
    r"|vertrouwen|信心(?:指数)?|自信度)"
)
IN_SENTENCE = re.compile(
    rf"[(\[–—,;|·-]?\s*\b{WORD}\s*[:=]?\s*(?P<value>\d{{1,3}}(?:[.,]\d+)?\s*(?:%"
    rf"|/\s*10)?)\s*[)\]]?",
    re.IGNORECASE,
)
"""Confidence named within a sentence: “(confidence: 0.6)”."""


def confidence_of(text: str) -> int | None:
    """A confidence from 0 to 10; None for what is none, as a traffic light."""
    plain = text.strip()
    of_ten = _OF_TEN.fullmatch(plain)
    if of_ten:
        return _rounded(_number(of_ten[1]))
    percent = _PERCENT.fullmatch(plain)
    if percent:
        return _rounded(_number(percent[1]) / 10)
    if not _NUMBER.fullmatch(plain):
        return None
    number = _number(plain)
    is_share = number < 1 or (number == 1 and "." in plain.replace(",", "."))
    if is_share:
        return _rounded(number * 10)
    return _rounded(number if number <= 10 else number / 10)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _rounded(number: Decimal) -> int | None:
    whole = int(number.quantize(Decimal(1), ROUND_HALF_UP))
    return whole if 0 <= whole <= 10 else None
