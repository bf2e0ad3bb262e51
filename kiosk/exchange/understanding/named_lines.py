"""Blocks whose lines have names that come again in each of them: “Result: …”, “We started at: …”,
“Goal: …”. What the names mean is seen as by the headings of a table; the line above the numbers is
the key result, whatever its name."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.cell_values import is_value
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.fields import is_reached
from kiosk.exchange.understanding.headings import column_named, plain_heading
from kiosk.exchange.understanding.labels import Role, label_of

_NAMED = re.compile(r"(?P<name>[^\W\d][^:：=]{0,39}?)\s*[:：]\s*(?P<value>\S.*)")
_NUMBERED = re.compile(r"\s*[#(]?\d{1,2}\)?$")
CALLED = {
    Column.START: "Start",
    Column.TARGET: "Target",
    Column.VALUE: "Current",
    Column.UNIT: "Unit",
    Column.OWNER: "Owner",
    Column.DUE: "Due",
    Column.CONFIDENCE: "Confidence",
    Column.NOTE: "Note",
    Column.IGNORED: "Status",
    Column.TEAM: "Team",
}
"""What each field is called where names are known, see fields.py."""
_ENDS = (Column.START, Column.TARGET)
_HEADS = (Column.KEY_RESULT, Column.TITLE, Column.DESCRIPTION)
_FEWEST = 2
# “6 min (86 %)”: how much of the way that is.
_SHARE = re.compile(r"(?<=\S)\s*[(\[]\s*\d{1,3}(?:[.,]\d+)?\s?%\s*[)\]]$")


@dataclass(frozen=True, slots=True)
class _Named:
    """A line as its name, in plain words and without its number, and what follows."""

    name: str
    value: str


def lines_by_name(lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """The lines, with those of such blocks by their usual names: “KR: …”, “Start: …”."""
    named = [_named(line) for line in lines]
    times = Counter(each.name for each in named if each)
    often = {name for name in times if times[name] >= _FEWEST}
    fields = {name: column for name in often if (column := _field_of(name))}
    ends = [times[name] for name, column in fields.items() if column in _ENDS]
    may_be = {name for name in often - set(fields) if ends and times[name] >= max(ends)}
    head = _head(named, may_be)
    if not head:
        return tuple(lines)
    fields |= _start_between(named, head, fields)
    title = "" if _has_objectives(named) else _title_before(named, head, times)
    return tuple(_called(lines, named, fields, {head: "KR", title: "Objective"}))


def _named(line: SourceLine) -> _Named | None:
    found = _NAMED.fullmatch(line.text) if line.kind is not LineKind.ROW else None
    return (
        _Named(_NUMBERED.sub("", plain_heading(found["name"])), found["value"]) if found else None
    )


def _field_of(name: str) -> Column | None:
    named = column_named(name)
    is_field = named is not None and named.column in CALLED
    return named.column if named and is_field and not _is_titled(f"{name}: x") else None


def _is_titled(text: str) -> bool:
    label = label_of(text)
    return label is not None and label.role in (Role.OBJECTIVE, Role.KEY_RESULT)


def _head(named: Sequence[_Named | None], often: AbstractSet[str]) -> str:
    """The name that comes first where blocks begin: below a line of another kind."""
    heads: Counter[str] = Counter()
    is_begun = False
    for each in named:
        if each is None or _is_titled(f"{each.name}: x"):
            is_begun = False
        elif each.name in often and not is_begun:
            heads[each.name] += 1
            is_begun = True
    name = heads.most_common(1)[0][0] if heads else ""
    label = label_of(f"{name}: x")
    is_other = label is not None and label.role is not Role.KEY_RESULT
    return "" if is_other or not _may_be_head(name) else name


def _may_be_head(name: str) -> bool:
    named = column_named(name)
    return named is None or named.column in _HEADS


def _start_between(
    named: Sequence[_Named | None], head: str, fields: Mapping[str, Column]
) -> dict[str, Column]:
    """The name between the key result and its target whose values are numbers, yes or no: it says
    where that begins, in blocks that have no other line for it."""
    if Column.START in fields.values():
        return {}
    found: dict[str, list[str]] = {}
    is_before = False
    for each in named:
        if each is None or each.name == head:
            is_before = each is not None
        elif fields.get(each.name) is Column.TARGET:
            is_before = False
        elif is_before and each.name not in fields:
            found.setdefault(each.name, []).append(each.value)
    likely = [name for name, values in found.items() if len(values) >= _FEWEST
              and all(map(is_value, values))]  # fmt: skip
    return {likely[0]: Column.START} if len(likely) == 1 else {}


def _has_objectives(named: Sequence[_Named | None]) -> bool:
    return any(each is not None and _is_titled(f"{each.name}: x") for each in named)


def _title_before(named: Sequence[_Named | None], head: str, times: Mapping[str, int]) -> str:
    """The name of the titles above the key results, where no line is called an objective: it comes
    again, less often than they do; "" for none."""
    for each in named:
        if each is not None and each.name == head:
            return ""
        column = column_named(each.name) if each is not None else None
        is_title = column is not None and column.column in (Column.TITLE, Column.OBJECTIVE)
        if each is not None and is_title and _FEWEST <= times[each.name] < times[head]:
            return each.name
    return ""


def _called(
    lines: Sequence[SourceLine],
    named: Sequence[_Named | None],
    fields: Mapping[str, Column],
    heads: Mapping[str, str],
) -> Iterator[SourceLine]:
    """The lines by their usual names. A field that stands as far out as its head is below it."""
    above: SourceLine | None = None
    for line, each in zip(lines, named, strict=True):
        if each and each.name in heads:
            above = line
            called = f"{heads[each.name]}: {each.value}"
            yield line if _is_titled(line.text) else replace(line, text=called)
        elif each and above and each.name in fields:
            column = fields[each.name]
            value = _SHARE.sub("", each.value) if column is Column.VALUE else each.value
            depth = max(line.depth, above.depth + 1)
            is_end = column is Column.VALUE and is_reached(each.name)
            called = "Reached" if is_end else CALLED[column]
            yield replace(line, text=f"{called}: {value}", depth=depth)
        else:
            above = above if each else None
            yield line
