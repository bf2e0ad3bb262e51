"""The check-ins of an import: of which key result, on which day, and whether they are there."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from kiosk.errors import KioskError, ValidationError
from kiosk.exchange.import_source import UnderstoodSource
from kiosk.exchange.understanding.unit_scales import factor_between
from kiosk.okr.codes import normal_code
from kiosk.okr.import_check_ins import CountedValue, imported_value, refuse_imported_check_in
from kiosk.okr.import_findings import (
    FoundCheckIn,
    FoundHistory,
    FoundValue,
    PreviewKeyResult,
    PreviewObjective,
)
from kiosk.okr.import_plan import ImportedCheckIn
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import KeyResult, KeyResultKind, Office, Value
from kiosk.okr.number_units import PERCENT
from kiosk.okr.unit_conversion import converted
from kiosk.okr.units import plural_unit, unit_forms

Counted = Callable[[Iterable[str]], Mapping[str, Sequence[CountedValue]]]
"""The values of key results that count, by code, oldest first."""


@dataclass(frozen=True, slots=True)
class PreviewCheckIn:
    """A check-in to write, and the line it is from. `row` is the key result of the sources that it
    is for; None for one that only the office has."""

    line: int
    row: PreviewKeyResult | None
    check_in: ImportedCheckIn


@dataclass(frozen=True, slots=True)
class LeftOutCheckIn:
    """A check-in that is not written, and why."""

    line: int
    title: str
    error: KioskError


@dataclass(frozen=True, slots=True)
class CheckInPreview:
    """What an import would do with check-ins; `same` is how many are there already."""

    check_ins: tuple[PreviewCheckIn, ...] = ()
    same: int = 0
    left_out: tuple[LeftOutCheckIn, ...] = ()


NO_CHECK_INS = CheckInPreview()


@dataclass(frozen=True, slots=True)
class CheckInContext:
    """The days of the cycle, and the time in the office."""

    period: tuple[date, date]
    now: datetime
    zone: ZoneInfo

    def day(self, moment: datetime) -> date:
        """The office's day of a moment."""
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class _Subject:
    """A key result that takes check-ins: one of the sources, or one that only the office has."""

    title: str
    code: str
    row: PreviewKeyResult | None
    measure: KeyResultDraft | KeyResult

    @property
    def steps(self) -> list[str]:
        return [step.title for step in self.measure.milestones]


def check_in_preview(
    sources: Sequence[UnderstoodSource],
    objectives: Sequence[PreviewObjective],
    office: Office | None,
    counted: Counted,
    context: CheckInContext,
) -> CheckInPreview:
    """The check-ins in sources beside those that are there.

    :param objectives: what the sources have, beside what is there.
    :param office: the office with the cycle's objectives; None for a new cycle.
    """
    wanted = list(_wanted(sources, objectives, office))
    codes = {each.code for each, _ in wanted if isinstance(each, _Subject) and each.code}
    there = counted(codes) if codes else {}
    known = {code: _Known(context, check_ins) for code, check_ins in there.items()}
    found: dict[object, PreviewCheckIn] = {}
    left_out, same = [], 0
    for subject, given in wanted:
        if isinstance(subject, LeftOutCheckIn):
            left_out.append(subject)
            continue
        given = _in_unit_of(subject, given)
        check_in = _check_in(subject, given, context)
        try:
            _refuse_other_unit(given.unit, subject)
            value = _valid_value(check_in, subject, context)
        except ValidationError as error:
            left_out.append(LeftOutCheckIn(given.line, subject.title, error))
            continue
        moment = check_in.measured_at or check_in.measured_on
        key = (subject.code or id(subject.row), moment, value)
        if key in found or _is_known(known.get(subject.code), subject, check_in, value):
            same += 1
        else:
            found[key] = PreviewCheckIn(given.line, subject.row, check_in)
    return CheckInPreview(tuple(found.values()), same, tuple(left_out))


def _in_unit_of(subject: _Subject, given: FoundCheckIn) -> FoundCheckIn:
    """A value in the unit of its key result, where it is so many of that: 1.1 t is 1,100 kg."""
    own = plural_unit(subject.measure.unit)
    factor = factor_between(given.unit, re.split(r"[ /]", own)[0])  # “h/week” is of hours
    if factor is None or not isinstance(given.value, Decimal):
        return given
    return replace(given, value=converted(given.value, factor), unit=own)


def _refuse_other_unit(unit: str, subject: _Subject) -> None:
    """A value of another unit is another number: it may be from before the unit was changed."""
    own = subject.measure.unit
    known = {unit_form.casefold() for unit_form in (own, plural_unit(own), *unit_forms(own))}
    is_percent = subject.measure.kind is KeyResultKind.PERCENT and unit == PERCENT
    if unit and own and not is_percent and unit.casefold() not in known:
        raise ValidationError(
            "value",
            "It is in “%(unit)s”, and the key result in “%(own)s”",
            unit=unit,
            own=plural_unit(own),
        )


def _valid_value(
    check_in: ImportedCheckIn, subject: _Subject, context: CheckInContext
) -> FoundValue:
    refuse_imported_check_in(check_in, subject.measure, subject.steps, context.now, context.zone)
    return imported_value(check_in.value, subject.measure, subject.steps)


def _check_in(subject: _Subject, given: FoundCheckIn, context: CheckInContext) -> ImportedCheckIn:
    day = given.measured_on.within(*context.period) if given.measured_on else None
    moment = given.measured_at
    if moment is not None:
        moment = moment if moment.tzinfo else moment.replace(tzinfo=context.zone)
        day = context.day(moment)
    about = given.confidence, given.note, moment, given.signature, given.is_confirmation
    return ImportedCheckIn(subject.code, given.value, day, *about)


class _Known:
    """Which values a key result has on which days, and its last one."""

    def __init__(self, context: CheckInContext, check_ins: Sequence[CountedValue]) -> None:
        self.last = check_ins[-1].value
        self.values = {(context.day(each.measured_at), each.value) for each in check_ins}


def _is_known(
    known: _Known | None, subject: _Subject, check_in: ImportedCheckIn, value: FoundValue
) -> bool:
    if known is None:
        return False
    stored = _stored(value, subject)
    if check_in.measured_on is None:
        return known.last == stored
    return (check_in.measured_on, stored) in known.values


def _stored(value: FoundValue, subject: _Subject) -> Value:
    if not isinstance(value, tuple):
        return value
    codes = {step.title: step.code for step in subject.measure.milestones}
    return frozenset(codes[title] for title in value)


_Wanted = Iterator[tuple[_Subject | LeftOutCheckIn, FoundCheckIn]]


def _wanted(
    sources: Sequence[UnderstoodSource],
    objectives: Sequence[PreviewObjective],
    office: Office | None,
) -> _Wanted:
    """Each check-in in the sources with its key result. A current value without a day is left out
    where it is the last of a history."""
    histories = [history for source in sources for history in source.found.histories]
    subjects = _Subjects(objectives, office) if histories else None
    of_key_results = [(subjects.find(each), each) for each in histories] if subjects else []
    last = {
        id(subject.row): history.check_ins[-1].value
        for subject, history in of_key_results
        if isinstance(subject, _Subject) and subject.row is not None
    }
    for objective in objectives:
        for row in objective.key_results:
            found = row.found
            is_last = found.measured_on is None and last.get(id(row)) == found.value
            if found.value is not None and not is_last:
                yield (
                    _of_row(row),
                    FoundCheckIn(
                        found.line, found.value, found.measured_on, found.confidence, found.note
                    ),
                )
    for subject, history in of_key_results:
        for check_in in history.check_ins:
            yield subject, check_in


def _of_row(row: PreviewKeyResult) -> _Subject:
    return _Subject(row.draft.title, row.code, row, row.draft)


class _Subjects:
    """Every key result by its code, and by its title with and without those of its team and its
    objective."""

    def __init__(self, objectives: Sequence[PreviewObjective], office: Office | None) -> None:
        self._by_code: dict[str, _Subject] = {}
        self._by_title: dict[tuple[str, str, str], list[_Subject]] = {}
        for objective in objectives:
            for row in objective.key_results:
                self._add(objective.found.team, objective.found.title, _of_row(row))
        for there in office.objectives if office else ():
            team = office.team(there.team).name if office else ""
            for key_result in there.key_results:
                if key_result.code not in self._by_code:
                    subject = _Subject(key_result.title, key_result.code, None, key_result)
                    self._add(team, there.title, subject)

    def _add(self, team: str, objective: str, subject: _Subject) -> None:
        if subject.code:
            self._by_code[subject.code] = subject
        title = subject.title.casefold()
        for of in {(team.casefold(), objective.casefold()), ("", objective.casefold()), ("", "")}:
            self._by_title.setdefault((*of, title), []).append(subject)

    def find(self, history: FoundHistory) -> _Subject | LeftOutCheckIn:
        """The key result of a history."""
        by_code = self._by_code.get(normal_code(history.code)) if history.code else None
        if by_code is not None:
            return by_code
        where = history.team.casefold(), history.objective.casefold()
        key = (*where, history.key_result.casefold())
        found = self._by_title.get(key, ())
        if len(found) == 1:
            return found[0]
        return LeftOutCheckIn(history.line, history.key_result or history.code, _not_one(found))


def _not_one(found: Sequence[_Subject]) -> ValidationError:
    if found:
        return ValidationError(
            "key_result", "Several key results are called that. Name the objective too"
        )
    return ValidationError("key_result", "No key result of this cycle is called that")
