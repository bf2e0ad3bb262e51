"""Titles with a line below that says what they are, as pages of a tool have it: “Type: Key Result”.
The other lines of such a block are fields of the title: “Start: 28 %”, “Last check-in: 30 July”."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.cell_values import is_value
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.headings import column_named
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.named_lines import CALLED

_TYPE = re.compile(
    r"\W*(?:(?:item|okr|record|issue|goal)[ -]?)?(?:type|kind|level|typ|art|ebene|tipo|nivel|nível"
    r"|livello|niveau|soort|nivå|类型|種類|タイプ|種別)\s*[:：=]\s*(?P<value>\S.{0,40})",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?P<name>[^\W\d][^:：=]{0,39}?)\s*[:：]\s*(?P<value>\S.*)")
_CALLED = {Role.OBJECTIVE: "Objective", Role.KEY_RESULT: "KR"}
_FEWEST = 2


def is_type_line(text: str) -> bool:
    """Whether a line says no more than what the title above it is."""
    return _type_in(text) is not None


def lines_by_type(lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """The lines, with such titles as objectives and key results, and what stands below them as
    their fields; of any other source as they are."""
    titles = dict(_titles(lines))
    if len(titles) < _FEWEST or Role.KEY_RESULT not in titles.values():
        return tuple(lines)
    return tuple(_called(lines, titles))


def _type_in(text: str) -> Role | None:
    found = _TYPE.fullmatch(text)
    label = label_of(found["value"]) if found else None
    return label.role if label and not label.rest and label.role in _CALLED else None


def _titles(lines: Sequence[SourceLine]) -> Iterator[tuple[int, Role]]:
    """The places of the titles, with what they are. Other fields may stand between."""
    for at, line in enumerate(lines):
        role = _type_in(line.text) if line.kind is not LineKind.ROW else None
        above = at - 1
        while role and above >= 0 and _is_named(lines[above]):
            above -= 1
        if role and above >= 0 and lines[above].kind is not LineKind.ROW:
            yield above, role


def _is_named(line: SourceLine) -> bool:
    is_text = line.kind in (LineKind.PARAGRAPH, LineKind.BULLET)
    is_own = label_of(line.text) is not None or is_type_line(line.text)
    return is_text and not is_own and _NAMED.fullmatch(line.text) is not None


def _called(lines: Sequence[SourceLine], titles: Mapping[int, Role]) -> Iterator[SourceLine]:
    above: SourceLine | None = None
    role = Role.OBJECTIVE
    for at, line in enumerate(lines):
        if at in titles:
            above, role = line, titles[at]
            label = label_of(line.text)
            is_called = label is not None and label.role is role
            yield line if is_called else replace(line, text=f"{_CALLED[role]}: {line.text}")
        elif above is None or line.kind in (LineKind.HEADING, LineKind.ROW):
            above = None
            yield line
        else:
            depth = max(line.depth, above.depth + 1)
            yield replace(line, text=_field(line.text, role), depth=depth)


def _field(text: str, role: Role) -> str:
    """A line of a block by its usual name; what is said of a key result besides is a note."""
    if is_type_line(text):
        return text
    named = _NAMED.fullmatch(text)
    column = column_named(named["name"]) if named else None
    if named and column and column.column in CALLED:
        return f"{CALLED[column.column]}: {named['value']}"
    # “Ziel: 90 %” of a key result is its target, also where an objective is called so.
    is_goal = column is not None and column.column is Column.OBJECTIVE
    if named and is_goal and role is Role.KEY_RESULT and is_value(named["value"]):
        return f"{CALLED[Column.TARGET]}: {named['value']}"
    is_said = named is not None and label_of(text) is None
    return f"Note: {text}" if is_said or role is Role.KEY_RESULT else text
