"""The key results of an office file: what each kind needs, and check-ins that fit it."""

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


def with_values(objective: FileObjective, place: str, collect: Collector) -> FileObjective:
    """An objective with its key results' values read as their kinds have them."""
    return replace(
        objective,
        key_results=tuple(
            _completed(key_result, f"{place}.key_results[{number}]", collect)
            for number, key_result in enumerate(objective.key_results)
        ),
    )


def _completed(key_result: FileKeyResult, place: str, collect: Collector) -> FileKeyResult:
    collect.read(partial(_refuse_wrong_fields, key_result, place), None)
    collect.read(partial(_refuse_wrong_unit, key_result, place), None)
    usual = Decimal(0 if key_result.kind.is_limit else 1)
    return replace(
        key_result,
        weight=usual if key_result.weight is None else key_result.weight,
        check_ins=tuple(_check_ins(key_result, place, collect)),
    )


def _refuse_wrong_unit(key_result: FileKeyResult, place: str) -> None:
    if key_result.kind is KeyResultKind.CURRENCY and not re.fullmatch("[A-Z]{3}", key_result.unit):
        raise ValidationError(
            f"{place}.unit",
            "“%(value)s” is not a currency. Enter its three capital letters, like EUR.",
            value=key_result.unit,
        )


def _refuse_wrong_fields(key_result: FileKeyResult, place: str) -> None:
    """A key result without what its kind is measured by, or with what means nothing to it."""
    kind, needed = key_result.kind, _NEEDED[key_result.kind]
    for name in sorted(needed):
        if getattr(key_result, name) in (None, ()):
            raise ValidationError(
                f"{place}.{name}",
                "This is missing: a key result of the kind %(kind)s needs it.",
                kind=kind,
            )
    # The start alone may be left out: nobody has measured it yet.
    allowed = needed | {"start"} if kind.is_start_to_target else needed
    for name in ("start", "target", "low", "high", "milestones"):
        if getattr(key_result, name) not in (None, ()) and name not in allowed:
            raise ValidationError(
                f"{place}.{name}",
                "A key result of the kind %(kind)s has none of these. Leave the line out.",
                kind=kind,
            )
    low, high = key_result.low, key_result.high
    if low is not None and high is not None and low > high:
        raise ValidationError(
            f"{place}.high",
            "%(high)s is below the lower limit, %(low)s. Write that or more.",
            high=high,
            low=low,
        )


def _check_ins(key_result: FileKeyResult, place: str, collect: Collector) -> Iterator[FileCheckIn]:
    before: FileCheckIn | None = None
    for number, check_in in enumerate(key_result.check_ins):
        at = f"{place}.check_ins[{number}]"
        value = collect.read(partial(_value_of, check_in, key_result, at, before), None)
        if value is None:
            return  # those that follow may go on from it
        # Two in one week would change places with the weekday that a cycle opens on.
        if before is not None and check_in.week <= before.week:
            collect.refuse(
                ValidationError(
                    f"{at}.week",
                    "Week %(week)s comes after week %(before)s. Write one check-in a week, in"
                    " order.",
                    week=check_in.week,
                    before=before.week,
                )
            )
        before = replace(check_in, value=value)
        yield before


def _value_of(
    check_in: FileCheckIn, key_result: FileKeyResult, at: str, before: FileCheckIn | None
) -> Value | None:
    if not check_in.nothing_changed:
        return _value(check_in.value, key_result, f"{at}.value")
    if before is None:
        raise ValidationError(
            f"{at}.nothing_changed",
            "There is nothing before this check-in. Write a value instead.",
        )
    if check_in.value is not None:
        raise ValidationError(
            f"{at}.value",
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
