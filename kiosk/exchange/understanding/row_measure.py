"""The measure of a table's row, from its cells: target, start, current value, unit, kind."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from kiosk.errors import ValidationError
from kiosk.exchange.understanding.cell_values import from_and_to
from kiosk.exchange.understanding.changed_amounts import number_with_change
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.kinds import is_yes_no, kind_named, limit_named, unit_in_kind
from kiosk.exchange.understanding.limits_in_titles import limit_at_end, limit_of, limit_to_keep
from kiosk.exchange.understanding.measure_drafts import Measured, which_is_meant
from kiosk.exchange.understanding.measure_patterns import (
    AMOUNT,
    OPEN,
    SHARE_IN_CELL,
    UNIT_IN_TITLE,
    plain_amount,
)
from kiosk.exchange.understanding.measures import measure_in
from kiosk.exchange.understanding.multiples import multiplied_beside, times_alone
from kiosk.exchange.understanding.open_measures import open_target
from kiosk.exchange.understanding.percent_fractions import questions_about_fractions
from kiosk.exchange.understanding.relative_targets import (
    is_relative,
    relative_target,
    signed_target,
)
from kiosk.okr.currencies import CURRENCIES
from kiosk.okr.import_findings import ReadingQuestion
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_input import NumberReadings, choose_reading, parse_number
from kiosk.okr.number_units import PERCENT, Unit, normalise_unit

_WEIGHTED = re.compile(r"(.+) \((?:weight|Gewicht) (\d{1,6}(?:\.\d{1,6})?)\)")
Cells = Mapping[Column, str]
_NOT_KNOWN_YET = re.compile(
    rf"[?x–—-]+\s*%?|n/?a|offen|open|unknown|unbekannt|confidential|vertraulich|{OPEN}"
    r"|pend(?:ing|iente|ente)|ausstehend|folgt|à venir|en attente|por confirmar|a confirmar|volgt"
    r"|kommer|k\.?\s?a\.?|to follow|later|later this quarter|待确认|未確定",
    re.IGNORECASE,
)
# “#”, “count”: no unit, as everything that is counted.
_COUNT = re.compile(
    r"[#№n]|nr\.?|no\.?|count|number|numeric|anzahl|zahl|stück|stk\.?|nombre|número|numero|aantal"
    r"|antall|数量|件数",
    re.IGNORECASE,
)
_SMALL_M = re.compile(r"\d\s?m$")
_LONG_UNIT = re.compile(r"(?<=\d)\s*[^\W\d_]{1,}\w*$")
_NONE_OF = re.compile(r"0\s?(?:/|of|von|de|di|van|av)\s?(?P<all>[1-9]\d*)")
_IN_BRACKETS = re.compile(rf"({AMOUNT})\s*[(\[]\s*({AMOUNT})\s*[)\]]")
_RATIOS = ("x", "X", "×")
_NOTHING = re.compile(r"[–—-]+|n/?a|/")


def measure_of_row(cells: Cells, decimal_separator: str) -> Measured:
    """The measure of a key result from its row; without a number it is done or not done.

    :raises ValidationError: on "target", if it is no number and the start is one.
    """
    return _RowReader(_with_both_ends(cells), decimal_separator).measured()


def with_millions(cells: Cells) -> Cells:
    """The cells with “1.2m” as millions beside a currency, where it would else be metres."""
    named = UNIT_IN_TITLE.search(cells.get(Column.KEY_RESULT, ""))
    unit = cells.get(Column.UNIT, "") or (next(filter(None, named.groups())) if named else "")
    if not unit or normalise_unit(unit) not in CURRENCIES:
        return cells
    return {
        column: f"{cell} {normalise_unit(unit)}"
        if column in (Column.START, Column.TARGET, Column.VALUE) and _SMALL_M.search(cell)
        else cell
        for column, cell in cells.items()
    }


def _with_both_ends(cells: Cells) -> Cells:
    """The cells, with the start that stands in the cell of the target: “0.9 → 1.2”, “no → yes”."""
    ends = from_and_to(cells.get(Column.TARGET, ""))
    if ends is None or cells.get(Column.START) or _are_converted(*ends):
        return cells
    return {**cells, Column.START: ends[0], Column.TARGET: ends[1]}


def _are_converted(start: str, target: str) -> bool:
    """Whether two values have units of their own: “3 days → 4 hours”."""
    units = [_LONG_UNIT.search(text) for text in (start, target)]
    return None not in units and len({unit[0].casefold()[:3] for unit in units if unit}) > 1


class _RowReader:
    def __init__(self, cells: Cells, decimal_separator: str) -> None:
        self._cells = cells
        self._separator = decimal_separator
        self._questions: list[ReadingQuestion] = []

    def measured(self) -> Measured:
        target, start = self._cell(Column.TARGET), self._cell(Column.START)
        kind = self._kind()
        is_done_or_not = is_yes_no(target) or kind_named(target) is KeyResultKind.YES_NO
        if kind is KeyResultKind.YES_NO or (kind is None and target and is_done_or_not):
            return Measured(KeyResultDraft("", KeyResultKind.YES_NO))
        steps = _steps(target, is_milestones=kind is KeyResultKind.MILESTONES)
        if steps and kind in (None, KeyResultKind.MILESTONES):
            return Measured(KeyResultDraft("", KeyResultKind.MILESTONES, milestones=steps))
        if not target or _NOT_KNOWN_YET.fullmatch(target):
            return self._without_target(kind, start, is_open=bool(target))
        return self._with_target(kind, start, target)

    def _with_target(self, kind: KeyResultKind | None, start: str, target: str) -> Measured:
        target = signed_target(target)
        number = self._number(target)
        is_only_number = target.isascii() and target.isdigit()
        is_signed = is_relative(start) and start[0] in "+＋"  # “+12” beside “+30” is a score
        if number is not None and kind is None and is_relative(target) and not is_signed:
            measured = self._relative(target, start, number)
            if measured is not None:
                return measured
        measured = self._multiplied(target, start) or self._beside_brackets(target, start)
        if measured is not None:
            return measured
        phrase = None if is_only_number else measure_in(target, self._separator)
        none_of = _NONE_OF.fullmatch(target)
        if none_of and not start:  # none of 6 so far; “4/5” may be a rating
            draft = KeyResultDraft(
                "", KeyResultKind.NUMBER, "", Decimal(0), Decimal(none_of["all"])
            )
            return Measured(draft, Decimal(0))
        if phrase is not None and (number is None or phrase.draft.kind.is_limit):
            return self._phrase(phrase, start)
        if number is not None:
            return self._numbers(kind, start, number, target)
        if self._number(start) is not None:
            raise ValidationError(
                "target", "“%(value)s” is not a number. Enter one like 42.5", value=target
            )
        question = ReadingQuestion("target", target, (), "")
        return Measured(KeyResultDraft("", KeyResultKind.YES_NO), None, (question,))

    def _relative(self, target: str, start: str, number: NumberReadings) -> Measured | None:
        """“+12 %” beside where it begins or stands; without that, so much from 0."""
        base = self._number(start) or self._number(self._cell(Column.VALUE))
        measured = relative_target(target, number, base)
        if measured is None:
            is_below_zero = target[0] not in "+＋" and PERCENT not in target
            is_plain = base is not None or is_below_zero
            phrase = None if is_plain else measure_in(target, self._separator)
            return self._phrase(phrase, start) if phrase and phrase.questions else None
        unit = self._unit(measured.draft.unit)
        is_number = measured.draft.kind is KeyResultKind.NUMBER
        draft = replace(measured.draft, unit=unit) if is_number else measured.draft
        return replace(measured, draft=draft, value=self._current((draft.start, draft.target)))

    def _multiplied(self, target: str, start: str) -> Measured | None:
        """“2x” beside where it begins or stands."""
        times = times_alone(target)
        base = self._number(start) or self._number(self._cell(Column.VALUE))
        if times is None or (base and base.unit in _RATIOS):
            return None
        if base is None:  # “2x” may be a ratio
            return _ratio(target, times) if any(map(str.isdigit, target)) else None
        first = choose_reading(base, ()).number
        unit = self._unit(normalise_unit(base.unit))
        kind = _kind_of(unit)
        kept = "" if kind is KeyResultKind.PERCENT else unit
        many = multiplied_beside(target, first, times, KeyResultDraft("", kind, kept))
        return replace(many, value=self._current((first,)))

    def _beside_brackets(self, target: str, start: str) -> Measured | None:
        """“300 (240)” without a start beside it is from 240 to 300, “45 (+8)” from 37 to 45, which
        is asked about."""
        changed = None if start else number_with_change(target, self._separator)
        if changed is not None:
            return self._phrase(changed, start)
        found = None if start else _IN_BRACKETS.fullmatch(target.strip())
        both = (self._number(found[1]), self._number(found[2])) if found else (None, None)
        if both[0] is None or both[1] is None or both[1].unit in _RATIOS:
            return None
        first = choose_reading(both[1], both[0].readings).number
        last = choose_reading(both[0], both[1].readings).number
        unit = self._unit(normalise_unit(both[0].unit or both[1].unit))
        kind = _kind_of(unit)
        draft = KeyResultDraft("", kind, "" if kind is KeyResultKind.PERCENT else unit, first, last)
        asked = which_is_meant("start", target, (draft, replace(draft, start=None)))
        return Measured(draft, self._current((first, last)), (asked,))

    def _phrase(self, phrase: Measured, start: str) -> Measured:
        """A target that is a phrase: “≤ 3 %”, “from 12 to 40”."""
        draft, number = phrase.draft, self._number(start)
        if number is not None and draft.kind is not KeyResultKind.BETWEEN:
            phrase, draft = self._from_start(phrase, number)
        unit = self._unit(draft.unit)
        if draft.kind is not KeyResultKind.PERCENT:
            draft = replace(draft, unit=unit)
        asked = questions_about_fractions(draft, start, self._cell(Column.TARGET))
        value = self._current((draft.target,)) or phrase.value
        return replace(phrase, draft=draft, value=value, questions=(*phrase.questions, *asked))

    def _from_start(
        self, phrase: Measured, number: NumberReadings
    ) -> tuple[Measured, KeyResultDraft]:
        """A limit beside a start is a target: from 32 to “45+”."""
        draft = phrase.draft
        ends = [n for n in (draft.target, draft.high, draft.low) if n is not None]
        if not ends:  # “to be set in May”
            is_number = draft.kind.is_start_to_target
            first = choose_reading(number, ()).number
            return phrase, replace(draft, start=first) if is_number else draft
        target = ends[0]
        start = choose_reading(number, (target,)).number
        if draft.kind.is_limit:
            unit = self._unit(draft.unit)
            kind = _kind_of(unit)
            kept = "" if kind is KeyResultKind.PERCENT else unit
            draft = KeyResultDraft("", kind, kept, start, target)
            both = (format(target, "f"), f"{start} → {target}")
            asked = ReadingQuestion("kind", self._cell(Column.TARGET), both, both[1])
            phrase = replace(phrase, questions=(*phrase.questions, asked))
        return phrase, replace(draft, start=start)

    def _numbers(
        self, kind: KeyResultKind | None, start: str, number: NumberReadings, text: str
    ) -> Measured:
        begin = self._number(start)
        target = self._choose("target", text, number, begin)
        first = self._choose("start", start, begin, number) if begin else None
        if start and begin is None and not _NOT_KNOWN_YET.fullmatch(start):
            self._questions.append(ReadingQuestion("start", start, (), ""))
        unit = self._unit(normalise_unit(number.unit or (begin.unit if begin else "")))
        unit = PERCENT if unit.startswith(f"{PERCENT} ") else unit  # “100 % of staff”
        # “numeric” in a column of kinds says how it is counted, not that it is no limit.
        is_counted = kind is None or kind.is_start_to_target
        in_title = self._kind_in_title(target, first) if is_counted else None
        found = in_title or kind or _kind_of(unit)
        if found.is_limit:
            limit = limit_of(self._cell(Column.KEY_RESULT), target, self._separator)
            unit = unit or (limit.unit if limit else "")
            limits = (None, target) if found is KeyResultKind.AT_MOST else (target, None)
            draft = KeyResultDraft("", found, unit, low=limits[0], high=limits[1])
        else:
            kept = "" if found is KeyResultKind.PERCENT else unit
            draft = KeyResultDraft("", found, kept, first, target)
            self._ask_about_brackets(draft, start, text)
        current = self._cell(Column.VALUE)
        self._questions += questions_about_fractions(draft, start, current, text)
        return Measured(draft, self._current((first, target)), tuple(self._questions))

    def _ask_about_brackets(self, draft: KeyResultDraft, start: str, target: str) -> None:
        """“(5.5)” is below zero, as in accounts; beside a number above zero that is asked about."""
        first, last = draft.start, draft.target
        bracketed = [text.strip().startswith("(") for text in (start, target)]
        is_below = max(first or Decimal(-1), last or Decimal(-1)) <= 0
        if bracketed[0] == bracketed[1] or (is_below and start):
            return
        ends = (n if n is None else abs(n) for n in (first, last))
        above = replace(draft, start=next(ends), target=next(ends))
        field, text = ("start", start) if bracketed[0] else ("target", target)
        self._questions.append(which_is_meant(field, text, (draft, above)))

    def _kind_in_title(self, target: Decimal, start: Decimal | None) -> KeyResultKind | None:
        """The limit that the title names, without its number: “Refunds a month (stay below)”, or
        with it. Beside another start the first may be a way to go, and is asked about."""
        title = self._cell(Column.KEY_RESULT)
        found = limit_at_end(title)
        if start is None or start == target:
            limit = limit_of(title, target, self._separator)
            return found or (limit.kind if limit else None)
        if found is None:
            return None
        both = (f"{target:f}", f"{start:f} → {target:f}")
        self._questions.append(ReadingQuestion("kind", title, both, both[1]))
        return None

    def _without_target(self, kind: KeyResultKind | None, start: str, *, is_open: bool) -> Measured:
        title = self._cell(Column.KEY_RESULT)
        phrase = measure_in(title, self._separator)
        # Dashes in both columns say that there is nothing to measure, or that the title says it.
        is_nothing = _NOTHING.fullmatch(self._cell(Column.TARGET)) and _NOTHING.fullmatch(start)
        if phrase is not None and kind is None and (not is_open or is_nothing):
            return self._phrase(phrase, "" if is_nothing else start)
        begin = self._number(start)
        if kind is None and begin is None and (not is_open or is_nothing):
            return Measured(KeyResultDraft("", KeyResultKind.YES_NO))
        first = choose_reading(begin, ()).number if begin else None
        unit = self._unit(normalise_unit(begin.unit) if begin else "")
        found = kind or _kind_of(unit)
        question = open_target(self._cell(Column.TARGET) or title)
        kept = "" if found is KeyResultKind.PERCENT else unit
        return Measured(KeyResultDraft("", found, kept, first), None, (question,))

    def _choose(
        self, field: str, text: str, number: NumberReadings, other: NumberReadings | None
    ) -> Decimal:
        known = other.readings if other and len(other.readings) == 1 else ()
        chosen = choose_reading(number, known).number
        if len(number.readings) > 1:
            readings = tuple(format(n, "f") for n in number.readings)
            self._questions.append(ReadingQuestion(field, text, readings, format(chosen, "f")))
        return chosen

    def _current(self, known: tuple[Decimal | None, ...]) -> Decimal | None:
        number = self._number(self._cell(Column.VALUE))
        return None if number is None else choose_reading(number, known).number

    def _kind(self) -> KeyResultKind | None:
        direction = self._cell(Column.DIRECTION)
        limit = limit_named(direction) or (limit_to_keep(direction) if direction else None)
        # “≤” between a start and a target says which way it goes.
        is_sign = not any(map(str.isalpha, direction))
        if limit is not None and not (is_sign and self._cell(Column.START)):
            return limit
        said = self._cell(Column.KIND)
        named = kind_named(said) or (limit_to_keep(said) if said else None)
        is_yes_no = kind_named(self._cell(Column.UNIT)) is KeyResultKind.YES_NO
        return KeyResultKind.YES_NO if named is None and is_yes_no else named

    def _unit(self, beside: str) -> str:
        cell = self._cell(Column.UNIT) or unit_in_kind(self._cell(Column.KIND))
        kinds = (kind_named(self._cell(column)) for column in (Column.KIND, Column.UNIT))
        is_percent = not beside and KeyResultKind.PERCENT in kinds
        cell = "" if kind_named(cell) is KeyResultKind.PERCENT else cell
        own = ("" if _COUNT.fullmatch(cell) else normalise_unit(cell)) or beside
        own = PERCENT if is_percent and not own else own
        if own or self._cell(Column.KIND):  # this product's own files say all of it
            return own
        named = UNIT_IN_TITLE.search(self._cell(Column.KEY_RESULT))
        return normalise_unit(next(filter(None, named.groups()))) if named else own

    def _number(self, text: str) -> NumberReadings | None:
        return _number_in(text, self._separator) if text else None

    def _cell(self, column: Column) -> str:
        return self._cells.get(column, "")


def _ratio(target: str, times: Decimal) -> Measured:
    """“2x” with nothing beside it: so many times of something, or twice what there is."""
    ratio = KeyResultDraft("", KeyResultKind.NUMBER, "x", target=times)
    drafts = (ratio, KeyResultDraft("", KeyResultKind.NUMBER))
    return Measured(ratio, None, (which_is_meant("base", target, drafts),))


@lru_cache(maxsize=4096)  # numbers repeat in a column
def _number_in(text: str, decimal_separator: str) -> NumberReadings | None:
    try:
        share = SHARE_IN_CELL.fullmatch(text.strip())
        plain = plain_amount(share[1] if share else text)
        return parse_number(plain, "target", decimal_separator, Unit(None))
    except ValidationError:
        return None


def _kind_of(unit: str) -> KeyResultKind:
    if unit == PERCENT:
        return KeyResultKind.PERCENT
    return KeyResultKind.CURRENCY if unit in CURRENCIES else KeyResultKind.NUMBER


def _steps(text: str, *, is_milestones: bool) -> tuple[MilestoneDraft, ...]:
    """Lines or parts with semicolons are steps, unless they are numbers.

    :param is_milestones: whether the row says that they are.
    """
    parts = [part.strip().lstrip("-•* ").strip() for part in re.split(r"[\n;]", text)]
    titles = [part for part in parts if part]
    if not is_milestones and (len(titles) < 2 or all(re.search(r"\d", t) for t in titles)):
        return ()
    return tuple(map(weighted_step, titles))


def weighted_step(text: str) -> MilestoneDraft:
    """A milestone as a text, with its weight in brackets where that is not 1."""
    found = _WEIGHTED.fullmatch(text)
    return MilestoneDraft(found[1], Decimal(found[2])) if found else MilestoneDraft(text)
