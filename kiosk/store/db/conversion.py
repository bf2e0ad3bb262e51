"""Between the database's text and the nouns: decimals, moments, values, check-ins.

An invalid value written by another program becomes None, so that no wall stops.
"""

import json
import re
import sqlite3
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from kiosk.okr.codes import normal_code
from kiosk.okr.dates import is_supported_date
from kiosk.okr.model import CheckIn, KeyResultKind, Measure, Value
from kiosk.okr.unit_conversion import converted, converted_product

_PLAIN = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def decimal_text(value: Decimal) -> str:
    """A decimal in plain digits, never with an exponent; minus zero is zero."""
    text = format(value, "f")
    return text.removeprefix("-") if value == 0 else text


@lru_cache(maxsize=2048)
def decimal_or_none(text: str | None) -> Decimal | None:
    """The decimal a column holds, or None when it is empty or something else."""
    return Decimal(text) if text is not None and _PLAIN.fullmatch(text) else None


def optional_text(value: Decimal | None) -> str | None:
    """A decimal as its text, or None."""
    return None if value is None else decimal_text(value)


def timestamp_to_text(moment: datetime) -> str:
    """An aware moment in UTC and in one writing, so that text sorts as time does."""
    plain = moment.astimezone(UTC).replace(tzinfo=None)
    return plain.isoformat(timespec="milliseconds") + "Z"


def parse_timestamp(text: str) -> datetime | None:
    """The moment a column holds; one without a zone is taken as UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not is_supported_date(moment):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def date_or_none(text: str) -> date | None:
    """The day a column holds."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if is_supported_date(day) else None


def kind_or_none(text: str) -> KeyResultKind | None:
    """The kind a column names."""
    try:
        return KeyResultKind(text)
    except ValueError:
        return None


def value_to_columns(value: Value) -> tuple[str | None, str | None]:
    """The columns value and done for a value."""
    if isinstance(value, bool):
        return str(int(value)), None
    if isinstance(value, Decimal):
        return decimal_text(value), None
    return None, ",".join(sorted(value))


def value_or_none(kind: KeyResultKind, value: str | None, done: str | None) -> Value | None:
    """The value that the columns hold for this kind of key result."""
    if kind is KeyResultKind.MILESTONES:
        return None if done is None else parse_codes(done)
    if kind is KeyResultKind.YES_NO:
        return {"0": False, "1": True}.get(value or "")
    return decimal_or_none(value)


def parse_codes(text: str) -> frozenset[str]:
    """The codes in a list with commas or spaces, in whatever case somebody wrote them."""
    return frozenset(normal_code(part) for part in re.split(r"[,\s]+", text) if part)


CHECK_IN_COLUMNS = (
    "c.id, c.key_result, c.measured_at, c.recorded_at, c.value, c.done, c.confidence, c.note,"
    " c.team, c.author, c.signed, c.source, c.nothing_changed, c.corrects,"
    # By what it is multiplied since the unit was changed, and what it was measured as before.
    " (SELECT json_group_array(n.factor) FROM definitions AS n"
    " WHERE n.key_result = c.key_result AND n.last_check_in >= c.id) AS factors,"
    " (SELECT json_array(b.kind, b.unit, b.start, b.target, b.low, b.high) FROM definitions AS b"
    " WHERE b.key_result = c.key_result AND b.version < (SELECT min(n.version)"
    " FROM definitions AS n WHERE n.key_result = c.key_result AND n.last_check_in >= c.id)"
    " ORDER BY b.version DESC LIMIT 1) AS measured"
)


def check_in_or_none(row: sqlite3.Row, kind: KeyResultKind, team: str) -> CheckIn | None:
    """The check-in in a row of CHECK_IN_COLUMNS.

    :param team: who signs a row that names no team: the one whose objective it belongs to.
    """
    return _check_in_or_none(tuple(row), kind, team)


@lru_cache(maxsize=2048)  # a save changes one row of all that are read
def _check_in_or_none(columns: tuple[Any, ...], kind: KeyResultKind, team: str) -> CheckIn | None:
    number, key_result, measured, recorded, value, done, confidence, note, *rest = columns
    signing_team, author, signed, source, nothing_changed, corrects, factors, measure = rest
    then = _measure_before(factors, measure)
    parsed = value_or_none(kind if then is None else then.kind, value, done)
    if then is None and isinstance(parsed, Decimal):
        parsed = converted(parsed, converted_product(json.loads(factors)))
    measured_at, recorded_at = parse_timestamp(measured), parse_timestamp(recorded)
    if parsed is None or measured_at is None or recorded_at is None:
        return None
    return CheckIn(
        id=number,
        key_result=key_result,
        measured_at=measured_at,
        recorded_at=recorded_at,
        value=parsed,
        confidence=confidence,
        note=note,
        team=signing_team or team,
        author=author,
        signature=signed,
        source=source,
        is_confirmation=bool(nothing_changed),
        measured=then,
        corrects=corrects,
    )


def _measure_before(factors: str, measured: str | None) -> Measure | None:
    """What a check-in was measured as; None where that is known in today's unit."""
    if measured is None or None not in json.loads(factors):
        return None
    kind, unit, *numbers = json.loads(measured)
    return Measure(KeyResultKind(kind), unit, *map(decimal_or_none, numbers))
