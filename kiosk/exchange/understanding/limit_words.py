"""What the words and signs beside a number make of it: a limit, or what something grows to.

A small algebra: “more than” and “less than” are turned round by a denial in the same clause, so
that “no family waits more than 6 weeks” and “never below 99 %” need no phrases of their own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kiosk.exchange.understanding.comparisons import (
    AT_LEAST,
    AT_MOST,
    DENIED_AFTER,
    LANGUAGES,
    LESS,
    MORE,
    UP_TO,
    ComparingWords,
    Comparison,
)
from kiosk.exchange.understanding.measure_words import is_kept_all_the_time
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_units import PERCENT

_LIMIT = {
    MORE: KeyResultKind.AT_LEAST,
    AT_LEAST: KeyResultKind.AT_LEAST,
    LESS: KeyResultKind.AT_MOST,
    AT_MOST: KeyResultKind.AT_MOST,
    UP_TO: KeyResultKind.AT_MOST,
}
_OPPOSITE = {MORE: LESS, LESS: MORE}
# What may stand between “below” and its number.
_GAP = re.compile(
    r"(?:^|(?<=[\s(]))(?:(?:a|an|the|just|only|about|around|average of|der|die|das|den|dem|ein|eine"
    r"|einem|einer|von|durchschnittlich|le|la|les|un|une|du|des|el|los|las|una|o|os|as|um|uma|il"
    r"|lo|i"
    r"|gli|de|het|een|av|en|et|ca\.?|circa|~)\s+)+$"
)
_CLAUSE_END = re.compile(r"[.;!?:]\s|[。；！？：]|\s[–—|]\s")
_WEAK_END = re.compile(
    r"[,，、]|\s(?:and|but|or|und|aber|oder|et|mais|ou|y|pero|e|mas|ma|en|maar|og|men)\s"
)
_COMPARATIVE = re.compile(
    r"(?:\b(?!rather|other|under|over|eher|lieber|ander|ander[es]|earlier)[^\W\d_]{3,}er(?:e|en"
    r"|es)?"
    r"\s(?:than|als|dan|enn)|\b(?:worse than|more|less|plus|moins|más|menos|mais|più"
    r"|meno)\s[\w-]+\s"
    r"(?:than|que|de|di|che|do que|d['’])|\bworse than)$"
)
# “3営業日以内”: what is counted, between the number and what compares it.
_COUNTER = re.compile(
    r"^(?:営業日|カ月|か月|ヶ月|ヵ月|週間|時間|工作日|个工作日|个月|周|天内?)(?=以|未|を|之|内)"
)
_BUDGET = re.compile(
    r"\b(?:within|innerhalb|im rahmen|dans|dentro|entro|binnen|innenfor)\s(?:[\w-]+\s){0,3}"
    r"(?:budgets?|presupuesto|orçamento|budsjettet|limit|ceiling|rahmens?|kostenrahmens)"
    r"\s(?:of|von|de|di|van|på)$"
)
_LESS_OF_IT = re.compile(
    r"less|moins|menos|meno|lower|short|fast|quick|small|cheap|soon|young|niedrig|kürz|schnell"
    r"|klein"
    r"|billig|früh|lager|kort|snel|klein|rask|lav|mind"
)
# “überschreitet 15 Minuten nicht”: a verb is denied after its number.
_VERB = re.compile(
    r"über(?:schreite|steige?)|unterschreit|overschrij|overstijg|overstig|underskrid"
)
_DENIED_LATER = re.compile(
    r"^(?:\s?(?:%|€|[^\W\d]+))?\s(nicht|nie|niemals|niet|nooit|ikke|aldrig?)\b"
)
_NEVER_HAPPENS = re.compile(
    r"^(?:\s?(?:%|€|[^\W\d]+))?\s(?:komt|komen|kommt|kommen|kommer|gibt es)\s(niet|nicht|ikke)\b"
)
_SAID_LAST = re.compile(
    r"^[^,()\d]{0,20}[,(–-]\s*(?:(?P<most>max(?:imum|imal)?|tops|at (?:the )?most|höchstens"
    r"|au (?:plus|maximum)|como máximo|máximo|no máximo|al massimo|massimo|maximaal|hooguit"
    r"|høyst|højst|högst|maxi|maks)|min(?:imum)?|at (?:the )?least|mindestens|au moins"
    r"|(?:como )?mínimo|no mínimo|almeno|minimaal|minstens|minst|mindst)[.)!\s]*$"
)
_CAPS = re.compile(
    r"\b(?:limit|limits|limiting|cap|begrenz\w*|beschränk\w*|deckel\w*|limiter|limitons|plafonn\w*"
    r"|limitar|limitare|limitiamo|beperk\w*|begrens\w*)\b",
    re.IGNORECASE,
)
_TO_AT_END = re.compile(
    r"\b(?:to|at|auf|bei|à|a|al|em|tot|op|til)\s(?:(?:the|die|les|los|os) )?$", re.IGNORECASE
)
_HALF = 50
_NEAR = 7
"""So many words may be between a denial and what it denies."""


@dataclass(frozen=True, slots=True)
class FoundLimit:
    """The limit that words make of a number. `is_certain` is False where a denial may belong to
    something else, and `is_up_to` for “up to”, which is the target of what grows."""

    kind: KeyResultKind
    is_certain: bool = True
    is_up_to: bool = False

    @property
    def other(self) -> KeyResultKind:
        """The opposite limit."""
        is_most = self.kind is KeyResultKind.AT_MOST
        return KeyResultKind.AT_LEAST if is_most else KeyResultKind.AT_MOST


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    meaning: Comparison
    languages: tuple[ComparingWords, ...]


# A preposition and the article that it merges with: “inferior a”, “inferior al 8 %”.
_MERGED = {
    " a": (" al", " alla", " ao", " à", " ai", " agli", " alle", " all'"),
    " à": (" au", " aux"),
    " de": (" del", " do", " da", " dos", " das", " du", " des"),
    " di": (" del", " della", " dei", " delle", " degli"),
    " von": (" vom",),
}


def _forms(text: str) -> Iterator[str]:
    """A comparing word with the articles that merge with it."""
    yield text
    for preposition, merged in _MERGED.items():
        if text.endswith(preposition):
            yield from (text.removesuffix(preposition) + each for each in merged)


def _words(*, before: bool) -> dict[str, tuple[_Word, ...]]:
    """Every comparing word, by its last letter if it stands before its number, else the first."""
    known: dict[tuple[str, Comparison], tuple[ComparingWords, ...]] = {}
    for language in LANGUAGES:
        for meaning, texts in (language.before if before else language.after).items():
            for text in (form for each in texts for form in _forms(each)):
                known[text, meaning] = (*known.get((text, meaning), ()), language)
    by_letter: dict[str, tuple[_Word, ...]] = {}
    for (text, meaning), languages in known.items():
        letter = text[-1 if before else 0]
        by_letter[letter] = (*by_letter.get(letter, ()), _Word(text, meaning, languages))
    return by_letter


_BEFORE, _AFTER = _words(before=True), _words(before=False)
_DENIALS = {id(language): re.compile(language.denials) for language in LANGUAGES}


def limit_beside(before: str, after: str) -> FoundLimit | None:
    """The limit that the words directly before or after a number make of it; None for none.

    :param before: the sentence up to the number, in lower case.
    :param after: the sentence after it, in lower case.
    """
    return _capped(before, after) or _said_last(after) or _beside(before, after)


def kept_share(text: str, unit: str, number: Decimal) -> FoundLimit | None:
    """The limit of a share that is more than half and to be kept at all times; None for others."""
    is_kept = unit == PERCENT and number > _HALF and is_kept_all_the_time(text)
    return FoundLimit(KeyResultKind.AT_LEAST) if is_kept else None


def _said_last(after: str) -> FoundLimit | None:
    """The limit in “fixed in 48 h, max”; None for none."""
    found = _SAID_LAST.match(after)
    if found is None:
        return None
    is_most = found["most"] is not None
    return FoundLimit(KeyResultKind.AT_MOST if is_most else KeyResultKind.AT_LEAST)


def _capped(before: str, after: str) -> FoundLimit | None:
    """The limit in “limit overtime to 4 hours”, “auf 4 Stunden begrenzen”; None for none."""
    is_to = _TO_AT_END.search(before) is not None
    is_capped = bool(_CAPS.search(before) or _CAPS.search(after))
    return FoundLimit(KeyResultKind.AT_MOST) if is_to and is_capped else None


def _beside(before: str, after: str) -> FoundLimit | None:
    before = before.rstrip()
    candidates = (
        *(*_found_before(before, after), *_found_after(before, after.lstrip())),
        *_comparative(before),
    )
    # The longest word decides: “au moins” and not “moins de”.
    return max(candidates, key=lambda each: each[0], default=(0, None))[1]


def _found_before(before: str, after: str) -> Iterator[tuple[int, FoundLimit]]:
    for end in _ends(before):
        # The word decides that is nearest to the number.
        for word in _BEFORE.get(end[-1:], ()):
            if not end.endswith(word.text):
                continue
            clause = end[: -len(word.text)]
            if _runs_on(word.text[0], clause[-1:]):
                continue
            between = before[len(end) :]
            denied = (_DENIED_LATER if _VERB.match(word.text) else _NEVER_HAPPENS).match(after)
            beside = f"{between} {denied[1]}" if denied else between
            yield len(word.text), _turned(word, clause, beside)


def _comparative(before: str) -> Iterator[tuple[int, FoundLimit]]:
    """“vaker dan 2”, “worse than 30 min”: a comparison of any adjective, which is asked about;
    “within the budget of 75,000”."""
    if _BUDGET.search(before):
        yield 1, FoundLimit(KeyResultKind.AT_MOST)
    found = _COMPARATIVE.search(before)
    if found is None:
        return
    is_less = bool(_LESS_OF_IT.search(found[0]))
    clause = before[: found.start()]
    start = _clause_start(clause)
    is_denied = any(pattern.search(clause, start) for pattern in _DENIALS.values())
    meaning = LESS if is_less is not is_denied else MORE
    yield 1, FoundLimit(_LIMIT[meaning], is_certain=False)


def _ends(before: str) -> Iterator[str]:
    """The text up to a number, and without articles and denials directly before the number."""
    yield before
    shorter = before
    while True:
        found = _GAP.search(shorter + " ")
        cut = shorter[: found.start()].rstrip() if found else _without_denial(shorter)
        if cut == shorter or not cut:
            return
        shorter = cut
        yield shorter


def _without_denial(text: str) -> str:
    """“dépasse pas”, “overstiger aldri”: a verb that is denied after itself."""
    last = text.rpartition(" ")[2]
    is_denial = any(pattern.fullmatch(last) for pattern in _DENIALS.values())
    return text[: -len(last)].rstrip() if is_denial and last else text


def _found_after(before: str, after: str) -> Iterator[tuple[int, FoundLimit]]:
    start, denied = 0, ""
    after = _COUNTER.sub("", after)
    for _ in range(3):  # “5 % werden nicht überschritten”
        rest = after[start:].lstrip()
        for word in _AFTER.get(rest[:1], ()):
            if rest.startswith(word.text) and not _runs_on(word.text[-1], rest[len(word.text) :]):
                if denied and word.meaning not in _OPPOSITE and " " not in word.text:
                    continue
                yield len(word.text), _turned(word, before, f"{denied} {rest[len(word.text) :]}")
        skipped = re.match(r"(?:[^\W\d_]+)\s", rest)
        if skipped is None:
            return
        denied, start = f"{denied} {skipped[0]}", len(after) - len(rest) + skipped.end()


def _turned(word: _Word, clause: str, beside: str) -> FoundLimit:
    """What a word means with the denials of its clause.

    :param clause: the text before the word and its number.
    :param beside: what else may deny it: the text between word and number, or after it.
    """
    plain = FoundLimit(_LIMIT[word.meaning], is_up_to=word.meaning is UP_TO)
    if word.meaning not in _OPPOSITE:
        return plain
    denied = FoundLimit(_LIMIT[_OPPOSITE[word.meaning]])
    for language in word.languages:
        pattern = _DENIALS[id(language)]
        if language in DENIED_AFTER:
            if pattern.search(beside[:10]):
                return denied
            continue
        if pattern.search(beside[:30].partition(",")[0]):
            return denied
        found = list(pattern.finditer(clause[_clause_start(clause) :]))
        if found:
            return _denied_in(clause[_clause_start(clause) :], found[-1], denied, plain)
    return plain


def _denied_in(
    clause: str, denial: re.Match[str], denied: FoundLimit, plain: FoundLimit
) -> FoundLimit:
    between = clause[denial.end() :]
    weak = list(_WEAK_END.finditer(between))
    words = len(between.split())
    # “no trimestre” is Portuguese for “in the quarter”; right before the word “no” denies.
    is_doubtful = denial[0] == "no" and words > 0 and re.search(r"[ãõç]|\b(?:do|da|em)\b", clause)
    if not weak and not is_doubtful and words <= _NEAR:
        return denied
    own = between[weak[-1].end() :].split() if weak else []
    # A clause of its own: “no new tools, revenue above 30k”.
    likely = plain if len(own) > 0 or is_doubtful else denied
    return FoundLimit(likely.kind, is_certain=False)


def _clause_start(text: str) -> int:
    ends = [found.end() for found in _CLAUSE_END.finditer(text)]
    return ends[-1] if ends else 0


def _runs_on(letter: str, beside: str) -> bool:
    """Whether letters run on, so that this is not a word of its own: the “max” of “maxed”."""
    is_latin = letter.isalpha() and letter < "\u3000"
    return is_latin and beside[:1].isalpha() and beside[:1] < "\u3000"
