"""OKRs in whole sentences, as people write them in mails: “The first one: nobody is turned away. We
will know that we are there when we …, when …, and when …”. Each becomes a line of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.labels import COUNTED_OBJECTIVE, Role, label_of
from kiosk.exchange.understanding.labels_within import lines_by_label
from kiosk.exchange.understanding.measures import measure_in
from kiosk.exchange.understanding.number_words import with_digits
from kiosk.exchange.understanding.prose_cues import (
    AIM,
    EVIDENCE,
    OBJECTIVE,
    THAT,
    TO,
    WANT,
    WE,
    WHEN,
    parts_by,
)
from kiosk.okr.import_findings import QuestionAboutLines, ReadingQuestion

_INSIDE = 5
_TEXT = (LineKind.PARAGRAPH, LineKind.HEADING)
_SENTENCE = re.compile(
    r"(?<=[^\W\d_][^\W\d_])[.!?][”\"»’')]?\s+(?=[\"“«(]?[A-ZÀ-ÖØ-Þ¿¡])"
    r"|(?<=[%€$£)\d])[.!?]\s+(?=[\"“«]?[A-ZÀ-ÖØ-Þ¿¡])|[。！？]\s*"
)
_COMMAS = re.compile(
    r"\s*[;；]\s*(?:(?:and|und|et|y|e|en|og|sowie)\s)?|,\s+(?:(?:and|und|et|y|e|en|og|sowie)\s)?"
    r"|[，、]\s*(?:以及|并且?|また)?|\s(?:and|und|et|y|e|en|og|sowie)\s"
)
# What goes on with the part before: “…, up from 12”, “…, which is”.
_GOES_ON = re.compile(
    r"(?:which|who|that|up from|down from|from|compared|instead|currently|including|so that|as|but"
    r"|today|now|was|were|after|before|statt|bisher|derzeit|heute|damit|aber|nach"
    r"|gegenüber|von|qui|que|dont|contre|aujourd|contra|frente|hoy|desde|para que|hoje|che|contro"
    r"|oggi|da|terwijl|nu|tegen|som|mot|i dag|per|in|by|within|mit|with|ohne|without)\b",
    re.IGNORECASE,
)
# “…, die bleiben”: a clause about the word before, unless it has a number.
_RELATIVE = re.compile(r"(?:der|die|das|den|dem|was|wo|qui|que|che|dat|die|som)\b", re.IGNORECASE)
# “the reviews, never below 4.5”
_COMPARED = re.compile(
    r"(?:never|not|at least|at most|under|below|above|over|max|min|nie|mindestens|höchstens|unter"
    r"|über|jamais|au moins|moins|plus|nunca|al menos|menos|más|mais|mai|almeno|meno|più|sotto"
    r"|sopra|nooit|minstens|onder|boven|aldri|minst)\b",
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
_OF_TITLES = (WANT, THAT)
_SHORTEST_WRAPPED, _LONGEST_SENTENCE = 60, 1_000
_NEAR = 300
"""So many characters around a comma say whether it parts two key results."""
_AND = re.compile(
    r"^(?:and|also|und|außerdem|et|aussi|y|además|e|inoltre|além disso|en|ook|og),?\s",
    re.IGNORECASE,
)
_FEWEST_KEY_RESULTS, _FEWEST_WORDS, _FEWEST_SIGNS, _WORDS_OF_A_TITLE = 2, 2, 4, 2
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ENDS = " .,;:!。，；：！–—-"


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, the line in which it begins and the place of its paragraph."""

    text: str
    line: SourceLine
    paragraph: int


@dataclass(slots=True)
class _Objective:
    """An objective in sentences: its title, what describes it and what it is measured by, and the
    paragraph in which it was last spoken of."""

    line: SourceLine
    title: str
    paragraph: int
    describing: list[str] = field(default_factory=list)
    key_results: list[tuple[SourceLine, str]] = field(default_factory=list)


def lines_from_prose(
    lines: Sequence[SourceLine],
) -> tuple[tuple[SourceLine, ...], tuple[QuestionAboutLines, ...]]:
    """The lines, with the OKRs in their sentences as lines of their own, which is asked about."""
    paragraphs = list(_paragraphs(lines))
    found = [each for each in _objectives(_sentences(paragraphs)) if _is_okr(each)]
    if not found:
        return tuple(lines), ()
    said = {number for each in found for number in _numbers(each)}
    gone = {
        line.number
        for paragraph in paragraphs
        if any(line.number in said for line in paragraph)
        for line in paragraph
    }
    kept = [line for line in lines if line.number not in gone]
    made = [line for each in found for line in _lines_of(each)]
    asked = (
        QuestionAboutLines(_numbers(each), ReadingQuestion("prose", each.title, (), ""))
        for each in found
    )
    return tuple(sorted([*kept, *made], key=lambda line: line.number)), tuple(asked)


def _numbers(objective: _Objective) -> tuple[int, ...]:
    """The lines that an objective and its key results are in."""
    numbers = (objective.line.number, *(line.number for line, _ in objective.key_results))
    return tuple(dict.fromkeys(numbers))


def _lines_of(objective: _Objective) -> Iterator[SourceLine]:
    line, inside = objective.line, objective.line.depth + _INSIDE
    yield replace(line, text=f"Objective: {objective.title}")
    for text in objective.describing:
        yield SourceLine(line.number, f"Description: {text}", depth=inside)
    for at, (beside, text) in enumerate(objective.key_results, start=1):
        yield SourceLine(beside.number, f"KR{at}: {text}", LineKind.BULLET, inside)


def _is_okr(objective: _Objective) -> bool:
    measured = sum(_is_measured(text) for _, text in objective.key_results)
    is_sure = _is_labelled(objective.line.text)
    return bool(measured) and (is_sure or len(objective.key_results) >= _FEWEST_KEY_RESULTS)


def _paragraphs(lines: Sequence[SourceLine]) -> Iterator[list[SourceLine]]:
    """The paragraphs of text: lines without bullets and labels, of which each goes on with the one
    before. One that leads over to a list is none."""
    run: list[SourceLine] = []
    for at, line in enumerate(lines):
        is_text = _is_text(line) or _is_in_sentences(lines, at)
        if run and not (is_text and _goes_on(run[-1], line)):
            if not (line.kind is LineKind.BULLET and run[-1].text.endswith((":", "："))):
                yield run
            run = []
        run += [line] if is_text else []
    if run:
        yield run


def _is_text(line: SourceLine) -> bool:
    label = label_of(line.text) if line.kind is LineKind.PARAGRAPH else None
    is_okr = label and label.rest and label.role in (Role.OBJECTIVE, Role.KEY_RESULT)
    is_okr = is_okr and not COUNTED_OBJECTIVE.fullmatch(line.text)
    return line.kind is LineKind.PARAGRAPH and not is_okr


def _is_in_sentences(lines: Sequence[SourceLine], at: int) -> bool:
    """Whether a line names an objective and only sentences follow until the next one."""
    if lines[at].kind not in _TEXT or not _is_labelled(lines[at].text):
        return False
    if len(lines_by_label([lines[at]])) > 1:
        return False  # its key results are labelled
    for line in lines[at + 1 :]:
        beside = label_of(line.text) if line.kind in _TEXT else None
        if beside and beside.role is Role.OBJECTIVE:
            break
        if line.kind in (LineKind.BULLET, LineKind.ROW) or beside:
            return False
        if line.kind is LineKind.HEADING:
            break
    return at + 1 < len(lines) and lines[at + 1].kind is LineKind.PARAGRAPH


def _goes_on(above: SourceLine, line: SourceLine) -> bool:
    is_next = line.number == above.number + 1 and line.depth == above.depth
    # “Objective 1: People stay” is whole where the next line begins anew.
    is_whole = len(above.text) < _SHORTEST_WRAPPED and _is_labelled(above.text)
    is_apart = is_whole and line.text[:1].isupper()
    return is_next and not (line.is_message or is_apart)


def _sentences(paragraphs: Sequence[Sequence[SourceLine]]) -> Iterator[_Sentence]:
    for at, paragraph in enumerate(paragraphs):
        text = " ".join(line.text for line in paragraph)
        ends = [found.end() for found in _SENTENCE.finditer(text)]
        for start, end in zip([0, *ends], [*ends, len(text)], strict=True):
            if text[start:end].strip():
                yield _Sentence(text[start:end].strip(), _line_at(paragraph, start), at)


def _line_at(paragraph: Sequence[SourceLine], place: int) -> SourceLine:
    for line in paragraph:
        if place <= len(line.text):
            return line
        place -= len(line.text) + 1
    return paragraph[-1]


def _objectives(sentences: Iterator[_Sentence]) -> list[_Objective]:
    found: list[_Objective] = []
    before: _Sentence | None = None
    for sentence in sentences:
        begin = OBJECTIVE.match(sentence.text) if _may_begin(sentence, found) else None
        is_wanted = before is not None and WANT.match(before.text) is not None
        if begin or found or is_wanted:
            title, evidence = _parted(sentence.text, begin.end() if begin else 0)
            is_new = begin is not None and _is_title(title)
            if is_new:
                found.append(_Objective(sentence.line, title, sentence.paragraph))
            elif evidence and before and is_wanted and _is_objective(before, found):
                found.append(_Objective(before.line, _parted(before.text, 0)[0], before.paragraph))
            if found:
                _go_on(found[-1], sentence, evidence, is_new=is_new)
        before = sentence
    return found


def _may_begin(sentence: _Sentence, found: Sequence[_Objective]) -> bool:
    """Whether a sentence may begin an objective: below one with a label only another one does. In
    “Objective 1: … We also want …” the second sentence measures the first."""
    return not (found and _is_labelled(found[-1].line.text)) or _is_labelled(sentence.text)


def _is_labelled(text: str) -> bool:
    label = label_of(text)
    return label is not None and bool(label.rest) and label.role is Role.OBJECTIVE


def _is_objective(before: _Sentence, found: Sequence[_Objective]) -> bool:
    """Whether the sentence before what is measured, which says what people want, is the objective:
    “We want a shop that people find.”"""
    is_open = bool(found) and not found[-1].key_results
    return not is_open and EVIDENCE.search(before.text) is None


def _parted(text: str, start: int) -> tuple[str, str | None]:
    """What a sentence says before its evidence, and the evidence; None without any."""
    evidence = EVIDENCE.search(text, start)
    title = text[start : evidence.start() if evidence else len(text)]
    return _tidy(title, _OF_TITLES), text[_begin(evidence) :] if evidence else None


def _begin(evidence: re.Match[str]) -> int:
    """Where the evidence begins: with the word that leads to it, where that is said again, “by …,
    and by …”."""
    lead = re.search(r"\s(by|on|an|par|por|con|da|aan|ved|med)\s$", evidence[0])
    again = lead and re.search(
        rf"\s(?:and|und|et|y|e|en|og)\s{lead[1]}\s", evidence.string[evidence.end() :]
    )
    return evidence.start() + lead.start(1) if lead and again else evidence.end()


def _go_on(
    objective: _Objective, sentence: _Sentence, evidence: str | None, *, is_new: bool
) -> None:
    """Take a sentence for the objective before it: what measures or describes it."""
    is_near = sentence.paragraph - objective.paragraph <= 1
    parts = _parts(evidence) if evidence is not None and is_near else []
    if evidence is None and not is_new and is_near:
        parts = _said_without_lead(objective, sentence)
    if any(map(_is_measured, parts)):
        objective.key_results += [(sentence.line, text) for text in parts]
        objective.paragraph = sentence.paragraph
    elif not (is_new or objective.key_results) and sentence.paragraph == objective.paragraph:
        objective.describing.append(sentence.text)


def _said_without_lead(objective: _Objective, sentence: _Sentence) -> list[str]:
    """What a sentence without a lead says that an objective is measured by: it lists two things at
    least, or says what should be: “Turnover should come down to 25 %.”"""
    text = _AND.sub("", sentence.text)
    if len(text) > _LONGEST_SENTENCE:
        return []
    listed = _parts(text)
    is_list = sum(map(_is_measured, listed)) >= _FEWEST_KEY_RESULTS
    if is_list and not objective.key_results:
        return listed
    is_beside = not objective.key_results or sentence.paragraph == objective.paragraph
    is_aim = is_beside and bool(WANT.match(text) or AIM.search(text))
    if not (is_aim and _is_measured(text)):
        return []
    return listed if is_list else [_tidy(text)]


def _is_measured(text: str) -> bool:
    return measure_in(with_digits(text), ".") is not None


def _is_title(title: str) -> bool:
    return len(title.split()) >= _WORDS_OF_A_TITLE or len(_EAST.findall(title)) >= _FEWEST_SIGNS


def _parts(evidence: str) -> list[str]:
    """The key results in a sentence: “when …, and when …”, “(1) … (2) …”, “…, … and …”."""
    plain = _LIST_END.sub("", evidence.strip(_ENDS))
    text = WANT.sub("", plain, count=1) if WANT.match(plain) else plain
    # What stands before the first number leads over: “by three things: (1) …”.
    _, *listed = _LISTED.split(f" {text}")
    when = WHEN.match(text) or _AGAIN.match(text)
    by_when = parts_by(when[0].strip(), text) if when else []
    parts = listed if len(listed) > 1 else by_when if len(by_when) > 1 else _by_commas(text)
    return [each for each in map(_tidy, parts) if each]


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
    return bool(re.search(r"\d", rest)) or (is_list and not _COMMAS.search(rest))


def _is_long(text: str) -> bool:
    return len(text.split()) >= _FEWEST_WORDS or len(_EAST.findall(text)) >= _FEWEST_SIGNS


def _tidy(text: str, leads: Sequence[re.Pattern[str]] = (WHEN, WANT, WE, TO)) -> str:
    """A part as a title: without “when we have”, and with a capital letter."""
    plain = _POLITE.sub("", _LIST_END.sub("", text.strip(_ENDS)))
    for pattern in leads:
        found = pattern.match(plain)
        if found and _WANT_THEM.match(found[0]) and leads == _OF_TITLES:
            continue  # “We want our members to feel at home”
        plain = plain[found.end() :].strip(_ENDS) if found else plain
    return plain[:1].upper() + plain[1:]
