"""JSON: a list of rows, or objectives with key results in them, under whatever names."""

import json
from decimal import Decimal

from kiosk.errors import ValidationError
from kiosk.exchange.reading.csv_text import MOST_COLUMNS
from kiosk.exchange.reading.json_errors import invalid_json
from kiosk.exchange.reading.json_links import linked_rows
from kiosk.exchange.reading.json_lists import flat_rows
from kiosk.exchange.reading.json_names import with_names
from kiosk.exchange.reading.json_records import nested_rows
from kiosk.exchange.reading.json_wrappers import without_wrappers
from kiosk.exchange.reading.lengths import shortened
from kiosk.exchange.reading.lines import LineKind, SourceLine

_NO_TEAM = "–"
_LONGEST_EXPONENT = 3  # with its sign
_HEADINGS = ("type", "id", "parent id", "team", "objective", "title", "key result", "kind", "unit")


def json_lines(text: str) -> tuple[SourceLine, ...]:
    """The rows of a JSON document, with a row of headings.

    :raises ValidationError: on "file", if it is not JSON or has no rows.
    """
    try:
        document = json.loads(text, parse_float=_plain_number, parse_int=str)
    except (ValueError, RecursionError) as error:
        raise invalid_json(text) from error
    document = with_names(without_wrappers(document))
    rows = linked_rows(document)
    if not rows:
        rows = nested_rows(document)
    if rows:
        rows = _with_no_teams(rows)
        used = tuple(dict.fromkeys([*_HEADINGS, *(key for row in rows for key in row)]))
        _refuse_wide(used)
        return _lines(tuple(h for h in used if any(r.get(h) for r in rows)), rows)
    records = flat_rows(document)
    if not records:
        raise ValidationError("file", "This JSON has no objectives in it. Export a list of OKRs")
    headings = tuple(dict.fromkeys(key for record in records for key in record))
    _refuse_wide(headings)
    return _lines(headings, records)


def _with_no_teams(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows, with a dash for the team of an objective of the company's among those of teams: an
    empty cell would say that its team is the one above."""
    if not any(row.get("team") for row in rows):
        return rows
    return [
        row if row.get("team") or row.get("key result") else {**row, "team": _NO_TEAM}
        for row in rows
    ]


def _plain_number(text: str) -> str:
    """A number without an exponent, where it has a small one: 1E-9 is 0.000000001."""
    whole, exponent, power = text.lower().partition("e")
    if not exponent or len(power) > _LONGEST_EXPONENT:
        return text
    return format(Decimal(f"{whole}e{power}"), "f")


def _refuse_wide(headings: tuple[str, ...]) -> None:
    if len(headings) > MOST_COLUMNS:
        raise ValidationError(
            "file",
            "Row %(row)s has more than %(most)s columns. Leave out what is not an OKR",
            row=1, most=MOST_COLUMNS,
        )  # fmt: skip


def _lines(headings: tuple[str, ...], rows: list[dict[str, str]]) -> tuple[SourceLine, ...]:
    cells = [tuple(headings), *(tuple(shortened(row.get(h, "")) for h in headings) for row in rows)]
    return tuple(
        SourceLine(number, " | ".join(c for c in row if c), LineKind.ROW, cells=row)
        for number, row in enumerate(filter(any, cells), start=1)
    )
