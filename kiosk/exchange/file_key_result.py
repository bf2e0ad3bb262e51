"""The key results of an office file: what each kind needs, and check-ins that fit it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from kiosk.errors import Refused
from kiosk.exchange.fields import Fields, decimal_from, shown
from kiosk.exchange.file_model import (
    LAST_WEEK,
    FileCheckIn,
    FileKeyResult,
    FileMilestone,
)
from kiosk.okr.model import Kind, Value
from kiosk.okr.texts import NAME_LENGTH, TITLE_LENGTH, UNIT_LENGTH
from kiosk.okr.values import NOTE_LENGTH


def key_result_from(fields: Fields) -> FileKeyResult:
    """One key result with its check-ins.

    :raises Refused: its kind will not do, or it has not what its kind needs.
    """
    kind = Kind(fields.choice("kind", [kind.value for kind in Kind]))
    milestones = fields.each("milestones", FileMilestone, _milestone)
    steps = frozenset(fields.texts("milestones", "code"))
    _refuse_wrong_fields(fields, kind)
    return FileKeyResult(
        code=fields.code(),
        title=fields.text("title", TITLE_LENGTH),
        kind=kind,
        unit=_unit(fields, kind),
        start=fields.decimal("start"),
        target=fields.decimal("target"),
        low=fields.decimal("low"),
        high=fields.decimal("high"),
        weight=_weight(fields, Decimal(0 if kind.has_limits else 1)),
        owner=fields.text("owner", NAME_LENGTH, ""),
        freshness_days=fields.whole("freshness_days", 1, 366),
        confidential=fields.flag("confidential"),
        milestones=milestones,
        check_ins=tuple(_check_ins(fields, kind, steps)),
    )


def _milestone(fields: Fields) -> FileMilestone:
    return FileMilestone(
        code=fields.code(),
        title=fields.text("title", TITLE_LENGTH),
        weight=_weight(fields, Decimal(1)),
    )


def _weight(fields: Fields, default: Decimal) -> Decimal:
    weight = fields.decimal("weight")
    if weight is None:
        return default
    if weight < 0:
        raise Refused(fields.at("weight"), "A weight is 0 or more, not %(value)s.", value=weight)
    return weight


def _unit(fields: Fields, kind: Kind) -> str:
    unit = fields.text("unit", 2 * UNIT_LENGTH + 1, "")
    if kind is Kind.CURRENCY and not re.fullmatch("[A-Z]{3}", unit):
        raise Refused(
            fields.at("unit"),
            "“%(value)s” is not a currency. Enter its three capital letters, like EUR.",
            value=unit,
        )
    return unit


_ROAD = {"target"}
_NEEDED = {
    Kind.NUMBER: _ROAD,
    Kind.PERCENT: _ROAD,
    Kind.CURRENCY: _ROAD,
    Kind.AT_MOST: {"high"},
    Kind.AT_LEAST: {"low"},
    Kind.BETWEEN: {"low", "high"},
    Kind.MILESTONES: {"milestones"},
    Kind.YES_NO: set[str](),
}


def _refuse_wrong_fields(fields: Fields, kind: Kind) -> None:
    """A key result without what its kind is measured by, or with what means nothing to it."""
    needed = _NEEDED[kind]
    for name in sorted(needed):
        if not fields.has(name) or fields.raw(name) == []:
            raise Refused(
                fields.at(name),
                "This is missing: a key result of the kind %(kind)s needs it.",
                kind=kind,
            )
    # The start alone may be left out: nobody has measured it yet.
    allowed = needed | {"start"} if kind.has_road else needed
    for name in ("start", "target", "low", "high", "milestones"):
        if fields.has(name) and name not in allowed:
            raise Refused(
                fields.at(name),
                "A key result of the kind %(kind)s has none of these. Leave the line out.",
                kind=kind,
            )
    low, high = fields.decimal("low"), fields.decimal("high")
    if low is not None and high is not None and low > high:
        raise Refused(
            fields.at("high"),
            "%(high)s is below the lower limit, %(low)s. Write that or more.",
            high=high,
            low=low,
        )


def _check_ins(fields: Fields, kind: Kind, steps: frozenset[str]) -> Iterator[FileCheckIn]:
    before: FileCheckIn | None = None
    for entry in fields.tables("check_ins", FileCheckIn):
        check_in = fields.collect.read(partial(_check_in, entry, kind, steps, before), None)
        if check_in is None:
            return  # those that follow may go on from it
        # Two in one week would change places with the weekday that a cycle opens on.
        if before is not None and check_in.week <= before.week:
            fields.collect.refuse(
                Refused(
                    entry.at("week"),
                    "Week %(week)s comes after week %(before)s. Write one check-in a week, in"
                    " order.",
                    week=check_in.week,
                    before=before.week,
                )
            )
        yield check_in
        before = check_in


def _check_in(
    fields: Fields, kind: Kind, steps: frozenset[str], before: FileCheckIn | None
) -> FileCheckIn:
    nothing_changed = fields.flag("nothing_changed")
    return FileCheckIn(
        week=fields.whole_needed("week", 0, LAST_WEEK),
        day=fields.whole_needed("day", 1, 7),
        time=fields.clock("time"),
        value=_same(fields, before) if nothing_changed else _value(fields, kind, steps),
        confidence=fields.whole("confidence", 0, 10),
        note=fields.text("note", NOTE_LENGTH, ""),
        signed=fields.text("signed", NAME_LENGTH, ""),
        nothing_changed=nothing_changed,
    )


def _same(fields: Fields, before: FileCheckIn | None) -> Value:
    if before is None:
        raise Refused(
            fields.at("nothing_changed"),
            "There is nothing before this check-in. Write a value instead.",
        )
    if fields.has("value"):
        raise Refused(
            fields.at("value"),
            "Nothing changed, so there is no value to write. Leave one of the two out.",
        )
    return before.value


def _value(fields: Fields, kind: Kind, steps: frozenset[str]) -> Value:
    value, field = fields.raw("value"), fields.at("value")
    if value is None:
        raise Refused(field, "This is missing. Write what was measured.")
    if kind is Kind.YES_NO:
        if isinstance(value, bool):
            return value
        raise Refused(field, "Write true or false here, not %(value)s.", value=shown(value))
    if kind is Kind.MILESTONES:
        return _done(value, field, steps)
    return decimal_from(value, field)


def _done(value: object, field: str, steps: frozenset[str]) -> frozenset[str]:
    if not isinstance(value, list):
        raise Refused(
            field,
            "Write the codes of the milestones that are done as a list, not %(value)s.",
            value=shown(value),
        )
    for code in value:
        if not isinstance(code, str) or code not in steps:
            raise Refused(
                field,
                "No milestone of this key result has the code %(code)s. Write some of: %(codes)s.",
                code=shown(code),
                codes=", ".join(sorted(steps)),
            )
    return frozenset(value)
