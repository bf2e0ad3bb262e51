"""Start, current value and target of a row in one unit: “2 days” beside “4 hours”, “1.2 t” beside
“800 kg”, “0.4” beside “60 %”. What cannot be converted is asked about."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kiosk.errors import ValidationError
from kiosk.exchange.understanding.amounts import size_of_both
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.measure_patterns import plain_amount
from kiosk.exchange.understanding.multiples import times_alone
from kiosk.exchange.understanding.relative_targets import is_relative, signed_target
from kiosk.exchange.understanding.unit_scales import (
    are_days_worked,
    factor_between,
    is_known_unit,
    scale_of,
)
from kiosk.okr.import_findings import ReadingQuestion
from kiosk.okr.number_input import choose_reading, parse_number
from kiosk.okr.number_units import PERCENT, Unit, normalise_unit
from kiosk.okr.unit_conversion import converted

Cells = Mapping[Column, str]
_ENDS = (Column.START, Column.VALUE, Column.TARGET)
_ORDER = (Column.TARGET, Column.START, Column.VALUE)
_LIMIT = re.compile(r"^\s*(?:[≤≥<>~]=?|max\.?|min\.?)\s*", re.IGNORECASE)
_WORD = re.compile(r"\w+|\S")
_LONGEST, _LETTERS, _HUNDRED, _THOUSAND = 30, 4, Decimal(100), 1000


@dataclass(frozen=True, slots=True)
class _Amount:
    column: Column
    text: str
    number: Decimal
    unit: str
    is_clear: bool

    @property
    def is_sized(self) -> bool:
        """Whether a word behind its number says thousands or more: “1.2 million”."""
        return self.number >= _THOUSAND and any(map(str.isalpha, self.text))


def in_one_unit(cells: Cells, decimal_separator: str) -> tuple[Cells, tuple[ReadingQuestion, ...]]:
    """The cells of a row with start and current value in the unit of the target, or of the start
    where the target has none, and what is asked about that."""
    texts = [cells.get(column, "") for column in _ENDS]
    is_alone = sum(map(bool, (*texts, cells.get(Column.UNIT)))) < 2
    if is_alone or all(_is_plain(text) for text in texts):
        return cells, ()
    return _Row(cells, decimal_separator).in_one_unit()


def _is_plain(text: str) -> bool:
    return text.isascii() and not any(map(str.isalpha, text)) and PERCENT not in text


class _Row:
    def __init__(self, cells: Cells, decimal_separator: str) -> None:
        self._cells, self._separator = dict(cells), decimal_separator
        found = (_amount(column, cells.get(column, ""), decimal_separator) for column in _ENDS)
        self._amounts = [amount for amount in found if amount]
        self._questions: list[ReadingQuestion] = []

    def in_one_unit(self) -> tuple[Cells, tuple[ReadingQuestion, ...]]:
        beside = self._reference()
        if beside is None:
            return self._cells, ()
        for amount in self._amounts:
            if amount is not beside:
                self._compare(amount, beside)
        return self._cells, tuple(self._questions)

    def _reference(self) -> _Amount | None:
        """What has the unit that the others are to have: the column of units, where it can be
        converted, the target, else the start."""
        unit = normalise_unit(self._cells.get(Column.UNIT, ""))
        if scale_of(unit):
            return _Amount(Column.UNIT, unit, Decimal(0), unit, is_clear=True)
        target = signed_target(self._cells.get(Column.TARGET, ""))
        if is_relative(target) or times_alone(target):  # “+12 %” or “2x” beside “400 kg”
            self._amounts = [each for each in self._amounts if each.column is not Column.TARGET]
        with_unit = [each for each in self._amounts if each.unit]
        with_size = [] if with_unit else [each for each in self._amounts if each.is_sized]
        ordered = (*with_unit, *with_size)
        return min(ordered, key=lambda each: _ORDER.index(each.column), default=None)

    def _compare(self, amount: _Amount, beside: _Amount) -> None:
        factor = factor_between(amount.unit, beside.unit)
        if not amount.unit:
            self._compare_bare(amount, beside)
        elif _are_same(amount.unit, beside.unit) or factor == 1:
            return
        elif factor is not None:
            number = converted(amount.number, factor)
            is_asked = not amount.is_clear or are_days_worked(amount.unit, beside.unit)
            self._replace(amount, number, beside, is_asked=is_asked)
        elif beside.column is not Column.UNIT:
            self._ask_about(amount, beside)

    def _compare_bare(self, amount: _Amount, beside: _Amount) -> None:
        """“0.4” beside “60 %” is 40 %, unless 0.4 % is nearer; “310” beside “420 TEUR” are 310,000;
        “40” beside “30 min” and “2 h” may be either."""
        if beside.unit == PERCENT and amount.number > _HUNDRED:  # “240” beside “200 %”
            self._say(amount, beside, f"{amount.number:f} {PERCENT}")
            return
        size = size_of_both(amount.text, beside.text, (amount.number, beside.number))
        if size is not None:
            self._replace(amount, (amount.number * size).normalize(), beside, is_asked=True)
            return
        share = abs(beside.number)
        if beside.unit == PERCENT and share >= 1 and 0 < amount.number < 1:
            per_cent = (amount.number * _HUNDRED).normalize()
            near = [max(n, share) / min(n, share) for n in (per_cent, amount.number)]
            taken = per_cent if near[0] <= near[1] else amount.number
            self._replace(amount, taken, beside, is_asked=True)
        elif any(e.unit and not _are_same(e.unit, beside.unit) for e in self._amounts):
            self._say(amount, beside, f"{amount.number:f} {beside.unit}")

    def _replace(
        self, amount: _Amount, number: Decimal, beside: _Amount, *, is_asked: bool
    ) -> None:
        self._cells[amount.column] = f"{_written(number, self._separator)} {beside.unit}".strip()
        if is_asked:
            self._say(amount, beside, f"{number:f} {beside.unit}".strip())

    def _ask_about(self, amount: _Amount, beside: _Amount) -> None:
        """Two words may mean the same, so both numbers are kept; hours and per cent do not."""
        if amount.column is Column.VALUE and amount.unit == PERCENT:
            return  # how far it is, which is asked about with the value
        if is_known_unit(amount.unit) or is_known_unit(beside.unit):
            self._cells.pop(amount.column)
            asked = ReadingQuestion("other unit", amount.text, (), beside.text)
            self._questions.append(asked)
        else:
            self._say(amount, beside, f"{amount.number:f} {beside.unit}")

    def _say(self, amount: _Amount, beside: _Amount, taken: str) -> None:
        both = f"{amount.text} – {beside.text}"
        self._questions.append(ReadingQuestion("units", both, (taken,), taken))


def _amount(column: Column, text: str, decimal_separator: str) -> _Amount | None:
    plain = _LIMIT.sub("", text)
    if not plain or len(plain) > _LONGEST or not any(map(str.isdigit, plain)):
        return None
    try:
        found = parse_number(plain_amount(plain), "target", decimal_separator, Unit(None))
    except ValidationError:
        return None
    number = choose_reading(found, ()).number
    return _Amount(column, text, number, normalise_unit(found.unit), len(found.readings) == 1)


def _written(number: Decimal, decimal_separator: str) -> str:
    """A number as the source writes it; three decimals, which may be thousands, with a zero."""
    whole, point, decimals = f"{number:f}".partition(".")
    kept = f"{decimals}0" if len(decimals) == 3 else decimals
    return f"{whole}{decimal_separator}{kept}" if point else whole


def _are_same(unit: str, other: str) -> bool:
    """Whether two units have the same first word, or its singular: “reviews”, “review a week”."""
    words = [normalise_unit(_WORD.findall(each)[0]).casefold() for each in (unit, other)]
    is_long = min(map(len, words)) >= _LETTERS
    return words[0] == words[1] or (is_long and words[0][:_LETTERS] == words[1][:_LETTERS])
