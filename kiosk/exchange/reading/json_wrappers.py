"""Values that stand in records of a JSON document which say nothing else: lists of GraphQL,
{"edges": [{"node": …}]}, pages of results, {"items": […], "total": 3}, and values beside what they
are, {"type": "number", "number": 5}."""

from typing import Any

from kiosk.exchange.reading import json_keys as keys
from kiosk.exchange.reading.json_keys import plain_key

_DEEPEST = 60


def without_wrappers(node: Any, depth: int = 0) -> Any:
    """A document whose lists stand right below what they are called."""
    if depth > _DEEPEST:
        return node
    if isinstance(node, list):
        texts = [each.get("plain_text") for each in node if isinstance(each, dict)]
        if texts and len(texts) == len(node) and all(isinstance(each, str) for each in texts):
            return "".join(map(str, texts))
        return [without_wrappers(each, depth + 1) for each in node]
    if not isinstance(node, dict):
        return node
    inner = _typed_value(node) if isinstance(node.get("type"), str) else _inner(node)
    if inner is not None:
        return without_wrappers(inner, depth + 1)
    return {
        key: without_wrappers(value, depth + 1) if isinstance(value, list | dict) else value
        for key, value in node.items()
    }


def _inner(node: dict[str, Any]) -> Any:
    """What a wrapper holds; None for any other record."""
    if len(node) > len(("edges", "page info", "total count", "count")):
        return None
    is_counted = len(node) > 1
    held = [key for key in node if _holds(plain_key(key), is_counted=is_counted)]
    others = [key for key in node if key not in held]
    is_wrapper = len(held) == 1 and all(keys.ABOUT_LISTS.fullmatch(plain_key(k)) for k in others)
    value = node[held[0]] if is_wrapper else None
    is_node = is_wrapper and plain_key(held[0]) == "node"
    return value if isinstance(value, list) or (is_node and isinstance(value, dict)) else None


def _typed_value(node: dict[str, Any]) -> Any:
    """The value of a record that says its type; None for any other record."""
    is_value = set(node) <= {"id", "type", node["type"]}
    return node.get(node["type"]) if is_value and node["type"] != "type" else None


def _holds(key: str, *, is_counted: bool) -> bool:
    """Whether a list below a key is all that its record has, but for how many there are."""
    is_other = is_counted and keys.HOLDERS_IF_COUNTED.fullmatch(key) is not None
    return is_other or keys.HOLDERS.fullmatch(key) is not None
