"""An office file in another language: its texts from a catalogue beside it, all else as it is."""

from gettext import NullTranslations
from typing import Any

# The keys of an office file that hold text for people; the others are codes, numbers and days.
TEXT_KEYS = frozenset(
    {
        *("name", "theme", "wifi", "title", "place", "unit", "owner", "note", "because"),
        *("reason", "learned", "said", "changed", "text", "sentences"),
    }
)


def translated(value: Any, catalogue: NullTranslations, key: str = "", code: str = "") -> Any:
    """A parsed office file, or a part of it, with its texts in the catalogue's language.

    :param key: the key that the part is the value of.
    :param code: the code of the item that it belongs to: the context of a text that means
        different things in different places.
    """
    if isinstance(value, dict):
        code = str(value.get("code", code))
        return {k: translated(part, catalogue, k, code) for k, part in value.items()}
    if isinstance(value, list):
        return [translated(part, catalogue, key, code) for part in value]
    if isinstance(value, str) and key in TEXT_KEYS:
        return _text(value, catalogue, code)
    return value


def _text(text: str, catalogue: NullTranslations, code: str) -> str:
    in_context, translate = catalogue.pgettext(code, text), catalogue.gettext
    return in_context if in_context != text else translate(text)
