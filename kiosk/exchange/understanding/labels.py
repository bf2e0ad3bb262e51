"""Labels at the beginning of a line: “Objective 1: …”, “KR 1.2 – …”, “Owner: Mia”."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from kiosk.exchange.understanding import words


class Role(StrEnum):
    """What a line is about, by its label."""

    OBJECTIVE = "objective"
    KEY_RESULT = "key_result"
    TEAM = "team"
    OWNER = "owner"
    BECAUSE = "because"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Label:
    """A label. `rest` is the text after it, "" where the label stands alone; `number` is its
    number, as in KR 1.2; `is_plural` for “Key results”."""

    role: Role
    rest: str
    number: str = ""
    is_plural: bool = False


def _pattern(known: tuple[str, ...]) -> str:
    names = sorted({re.escape(word).replace(r"\ ", r"[\s-]?") for word in known}, key=len)
    return "(?:" + "|".join(reversed(names)) + ")"


_NUMBER = (
    r"(?:\.?\s*#?\s*(?P<number>[一二三四五六七八九十]|\d{1,2}(?:[.\-]\d{1,2})*|[A-Z](?=[\s:.)]))?)"
)
_PLURALS = frozenset(
    {
        *("ziele", "schlüsselergebnisse", "schlüsselresultate", "obiettivi", "risultati chiave"),
        *("doelen", "doelstellingen", "kernresultaten", "sleutelresultaten", "nøkkelresultater"),
    }
)
_END = r"(?:\s*(?::|：|\.|\)|–|—|-|\||=>?|→)\s*|\s+|$)"
_LABELS = {
    role: re.compile(
        rf"(?P<word>{_pattern(known)}){_NUMBER}(?P<end>{_END})(?P<rest>.*)", re.IGNORECASE
    )
    for role, known in (
        (Role.KEY_RESULT, words.KEY_RESULT),
        (Role.OBJECTIVE, words.OBJECTIVE),
        (Role.TEAM, words.TEAM),
        (Role.OWNER, words.OWNER),
        (Role.BECAUSE, words.BECAUSE),
        (Role.OTHER, words.OTHER),
    )
}
# “O1 …” and “O: …”; an O alone is a letter.
_SHORT = re.compile(
    r"O\s?#?(?P<number>\d{1,2})(?P<end>\s*[:：.)–—\-|]\s*|\s+|$)(?P<rest>.*)|O\s*[:：]\s*(?P<only>.*)"
)
_LONG_KEY_RESULT = re.compile(
    r"O\d{1,2}[\s.\-]?KR\s?(?P<number>\d{1,2})(?P<end>\s*[:：.)–—\-|]\s*|\s+|$)(?P<rest>.*)",
    re.IGNORECASE,
)


# Emoji and other pictures beside a label: 🎯 Objective 🚀: …
_WITHOUT_PICTURES = re.compile(
    "[\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]"
)
LABEL_LIKE = re.compile(r"[A-Z]{1,3}\s?\d{1,2}(?:\.\d{1,2})?\s*[:.)–—-]\s+\S.*")
"""What looks like a label of a language that is not known: “RC5: …”."""


@lru_cache(maxsize=4096)  # titles repeat, and are looked at more than once
def label_of(text: str) -> Label | None:
    """The label that a line begins with; None without one."""
    text = " ".join(_WITHOUT_PICTURES.sub(" ", text).split())
    long_one = _LONG_KEY_RESULT.fullmatch(text)
    if long_one:
        return Label(Role.KEY_RESULT, long_one["rest"].strip(), long_one["number"])
    short = _SHORT.fullmatch(text)
    if short:
        rest = short["only"] if short["only"] is not None else short["rest"]
        return Label(Role.OBJECTIVE, rest.strip(), short["number"] or "")
    for role, pattern in _LABELS.items():
        found = pattern.fullmatch(text)
        if found and _is_label(found, role):
            plural = _is_plural(found["word"].casefold()) and not found["number"]
            return Label(role, found["rest"].strip(), found["number"] or "", plural)
    return None


def _is_plural(word: str) -> bool:
    # Chinese and Japanese have no plural: the word alone heads a list.
    return (
        word.endswith("s")
        or word.startswith("resultados")
        or word in _PLURALS
        or (not word.isascii() and word[0] > "\u3000")
    )


def _is_label(found: re.Match[str], role: Role) -> bool:
    """Whether the word is a label and not the beginning of a sentence: “Goal setting works”."""
    if not found["rest"].strip():
        return True
    if found["end"].strip():
        return True
    has_number = bool(found["number"])
    return has_number and role in (Role.OBJECTIVE, Role.KEY_RESULT)
