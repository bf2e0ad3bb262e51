"""The records of a JSON document as rows: each with its team, objective and title, and the fields
of key results under their own names.

Which records are objectives is said by the names of lists (“objectives”, “keyResults”), by a field
(“type”: “KEY_RESULT”), or by what is inside what.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kiosk.exchange.reading import json_keys as keys
from kiosk.exchange.reading.json_keys import plain_key

Row = dict[str, str]
_DAY = re.compile(r"\d{4}-\d\d-\d\d.*")
_NUMBER = re.compile(r"[^\w]{0,3}\d[\d.,\s]*[^\d]{0,12}")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_DEEPEST = 60
_DONE = ("yes or no", "milestones")


def nested_rows(document: Any) -> list[Row]:
    """A row for each objective and, after it, each of its key results; [] where there are none."""
    return list(_Walker().rows(document, "", "", 0))


def role_of(record: Any) -> str:
    """What a record's own type says that it is: “objective”, “key result” or ""."""
    for key, value in record.items() if isinstance(record, dict) else ():
        if keys.LEVEL.fullmatch(plain_key(key)) and isinstance(value, str):
            word = plain_key(value.casefold())
            if keys.AN_OBJECTIVE.fullmatch(word):
                return "objective"
            if keys.A_KEY_RESULT.fullmatch(word):
                return "key result"
    return ""


def has_key_results(record: Mapping[str, Any]) -> bool:
    return any(
        keys.KEY_RESULTS.fullmatch(plain_key(key)) and isinstance(value, list) and bool(value)
        for key, value in record.items()
    )


class _Walker:
    """Goes through a document from the outside in."""

    def rows(self, node: Any, key: str, team: str, depth: int) -> Iterator[Row]:
        """The rows of everything in a node, which stands under a key, within a team."""
        if depth > _DEEPEST:
            return
        for each in node if isinstance(node, list) else ():
            yield from self.rows(each, key, team, depth + 1)
        if not isinstance(node, dict):
            return
        plain = plain_key(key)
        title = record_title(node) or _title_in_key(node, key)
        inside = team_named_in(node) or (title if keys.TEAMS.fullmatch(plain) else "") or team
        name, key_results = _key_results(node, plain)
        is_objective = key_results is not None and bool(title)
        if key_results is not None and is_objective:
            yield {"team": inside, "objective": title, **_about(node, title)}
            for each in key_results:
                yield {"team": inside, "objective": title, **_key_result(each)}
        for inner, value in node.items():
            if inner == name or not isinstance(value, list | dict):
                continue
            if _are_sentences(inner, value):
                yield {"team": inside, "objective": inner}
                for text in value:
                    yield {"team": inside, "objective": inner, "key result": text_of(text)}
                continue
            below = self._team_below(node, title, inner, inside, is_objective=is_objective)
            yield from self.rows(value, inner, below, depth + 1)

    def _team_below(
        self, node: Mapping[str, Any], title: str, inner: str, team: str, *, is_objective: bool
    ) -> str:
        """The team of what stands below a key: the record that has objectives is one, and so are
        the keys of a record that has nothing but lists."""
        plain = plain_key(inner)
        is_list = keys.OBJECTIVES.fullmatch(plain) or keys.KEY_RESULTS.fullmatch(plain)
        if is_list or is_objective:
            return team if is_objective or not title else title
        is_map = all(isinstance(value, list | dict) for value in node.values())
        is_word = keys.TEAMS.fullmatch(plain) or keys.NO_KEY_RESULTS.fullmatch(plain)
        is_title = isinstance(node[inner], dict) and bool(_title_in_key(node[inner], inner))
        is_name = is_map and not is_word and not is_title and inner[:1].isupper()
        return inner if is_name else team


def _title_in_key(node: Mapping[str, Any], key: str) -> str:
    """The key above key results that have no other title: {“Grow”: {“KR1”: …}}."""
    has_numbered = any(keys.NUMBERED.fullmatch(plain_key(name)) for name in node)
    return key if has_numbered and len(key.split()) > 1 else ""


def _key_results(node: Mapping[str, Any], key: str) -> tuple[str, list[Any] | None]:
    """The key results of a record that is an objective, with the name of their list."""
    numbered = [v for name, v in node.items() if keys.NUMBERED.fullmatch(plain_key(name)) and v]
    if numbered:
        return "", numbered
    lists = {name: _records(value) for name, value in node.items()}
    lists = {name: records for name, records in lists.items() if records}
    for name, records in lists.items():
        if keys.KEY_RESULTS.fullmatch(plain_key(name)) and not _are_objectives(records):
            return name, records
    for name, records in lists.items():
        typed = [each for each in records if role_of(each) == "key result"]
        if typed:
            return ("" if len(typed) < len(records) else name), typed
    for name, value in node.items():
        if keys.KEY_RESULTS.fullmatch(plain_key(name)) and isinstance(value, list):
            return name, []
    is_objective = keys.OBJECTIVES.fullmatch(key) or role_of(node) == "objective"
    others = [name for name in lists if _may_be_key_results(name, lists[name])]
    if is_objective and others:
        name = max(others, key=lambda each: sum(map(has_numbers, lists[each])))
        return name, lists[name]
    return "", None


def _are_sentences(key: str, value: Any) -> bool:
    """Whether a list of texts below a key are its key results: {“Grow fast”: [“…”, “…”]}."""
    is_list = isinstance(value, list) and len(value) > 1 and len(key.split()) > 1
    return is_list and all(isinstance(v, str) and len(v.split()) > 2 for v in value)


def _records(value: Any) -> list[Any]:
    """What a list holds, or a record that names what it holds: {"Sales": {…}}."""
    if isinstance(value, list):
        return [
            each for each in value if record_title(each) or (isinstance(each, str) and each.strip())
        ]
    if isinstance(value, dict) and value and all(isinstance(v, dict) for v in value.values()):
        named = [{"title": name, **inner} for name, inner in value.items()]
        return named if all(any(map(_is_number, each.values())) for each in named) else []
    return []


def _is_number(value: Any) -> bool:
    return bool(_NUMBER.fullmatch(text_of(value)))


def has_numbers(record: Any) -> bool:
    fields = fields_of(record) if isinstance(record, dict) else {}
    return any(map(_is_number, fields.values()))


def _are_objectives(records: Sequence[Any]) -> bool:
    return any(isinstance(each, dict) and has_key_results(each) for each in records)


def _may_be_key_results(name: str, records: Sequence[Any]) -> bool:
    plain = plain_key(name)
    is_other = keys.NO_KEY_RESULTS.fullmatch(plain) or keys.TEAMS.fullmatch(plain)
    return not is_other and not keys.OBJECTIVES.fullmatch(plain) and not _are_objectives(records)


def team_named_in(node: Mapping[str, Any]) -> str:
    """The team that a record names: “team”: “Sales”, or {“name”: “Sales”}."""
    named = (
        text_of(value)
        for key, value in node.items()
        if keys.TEAMS.fullmatch(plain_key(key)) and not isinstance(value, list)
    )
    return next(filter(None, named), "")


def _about(node: Mapping[str, Any], title: str) -> Row:
    about = text_of(node.get("description"))
    return {"description": about} if about and about != title else {}


def _key_result(each: Any) -> Row:
    record = each if isinstance(each, dict) else {"title": text_of(each)}
    fields = fields_of(record)
    if not fields.get("target"):
        fields["target"] = _limits(record) or _steps(record)
        fields = {name: text for name, text in fields.items() if not _is_limit(name)}
    if fields["target"] and fields["target"] == _steps(record):
        fields.pop("kind", None)
    title = record_title(each) if isinstance(each, dict) else text_of(each)
    if fields.get("description") == title:
        del fields["description"]
    return {"key result": title, **fields}


def fields_of(record: Mapping[str, Any]) -> Row:
    """The fields of a record that may say how it is measured, by plain names."""
    row: Row = {}
    for key, value in flat(record):
        name, text = plain_key(key), value_of(value)
        if not text:
            continue
        if keys.TEAMS.fullmatch(name):
            row.setdefault("team", text)
        elif name in keys.FIELD_OF and not keys.MONEY.fullmatch(text):
            row.setdefault(keys.FIELD_OF[name], text)
        elif _is_kept(name, text):
            row.setdefault(name, text)
    kind = next(filter(None, map(_kind_of, flat(record))), "")
    if kind in _DONE or (kind and row.get("target")):
        row["kind"] = kind
    return row


def _is_kept(name: str, text: str) -> bool:
    if keys.TITLE.fullmatch(name) or keys.ID.fullmatch(name) or keys.PARENT.fullmatch(name):
        return False
    if keys.LEFT_OUT.fullmatch(name):
        return False
    return bool(keys.USEFUL.fullmatch(name) or _NUMBER.fullmatch(text))


def _kind_of(field: tuple[str, Any]) -> str:
    """The kind of key result that a field says, under its usual name."""
    name, value = plain_key(field[0]), plain_key(text_of(field[1]).casefold())
    if not keys.KIND.fullmatch(name):
        return ""
    return next((kind for kind, pattern in keys.KINDS.items() if pattern.fullmatch(value)), "")


def flat(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields of a record, with those of the records in it that say how it is measured."""
    for key, value in record.items():
        if not isinstance(value, dict):
            yield key, value
        elif text_of(value) or _with_unit(value):
            yield key, _with_unit(value) or text_of(value)
        elif keys.INNER.fullmatch(plain_key(key)):
            yield from flat(value)
        else:
            yield from _inner(key, value)


def _inner(key: str, value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, inner in flat(value):
        is_day = bool(_DAY.fullmatch(text_of(inner)))
        if not is_day:
            yield name, inner
        elif keys.DUE.fullmatch(plain_key(name)) or keys.DUE.fullmatch(plain_key(key)):
            yield "due", inner


def _with_unit(value: Mapping[str, Any]) -> str:
    """A number in a record of its own: {“value”: 30, “unit”: “%”}."""
    amount = next((value_of(value[k]) for k in ("value", "amount", "number") if k in value), "")
    unit = next((text_of(value[k]) for k in ("unit", "currency") if k in value), "")
    return f"{amount} {unit}".strip() if amount and len(value) <= len(("value", "unit")) else ""


def _limits(record: Mapping[str, Any]) -> str:
    """The limits of a key result as a target."""
    fields = [(plain_key(key), value_of(value)) for key, value in flat(record)]
    low = next((value for name, value in fields if keys.LOWEST.fullmatch(name)), "")
    high = next((value for name, value in fields if keys.HIGHEST.fullmatch(name)), "")
    if low and high:
        # From “min” to “max” goes the axis of a chart.
        is_range = {"low", "high"} <= {name for name, _ in fields}
        return f"between {low} and {high}" if is_range else ""
    return f"≤ {high}" if high else f"≥ {low}" if low else ""


def _is_limit(name: str) -> bool:
    return bool(keys.LOWEST.fullmatch(name) or keys.HIGHEST.fullmatch(name))


def _steps(record: Mapping[str, Any]) -> str:
    """The milestones of a key result as a target: a line each, with its weight."""
    found = (v for k, v in record.items() if keys.STEPS.fullmatch(plain_key(k)))
    steps = next((value for value in found if isinstance(value, list)), [])
    weights = [value_of(step.get("weight")) if isinstance(step, dict) else "" for step in steps]
    titles = [record_title(step) if isinstance(step, dict) else text_of(step) for step in steps]
    return "\n".join(
        f"{title} (weight {weight})" if weight not in ("", "1") else title
        for title, weight in zip(titles, weights, strict=True)
    )


def record_title(record: Any) -> str:
    """What a record is called; "" for none."""
    if not isinstance(record, dict):
        return ""
    for pattern in (keys.TITLE, keys.ALSO_TITLE):
        for key, value in record.items():
            is_named = pattern.fullmatch(plain_key(key)) and isinstance(value, str)
            if is_named and _LETTERS.search(value):
                return str(value).strip()
    # An objective beside its key results: {"objective": {"title": "…"}, "results": […]}.
    inner = (v for k, v in record.items() if keys.AN_OBJECTIVE.fullmatch(plain_key(k)))
    return next(filter(None, (_inner_title(value) for value in inner)), "")


def _inner_title(value: Any) -> str:
    named = value.items() if isinstance(value, dict) else ()
    texts = (v for k, v in named if keys.TITLE.fullmatch(plain_key(k)) and isinstance(v, str))
    return next(filter(_LETTERS.search, texts), "").strip()


def value_of(value: Any) -> str:
    """A value as it stands in a cell."""
    text = text_of(value)
    # A number of a program has a point; three decimals would look like thousands.
    whole, point, decimals = text.partition(".")
    is_unclear = point and whole.lstrip("-").isdigit() and decimals.isdigit() and len(decimals) == 3
    return f"{text}0" if is_unclear else text


def text_of(value: Any) -> str:
    """A value as text; of a record, what it is called."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return str(value).strip()
    return record_title(value)
