"""Names that stand at the end of most key results of a source, in brackets or after a bar: owners.

One name alone may be anything, so that only a source that does it throughout is read this way.
"""

import re
from collections.abc import Sequence

_NAME = (
    r"(?:(?:[Mm]rs?|[Mm]s|[Dd]r|[Pp]rof|[Hh]err|[Ff]rau|[Mm]me|[Dd]on|[Dd]oña)\.?\s)?"
    r"(?:[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’-]+\.?(?:\s(?:[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’-]*\.?|de|van|von|da)){0,2}"
    r"|[\u3400-\u9fff]{2,4}(?:さん)?)"
)
_NAMES = rf"{_NAME}(?:\s?(?:,|/|&|\+|und|and|et|y|e|en|og)\s?{_NAME}){{0,2}}"
_AT_END = re.compile(
    rf"\s*[(\[（](?P<in>{_NAMES})(?P<more>\s*[,;]\s*[^)\]）]*)?[)\]）]\s*[.;]?$"
    rf"|\s+(?:\||–|—|-{{1,2}}|→|·|/{{2}})\s+(?P<after>{_NAMES})\s*$"
)
_NO_NAMES = frozenset(
    {
        *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
        *("october", "november", "december", "baseline", "target", "stretch", "commit", "draft"),
        *("new", "done", "open", "live", "beta", "pilot", "committed", "aspirational", "moonshot"),
        *("sales", "marketing", "finance", "product", "engineering", "support", "company"),
        *(
            "januar",
            "februar",
            "märz",
            "mai",
            "juni",
            "juli",
            "oktober",
            "dezember",
            "neu",
            "offen",
        ),
    }
)
_FEWEST, _SHARE = 2, 0.6


def named_at_end(texts: Sequence[str]) -> dict[int, tuple[str, str]]:
    """For each text, by its place, that ends with a name: the text without it, and the name. Empty
    unless most of the texts do."""
    found = {at: named for at, text in enumerate(texts) if (named := _without_name(text))}
    is_usual = len(found) >= _FEWEST and len(found) >= _SHARE * len(texts)
    return found if is_usual else {}


def _without_name(text: str) -> tuple[str, str] | None:
    found = _AT_END.search(text)
    if found is None:
        return None
    name = found["in"] or found["after"]
    if any(part.casefold() in _NO_NAMES for part in re.split(r"[\s,/&+]+", name)):
        return None
    more = (found["more"] or "").strip(" ,;")
    rest = text[: found.start()].rstrip(" ,;")
    return (f"{rest} ({more})" if more else rest), name
