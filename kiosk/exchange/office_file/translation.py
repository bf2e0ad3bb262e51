"""Translates the texts of an office file with a catalogue, and keeps everything else."""

from gettext import NullTranslations
from typing import Any

# The keys of an office file that hold text for people; the others are codes, numbers and days.
TEXT_KEYS = frozenset(
    {
        *("name", "theme", "wifi", "title", "place", "unit", "owner", "note", "because"),
        *(
            "reason",
            "learned",
            "said",
            "changed",
            "text",
            "sentences",
            "short_title",
            "description",
        ),
    }
)


def translated(value: Any, catalogue: NullTranslations, key: str = "", code: str = "") -> Any:
    """A parsed office file, or a value in it, with its texts in the catalogue's language.

    :param key: the key of the value.
    :param code: the code of the item it belongs to, which is the context of an ambiguous text.
    """
    if isinstance(value, dict):
        code = str(value.get("code", code))
        return {k: translated(item, catalogue, k, code) for k, item in value.items()}
    if isinstance(value, list):
        return [translated(item, catalogue, key, code) for item in value]
    if isinstance(value, str) and key in TEXT_KEYS:
        return _text(value, catalogue, code)
    return value


def _text(text: str, catalogue: NullTranslations, code: str) -> str:
    in_context, translate = catalogue.pgettext(code, text), catalogue.gettext
    return in_context if in_context != text else translate(text)
