"""The measure in a key result's sentence: kind, start, target or limits, unit.

“Reduce churn from 12 to 4 %”, “no more than 3 %”, “800 → 2k”, “3/5 regions”. A sentence that can be
read in two ways comes with a question; one without a number has no measure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kiosk.errors import ValidationError
from kiosk.exchange.understanding.limit_words import limit_kind
from kiosk.exchange.understanding.measure_patterns import (
    ANNOTATED,
    ANY_AMOUNT,
    BETWEEN,
    BRACKETED,
    DOUBLES,
    FROM_NOUN_TO,
    FROM_TO,
    FROM_TO_OPEN,
    HALVES,
    MONEY,
    NAMES,
    RANGE,
    RELATIVE,
    SCORES,
    SHARE,
    SIGNS,
    TIER,
    TIERS,
    TO_NUMBER,
    TODAY,
    WITHHELD,
    WITHIN,
    seconds_in,
    with_codes,
)
from kiosk.okr.currencies import CURRENCIES
from kiosk.okr.import_findings import ReadingQuestion
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_input import NumberReadings, choose_reading, parse_number
from kiosk.okr.number_units import PERCENT, Unit, normalise_unit

_TO = re.compile(r"\b(?:to|auf|à|a|al|para|naar|til)\b|→|->")


@dataclass(frozen=True, slots=True)
class Measured:
    """A key result without title as its sentence measures it, and what is not certain.

    `value` is the current value, where the sentence has it, as in 3/5; `description` what it says
    besides, as the other tiers.
    """

    draft: KeyResultDraft
    value: Decimal | None = None
    questions: tuple[ReadingQuestion, ...] = ()
    description: str = ""


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
    plain = BRACKETED.sub(r"\1 -\2", plain)
    conditional = WITHIN.sub(" ", plain)
    if conditional != plain and any(_amounts(conditional)):
        plain = conditional
    readers = (
        *(reader.tiers, reader.annotated, reader.to_open, reader.relative, reader.from_to),
        *(reader.between, reader.with_today, reader.limit, reader.share, reader.single),
    )
    for read in (*readers, _withheld):
        measured = read(plain)
        if measured is not None:
            return measured
    return None


class _Reader:
    def __init__(self, decimal_separator: str) -> None:
        self._separator = decimal_separator

    def tiers(self, text: str) -> Measured | None:
        """“Commit: 20, target: 30, stretch: 40”: the target is the target."""
        found = TIER.search(text) if TIERS.search(text) else None
        number = self._number(found["after"] or found["before"]) if found else None
        if number is None:
            return None
        (target,) = self._chosen((number,))
        others = tuple(match[0] for match in _amounts(text))
        taken = found["after"] or found["before"] if found else ""
        rest = " · ".join(other for other in others if other != taken)
        question = ReadingQuestion("tier", text, others, format(target, "f"))
        return replace(_start_to_target((number,), None, target, (question,)), description=rest)

    def annotated(self, text: str) -> Measured | None:
        """“800 (baseline) / 2,000 (target)”."""
        found = ANNOTATED.search(text)
        start, target = (
            self._number(found[name]) if found else None for name in ("start", "target")
        )
        if start is None or target is None:
            return None
        chosen = self._chosen((start, target))
        return _start_to_target((start, target), chosen[0], chosen[1], ())

    def to_open(self, text: str) -> Measured | None:
        """“from 12 % to X %”: the target is open."""
        found = FROM_TO_OPEN.search(text)
        start = self._number(found["start"]) if found else None
        if found is None or start is None:
            return None
        both = (start,)
        measured = _start_to_target(both, None, Decimal(0), (open_target(found["target"]),))
        draft = replace(measured.draft, start=self._chosen(both)[0], target=None)
        return replace(measured, draft=draft)

    def relative(self, text: str) -> Measured | None:
        """“by 10 points to 45”: to 45. “Halve it (from 4)”: from 4 to 2, asked about."""
        found = list(_amounts(text))
        by = RELATIVE.search(text)
        between = text[found[0].end() : found[1].start()] if len(found) == 2 else ""
        if by and found[0].start() >= by.start() and _TO.search(between):
            number = self._number(found[1][0])
            if number is not None:
                return _start_to_target((number,), None, self._chosen((number,))[0], ())
        is_half, is_double = HALVES.search(text), DOUBLES.search(text)
        number = self._number(found[0][0]) if (is_half or is_double) and len(found) == 1 else None
        if number is None:
            return None
        (start,) = self._chosen((number,))
        target = start / 2 if is_half else start * 2
        readings = (f"{start:f} → {target:f}", f"→ {start:f}")
        drafts = (_draft((number,), start, target), _draft((number,), None, start))
        outcomes = tuple((draft,) for draft in drafts)
        question = ReadingQuestion("target", text, readings, readings[0], outcomes)
        return Measured(drafts[0], None, (question,))

    def from_to(self, text: str) -> Measured | None:
        """“from 12 to 40”, “12 → 40”."""
        found = FROM_TO.search(text) or FROM_NOUN_TO.search(text)
        if found is None or _is_name(text, found.span()):
            return None
        start, target = self._number(found["start"]), self._number(found["target"])
        if start is None or target is None:
            return None
        between = "" if found.re is FROM_NOUN_TO else found["to"].strip()
        is_marked = not between.isalpha() or not between.isascii() or bool(found["from"])
        if start.unit and target.unit and start.unit != target.unit:
            return self._converted(start, target, found[0].strip())
        both = (start, target)
        chosen = self._chosen(both)
        questions = (*self._questions("start", both, 0), *self._questions("target", both, 1))
        if not is_marked:
            questions = (*questions, _is_start_asked(found[0].strip(), both, chosen))
        others = [m for m in _amounts(text) if not found.start() <= m.start() < found.end()]
        return _start_to_target(both, chosen[0], chosen[1], (*questions, *_unread(others)))

    def _converted(self, start: _Number, target: _Number, text: str) -> Measured | None:
        """“from 4 minutes to 90 seconds”: in the unit of the target, asked about."""
        times = seconds_in(start.unit), seconds_in(target.unit)
        if times[0] is None or times[1] is None:
            return None
        chosen = self._chosen((start, target))
        begin = Decimal(chosen[0] * times[0] / times[1]).normalize()
        drafts = (_draft((target,), begin, chosen[1]), _draft((target,), None, chosen[1]))
        readings = (f"{begin:f} → {chosen[1]:f}", f"→ {chosen[1]:f}")
        outcomes = tuple((draft,) for draft in drafts)
        asked = ReadingQuestion("start", text, readings, readings[0], outcomes)
        return Measured(drafts[0], None, (asked,))

    def with_today(self, text: str) -> Measured | None:
        """“40 (up from 12)”, “under 10 (baseline 34)”."""
        today = TODAY.search(text)
        found = [
            m for m in _amounts(text) if today and not today.start() <= m.start() < today.end()
        ]
        if today is None or len(found) != 1:
            return None
        start, target = self._number(today["start"] or today["before"]), self._number(found[0][0])
        if start is None or target is None:
            return None
        both = (start, target)
        chosen = self._chosen(both)
        questions = (*self._questions("start", both, 0), *self._questions("target", both, 1))
        return _start_to_target(both, chosen[0], chosen[1], questions)

    def between(self, text: str) -> Measured | None:
        """“between 4 and 8 %”, “4–8 %”."""
        found = BETWEEN.search(text) or RANGE.search(text)
        if found is None or _is_name(text, found.span()):
            return None
        if any(match.end() <= found.start() for match in _amounts(text)):
            return None  # “15 customers between 200 and 1000 people”
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
        kind = limit_kind(before, after.casefold())
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
        found = SHARE.search(text)
        if found is None or _is_name(text, found.span()):
            return None
        value, target = Decimal(found["value"]), Decimal(found["target"])
        if not target > 0 or value > target:
            return None
        draft = KeyResultDraft("", KeyResultKind.NUMBER, start=Decimal(0), target=target)
        if SCORES.search(text):  # 4/5 stars are a target, and not four of five things
            draft = replace(draft, start=None, target=value)
            both = (f"→ {value}", f"0 → {target}")
            other = replace(draft, start=Decimal(0), target=target)
            asked = ReadingQuestion("target", found[0], both, both[0], ((draft,), (other,)))
            return Measured(draft, None, (asked,))
        both = (f"0 → {target}", f"0 → {value}")
        outcomes = ((draft,), (replace(draft, target=value),))
        return Measured(
            draft, value, (ReadingQuestion("target", found[0], both, both[0], outcomes),)
        )

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
        is_count = not number.unit and not TO_NUMBER.search(text) and not SCORES.search(text)
        start = Decimal(0) if is_count and chosen > 0 else None
        if chosen < 0:
            both = (format(chosen, "f"), format(-chosen, "f"))
            outcomes = tuple((_draft((number,), start, n),) for n in (chosen, -chosen))
            asked = ReadingQuestion("target", found[0][0], both, both[0], outcomes)
            questions = (*questions, asked)
        relative = RELATIVE.search(text)
        if relative and relative["by"] == found[0][0]:
            read = (f"{found[0][0]}", f"+{found[0][0]}")
            questions = (*questions, ReadingQuestion("target", relative[0], read, read[0]))
        return _start_to_target((number,), start, chosen, questions)

    def _number(self, text: str) -> _Number | None:
        try:
            plain = with_codes(re.sub(r"\b(?:de|di) (?=[Ee]uro)", "", text))
            if MONEY.search(plain):  # $5m is five million; 5 m alone are metres
                plain = re.sub(r"(?<=[\d ])([mb])(?![^\W\d_])", lambda m: m[1].upper(), plain)
            return _Number(text, parse_number(plain, "target", self._separator, Unit(None)))
        except ValidationError:
            return None

    def _chosen(self, numbers: tuple[_Number, ...]) -> list[Decimal]:
        return [
            _grouped(n)
            or choose_reading(
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
    found = WITHHELD.search(text)
    if found is None:
        return None
    kind = KeyResultKind.PERCENT if found[0].endswith("%") else KeyResultKind.NUMBER
    return Measured(KeyResultDraft("", kind), None, (open_target(found[0]),))


def open_target(text: str) -> ReadingQuestion:
    """A target that is open, named as such."""
    return ReadingQuestion("open target", text, (), "")


def _grouped(number: _Number) -> Decimal | None:
    """The larger reading of a number like 1.200: nobody writes 1.2 with two more zeros."""
    is_round = re.search(r"(?<!\d)\d{1,3}[.,]\d00(?!\d)", number.text)
    return (
        max(number.readings.readings) if is_round and len(number.readings.readings) == 2 else None
    )


def _start_to_target(
    numbers: tuple[_Number, ...],
    start: Decimal | None,
    target: Decimal,
    questions: tuple[ReadingQuestion, ...],
) -> Measured:
    return Measured(_draft(numbers, start, target), None, questions)


def _draft(numbers: tuple[_Number, ...], start: Decimal | None, target: Decimal) -> KeyResultDraft:
    unit, kind = _unit(numbers), KeyResultKind.NUMBER
    if unit == PERCENT:
        kind, unit = KeyResultKind.PERCENT, ""
    elif unit in CURRENCIES:
        kind = KeyResultKind.CURRENCY
    return KeyResultDraft("", kind, unit, start, target)


def _is_start_asked(
    text: str, numbers: tuple[_Number, ...], chosen: list[Decimal]
) -> ReadingQuestion:
    """“12 to 40”: from 12 to 40, or only to 40."""
    readings = (f"{chosen[0]:f} → {chosen[1]:f}", f"→ {chosen[1]:f}")
    drafts = (_draft(numbers, chosen[0], chosen[1]), _draft(numbers, None, chosen[1]))
    return ReadingQuestion("start", text, readings, readings[0], tuple((d,) for d in drafts))


def _amounts(text: str) -> Iterator[re.Match[str]]:
    names = [found.span() for found in NAMES.finditer(text)]
    for found in ANY_AMOUNT.finditer(text):
        inside = any(a <= found.start() < b or a < found.end() <= b for a, b in names)
        if not inside or re.search(rf"[{SIGNS}%]", found[0]):
            yield found


def _is_name(text: str, span: tuple[int, int]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in (f.span() for f in NAMES.finditer(text)))


def _unread(others: list[re.Match[str]]) -> Iterator[ReadingQuestion]:
    if others:
        found = tuple(match[0] for match in others)
        yield ReadingQuestion("target", ", ".join(found), found, "")


def _unit(numbers: Iterable[_Number]) -> str:
    return next((n.unit for n in reversed(tuple(numbers)) if n.unit), "")
