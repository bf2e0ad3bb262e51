"""The measure in a key result's sentence: kind, start, target or limits, unit.

“Reduce churn from 12 to 4 %”, “no more than 3 %”, “800 → 2k”, “3/5 regions”. A sentence that can be
read in two ways comes with a question; one without a number has no measure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kiosk.errors import ValidationError
from kiosk.exchange.understanding import words
from kiosk.okr.currencies import CURRENCIES
from kiosk.okr.import_findings import ReadingQuestion
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_input import NumberReadings, choose_reading, parse_number
from kiosk.okr.number_units import PERCENT, Unit, normalise_unit

_SIGNS = "€$£¥₹₽₺₴₩"
_SIZES = (
    r"(?:k|K|M|B|T|bn|Bn|BN|mn|mln|Mio\.?|mio\.?|MM|Mrd\.?|Tsd\.?|mi|million(?:s|en|es)?|Million(?:en)?"
    r"|thousand|billion|Milliarden?|mil|millones|milhões|milioni|miljoen|millioner|lakh|crore|万|億|亿)"
)
_UNITS = (
    r"(?:%|％|percent|per cent|Prozent|pct|ms|s|secs?|seconds?|mins?|minutes?|minuten?|h|hrs?"
    r"|hours?|Stunden?|days?|Tagen?|jours?|días?|dias?|giorni|dagen|dager|weeks?|Wochen?|months?|Monaten?"
    r"|pp|pts?|points?|Punkten?|stars?|Sternen?|GB|MB|TB|km|kg|t|km/h|°C|x|天|小时|分|秒|日|件|人|個|个|社)"
)
# Chinese and Japanese put no space around a number.
_CJK = "\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f"
_BEFORE = rf"(?<![^\W{_CJK}])(?<![.,/#])"
_AFTER = rf"(?![^\W{_CJK}]|[.,]\d)"
_DIGITS = (
    r"(?:\d{1,3}(?:[.,'’\u00a0\u2009\u202f ]\d{3})+(?:[.,]\d+)?"
    r"|\d{1,2}(?:,\d{2})+,\d{3}|\d+(?:[.,]\d+)?|[.,]\d+)"
)
_NO_LETTER = rf"(?![^\W\d_{_CJK}])"
_CODES = "(?:" + "|".join(sorted(CURRENCIES)) + ")"
AMOUNT = (
    rf"(?:(?:{_CODES}|US\$|CA\$|A\$|Fr\.|R\$|[{_SIGNS}])[\s\u00a0]?)?"
    rf"[-−+]?{_DIGITS}"
    rf"(?:[\s\u00a0]?{_SIZES}{_NO_LETTER})?"
    rf"(?:[\s\u00a0]?(?:{_CODES}(?!\w)|[{_SIGNS}]|{_UNITS}{_NO_LETTER}))?"
)
_AMOUNT = re.compile(rf"{_BEFORE}{AMOUNT}{_AFTER}")
_FROM_TO = re.compile(
    rf"(?:(?:\b(?:from|von|de|del|du|da|van|fra|desde|dal|up from|down from)|从|由)\s*)?"
    rf"{_BEFORE}(?P<start>{AMOUNT})\s*"
    rf"(?:\s(?:to|auf|zu|bis|à|au|a|al|para|naar|til|tot)\s|→|->|=>|➔|⟶|(?:提升|提高|增加|增长|降|降低|减少)?(?:到|至)|から)\s*(?P<target>{AMOUNT}){_AFTER}"
)
_TO_FROM = re.compile(
    rf"{_BEFORE}(?P<target>{AMOUNT})\s*[,(]?\s*(?:up from|down from|from|von|statt|instead of|"
    rf"currently|was|aktuell|now|today|heute|derzeit|baseline:?)\s*:?\s*(?P<start>{AMOUNT}){_AFTER}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"(?:\b(?:between|zwischen|entre|tra|fra|tussen|mellom)\s+)(?P<low>{AMOUNT})\s+"
    rf"(?:and|und|et|y|e|en|og)\s+(?P<high>{AMOUNT}){_AFTER}",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"{_BEFORE}(?P<low>{_DIGITS})\s?[-–—]\s?(?P<high>{AMOUNT}){_AFTER}")
_SHARE = re.compile(
    rf"{_BEFORE}(?P<value>\d+)\s*(?:/|of|von|sur|de|di|van|av)\s*(?P<target>\d+){_AFTER}"
)
# Numbers that measure nothing: a year, a quarter, a version, “Top 5”, a rank, a clock, a standard.
_NAMES = re.compile(
    r"(?:\b(?:Q|H|FY|KW|W|CW|P|L|T|v|V)\s?\d+(?:\.\d+)*\b|\b(?:19|20)\d\d(?:[-/.]\d{1,2}){0,2}\b"
    r"|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\b|\b\d{1,2}:\d\d\b|\b24/7\b"
    r"|\b(?:top|phase|step|level|tier|version|release|wave|batch|stage|stufe|schritt|platz|iso|soc|web|"
    r"series|option|part|teil|chapter|kapitel|sprint|day|tag|week|woche|year|jahr|no\.|nr\.)\s?#?\d[\d.]*\b"
    r"|#\d+|\b\d+(?:st|nd|rd|th)\b|\b\d+-(?:month|year|day|week|star|page|step)s?\b)",
    re.IGNORECASE,
)
_WITHHELD = re.compile(r"\b(?:[xXyYnN]{1,2}\d{0,2}|tbd|TBD)\s?%|\b(?:XX?|N\d?|TBD|tbd)\b(?!\.)")
_RELATIVE = re.compile(rf"\b(?:by|um|de|del|di|met|med)\s+(?P<by>{AMOUNT}){_AFTER}", re.IGNORECASE)
_LOWER = re.compile(
    r"\b(?:reduce|decrease|lower|cut|drop|shrink|minimi[sz]e|halve|senken|reduzieren|verringern|"
    r"réduire|diminuer|baisser|reducir|disminuir|bajar|reduzir|diminuir|ridurre|verlagen|verminderen|"
    r"redusere)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A key result without title as its sentence measures it, and what is not certain.

    `value` is the current value, where the sentence has it, as in 3/5.
    """

    draft: KeyResultDraft
    value: Decimal | None = None
    questions: tuple[ReadingQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class _Number:
    text: str
    readings: NumberReadings

    @property
    def unit(self) -> str:
        return normalise_unit(self.readings.unit)


def measure_in(sentence: str, decimal_separator: str) -> Measured | None:
    """The measure that a sentence names; None if it names none.

    :param decimal_separator: the locale's, for numbers that may be read in two ways.
    """
    reader = _Reader(decimal_separator)
    plain = " ".join(sentence.split())
    readers = (reader.from_to, reader.between, reader.limit, reader.share, reader.single)
    for read in (*readers, _withheld):
        measured = read(plain)
        if measured is not None:
            return measured
    return None


class _Reader:
    def __init__(self, decimal_separator: str) -> None:
        self._separator = decimal_separator

    def from_to(self, text: str) -> Measured | None:
        """“from 12 to 40”, “12 → 40”, “40 (up from 12)”."""
        for pattern in (_FROM_TO, _TO_FROM):
            found = pattern.search(text)
            if found is None:
                continue
            start, target = self._number(found["start"]), self._number(found["target"])
            if start is None or target is None or _is_name(text, found.span()):
                continue
            both = (start, target)
            questions = (*self._questions("start", both, 0), *self._questions("target", both, 1))
            chosen = self._chosen(both)
            return _start_to_target(both, chosen[0], chosen[1], questions)
        return None

    def between(self, text: str) -> Measured | None:
        """“between 4 and 8 %”, “4–8 %”."""
        found = _BETWEEN.search(text) or _RANGE.search(text)
        if found is None or _is_name(text, found.span()):
            return None
        both = self._number(found["low"]), self._number(found["high"])
        if both[0] is None or both[1] is None:
            return None
        numbers = (both[0], both[1])
        low, high = self._chosen(numbers)
        if low >= high:
            return None
        draft = KeyResultDraft("", KeyResultKind.BETWEEN, _unit(numbers), low=low, high=high)
        return Measured(draft, None, tuple(self._questions("high", numbers, 1)))

    def limit(self, text: str) -> Measured | None:
        """“no more than 3 %”, “≥ 95 %”, “45+”, “3 or fewer”."""
        found, *others = list(_amounts(text)) or (None,)
        number = self._number(found[0]) if found else None
        if found is None or number is None:
            return None
        before, after = text[: found.start()].rstrip().casefold(), text[found.end() :].strip()
        kind = _limit_kind(before, after.casefold())
        if kind is None:
            return None
        (chosen,) = self._chosen((number,))
        draft = KeyResultDraft("", kind, _unit((number,)))
        if kind is KeyResultKind.AT_MOST:
            draft, field = replace(draft, high=chosen), "high"
        else:
            draft, field = replace(draft, low=chosen), "low"
        questions = (*self._questions(field, (number,), 0), *_unread(others))
        return Measured(draft, None, questions)

    def share(self, text: str) -> Measured | None:
        """“3/5”: three of five."""
        found = _SHARE.search(text)
        if found is None or _is_name(text, found.span()):
            return None
        value, target = Decimal(found["value"]), Decimal(found["target"])
        if not target > 0 or value > target:
            return None
        draft = KeyResultDraft("", KeyResultKind.NUMBER, start=Decimal(0), target=target)
        both = (found[0], f"0 → {found['target']}")
        return Measured(draft, value, (ReadingQuestion("target", found[0], both, both[1]),))

    def single(self, text: str) -> Measured | None:
        """“200 customers”, “$1.2M of revenue”."""
        found = list(_amounts(text))
        if not found:
            return None
        number = self._number(found[0][0])
        if number is None:
            return None
        (chosen,) = self._chosen((number,))
        questions = (*self._questions("target", (number,), 0), *_unread(found[1:]))
        start = None if _LOWER.search(text) or number.unit == PERCENT else Decimal(0)
        relative = _RELATIVE.search(text)
        if relative and relative["by"] == found[0][0]:
            read = (f"{found[0][0]}", f"+{found[0][0]}")
            questions = (*questions, ReadingQuestion("target", relative[0], read, read[0]))
        return _start_to_target((number,), start, chosen, questions)

    def _number(self, text: str) -> _Number | None:
        try:
            return _Number(text, parse_number(text, "target", self._separator, Unit(None)))
        except ValidationError:
            return None

    def _chosen(self, numbers: tuple[_Number, ...]) -> list[Decimal]:
        return [
            choose_reading(
                n.readings, [o.readings.readings[0] for o in numbers if o is not n]
            ).number
            for n in numbers
        ]

    def _questions(
        self, field: str, numbers: tuple[_Number, ...], at: int
    ) -> Iterator[ReadingQuestion]:
        number = numbers[at]
        if len(number.readings.readings) > 1:
            taken = self._chosen(numbers)[at]
            readings = tuple(format(n, "f") for n in number.readings.readings)
            yield ReadingQuestion(field, number.text, readings, format(taken, "f"))


def _withheld(text: str) -> Measured | None:
    """“x % of users”, “N customers”: a target that nobody has set yet."""
    found = _WITHHELD.search(text)
    if found is None:
        return None
    kind = KeyResultKind.PERCENT if found[0].endswith("%") else KeyResultKind.NUMBER
    return Measured(KeyResultDraft("", kind), None, (ReadingQuestion("target", found[0], (), ""),))


def _start_to_target(
    numbers: tuple[_Number, ...],
    start: Decimal | None,
    target: Decimal,
    questions: tuple[ReadingQuestion, ...],
) -> Measured:
    unit, kind = _unit(numbers), KeyResultKind.NUMBER
    if unit == PERCENT:
        kind, unit = KeyResultKind.PERCENT, ""
    elif unit in CURRENCIES:
        kind = KeyResultKind.CURRENCY
    return Measured(KeyResultDraft("", kind, unit, start, target), None, questions)


def _amounts(text: str) -> Iterator[re.Match[str]]:
    names = [found.span() for found in _NAMES.finditer(text)]
    for found in _AMOUNT.finditer(text):
        inside = any(a <= found.start() < b or a < found.end() <= b for a, b in names)
        if not inside or re.search(rf"[{_SIGNS}%]", found[0]):
            yield found


def _is_name(text: str, span: tuple[int, int]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in (f.span() for f in _NAMES.finditer(text)))


def _limit_kind(before: str, after: str) -> KeyResultKind | None:
    # The longest word decides: “no more than” ends with “more than”.
    ends = [
        (len(word), kind)
        for kind, known in (
            (KeyResultKind.AT_MOST, words.AT_MOST), (KeyResultKind.AT_LEAST, words.AT_LEAST),
        )
        for word in known
        if before.endswith(word) and not _continues(word[::-1], before[: -len(word)][::-1])
    ]  # fmt: skip
    begins = [
        (len(word), kind)
        for kind, known in (
            (KeyResultKind.AT_MOST, words.AT_MOST_AFTER),
            (KeyResultKind.AT_LEAST, words.AT_LEAST_AFTER),
        )
        for word in known
        if after.startswith(word) and not _continues(word, after[len(word) :])
    ]
    return max((*ends, *begins), default=(0, None), key=lambda each: each[0])[1]


def _continues(word: str, rest: str) -> bool:
    """Whether letters run on, so that this is not a word of its own: the “max” of “maxed”."""
    return word.isascii() and word[-1].isalpha() and rest[:1].isalpha() and rest[:1].isascii()


def _unread(others: list[re.Match[str]]) -> Iterator[ReadingQuestion]:
    if others:
        found = tuple(match[0] for match in others)
        yield ReadingQuestion("target", ", ".join(found), found, "")


def _unit(numbers: Iterable[_Number]) -> str:
    return next((n.unit for n in reversed(tuple(numbers)) if n.unit), "")
