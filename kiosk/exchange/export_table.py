"""OKRs as tables with typed cells: objectives, key results, check-ins, grades."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kiosk.errors import N_
from kiosk.exchange.export_source import ExportedCycle, OfficeExport
from kiosk.exchange.reading.cell_text import number_text
from kiosk.exchange.reading.own_tables import (
    CHECK_INS,
    CYCLE,
    CYCLES,
    DONE,
    GRADES,
    HEADINGS,
    IF_ANY,
    KEY_RESULTS,
    OBJECTIVES,
    OF_A_CYCLE,
    TEAMS,
)
from kiosk.okr.model import KeyResult, KeyResultKind, Objective, Value
from kiosk.okr.number_units import PERCENT
from kiosk.okr.progress import (
    ProgressState,
    check_in_value,
    key_result_progress,
    objective_progress,
)
from kiosk.okr.unit_conversion import as_measured
from kiosk.okr.units import plural_unit
from kiosk.views.common.cycles import cycle_state_text
from kiosk.views.common.values import progress_state_text
from kiosk.views.i18n.localizer import Localizer

_KINDS = {
    KeyResultKind.NUMBER: N_("number"),
    KeyResultKind.PERCENT: N_("percent"),
    KeyResultKind.CURRENCY: N_("money"),
    KeyResultKind.AT_MOST: N_("at most"),
    KeyResultKind.AT_LEAST: N_("at least"),
    KeyResultKind.BETWEEN: N_("between"),
    KeyResultKind.MILESTONES: N_("milestones"),
    KeyResultKind.YES_NO: N_("yes or no"),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a key result; `sign` is ≤ or ≥ where it is a limit."""

    number: Decimal
    kind: KeyResultKind
    unit: str
    sign: str = ""

    @property
    def is_percent(self) -> bool:
        """Whether it is a number of percent."""
        return self.kind is KeyResultKind.PERCENT or self.unit == PERCENT


@dataclass(frozen=True, slots=True)
class Share:
    """Progress."""

    fraction: Fraction


Cell = str | int | Decimal | date | Amount | Share | None


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table: its name, its headings, as gettext msgids too, and its rows, each as long as they
    are."""

    name: str
    labels: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def export_tables(localizer: Localizer, export: OfficeExport) -> tuple[ExportTable, ...]:
    """All tables, in the localizer's language. Several cycles have a column that says which.

    :param localizer: times are in its zone.
    """
    writer = _TableWriter(localizer, export)
    return tuple(writer.table(name) for name in HEADINGS)


def key_result_table(localizer: Localizer, export: OfficeExport) -> ExportTable:
    """The table of key results alone, in which an objective without any has a row as well."""
    return _TableWriter(localizer, export).table(KEY_RESULTS)


class _TableWriter:
    def __init__(self, localizer: Localizer, export: OfficeExport) -> None:
        self._localizer = localizer
        self._cycles = export.cycles

    def table(self, label: str) -> ExportTable:
        """One of the tables, by its msgid."""
        gettext = self._localizer.gettext
        make = {
            OBJECTIVES: self._objectives,
            KEY_RESULTS: self._key_results,
            CHECK_INS: self._check_ins,
            GRADES: self._grades,
            TEAMS: self._teams,
            CYCLES: self._cycle,
        }[label]
        of_several = len(self._cycles) > 1 and label in OF_A_CYCLE
        if_any = IF_ANY.get(label, ())
        headings = ((CYCLE,) if of_several else ()) + HEADINGS[label] + if_any
        rows = dict.fromkeys(
            ((each.cycle.name, *row) if of_several else row)
            for each in self._cycles
            for row in make(each)
        )
        first = len(headings) - len(if_any)
        kept = [at for at in range(len(headings)) if at < first or any(row[at] for row in rows)]
        labels = tuple(headings[at] for at in kept)
        return ExportTable(
            gettext(label),
            labels,
            tuple(map(gettext, labels)),
            tuple(tuple(row[at] for at in kept) for row in rows),
        )

    def _objectives(self, each: ExportedCycle) -> Iterator[tuple[Cell, ...]]:
        for objective in each.office.objectives:
            progress = objective_progress(each.office, objective).clamped
            served = tuple(each.served(objective))
            grade = objective.grade
            yield (
                *_where(each, objective),
                None if progress is None else Share(progress),
                "\n".join(title for _, title, _ in served),
                "\n".join(reason for _, _, reason in served),
                None if grade is None else grade.grade,
                objective.description,
                objective.short_title,
            )

    def _key_results(self, each: ExportedCycle) -> Iterator[tuple[Cell, ...]]:
        empty = (None,) * (len(HEADINGS[KEY_RESULTS]) - 2 + len(IF_ANY[KEY_RESULTS]))
        for objective in each.office.objectives:
            where = _where(each, objective)
            for key_result in objective.key_results:
                yield (*where, *self._key_result(key_result))
            if not objective.key_results:
                yield (*where, *empty)

    def _key_result(self, key_result: KeyResult) -> tuple[Cell, ...]:
        value = check_in_value(key_result.latest_check_in)
        start = None if key_result.start_is_derived else key_result.start
        label = _KINDS[key_result.kind]
        return (
            key_result.title,
            self._localizer.gettext(label),
            _unit(key_result),
            _amount(key_result, start),
            self._target(key_result),
            self._value(key_result, value),
            self._progress(key_result, value),
            key_result.weight,
            key_result.owner,
            key_result.due,
            key_result.description,
            key_result.short_title,
            self._localizer.gettext("yes") if key_result.confidential else "",
            self._ambition(key_result.ambition),
            key_result.freshness_days,
        )

    def _ambition(self, ambition: str) -> str:
        names = {
            "stretch": self._localizer.gettext("stretch"),
            "committed": self._localizer.gettext("committed"),
        }
        return names.get(ambition, "")

    def _progress(self, key_result: KeyResult, value: Value | None) -> Cell:
        """Progress; of a limit, whether the value is inside or outside."""
        progress = key_result_progress(key_result, value)
        if progress.state in (ProgressState.WITHIN_LIMITS, ProgressState.OUTSIDE_LIMITS):
            return progress_state_text(self._localizer, progress)
        return None if progress.raw is None else Share(progress.raw)

    def _check_ins(self, each: ExportedCycle) -> Iterator[tuple[Cell, ...]]:
        for objective, key_result in each.key_results():
            for check_in in each.check_ins.get(key_result.code, ()):
                then = as_measured(key_result, check_in.measured)
                yield (
                    *_where(each, objective),
                    key_result.title,
                    check_in.measured_at.astimezone(self._localizer.office_zone),
                    self._value_then(then, check_in.value),
                    _unit(then),
                    check_in.confidence,
                    check_in.note,
                    check_in.signature,
                    self._localizer.gettext("yes") if check_in.is_confirmation else "",
                )

    def _value_then(self, key_result: KeyResult, value: Value) -> Cell:
        """The value of a check-in: milestones with a sign that they are done; “no” without any."""
        if not isinstance(value, frozenset):
            return self._value(key_result, value)
        done = [f"{DONE}{m.title}" for m in key_result.milestones if m.code in value]
        return "\n".join(done) or self._localizer.gettext("no")

    def _grades(self, each: ExportedCycle) -> Iterator[tuple[Cell, ...]]:
        for objective in each.office.objectives:
            if objective.grade is not None:
                grade = objective.grade
                yield (*_where(each, objective), grade.grade, grade.reason, grade.learned)

    def _teams(self, each: ExportedCycle) -> Iterator[tuple[Cell, ...]]:
        yes = self._localizer.gettext("yes")
        used = {objective.team for objective in each.office.objectives}
        for team in each.office.teams:
            if team.code in used:
                yield team.name, yes if team.is_company else "", team.color

    def _cycle(self, each: ExportedCycle) -> Iterator[tuple[Cell, ...]]:
        cycle, state = each.cycle, cycle_state_text(self._localizer, each.cycle)
        yield cycle.name, cycle.starts_on, cycle.ends_on, state, cycle.theme

    def _target(self, key_result: KeyResult) -> Cell:
        match key_result.kind:
            case KeyResultKind.AT_MOST:
                return _amount(key_result, key_result.high, "≤")
            case KeyResultKind.AT_LEAST:
                return _amount(key_result, key_result.low, "≥")
            case KeyResultKind.BETWEEN:
                return self._range(key_result.low, key_result.high)
            case KeyResultKind.YES_NO:
                return self._localizer.gettext("yes")
            case KeyResultKind.MILESTONES:
                return "\n".join(self._milestone(m.title, m.weight) for m in key_result.milestones)
        return _amount(key_result, key_result.target)

    def _range(self, low: Decimal | None, high: Decimal | None) -> str:
        # A second dash could be a minus, and two numbers that are the same are no range.
        if low is None or high is None or not 0 <= low < high:
            return self._localizer.gettext("between %(low)s and %(high)s") % {
                "low": number_text(low),
                "high": number_text(high),
            }
        return f"{number_text(low)}–{number_text(high)}"

    def _milestone(self, title: str, weight: Decimal) -> str:
        if weight == 1:
            return title
        return self._localizer.gettext("%(milestone)s (weight %(weight)s)") % {
            "milestone": title,
            "weight": number_text(weight),
        }

    def _value(self, key_result: KeyResult, value: Value | None) -> Cell:
        if isinstance(value, bool):
            return self._localizer.gettext("yes") if value else self._localizer.gettext("no")
        if isinstance(value, frozenset):
            return "\n".join(m.title for m in key_result.milestones if m.code in value)
        return _amount(key_result, value)


def _where(each: ExportedCycle, objective: Objective) -> tuple[str, str]:
    return each.office.team(objective.team).name, objective.title


def _unit(key_result: KeyResult) -> str:
    is_percent = key_result.kind is KeyResultKind.PERCENT
    return PERCENT if is_percent else plural_unit(key_result.unit)


def _amount(key_result: KeyResult, number: Decimal | None, sign: str = "") -> Amount | None:
    if number is None:
        return None
    return Amount(number, key_result.kind, plural_unit(key_result.unit), sign)
