"""JSON: a list of rows, or objectives with key results in them, under whatever names."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kiosk.errors import ValidationError
from kiosk.exchange.reading.lines import LineKind, SourceLine

_LISTS = ("key_results", "keyresults", "keyResults", "krs", "results", "metrics")
_TITLES = ("title", "name", "text", "summary", "objective", "key_result", "description")
_FIELDS = {
    "kind": "kind", "unit": "unit", "start": "start", "baseline": "start", "startValue": "start",
    "start_value": "start", "initial": "start", "target": "target", "targetValue": "target",
    "target_value": "target", "goal": "target", "value": "current", "current": "current",
    "dueDate": "due", "due_date": "due", "due": "due", "deadline": "due", "end_date": "due",
    "endDate": "due", "confidence": "confidence", "note": "note", "description": "description",
    "targetGoal": "target", "targetZone": "target", "commitZone": "commit", "commit": "commit",
    "stretchZone": "stretch", "stretchGoal": "stretch", "stretch": "stretch",
    "currentValue": "current", "current_value": "current", "weight": "weight", "owner": "owner",
}  # fmt: skip
_LONGEST_EXPONENT = 3  # with its sign
_HEADINGS = (
    "team",
    "objective",
    "key result",
    "kind",
    "unit",
    "start",
    "target",
    "current",
    "weight",
    "owner",
    "due",
    "confidence",
    "note",
    "description",
    "commit",
    "stretch",
)


def json_lines(text: str) -> tuple[SourceLine, ...]:
    """The rows of a JSON document, with a row of headings.

    :raises ValidationError: on "file", if it is not JSON or has no rows.
    """
    try:
        document = json.loads(text, parse_float=_plain_number, parse_int=str)
    except (ValueError, RecursionError) as error:
        raise ValidationError(
            "file", "This is not valid JSON: %(reason)s. Export it again", reason=error
        ) from error
    rows = list(_objective_rows(document, ""))
    if rows:
        return _lines(_HEADINGS, rows)
    records = [r for r in document if isinstance(r, dict)] if isinstance(document, list) else []
    headings = tuple(dict.fromkeys(key for record in records for key in record))
    if not records:
        raise ValidationError("file", "This JSON has no objectives in it. Export a list of OKRs")
    return _lines(headings, [{k: _text(v) for k, v in record.items()} for record in records])


def _plain_number(text: str) -> str:
    """A number without an exponent, where it has a small one: 1E-9 is 0.000000001."""
    whole, exponent, power = text.lower().partition("e")
    if not exponent or len(power) > _LONGEST_EXPONENT:
        return text
    return format(Decimal(f"{whole}e{power}"), "f")


def _lines(headings: tuple[str, ...], rows: list[dict[str, str]]) -> tuple[SourceLine, ...]:
    cells = [tuple(headings), *(tuple(row.get(h, "") for h in headings) for row in rows)]
    return tuple(
        SourceLine(number, " | ".join(c for c in row if c), LineKind.ROW, cells=row)
        for number, row in enumerate(cells, start=1)
    )


def _objective_rows(node: Any, team: str) -> Iterator[dict[str, str]]:
    if isinstance(node, list):
        for each in node:
            yield from _objective_rows(each, team)
    if not isinstance(node, dict):
        return
    key_results = next((node[key] for key in _LISTS if isinstance(node.get(key), list)), None)
    if key_results is None:
        name = _title(node) if any(isinstance(v, list) for v in node.values()) else ""
        for key, value in node.items():
            if isinstance(value, list | dict):
                yield from _objective_rows(value, name if key == "objectives" else team)
        return
    own_team = _text(node.get("team")) or team
    about = _text(node.get("description")) if _title(node) != _text(node.get("description")) else ""
    yield {"team": own_team, "objective": _title(node), "description": about}
    for each in key_results:
        record = each if isinstance(each, dict) else {"title": _text(each)}
        fields = {_FIELDS[k]: _value(v) for k, v in record.items() if k in _FIELDS}
        fields["target"] = fields.get("target") or _limits(record) or _milestones(record)
        yield {"team": own_team, "objective": _title(node), "key result": _title(record), **fields}


def _limits(record: Mapping[str, Any]) -> str:
    """The limits of a key result as a target."""
    low, high = _value(record.get("low")), _value(record.get("high"))
    if low and high:
        return f"between {low} and {high}"
    return f"≤ {high}" if high else f"≥ {low}" if low else ""


def _milestones(record: Mapping[str, Any]) -> str:
    """The milestones of a key result as a target: a line each, with its weight."""
    steps = record.get("milestones")
    if not isinstance(steps, list):
        return ""
    weights = [_value(step.get("weight")) if isinstance(step, dict) else "" for step in steps]
    titles = [_title(step) if isinstance(step, dict) else _text(step) for step in steps]
    return "\n".join(
        f"{title} (weight {weight})" if weight not in ("", "1") else title
        for title, weight in zip(titles, weights, strict=True)
    )


def _title(record: Mapping[str, Any]) -> str:
    return next((_text(record[key]) for key in _TITLES if _text(record.get(key))), "")


def _value(value: Any) -> str:
    text = _text(value)
    # A number of a program has a point; three decimals would look like thousands.
    whole, point, decimals = text.partition(".")
    is_unclear = point and whole.lstrip("-").isdigit() and decimals.isdigit() and len(decimals) == 3
    return f"{text}0" if is_unclear else text


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return str(value).strip()
    if isinstance(value, dict):
        return _title(value)
    return ""
