"""What a review says below each key result: “KR1 Visitors 4,100 to 6,000   0.7” and, in the next
line, “We got to 5,430.” Such lines and such scores are no part of the key results."""

import re
from collections.abc import Mapping, Sequence

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.fields import field_in
from kiosk.exchange.understanding.labels import Role, label_of

_SENTENCE = re.compile(r"[^a-zß-öø-ÿ\s].*[.!?。！？…][\"”»’')\]]*", re.DOTALL)
_SCORE = re.compile(r"(?P<title>.*\S)\s+(?:0[.,]\d\d?|1[.,]00?)")
_OVERALL = re.compile(
    r"(?P<title>.*\S)\s+(?:overall|total|score|average|gesamt|durchschnitt|insgesamt|moyenne|total"
    r"|media|média|nota|totaal|gemiddeld|samlet|snitt|総合|总分)\s?[:：]?\s?(?:0[.,]\d\d?|1[.,]00?)",
    re.IGNORECASE,
)
_FEWEST = 3


def comments_below(lines: Sequence[SourceLine]) -> frozenset[int]:
    """The numbers of the lines that comment on the key result right above them, where most key
    results with labels have one. Lines that go on with those above are none: their first words had
    no room there."""
    labelled = [at for at, line in enumerate(lines) if _is_key_result(line)]
    found = [at for at in labelled if _is_comment(lines, at + 1)]
    width = max((len(line.text) for line in lines), default=0)
    roomy = sum(len(f"{lines[at].text} {lines[at + 1].text.split()[0]}") <= width for at in found)
    is_usual = len(labelled) >= _FEWEST and 3 * roomy >= 2 * len(labelled)
    return frozenset(lines[at + 1].number for at in found if is_usual)


def without_scores(titles: Sequence[str]) -> Mapping[int, str]:
    """The titles, by their places, without the score from 0.0 to 1.0 behind them, where all have
    one; empty otherwise."""
    found = [_SCORE.fullmatch(title) for title in titles]
    scored = [each["title"] for each in found if each]
    has_all = len(scored) == len(titles) >= _FEWEST
    is_beside = any(re.search(r"\d", title) for title in scored)
    return dict(enumerate(scored)) if has_all and is_beside else {}


def without_overall(title: str) -> str:
    """The title of an objective without the score of all of it: “… overall 0.6”."""
    found = _OVERALL.fullmatch(title)
    return found["title"].rstrip(" ,;:–—-") if found else title


def _is_key_result(line: SourceLine) -> bool:
    label = label_of(line.text) if line.kind is LineKind.PARAGRAPH else None
    return label is not None and bool(label.rest) and label.role is Role.KEY_RESULT


def _is_comment(lines: Sequence[SourceLine], at: int) -> bool:
    if at == len(lines) or lines[at].kind is not LineKind.PARAGRAPH:
        return False
    above, line = lines[at - 1], lines[at]
    is_next = line.number == above.number + 1 and line.depth == above.depth
    is_said = label_of(line.text) is None and field_in(line.text) is None
    return is_next and is_said and _SENTENCE.fullmatch(line.text) is not None
