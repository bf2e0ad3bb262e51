"""What stands behind an arrow: “Run workshops in winter => 30 workshops” says how far to go, and
“Sign 12 groups => 9 signed” what came of it. The other lines of the list tell which of the two."""

import re
from collections.abc import Mapping, Sequence

from kiosk.exchange.understanding.amounts import amounts_in
from kiosk.exchange.understanding.shares import share_in

_ARROW = re.compile(r"(?P<before>.*?[^\d\s%€$£.,)][.)]?)\s*(?:=>|⇒|➜)\s*(?P<behind>\S.*)")
_CAME_OF_IT = re.compile(
    r"\b(?:signed|opened|missed|done|achieved|reached|finished|completed|closed|won|hired|delivered|got|made|was"
    r"|were|did|actual|erreicht|erledigt|geschafft|geworden|abgeschlossen|atteints?|faits?|réalisés?"
    r"|alcanzad[oa]s?|hech[oa]s?|logrados?|feit[oa]s?|atingid[oa]s?|raggiunt[oi]|fatt[oi]|behaald"
    r"|gehaald|gedaan|nådd|gjort)\b|达成|完成|達成|了$",
    re.IGNORECASE,
)


def aims_behind_arrows(texts: Sequence[str]) -> Mapping[int, str]:
    """For each text, by its place, whose number behind the arrow is to be reached: the text with a
    colon instead. None, where a text of the list says what came of it."""
    found = {at: each for at, text in enumerate(texts) if (each := _ARROW.fullmatch(text))}
    if any(map(_is_outcome, found.values())):
        return {}
    return {
        at: f"{each['before'].rstrip(' .')}: {each['behind']}"
        for at, each in found.items()
        if amounts_in(each["behind"]) or share_in(each["behind"])
    }


def _is_outcome(found: re.Match[str]) -> bool:
    """Whether the aim is said before the arrow, or the words behind it say what has happened."""
    has_number = bool(re.search(r"\d", found["behind"]))
    is_measured = bool(amounts_in(found["before"]))
    return has_number and (is_measured or bool(_CAME_OF_IT.search(found["behind"])))
