"""Teams and people that a JSON document names by ids, which stand in lists of their own."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.exchange.reading import json_keys as keys
from kiosk.exchange.reading.json_keys import plain_key
from kiosk.exchange.reading.json_links import is_called, without_id
from kiosk.exchange.reading.json_lists import Record, data_of, identifier, record_lists
from kiosk.exchange.reading.json_records import record_title, text_of

_DEEPEST = 60
_TEAM, _OWNER = "team", "owner"


def with_names(document: Any) -> Any:
    """A document with the names of teams and people in place of their ids."""
    names = {
        _TEAM: dict(_names(document, _TEAM)),
        _OWNER: dict(_names(document, _OWNER)),
    }
    return _named(document, names, 0) if any(names.values()) else document


def _names(document: Any, kind: str) -> Iterator[tuple[str, str]]:
    """The names of the records in lists of teams or people, by their ids."""
    pattern = keys.TEAMS if kind == _TEAM else keys.PEOPLE
    for each in record_lists(document):
        for record in each.records:
            name, own = _name_of(record), identifier(record)
            if name and own and (pattern.fullmatch(each.key) or _is_typed(record, pattern)):
                yield own, name
    for key, value in document.items() if isinstance(document, dict) else ():
        if pattern.fullmatch(plain_key(key)) and isinstance(value, dict):
            yield from ((own, name) for own, name in value.items() if _is_name(own, name))


def _is_typed(record: Record, pattern: re.Pattern[str]) -> bool:
    """Whether a record says that it is a team or a person."""
    said = (text_of(v) for k, v in record.items() if keys.LEVEL.fullmatch(plain_key(k)))
    return any(pattern.fullmatch(plain_key(text.casefold())) for text in said)


def _is_name(own: str, name: Any) -> bool:
    """Whether it is an id above a name, and no field of a record."""
    is_field = keys.TITLE.fullmatch(plain_key(own)) or keys.ID.fullmatch(plain_key(own))
    return isinstance(name, str) and not is_field and any(map(str.isdigit, own))


def _name_of(record: Record) -> str:
    """What a team or a person is called."""
    parts = (
        value
        for key, value in record.items()
        if keys.PARTS_OF_NAMES.fullmatch(plain_key(key)) and isinstance(value, str)
    )
    return record_title(record) or " ".join(parts)


def _named(node: Any, names: Mapping[str, Mapping[str, str]], depth: int) -> Any:
    if depth > _DEEPEST:
        return node
    if isinstance(node, list):
        return [_named(each, names, depth + 1) for each in node]
    if not isinstance(node, dict):
        return node
    changed = {}
    for key, value in node.items():
        kind, name = _name_for(key, value, names)
        changed[kind or key] = name or _named(value, names, depth + 1)
    return changed


def _name_for(key: str, value: Any, names: Mapping[str, Mapping[str, str]]) -> tuple[str, str]:
    """Under what a value that is an id is to stand, and the name that it is of; "" for others. A
    number is an id only under a key that says so."""
    value = data_of(value)
    is_record = isinstance(value, dict) and not record_title(value)
    own = identifier(value) if is_record else value if isinstance(value, str) else ""
    plain = without_id(key)
    for kind, pattern in ((_TEAM, keys.TEAMS), (_OWNER, keys.OWNERS)):
        name = names[kind].get(own, "") if own else ""
        is_word = pattern.fullmatch(plain) is not None or is_called(key, kind)
        if name and is_word:
            return kind, name
        if name and not own.isdigit() and not keys.ID.fullmatch(plain_key(key)):
            return "", name
    return "", ""
