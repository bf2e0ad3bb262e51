"""Sentences that hold more than one thing: two measures, or a list of what is to be delivered."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from kiosk.exchange.understanding.amounts import is_name
from kiosk.exchange.understanding.measure_drafts import Measured
from kiosk.exchange.understanding.measure_patterns import BETWEEN
from kiosk.exchange.understanding.measures import measure_in
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import KeyResultKind

_AND = re.compile(
    r"\s*(?:;|,?\s+(?:and|und|et|y|e|og|sowie|as well as|while|whilst|plus"
    r"|en(?!\s+(?:menos|moins|un|una|el|la|le|los|las|\d)))|\s&)\s+"
    r"|，并|，同时|，|；",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^(?:within|in under|in less|innerhalb|in weniger|dans les|en menos|em até|entro|binnen)\b",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(r"^\W?\d")
_VERB = re.compile(r"^([^\W\d_]+)\s+(?=\W?\d)")
_WORD_AND = r"(?:and|und|et|y|e|en|og|sowie|plus)"
_LIST_AFTER_COLON = re.compile(r"^(?P<verb>[^:：]{2,60})[:：]\s*(?P<items>[^:：]+)$")
_PARTS = re.compile(
    rf"\s*[,;，；、]\s*(?:{_WORD_AND}\s+)?|\s+{_WORD_AND}\s+|\s+\+\s+", re.IGNORECASE
)
_COMMAS = re.compile(rf"\s*[,;，；、]\s*(?:{_WORD_AND}\s+)?", re.IGNORECASE)
# “in Germany”, “for all customers”: no thing of its own.
_ADVERBIAL = re.compile(
    r"(?:in|for|by|with|at|on|from|per|within|without|before|after|until|especially|incl\w*"
    r"|e\.?g\.?"
    r"|which|that|so|as|but|not|of which|then|für|mit|ohne|bei|vor|nach|bis|damit|z\.?b\.?|davon"
    r"|pour|dans|avec|sans|dont|avant|para|con|sin|antes|com|sem|per|senza|entro|voor|met|zonder"
    r"|uten"
    r"|med|innen|uden|namely|measured|counting|above all|one of|i\.?e\.?|wobei|nicht|aber"
    r"|vor allem)\b",
    re.IGNORECASE,
)
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_NUMBERED = re.compile(r"(?:(?<=\s)|^)(?:\((?=\d\)))?(?P<number>\d)(?:\)|\.(?=\s))\s*")
_HAS_WORD = re.compile(r"[^\W\d_]{3,}|[\u3040-\u9fff]{2,}")
# “2 developers, a designer and an analyst”
_ONE_OF = re.compile(
    r"(?:an?|one|ein(?:e[mnrs]?)?|une?|una|uno|uma?|een|één|et)\s+\S", re.IGNORECASE
)
_NAMED_AND_COUNTED = re.compile(
    r"(?P<names>[^\W\d]{1,15}(?:[・、][^\W\d・]{1,15}){1,9})(?:の|等|这|共)\s?(?=\d)"
)
# “Introduce the app and renovate the room”: two verbs, each with what is done to it.
_ACTION = (
    r"(?:introduce|launch|publish|build|write|set up|open|create|hire|train|sign|renovate|replace"
    r"|migrate|move|complete|finish|roll out|agree|define|design|develop|test|document|implement"
    r"|install|buy|ship|release|organi[sz]e|run|start|establish|update|review|clean|close|merge"
    r"|automate|appoint|choose|select|present|prepare|produce|print|translate|integrate|connect"
    r"|retire|plan|conduct|find|recruit|deliver|pilot|rewrite|relaunch|add|rebuild|redesign|refresh"
    r"|extend|expand|upgrade|remove|stop|share|offer|host|interview|draft|adopt|secure|obtain|submit)"
)
_INFINITIVE = r"[^\W\d_]{3,}(?:er|ir|re|ar|are|ere|ire)"
_GERMAN_INFINITIVE = r"\S.*\s[a-zäöüß]{3,}(?:en|eln|ern)"
_TWO_ACTIONS = (
    re.compile(rf"({_ACTION}\s\S.+?)\s(?:and|&)\s({_ACTION}\s\S.+)", re.IGNORECASE),
    re.compile(rf"({_GERMAN_INFINITIVE})\s(?:und|sowie)\s({_GERMAN_INFINITIVE})"),
    re.compile(rf"({_INFINITIVE}\s\S.+?)\s(?:et|y|e)\s({_INFINITIVE}\s\S.+)", re.IGNORECASE),
)
_LONGEST_ACTION = 80
_LONGEST_ITEM, _FEWEST_ITEMS, _MOST_ANDS = 8, 3, 20


def two_measures(
    title: str, decimal_separator: str
) -> tuple[tuple[str, Measured], tuple[str, Measured]] | None:
    """The two key results in a sentence with two measures: “Hire 3 engineers and 2 designers”; None
    for other sentences.

    :param decimal_separator: the locale's.
    """
    if BETWEEN.search(title):
        return None
    for found in islice(_AND.finditer(title), _MOST_ANDS):
        left, right = title[: found.start()].strip(), title[found.end() :].strip()
        if is_name(title, found.span()) or right.startswith("de "):
            continue
        if _CONDITION.match(right) or not _is_clause(left) or not _is_clause(right):
            continue
        verb = _VERB.match(left)
        if _NUMBER_FIRST.match(right) and verb:
            right = f"{verb[1]} {right}"
        first, second = measure_in(left, decimal_separator), measure_in(right, decimal_separator)
        if first and second and not (first.questions or second.questions):
            return (left, first), (right[:1].upper() + right[1:], second)
    return None


def listed_steps(title: str) -> tuple[str, ...]:
    """The deliverables that a sentence lists: “Publish the guide, the price list and the terms”,
    “prototype built, team trained, contract signed”; the two of “introduce the app and renovate the
    room”; () for others."""
    plain = re.sub(r"\s*\([^()]*\)", "", title).strip(" .")
    after = _LIST_AFTER_COLON.match(plain)
    items = _items(after["items"]) if after else ()
    return items or _items(plain) or _two_actions(plain)


def _two_actions(text: str) -> tuple[str, ...]:
    if any(map(str.isdigit, text)) or len(text) > 2 * _LONGEST_ACTION:
        return ()
    found = next(filter(None, (pattern.fullmatch(text) for pattern in _TWO_ACTIONS)), None)
    if found is None or any(len(each) > _LONGEST_ACTION for each in found.groups()):
        return ()
    first, second = found.groups()
    return first, second[:1].upper() + second[1:]


def things_counted(title: str) -> tuple[str, ...]:
    """The things that Chinese and Japanese name before their number: “返金・請求・配送の3業務”; ()
    for others."""
    found = _NAMED_AND_COUNTED.search(title)
    return tuple(re.split(r"[・、]", found["names"])) if found else ()


def is_list_of_counts(title: str) -> bool:
    """Whether a sentence counts several things, so that its number is that of the first only:
    “Hire 2 developers, a designer and an analyst”."""
    items = _items(title)
    return bool(items) and bool(re.search(r"\d", items[0])) and all(map(_ONE_OF.match, items[1:]))


def numbered_steps(title: str) -> tuple[str, ...]:
    """The deliverables that a sentence numbers: “1) spec agreed 2) prototype running”; () where it
    does not count on from 1."""
    found = list(_NUMBERED.finditer(title))
    if not found or [int(e["number"]) for e in found] != list(range(1, len(found) + 1)):
        return ()
    ends = [*(each.start() for each in found[1:]), len(title)]
    parts = (title[each.end() : end] for each, end in zip(found, ends, strict=True))
    steps = tuple(part.strip(" .,;") for part in parts)
    return steps if len(steps) > 1 and all(map(_HAS_WORD.search, steps)) else ()


def _items(text: str) -> tuple[str, ...]:
    """The parts between commas; the last one may hold an “and” of its own."""
    parts = tuple(part.strip() for part in _COMMAS.split(text) if part.strip())
    if len(parts) < _FEWEST_ITEMS:
        # “A, B and C” has its third part after the “and”.
        every = tuple(part.strip() for part in _PARTS.split(text) if part.strip())
        parts = every if len(parts) > 1 and len(every) >= _FEWEST_ITEMS else ()
    elif not _EAST.search(text) and re.search(rf"\s{_WORD_AND}\s", parts[-1], re.IGNORECASE):
        *first, last = parts
        parts = (*first, *(each.strip() for each in _PARTS.split(last)))
    is_short = all(len(item.split()) <= _LONGEST_ITEM for item in parts)
    has_adverbial = any(map(_ADVERBIAL.match, parts[1:]))
    # Of a list only one part has a number of its own: others are measures side by side.
    numbers = sum(bool(re.search(r"\d", part)) for part in parts)
    is_list = is_short and not has_adverbial and numbers <= 1
    return parts if len(parts) >= _FEWEST_ITEMS and is_list else ()


def steps_draft(titles: Iterator[str] | tuple[str, ...]) -> KeyResultDraft:
    """A key result of steps, without a title."""
    steps = tuple(MilestoneDraft(title) for title in titles)
    return KeyResultDraft("", KeyResultKind.MILESTONES, milestones=steps)


def titled(draft: KeyResultDraft, title: str, owner: str) -> KeyResultDraft:
    """A draft with its title and owner."""
    return replace(draft, title=title, owner=owner)


def _is_clause(text: str) -> bool:
    return bool(re.search(r"\d", text)) and bool(
        re.search(r"[^\W\d_]{3,}|[\u3040-\u9fff]{2,}", text)
    )
