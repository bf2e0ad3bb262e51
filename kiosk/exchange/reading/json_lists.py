"""The lists of records in a JSON document, with what stands around them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.exchange.reading import json_keys as keys
from kiosk.exchange.reading.json_keys import plain_key
from kiosk.exchange.reading.json_records import Row, flat, record_title, team_named_in, value_of

Record = Mapping[str, Any]
_DEEPEST = 60
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class RecordList:
    """Records that stand in one list, or below their ids, under a key.

    :ivar outer: the keys of what this list stands in.
    """

    key: str
    records: tuple[Record, ...]
    outer: tuple[str, ...]


def record_lists(
    node: Any, key: str = "", outer: tuple[str, ...] = (), team: str = ""
) -> Iterator[RecordList]:
    """Every list of records in a node, from the outside in. A record that names no team has that
    of the record it stands in.

    :param key: what the node stands under, in plain words.
    """
    if len(outer) > _DEEPEST:
        return
    if isinstance(node, dict):
        title = record_title(node) if keys.TEAMS.fullmatch(key) else ""
        team = team_named_in(node) or title or team
    records = tuple(_records(node))
    if records:
        yield RecordList(key, tuple(_opened(each, team) for each in records), outer)
    inner = node.items() if isinstance(node, dict) else ((key, each) for each in _items(node))
    for name, value in inner:
        if isinstance(value, list | dict):
            plain = plain_key(name) if isinstance(node, dict) else name
            yield from record_lists(value, plain, (*outer, key), team)


def flat_rows(document: Any) -> list[Row]:
    """The largest list of records without others in them, with all of their fields."""
    largest = max((each.records for each in record_lists(document)), key=len, default=())
    return [{key: value_of(value) for key, value in flat(record)} for record in largest]


def identifier(record: Record) -> str:
    """The id of a record; "" without one."""
    named = (value for key, value in record.items() if keys.ID.fullmatch(plain_key(key)))
    return next((value_of(value) for value in named if not isinstance(value, list | dict)), "")


def _items(node: Any) -> list[Any]:
    return node if isinstance(node, list) else []


def _records(node: Any) -> Iterator[Record]:
    """The records of a list, or those below their ids: {"o1": {"title": "…"}}."""
    if not isinstance(node, dict):
        yield from (each for each in _items(node) if isinstance(each, dict))
    elif len(node) >= _FEWEST and all(map(record_title, node.values())):
        yield from ({"id": name, **inner} for name, inner in node.items() if not identifier(inner))


def _opened(record: Record, team: str) -> Record:
    """A record with the fields that stand in it as “attributes”, and with its team."""
    whole = dict(record)
    for key, value in record.items():
        if isinstance(value, dict) and keys.WRAPPERS.fullmatch(plain_key(key)):
            whole |= {name: data_of(inner) for name, inner in value.items()}
    if team and not team_named_in(whole):
        whole["team"] = team
    return whole


def data_of(value: Any) -> Any:
    """A value; of a relationship, what it names: {"data": {"id": "7"}}."""
    return value["data"] if isinstance(value, dict) and set(value) <= {"data", "links"} else value
