"""Objectives and key results in lists of a JSON document that name each other by their ids, under
whatever names."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kiosk.exchange.reading import json_keys as keys
from kiosk.exchange.reading.json_keys import plain_key
from kiosk.exchange.reading.json_lists import Record, RecordList, identifier, record_lists
from kiosk.exchange.reading.json_records import (
    Row,
    fields_of,
    has_key_results,
    has_numbers,
    record_title,
    role_of,
    text_of,
)

_OBJECTIVE, _KEY_RESULT, _OTHER = "objective", "key result", "task"
_MOST_LISTS = 30
Pair = tuple[RecordList, RecordList]


def linked_rows(document: Any) -> list[Row]:
    """A row for each record of a list whose records say what they are and what they belong to; or
    of a list of objectives and one of key results where either names the other. [] for other
    documents. Key results of which nobody knows whose they are come first, above all objectives."""
    lists = tuple(record_lists(document))
    for each in lists:
        roles = {role_of(record) for record in each.records}
        if {_OBJECTIVE, _KEY_RESULT} <= roles and not any(map(_holds_records, each.records)):
            return _mixed_rows(each)
    grouped = _grouped(lists)
    for objectives, key_results in (*_typed(grouped), *_pairs(grouped)):
        parents = _parents(objectives, key_results)
        is_named = keys.OBJECTIVES.fullmatch(objectives.key) is not None
        is_named = is_named and keys.KEY_RESULTS.fullmatch(key_results.key) is not None
        if parents or is_named:
            return _rows_of(objectives, key_results, parents)
    return []


def _mixed_rows(mixed: RecordList) -> list[Row]:
    """The records of a list with objectives, key results and others, in their order."""
    objectives, key_results = (_with_role(mixed, role) for role in (_OBJECTIVE, _KEY_RESULT))
    parents = _parents(objectives, key_results)
    places = {id(record): at for at, record in enumerate(key_results.records)}
    rows: list[Row] = []
    lost: list[Row] = []
    for record in mixed.records:
        role = role_of(record) or _OTHER
        parent = parents.get(places.get(id(record), -1), "")
        is_lost = bool(parents) and role == _KEY_RESULT and not parent
        (lost if is_lost else rows).append(_linked(record, role, parent))
    return [*lost, *rows]


def _rows_of(
    objectives: RecordList, key_results: RecordList, parents: Mapping[int, str]
) -> list[Row]:
    above = [_linked(record, _OBJECTIVE) for record in objectives.records]
    below = [
        (parents.get(at, ""), _linked(record, _KEY_RESULT, parents.get(at, "")))
        for at, record in enumerate(key_results.records)
    ]
    lost = [row for parent, row in below if not parent and len(above) > 1]
    return [*lost, *above, *(row for _, row in below if row not in lost)]


def _with_role(records: RecordList, role: str) -> RecordList:
    own = tuple(r for r in records.records if role_of(r) == role and record_title(r))
    return RecordList("", own, records.outer)


def _holds_records(record: Record) -> bool:
    """Whether key results stand in a record, and not only their ids."""
    return has_key_results(
        {
            key: [each for each in value if not isinstance(each, str) or " " in each]
            for key, value in record.items()
            if isinstance(value, list)
        }
    )


def _grouped(lists: Sequence[RecordList]) -> list[RecordList]:
    """The lists, those under the same key as one: each department may have its own."""
    records: dict[str, list[Record]] = {}
    outer: dict[str, dict[str, None]] = {}
    for each in lists:
        records.setdefault(each.key, []).extend(each.records)
        outer.setdefault(each.key, {}).update(dict.fromkeys(each.outer))
    return [RecordList(key, tuple(found), tuple(outer[key])) for key, found in records.items()]


def _typed(lists: Sequence[RecordList]) -> Iterator[Pair]:
    """The records of all lists that say what they are, unless the key results stand in the
    objectives."""
    every = RecordList("", tuple(record for each in lists for record in each.records), ())
    objectives, key_results = (_with_role(every, role) for role in (_OBJECTIVE, _KEY_RESULT))
    if not objectives.records or not key_results.records:
        return
    homes = {each.key for each in lists if _with_role(each, _OBJECTIVE).records}
    inner = [each for each in lists if _with_role(each, _KEY_RESULT).records]
    is_inside = any(homes & set(each.outer) for each in inner)
    if not is_inside:
        yield objectives, key_results


def _pairs(lists: Sequence[RecordList]) -> Iterator[Pair]:
    """What may be objectives and their key results, the lists that are called so first."""
    titled = [each for each in lists if any(map(record_title, each.records))][:_MOST_LISTS]
    others = [each for each in titled if not _is_other(each.key)]
    for objectives in sorted(others, key=lambda e: not keys.OBJECTIVES.fullmatch(e.key)):
        for each in sorted(others, key=lambda e: not keys.KEY_RESULTS.fullmatch(e.key)):
            is_named = keys.KEY_RESULTS.fullmatch(each.key)
            is_measured = is_named or any(map(has_numbers, each.records))
            if each is not objectives and is_measured and objectives.key not in each.outer:
                yield objectives, each


def _is_other(key: str) -> bool:
    """Whether a list holds what belongs to OKRs and is none: tasks, teams, people."""
    if keys.KEY_RESULTS.fullmatch(key) or keys.OBJECTIVES.fullmatch(key):
        return False
    return any(each.fullmatch(key) for each in (keys.NO_KEY_RESULTS, keys.TEAMS, keys.PEOPLE))


def _parents(objectives: RecordList, key_results: RecordList) -> dict[int, str]:
    """The objective of each key result by its place: its id, or its title where it has none."""
    names = [identifier(each) or record_title(each) for each in objectives.records]
    known = dict(zip(names, names, strict=True))
    known |= {record_title(o): name for o, name in zip(objectives.records, names, strict=True)}
    found: dict[int, str] = {}
    key = _reference_key(key_results.records, known, objectives.key)
    for at, record in enumerate(key_results.records):
        if key and (parent := known.get(_reference(record.get(key)))):
            found[at] = parent
    return found or _parents_by_children(objectives, names, key_results)


def _parents_by_children(
    objectives: RecordList, names: Sequence[str], key_results: RecordList
) -> dict[int, str]:
    """The objective of each key result where objectives list the ids of theirs."""
    places = {identifier(record): at for at, record in enumerate(key_results.records)}
    return {
        places[child]: name
        for record, name in zip(objectives.records, names, strict=True)
        for key, value in record.items()
        if isinstance(value, list) and _may_name(key, key_results.key)
        for child in map(_reference, value)
        if child and child in places
    }


def _may_name(key: str, other: str) -> bool:
    plain = without_id(key)
    return bool(keys.KEY_RESULTS.fullmatch(plain)) or is_called(key, other)


def _reference_key(records: Sequence[Record], known: Mapping[str, str], other: str) -> str:
    """The key under which records name one of those that are known: by what it is called, or
    because every value is an id that is no number."""
    likely = ""
    for key in dict.fromkeys(key for record in records for key in record):
        values = [text for record in records if (text := _reference(record.get(key)))]
        if keys.ID.fullmatch(plain_key(key)) or not any(value in known for value in values):
            continue
        if keys.PARENT.fullmatch(plain_key(key)) or is_called(key, other):
            return key
        if all(value in known and not value.isdigit() for value in values):
            likely = likely or key
    return likely


def is_called(key: str, other: str) -> bool:
    """Whether a key is called as a list of other records: “ziel” beside “ziele”."""
    plain = without_id(key)
    is_long = min(len(plain), len(other)) > len("ab")
    return is_long and (plain.startswith(other) or other.startswith(plain))


def without_id(key: str) -> str:
    """A key in plain words without what says that it holds an id: “team” of “teamId”."""
    return keys.AN_ID.sub("", plain_key(key))


def _linked(record: Record, role: str, parent: str = "") -> Row:
    row = fields_of(record)
    row |= {"type": role, "title": record_title(record)}
    if own := identifier(record):
        row["id"] = own
    if parent:
        row["parent id"] = parent
    elif role != _KEY_RESULT:
        row |= _outer_reference(record)
    return row


def _outer_reference(record: Record) -> Row:
    """What a record that is no key result says to belong to."""
    named = (
        _reference(value)
        for key, value in record.items()
        if keys.PARENT.fullmatch(plain_key(key)) and not keys.ID.fullmatch(plain_key(key))
    )
    text = next(filter(None, named), "")
    return {"parent id": text} if text else {}


def _reference(value: Any) -> str:
    """The id or title of another record, which may be inside a record or alone in a list."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, list):
        return ""
    return (identifier(value) or record_title(value)) if isinstance(value, dict) else text_of(value)
