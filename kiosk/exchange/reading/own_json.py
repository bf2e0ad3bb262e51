"""This program's own JSON as the tables that a workbook has (own_tables.py), so that both are
understood in one way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from kiosk.errors import ValidationError
from kiosk.exchange.reading.cell_text import number_text
from kiosk.exchange.reading.json_errors import invalid_export, invalid_json
from kiosk.exchange.reading.lines import LineKind, SourceLine
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
from kiosk.okr.number_units import PERCENT

_MOST_DIGITS = 60


class _Milestone(msgspec.Struct):
    title: str
    code: str = ""
    weight: Decimal = Decimal(1)


class _CheckIn(msgspec.Struct):
    measured_at: datetime
    value: Decimal | bool | list[str] | None = None
    unit: str | None = None
    confidence: int | None = None
    note: str = ""
    signed: str = ""
    nothing_changed: bool = False


class _KeyResult(msgspec.Struct):
    title: str
    kind: str
    unit: str = ""
    start: Decimal | None = None
    target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    milestones: list[_Milestone] = []
    weight: Decimal | None = None
    owner: str = ""
    due: str | None = None
    description: str = ""
    short_title: str = ""
    confidential: bool = False
    ambition: str | None = None
    freshness_days: int | None = None
    check_ins: list[_CheckIn] = []


class _Served(msgspec.Struct):
    title: str
    because: str = ""


class _Grade(msgspec.Struct):
    grade: Decimal | None = None
    reason: str = ""
    learned: str = ""


class _Objective(msgspec.Struct):
    title: str
    description: str = ""
    short_title: str = ""
    serves: list[_Served] = []
    grade: _Grade | None = None
    key_results: list[_KeyResult] = []


class _Team(msgspec.Struct):
    name: str
    is_company: bool = False
    color: str = ""
    objectives: list[_Objective] = []


class _Cycle(msgspec.Struct):
    name: str
    theme: str = ""
    starts_on: str = ""
    ends_on: str = ""
    state: str = ""
    teams: list[_Team] = []


class _File(msgspec.Struct):
    cycles: list[_Cycle]


def own_json_tables(text: str) -> Mapping[str, tuple[SourceLine, ...]]:
    """The tables in it, by their msgids, with English headings.

    :raises ValidationError: on "file", saying where it is not as this program writes it.
    """
    try:
        file = msgspec.json.decode(text.lstrip("\ufeff"), type=_File)
    except msgspec.ValidationError as error:
        raise invalid_export(error) from error
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise invalid_json(text) from error
    made: Mapping[str, Callable[[_Cycle], Iterator[Sequence[str]]]] = {
        CYCLES: _cycle_rows,
        TEAMS: _team_rows,
        OBJECTIVES: _objective_rows,
        KEY_RESULTS: _key_result_rows,
        CHECK_INS: _check_in_rows,
        GRADES: _grade_rows,
    }
    return {
        table: _lines(table, [(cycle.name, row) for cycle in file.cycles for row in rows(cycle)])
        for table, rows in made.items()
    }


def _lines(table: str, rows: Sequence[tuple[str, Sequence[str]]]) -> tuple[SourceLine, ...]:
    headings = (*HEADINGS[table], *IF_ANY.get(table, ()))
    if table in OF_A_CYCLE:
        headings = (CYCLE, *headings)
    cells = [headings, *((cycle, *row) if table in OF_A_CYCLE else row for cycle, row in rows)]
    plain = dict.fromkeys(tuple(cell.strip() for cell in row) for row in cells)
    return tuple(
        SourceLine(number, " | ".join(filter(None, row)), LineKind.ROW, cells=row)
        for number, row in enumerate(plain, start=1)
    )


def _cycle_rows(cycle: _Cycle) -> Iterator[Sequence[str]]:
    yield cycle.name, cycle.starts_on, cycle.ends_on, cycle.state, cycle.theme


def _team_rows(cycle: _Cycle) -> Iterator[Sequence[str]]:
    for team in cycle.teams:
        yield team.name, "yes" if team.is_company else "", team.color


def _objectives(cycle: _Cycle) -> Iterator[tuple[tuple[str, str], _Objective]]:
    for team in cycle.teams:
        for objective in team.objectives:
            yield (team.name, objective.title), objective


def _objective_rows(cycle: _Cycle) -> Iterator[Sequence[str]]:
    for where, objective in _objectives(cycle):
        titles = "\n".join(each.title for each in objective.serves)
        reasons = "\n".join(each.because for each in objective.serves)
        yield (*where, "", titles, reasons, "", objective.description, objective.short_title)


def _grade_rows(cycle: _Cycle) -> Iterator[Sequence[str]]:
    for where, objective in _objectives(cycle):
        grade = objective.grade
        if grade is not None:
            yield (*where, _number(grade.grade), grade.reason, grade.learned)


def _key_result_rows(cycle: _Cycle) -> Iterator[Sequence[str]]:
    for where, objective in _objectives(cycle):
        for each in objective.key_results:
            yield (*where, *_key_result(each))
        if not objective.key_results:
            yield (*where, *("",) * (len(HEADINGS[KEY_RESULTS]) - 2 + len(IF_ANY[KEY_RESULTS])))


def _key_result(each: _KeyResult) -> Sequence[str]:
    days = each.freshness_days
    return (
        *(each.title, each.kind, each.unit),
        *(_number(each.start), _target(each), "", "", _number(each.weight), each.owner),
        *(each.due or "", each.description, each.short_title),
        *("yes" if each.confidential else "", each.ambition or ""),
        "" if days is None else str(days),
    )


def _target(each: _KeyResult) -> str:
    low, high = _number(each.low), _number(each.high)
    match each.kind:
        case "at_most":
            return f"≤ {high}"
        case "at_least":
            return f"≥ {low}"
        case "between":
            return f"between {low} and {high}"
        case "yes_no":
            return "yes"
        case "milestones":
            return "\n".join(map(_milestone, each.milestones))
    return _number(each.target)


def _milestone(step: _Milestone) -> str:
    return step.title if step.weight == 1 else f"{step.title} (weight {_number(step.weight)})"


def _check_in_rows(cycle: _Cycle) -> Iterator[Sequence[str]]:
    for where, objective in _objectives(cycle):
        for key_result in objective.key_results:
            titles = {step.code: step.title for step in key_result.milestones}
            own_unit = PERCENT if key_result.kind == "percent" else key_result.unit
            for each in key_result.check_ins:
                confidence = "" if each.confidence is None else str(each.confidence)
                yield (
                    *(*where, key_result.title, each.measured_at.isoformat()),
                    *(_value(each.value, titles), own_unit if each.unit is None else each.unit),
                    *(confidence, each.note, each.signed, "yes" if each.nothing_changed else ""),
                )


def _value(value: Decimal | bool | list[str] | None, titles: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(f"{DONE}{titles.get(code, code)}" for code in value) or "no"
    return _number(value)


def _number(number: Any) -> str:
    if number is None:
        return ""
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise ValidationError(
            "file",
            "“%(value)s” is not a number that can be stored. Change or remove it",
            value=f"{str(number)[:20]}…",
        )
    return number_text(number)
