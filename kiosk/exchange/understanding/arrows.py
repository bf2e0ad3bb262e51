"""What stands behind an arrow: “Run workshops in winter => 30 workshops” says how far to go, and
“Sign 12 groups => 9 signed” what came of it. The other lines of the list tell which of the two."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from kiosk.exchange.understanding.amounts import amounts_in
from kiosk.exchange.understanding.histories import value_in_cell
from kiosk.exchange.understanding.measure_patterns import AFTER, AMOUNT, FROM_TO
from kiosk.exchange.understanding.shares import share_in
from kiosk.exchange.understanding.stated_values import stated_value_in

ARROW = r"(?:=>|⇒|➜)"
"""An arrow between an aim and its result. “12 → 40” has another."""
_BEHIND = re.compile(rf"(?P<before>.*\S)\s*{ARROW}\s*(?P<result>\S.*)")
# “12 => 40” is from 12 to 40.
_BEHIND_WORDS = re.compile(rf"(?P<before>.*?[^\d\s%€$£.,)][.)]?)\s*{ARROW}\s*(?P<result>\S.*)")
_BEHIND_NUMBER = re.compile(
    rf"(?P<before>.*\S)\s*{ARROW}\s*(?P<result>{AMOUNT}{AFTER}[^,;(]{{0,20}}[,;(].*)"
)
_FIRST_AMOUNT = re.compile(rf"(?<![\w.,]){AMOUNT}{AFTER}")
_CAME_OF_IT = re.compile(
    r"\b(?:signed|opened|missed|done|achieved|reached|finished|completed|closed|won|hired"
    r"|delivered|got|made|was|were|did|actual|erreicht|erledigt|geschafft|geworden|abgeschlossen|atteints?|faits?|réalisés?"
    r"|alcanzad[oa]s?|hech[oa]s?|logrados?|feit[oa]s?|atingid[oa]s?|raggiunt[oi]|fatt[oi]|behaald"
    r"|gehaald|gedaan|nådd|gjort)\b|达成|完成|達成|了$",
    re.IGNORECASE,
)


def without_result(text: str, decimal_separator: str) -> tuple[str, Decimal | bool | None]:
    """A text without the result behind an arrow, and that: its number, or True for “yes”; None
    without one.

    :param decimal_separator: the locale's.
    """
    found = _BEHIND_WORDS.fullmatch(text)
    if found is None or FROM_TO.search(text):
        found = _BEHIND_NUMBER.fullmatch(text) or _behind_start_and_target(text)
    if found is None:
        return text, None
    # “Groups with a coach => 16 (now 9)”: where nothing is measured before, it is the target.
    if not amounts_in(found["before"]) and stated_value_in(found["result"]):
        return f"{found['before']}: {found['result']}", None
    # “31 out of 44” is a share of another number.
    amount = None if share_in(found["result"]) else _FIRST_AMOUNT.search(found["result"])
    first = re.split(r"[\s,;.]", found["result"])[0]  # “yes, since 1 February”
    is_done = value_in_cell(first, decimal_separator) is True
    value = value_in_cell(amount[0], decimal_separator) if amount else None
    return found["before"].strip(" ."), True if is_done else value


def aims_behind_arrows(texts: Sequence[str]) -> Mapping[int, str]:
    """For each text, by its place, whose number behind the arrow is to be reached: the text with a
    colon instead. Empty, where a text of the list says what came of it."""
    found = {at: each for at, text in enumerate(texts) if (each := _BEHIND_WORDS.fullmatch(text))}
    if any(map(_is_outcome, found.values())):
        return {}
    return {
        at: f"{each['before'].rstrip(' .')}: {each['result']}"
        for at, each in found.items()
        if amounts_in(each["result"]) or share_in(each["result"])
    }


def _behind_start_and_target(text: str) -> re.Match[str] | None:
    """“From 1,900 to 2,600 => 2,410”."""
    found = _BEHIND.fullmatch(text)
    return found if found and FROM_TO.search(found["before"]) else None


def _is_outcome(found: re.Match[str]) -> bool:
    """Whether the aim is said before the arrow, or the words behind it say what has happened."""
    has_number = bool(re.search(r"\d", found["result"]))
    is_measured = bool(amounts_in(found["before"]))
    return has_number and (is_measured or bool(_CAME_OF_IT.search(found["result"])))
