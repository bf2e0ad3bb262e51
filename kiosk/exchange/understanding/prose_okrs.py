"""OKRs in whole sentences, as people write them in mails: “The first one: nobody is turned away. We
will know that we are there when we …, when …, and when …”. Each becomes a line of its own."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.labels import COUNTED_OBJECTIVE, Role, label_of
from kiosk.exchange.understanding.labels_within import lines_by_label
from kiosk.exchange.understanding.prose_cues import (
    AIM,
    COUNTED,
    EVIDENCE,
    OBJECTIVE,
    WANT,
    WANTED,
)
from kiosk.exchange.understanding.prose_parts import (
    OF_TITLES,
    is_measured,
    list_behind,
    parts_of,
    tidy,
)
from kiosk.okr.import_findings import QuestionAboutLines, ReadingQuestion

_INSIDE = 5
_TEXT = (LineKind.PARAGRAPH, LineKind.HEADING)
_SENTENCE = re.compile(
    r"(?<=[^\W\d_][^\W\d_])[.!?][”\"»’')]?\s+(?=[\"“«(]?[A-ZÀ-ÖØ-Þ¿¡])"
    r"|(?<=[%€$£)\d])[.!?]\s+(?=[\"“«]?[A-ZÀ-ÖØ-Þ¿¡])|[。！？]\s*"
)
_SHORTEST_WRAPPED, _LONGEST_SENTENCE = 60, 1_000
_AND = re.compile(
    r"^(?:and|also|und|außerdem|et|aussi|y|además|e|inoltre|além disso|en|ook|og),?\s",
    re.IGNORECASE,
)
_FEWEST_KEY_RESULTS, _FEWEST_SIGNS, _WORDS_OF_A_TITLE, _WORDS_OF_GREETING = 2, 4, 2, 4
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# “a calm workshop: lead time from 12 to 7 days, …”
_COLON = re.compile(r"[^:：\d]{4,150}[:：]\s*(?=\S)")


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


@dataclass(frozen=True, slots=True)
class _Parted:
    """What a sentence says before its evidence, and the evidence; None without any. It `is_known`
    where it says when people know that they are there."""

    title: str
    evidence: str | None
    is_known: bool = False


def lines_from_prose(
    lines: Sequence[SourceLine],
) -> tuple[tuple[SourceLine, ...], tuple[QuestionAboutLines, ...]]:
    """The lines, with the OKRs in their sentences as lines of their own, which is asked about."""
    paragraphs = list(_paragraphs(lines))
    are_listed = any(map(_is_listed, lines))
    found = _okrs(_objectives(_sentences(paragraphs), are_listed=are_listed))
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


def _okrs(objectives: Sequence[_Objective]) -> list[_Objective]:
    """Those of the objectives that are measured: where one is so for certain, also those with one
    key result."""
    measured = [sum(is_measured(text) for _, text in each.key_results) for each in objectives]
    are_sure = sum(measured) >= _FEWEST_KEY_RESULTS or any(
        count and (_is_labelled(each.line.text) or len(each.key_results) >= _FEWEST_KEY_RESULTS)
        for each, count in zip(objectives, measured, strict=True)
    )
    return [each for each in objectives if are_sure and each.key_results]


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
    is_greeting = above.text.endswith((",", "!")) and len(above.text.split()) <= _WORDS_OF_GREETING
    is_apart = is_greeting or (is_whole and line.text[:1].isupper())
    return is_next and not (line.is_message or is_apart)


def _sentences(paragraphs: Sequence[Sequence[SourceLine]]) -> Iterator[_Sentence]:
    for at, paragraph in enumerate(paragraphs):
        text = " ".join(line.text for line in paragraph)
        ends = [found.end() for found in _SENTENCE.finditer(text)]
        line_ends = list(accumulate(len(line.text) + 1 for line in paragraph))
        for start, end in zip([0, *ends], [*ends, len(text)], strict=True):
            sentence = text[start:end].strip()
            if sentence and len(sentence) <= _LONGEST_SENTENCE:
                line = paragraph[bisect_right(line_ends, start)]
                yield _Sentence(sentence, line, at)


def _is_listed(line: SourceLine) -> bool:
    """Whether a line is of a list or a table, or has the label of an OKR."""
    if line.kind in (LineKind.BULLET, LineKind.ROW):
        return True
    label = label_of(line.text)
    return label is not None and label.role in (Role.OBJECTIVE, Role.KEY_RESULT)


def _objectives(sentences: Iterator[_Sentence], *, are_listed: bool) -> list[_Objective]:
    """The objectives in sentences. Where OKRs `are_listed`, a sentence that only lists numbers is
    none: “The budget should stay within limits: …”."""
    found: list[_Objective] = []
    before: _Sentence | None = None
    for sentence in sentences:
        begin = OBJECTIVE.match(sentence.text)
        begin = begin or (None if are_listed else _list_begin_in(sentence.text))
        begin = begin if _may_begin(sentence, found) else None
        wanted = WANTED.match(before.text) if before else None
        if begin or found or wanted:
            parted = _parted(sentence.text, begin.end() if begin else 0)
            is_new = begin is not None and _is_title(parted.title)
            if is_new:
                found.append(_Objective(sentence.line, parted.title, sentence.paragraph))
            elif parted.evidence and before and wanted and _is_objective(before, found):
                title = _parted(before.text, wanted.start("want")).title
                found.append(_Objective(before.line, title, before.paragraph))
            if found:
                _go_on(found[-1], sentence, parted, is_new=is_new)
        before = sentence
    return found


def _list_begin_in(text: str) -> re.Match[str] | None:
    """What leads to an objective whose numbers are listed behind a colon: “First, …: …”; None for
    any other sentence."""
    counted = COUNTED.match(text)
    is_listed = counted is not None and _colon(text, counted.end(), 2) is not None
    return counted if is_listed else _aim_in(text)


def _aim_in(text: str) -> re.Match[str] | None:
    """The beginning of “The shop should pay for itself: sales from 1 to 2, …”, where something is
    to be and its numbers are listed; None for others."""
    colon = _colon(text, 0, 2)
    is_aim = colon is not None and (WANT.match(text) or AIM.search(colon[0]))
    return re.match(r"", text) if is_aim else None


def _colon(text: str, start: int, fewest: int) -> re.Match[str] | None:
    """A title and the colon behind it, where the sentence lists what it is measured by: so many
    things at least."""
    found = _COLON.match(text, start)
    return found if found and list_behind(text, found, fewest) else None


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
    # “By June we want 40 of them” measures, “for next quarter we want peace” does not.
    evidence = _parted(before.text, 0).evidence
    return not is_open and not (evidence and any(map(is_measured, parts_of(evidence))))


def _parted(text: str, start: int) -> _Parted:
    """The title and the evidence in a sentence."""
    evidence = EVIDENCE.search(text, start)
    if evidence:
        title = tidy(text[start : evidence.start()], OF_TITLES)
        return _Parted(title, text[_begin(evidence) :], is_known=bool(evidence["known"]))
    colon = _colon(text, start, 1 if start else 2)
    title = tidy(text[start : colon.end() if colon else len(text)], OF_TITLES)
    return _Parted(title, text[colon.end() :] if colon else None)


def _begin(evidence: re.Match[str]) -> int:
    """Where the evidence begins: with the word that leads to it, where that is said again, “by …,
    and by …”."""
    lead = re.search(r"\s(by|on|an|par|por|con|da|aan|ved|med)\s$", evidence[0])
    again = lead and re.search(
        rf"\s(?:and|und|et|y|e|en|og)\s{lead[1]}\s", evidence.string[evidence.end() :]
    )
    return evidence.start() + lead.start(1) if lead and again else evidence.end()


def _go_on(objective: _Objective, sentence: _Sentence, parted: _Parted, *, is_new: bool) -> None:
    """Take a sentence for the objective before it: what measures or describes it."""
    evidence, is_near = parted.evidence, sentence.paragraph - objective.paragraph <= 1
    parts = parts_of(evidence) if evidence is not None and is_near else []
    if evidence is None and not is_new and is_near:
        parts = _said_without_lead(objective, sentence)
    if parted.is_known or any(map(is_measured, parts)):
        objective.key_results += [(sentence.line, text) for text in parts]
        objective.paragraph = sentence.paragraph
    elif not (is_new or objective.key_results) and sentence.paragraph == objective.paragraph:
        objective.describing.append(sentence.text)


def _said_without_lead(objective: _Objective, sentence: _Sentence) -> list[str]:
    """What a sentence without a lead says that an objective is measured by: it lists two things at
    least, or says what should be: “Turnover should come down to 25 %.”"""
    text = _AND.sub("", sentence.text)
    listed = parts_of(text)
    is_list = sum(map(is_measured, listed)) >= _FEWEST_KEY_RESULTS
    if is_list and not objective.key_results:
        return listed
    is_beside = not objective.key_results or sentence.paragraph == objective.paragraph
    is_aim = is_beside and bool(WANT.match(text) or AIM.search(text))
    if not (is_aim and is_measured(text)):
        return []
    return listed if is_list else [tidy(text)]


def _is_title(title: str) -> bool:
    return len(title.split()) >= _WORDS_OF_A_TITLE or len(_EAST.findall(title)) >= _FEWEST_SIGNS
