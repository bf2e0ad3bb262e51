"""What stands on the pages of a document beside its text: page numbers, footers, the last slide."""

import re
from collections.abc import Iterable

from kiosk.exchange.reading.lines import LineKind, SourceLine

_PAGE_NUMBER = re.compile(
    r"(?:pag(?:ina|e|\.)?|página|seite|page|p\.|slide|folie|diapo(?:sitiva)?|side|第)\s*\d{1,3}"
    r"(?:\s*(?:/|of|von|de|sur|di|van|av)\s*\d{1,3})?(?:\s*[–—|·-].*)?|\d{1,3}\s*/\s*\d{1,3}|第\d+页"
    r"|.{0,60}[\s|·–—-](?:page|seite|página|pagina|pag\.|p\.|side)\s*\d{1,3}\s*(?:/|of|von|de|di"
    r"|sur|van|av)"
    r"\s*\d{1,3}",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"(?:.{0,60}[\s–—|·:-])?(?:(?:for )?internal use only|strictly confidential"
    r"|nur (?:für den|zum) internen gebrauch|streng vertraulich|usage interne(?: uniquement)?"
    r"|strictement confidentiel|uso interno|estritamente confidencial|estrictamente confidencial"
    r"|strettamente riservato|alleen voor intern gebruik|strikt vertrouwelijk"
    r"|kun til intern bruk|社外秘|内部资料)[.!]?|(?:©|\(c\)) ?(?:19|20)\d\d\b.{0,60}",
    re.IGNORECASE,
)
_LAST_SLIDE = re.compile(
    r"(?:any )?(?:questions|fragen|preguntas|perguntas|domande|vragen|spørsmål|ご質問)\s?[?？!]+"
    r"|(?:thank you|thanks|vielen dank|danke|merci|gracias|obrigad[oa]|grazie|bedankt|dank u|takk"
    r"|ありがとうございました|谢谢)\s?[!.！。]*",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,3}")


def is_footer(text: str) -> bool:
    """Whether a line is a page number with a word or a total, a footer or the last slide's."""
    return any(pattern.fullmatch(text) for pattern in (_PAGE_NUMBER, _FOOTER, _LAST_SLIDE))


def bare_page_numbers(lines: Iterable[SourceLine]) -> frozenset[int]:
    """The numbers of the lines that hold nothing but a number, where these count on by one from
    line to line, as pages do; none where there are fewer than two."""
    bare = [
        (line.number, int(line.text))
        for line in lines
        if line.kind is LineKind.PARAGRAPH and _BARE_NUMBER.fullmatch(line.text.strip())
    ]
    first = bare[0][1] if bare else 0
    counts_on = [number for _, number in bare] == list(range(first, first + len(bare)))
    return frozenset(at for at, _ in bare) if len(bare) > 1 and counts_on else frozenset()
