"""The key results of an office file: the fields of each kind, and check-ins with valid values."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from kiosk.errors import Collector, ValidationError
from kiosk.exchange.office_file.fields import Flag, Number, quote
from kiosk.exchange.office_file.model import FileCheckIn, FileKeyResult, FileObjective
from kiosk.okr.model import KeyResultKind, Value

_START_TO_TARGET = {"target"}
_NEEDED = {
    KeyResultKind.NUMBER: _START_TO_TARGET,
    KeyResultKind.PERCENT: _START_TO_TARGET,
    KeyResultKind.CURRENCY: _START_TO_TARGET,
    KeyResultKind.AT_MOST: {"high"},
    KeyResultKind.AT_LEAST: {"low"},
    KeyResultKind.BETWEEN: {"low", "high"},
    KeyResultKind.MILESTONES: {"milestones"},
    KeyResultKind.YES_NO: set[str](),
}


def with_values(objective: FileObjective, path: str, collect: Collector) -> FileObjective:
    """An objective with the values of its check-ins parsed by kind."""
    return replace(
        objective,
        key_results=tuple(
            _completed(key_result, f"{path}.key_results[{number}]", collect)
            for number, key_result in enumerate(objective.key_results)
        ),
    )


def _completed(key_result: FileKeyResult, path: str, collect: Collector) -> FileKeyResult:
    collect.read(partial(_refuse_wrong_fields, key_result, path), None)
    collect.read(partial(_refuse_wrong_unit, key_result, path), None)
    default_weight = Decimal(0 if key_result.kind.is_limit else 1)
    return replace(
        key_result,
        weight=default_weight if key_result.weight is None else key_result.weight,
        check_ins=tuple(_check_ins(key_result, path, collect)),
    )


def _refuse_wrong_unit(key_result: FileKeyResult, path: str) -> None:
    if key_result.kind is KeyResultKind.CURRENCY and not re.fullmatch("[A-Z]{3}", key_result.unit):
        raise ValidationError(
            f"{path}.unit",
            "“%(value)s” is not a currency. Enter its three capital letters, like EUR.",
            value=key_result.unit,
        )


def _refuse_wrong_fields(key_result: FileKeyResult, path: str) -> None:
    """Refuse a key result that lacks a field of its kind, or has one of a different kind."""
    kind, needed = key_result.kind, _NEEDED[key_result.kind]
    for name in sorted(needed):
        if getattr(key_result, name) in (None, ()):
            raise ValidationError(
                f"{path}.{name}",
                "This is missing: a key result of the kind %(kind)s needs it.",
                kind=kind,
            )
    # Only the start may be missing: nobody has measured it yet.
    allowed = needed | {"start"} if kind.is_start_to_target else needed
    for name in ("start", "target", "low", "high", "milestones"):
        if getattr(key_result, name) not in (None, ()) and name not in allowed:
            raise ValidationError(
                f"{path}.{name}",
                "A key result of the kind %(kind)s has none of these. Leave the line out.",
                kind=kind,
            )
    low, high = key_result.low, key_result.high
    if low is not None and high is not None and low > high:
        raise ValidationError(
            f"{path}.high",
            "%(high)s is below the lower limit, %(low)s. Write that or more.",
            high=high,
            low=low,
        )


def _check_ins(key_result: FileKeyResult, path: str, collect: Collector) -> Iterator[FileCheckIn]:
    before: FileCheckIn | None = None
    for number, check_in in enumerate(key_result.check_ins):
        check_in_path = f"{path}.check_ins[{number}]"
        value = collect.read(partial(_value_of, check_in, key_result, check_in_path, before), None)
        if value is None:
            return  # later check-ins may repeat its value
        # The order of two check-ins in one week would depend on the weekday the cycle begins on.
        if before is not None and check_in.week <= before.week:
            collect.refuse(
                ValidationError(
                    f"{check_in_path}.week",
                    "Week %(week)s comes after week %(before)s. Write one check-in a week, in"
                    " order.",
                    week=check_in.week,
                    before=before.week,
                )
            )
        before = replace(check_in, value=value)
        yield before


def _value_of(
    check_in: FileCheckIn, key_result: FileKeyResult, check_in_path: str, before: FileCheckIn | None
) -> Value | None:
    if not check_in.nothing_changed:
        return _value(check_in.value, key_result, f"{check_in_path}.value")
    if before is None:
        raise ValidationError(
            f"{check_in_path}.nothing_changed",
            "There is nothing before this check-in. Write a value instead.",
        )
    if check_in.value is not None:
        raise ValidationError(
            f"{check_in_path}.value",
            "Nothing changed, so there is no value to write. Leave one of the two out.",
        )
    return before.value


def _value(value: object, key_result: FileKeyResult, field: str) -> Value:
    if value is None:
        raise ValidationError(field, "This is missing. Write what was measured.")
    if key_result.kind is KeyResultKind.MILESTONES:
        return _done(value, field, frozenset(m.code for m in key_result.milestones))
    try:
        return (
            Flag().read(value) if key_result.kind is KeyResultKind.YES_NO else Number().read(value)
        )
    except ValidationError as error:
        raise ValidationError(field, error.message, **error.values) from None


def _done(value: object, field: str, steps: frozenset[str]) -> frozenset[str]:
    if not isinstance(value, list):
        raise ValidationError(
            field,
            "Write the codes of the milestones that are done as a list, not %(value)s.",
            value=quote(value),
        )
    for code in value:
        if not isinstance(code, str) or code not in steps:
            raise ValidationError(
                field,
                "No milestone of this key result has the code %(code)s. Use these: %(codes)s.",
                code=quote(code),
                codes=", ".join(sorted(steps)),
            )
    return frozenset(value)
