"""The notes of a retrospective: “Good: …”, “Bad: …”, “Try: …”."""

import re
from collections.abc import Sequence

from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.understanding.measures import measure_in

_NOTE = re.compile(
    r"(?P<word>good|bad|try|keep|stop|start|continue|mad|sad|glad|liked|lacked|learn(?:ed|t)"
    r"|longed for"
    r"|went well|drop|add|improve|gut|schlecht|beibehalten|bien|mal|mejorar|bom|ruim|goed|slecht"
    r"|bra)"
    r"\s*[:：–-]\s+\S.*",
    re.IGNORECASE,
)
_ALSO_VERBS = frozenset({"keep", "stop", "start", "continue", "drop", "add", "improve", "try"})


def notes_of_a_retrospective(lines: Sequence[SourceLine]) -> frozenset[int]:
    """The numbers of such notes, where there are two kinds at least."""
    found = [(line, note["word"].casefold()) for line in lines
             if (note := _NOTE.fullmatch(line.text))]  # fmt: skip
    words = {word for _, word in found}
    if len(words) < 2 or words <= _ALSO_VERBS:
        return frozenset()
    # “Keep: churn below 3 %” is a key result that begins with a verb.
    return frozenset(
        line.number
        for line, word in found
        if word not in _ALSO_VERBS or measure_in(line.text, ".") is None
    )
