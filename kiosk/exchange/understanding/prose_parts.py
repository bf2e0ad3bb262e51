"""What a sentence lists: “when …, and when …”, “(1) … (2) …”, “three numbers: …, … and …”, each as
the title of a key result."""

import re
from collections.abc import Sequence

from kiosk.exchange.understanding.measures import measure_in
from kiosk.exchange.understanding.number_words import with_digits
from kiosk.exchange.understanding.prose_cues import NUMBERS, THAT, TO, WANT, WE, WHEN, parts_by

_COMMAS = re.compile(
    r"\s*[;；]\s*(?:(?:and|und|et|y|e|en|og|sowie)\s)?|,\s+(?:(?:and|und|et|y|e|en|og|sowie)\s)?"
    r"|[，、]\s*(?:以及|并且?|また)?|\s(?:and|und|et|y|e|en|og|sowie)\s"
)
# What goes on with the part before: “…, up from 12”, “…, which is”.
_GOES_ON = re.compile(
    r"(?:which|who|that|up from|down from|from|compared|instead|currently|including|so that|as|but"
    r"|today|now|was|were|after|before|statt|bisher|derzeit|heute|damit|aber|nach"
    r"|gegenüber|von|qui|que|dont|contre|aujourd|contra|frente|hoy|desde|para que|hoje|che|contro"
    r"|oggi|half(?!\sof)|mezz[oa]|demie?|da|terwijl|nu|tegen|som|mot|i dag|per|in|by|within|mit"
    r"|with|ohne|without)\b",
    re.IGNORECASE,
)
# “…, die bleiben”: a clause about the word before, unless it has a number.
_RELATIVE = re.compile(r"(?:der|die|das|den|dem|was|wo|qui|que|che|dat|die|som)\b", re.IGNORECASE)
# “the reviews, never below 4.5”
_COMPARED = re.compile(
    r"(?:never|not|at least|at most|under|below|above|over|max|min|nie|mindestens|höchstens|unter"
    r"|über|jamais|au moins|moins|plus|nunca|al menos|menos|más|mais|mai|almeno|meno|più|sotto"
    r"|sopra|nooit|minstens|onder|boven|aldrig?|minst)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"(?:by|on|an|par|por|con|da|aan|ved|med)\s+")
_LIST_END = re.compile(
    r"[、,]?の[一二三四五\d]つ(?:です)?[。\s]*$|[\s,;]+(?:and|und|et|y|e|en|og|sowie)$",
    re.IGNORECASE,
)
_POLITE = re.compile(r"(?:こと)?(?:です|でした|とする)$")
_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）")
_LISTED = re.compile(r"(?:(?<=\s)|^)\(?(?:[1-9]|[a-h])\)\s+(?=\S)")
_WANT_THEM = re.compile(r"we(?:['’]d)? (?:also )?(?:want|need|would like|like)\s+$", re.IGNORECASE)
_NEAR = 300
"""So many characters around a comma say whether it parts two key results."""
_FEWEST_WORDS, _FEWEST_SIGNS = 2, 4
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ENDS = " .,;:!。，；：！–—-"
OF_TITLES = (WANT, THAT, re.compile(r"soll(?:en)?\s+(?=\S)", re.IGNORECASE))
"""What leads to the title of an objective."""


def is_measured(text: str) -> bool:
    """Whether a text has a number to reach, in digits or words."""
    return measure_in(with_digits(text), ".") is not None


def list_behind(text: str, lead: re.Match[str] | None, fewest: int = 2) -> list[str]:
    """What is listed behind words that lead over to it, where so many things of it at least are
    measured; [] for no list."""
    listed = parts_of(text[lead.end() :]) if lead else []
    return listed if sum(map(is_measured, listed)) >= fewest else []


def parts_of(evidence: str) -> list[str]:
    """The key results in a sentence: “when …, and when …”, “(1) … (2) …”, “…, … and …”."""
    listed = list_behind(evidence, NUMBERS.match(evidence))
    if listed:
        return listed
    plain = _LIST_END.sub("", evidence.strip(_ENDS))
    text = WANT.sub("", plain, count=1) if WANT.match(plain) else plain
    # What stands before the first number leads over: “by three things: (1) …”.
    _, *listed = _LISTED.split(f" {text}")
    when = WHEN.match(text) or _AGAIN.match(text)
    by_when = parts_by(when[0].strip(), text) if when else []
    parts = listed if len(listed) > 1 else by_when if len(by_when) > 1 else _by_commas(text)
    return [each for each in map(tidy, parts) if each]


def _by_commas(text: str) -> list[str]:
    """The parts between commas; the last one may hold the “and” that ends the list."""
    masked = _BRACKETS.sub(lambda found: "_" * len(found[0]), text)
    parts: list[str] = []
    start = 0
    for found in _COMMAS.finditer(masked):
        before = text[max(start, found.start() - _NEAR) : found.start()]
        rest = text[found.end() : found.end() + _NEAR]
        is_and = found[0].strip().isalpha()
        if _is_apart(before, rest) and (not is_and or _ends_list(rest, is_list=bool(parts))):
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def _is_apart(before: str, rest: str) -> bool:
    """Whether a comma or an “and” parts two key results, and not the words of one."""
    behind = _COMMAS.split(rest, maxsplit=1)[0]
    has_number = re.search(r"\d", behind) is not None
    is_plain = not re.search(r"\d", before)  # “the load, which is to rise from 58 to 75 %”
    is_relative = _RELATIVE.match(rest) is not None and (is_plain or not has_number)
    is_limit = _COMPARED.match(rest) is not None and is_plain and has_number
    is_long = _is_long(before) and _is_long(behind)
    return is_long and not (is_relative or is_limit) and not _GOES_ON.match(rest)


def _ends_list(rest: str, *, is_list: bool) -> bool:
    """Whether an “and” parts two key results: the second has a number, or it ends a list."""
    behind = with_digits(_COMMAS.split(rest, maxsplit=1)[0])
    has_number = bool(re.search(r"\d", rest) or re.search(r"\d", behind))
    return has_number or (is_list and not _COMMAS.search(rest))


def _is_long(text: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS or len(_EAST.findall(text)) >= _FEWEST_SIGNS


def tidy(text: str, leads: Sequence[re.Pattern[str]] = (WHEN, WANT, WE, TO)) -> str:
    """A part as a title: without “when we have”, and with a capital letter."""
    plain = _POLITE.sub("", _LIST_END.sub("", text.strip(_ENDS)))
    for pattern in leads:
        found = pattern.match(plain)
        if found and leads == OF_TITLES and _are_others_wanted(plain, found):
            continue
        plain = plain[found.end() :].strip(_ENDS) if found else plain
    return plain[:1].upper() + plain[1:]


def _are_others_wanted(text: str, want: re.Match[str]) -> bool:
    """Whether people want that others do something: “We want our members to feel at home”."""
    return bool(_WANT_THEM.match(want[0])) and " to " in text[want.end() :]
