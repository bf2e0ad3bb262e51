"""What the lines of a source mean: teams, objectives, key results and their measures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import groupby

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.agenda import without_other_items
from kiosk.exchange.understanding.cards import lines_of_cards
from kiosk.exchange.understanding.context import NOT_COUNTED, Context
from kiosk.exchange.understanding.inline_fields import lines_by_field
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.labels_in_talk import lines_without_talk
from kiosk.exchange.understanding.labels_within import lines_by_label
from kiosk.exchange.understanding.left_out import ABOUT_THE_PAGE, without_left_out
from kiosk.exchange.understanding.measures import measure_in
from kiosk.exchange.understanding.named_lines import lines_by_name
from kiosk.exchange.understanding.numbers_led import lines_by_number
from kiosk.exchange.understanding.outline import understood_outline
from kiosk.exchange.understanding.outline_reader import A_HEADING, A_REMARK, A_TITLE
from kiosk.exchange.understanding.page_fields import page_fields
from kiosk.exchange.understanding.percent_fractions import with_whole_percentages
from kiosk.exchange.understanding.prose import explaining_lines
from kiosk.exchange.understanding.prose_okrs import lines_from_prose
from kiosk.exchange.understanding.repeated import without_repeated
from kiosk.exchange.understanding.rows_in_text import with_rows
from kiosk.exchange.understanding.sentence import bare_objective
from kiosk.exchange.understanding.table import understood_table
from kiosk.exchange.understanding.teams_once import without_guessed_teams
from kiosk.exchange.understanding.titles import is_page_title, is_prose, may_be_team, team_in_title
from kiosk.exchange.understanding.typed_titles import lines_by_type
from kiosk.exchange.understanding.unusual import unusual_numbers
from kiosk.okr.import_answers import NO_ANSWERS, ReadingAnswers
from kiosk.okr.import_findings import QuestionAboutLines, ReadingQuestion, SkippedLine, Understood
from kiosk.okr.import_progress import ProgressCounter

_COMMA = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+,\d+|\d+,\d{1,2})(?![\d.,])")
_POINT = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+\.\d+|\d+\.\d{1,2})(?![\d.,])")
_SEPARATED = re.compile(r"\d[.,]\d")
_LONGEST_HEADING = 150
# “## 2. Ship the app”
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+(?=\S)")


def understood(
    lines: Sequence[SourceLine],
    decimal_separator: str,
    *,
    is_settled: bool = False,
    answers: ReadingAnswers = NO_ANSWERS,
    counter: ProgressCounter = NOT_COUNTED,
) -> Understood:
    """What a source means.

    :param decimal_separator: the locale's; a source whose numbers show their own is read by that.
    :param is_settled: whether somebody has said that this is the separator.
    :param answers: what somebody has said about its columns.
    :param counter: counts the rows of large tables.
    """
    own, is_certain = _own_separator(lines, decimal_separator)
    separator = decimal_separator if is_settled else own
    plain, asked = lines_from_prose(with_rows(lines))
    named = lines_by_name(lines_of_cards(lines_by_type(plain)))
    cleared, within = lines_without_talk(named)
    parted = lines_by_field(lines_by_number(lines_by_label(cleared)))
    kept = without_other_items(without_left_out(parted))
    fields, team = page_fields(kept.lines)
    about = tuple(SkippedLine(line.number, line.text, ABOUT_THE_PAGE) for line in fields)
    skipped = (*kept.skipped, *about)
    questions = (*asked, *within, *kept.questions)
    left_out = Understood(len(skipped), (), skipped, questions=questions)
    okrs = [line for line in kept.lines if line not in fields] if fields else kept.lines
    runs = [
        (is_table, tuple(run))
        for is_table, run in groupby(okrs, key=lambda line: line.kind is LineKind.ROW)
    ]
    context = Context(separator, answers, team=team, counter=counter)
    whole = without_repeated(reduce(Understood.and_then, _parts(runs, context), left_out))
    whole = with_whole_percentages(without_guessed_teams(whole, lines))
    # Several tables may have the same headings.
    asked = tuple(dict.fromkeys(whole.questions))
    questions = (*_days_once(asked), *unusual_numbers(whole))
    whole = replace(whole, questions=questions)
    return _without_settled(whole) if is_certain or is_settled else whole


def _parts(
    runs: Sequence[tuple[bool, tuple[SourceLine, ...]]], context: Context
) -> Iterator[Understood]:
    has_tables = any(is_table for is_table, _ in runs)
    texts = [lines for is_table, lines in runs if not is_table] if has_tables else []
    are_labelled = any(map(_has_objectives, texts))
    headings: tuple[SourceLine, ...] = ()
    skipped: list[SkippedLine] = []
    is_after_okrs = False
    for at, (is_table, lines) in enumerate(runs):
        if is_table:
            found = understood_table(lines, context)
            titles = {objective.line for objective in found.objectives}
            kept = tuple(each for each in skipped if each.number not in titles)
            yield Understood(len(headings), (), kept)
            yield found
            is_after_okrs = is_after_okrs or any(each.key_results for each in found.objectives)
            # The heading itself is the objective; one with a label has a line of its own.
            if context.heading and not context.objective and context.line in titles:
                context = replace(context, team=context.outer, heading="")
            continue
        if not has_tables:
            yield understood_outline(lines, context)
            continue
        is_before_table = at + 1 < len(runs)
        headings = _headings_at_end(lines) if is_before_table else ()
        text = lines[: len(lines) - len(headings)]
        if text and has_tables and _is_prose(text):
            context = _with_team_said(text, context)
            yield Understood(len(text), (), tuple(_remarks(text)))
        elif text and (is_after_okrs or are_labelled) and not _has_labels(text):
            yield _left_out_beside(text)
        elif text:
            found = _text_beside_tables(text, context)
            if found.objectives:
                context = replace(context, team=found.objectives[-1].team)
            yield found
        skipped = []
        if headings:
            context, skipped = _context(headings, context)


def _headings_at_end(lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """The headings directly above a table."""
    said = explaining_lines(lines)

    def may_be_above(at: int) -> bool:
        is_heading = lines[at].kind is LineKind.HEADING or label_of(lines[at].text) is not None
        return is_heading or at in said

    at = len(lines)
    while at and may_be_above(at - 1):
        at -= 1
    last = lines[-1]
    if at == len(lines) and last.kind is LineKind.PARAGRAPH and len(last.text) <= _LONGEST_HEADING:
        at -= 1
    return tuple(lines[at:])


def _context(headings: Sequence[SourceLine], before: Context) -> tuple[Context, list[SkippedLine]]:
    """The team and objective that the headings above a table name."""
    context, skipped = replace(before, objective="", line=0), []
    said = explaining_lines(headings)
    for place, line in enumerate(headings):
        label = label_of(line.text)
        if place in said:
            skipped.append(SkippedLine(line.number, line.text, A_REMARK))
            continue
        # An objective may name a quarter, as the title of a page does.
        if label and label.role is Role.OBJECTIVE and label.rest:
            team = label.team or context.team
            title = bare_objective(label.rest)
            context = replace(context, objective=title, line=line.number, team=team)
            continue
        if is_page_title(line):
            context = replace(context, team=team_in_title(line.text) or context.team)
            skipped.append(SkippedLine(line.number, line.text, A_TITLE))
            continue
        if not (label and not label.rest):
            name = label.rest if label else line.text
            is_name = may_be_team(name) and not is_prose(line)
            if not label and not is_name and line.kind is not LineKind.HEADING:
                skipped.append(SkippedLine(line.number, line.text, A_REMARK))
                continue
            # The inner one of two headings may be an objective: a table without that column says.
            context = _below_heading(context, line, name)
        skipped.append(SkippedLine(line.number, line.text, A_HEADING))
    return context, skipped


def _below_heading(context: Context, line: SourceLine, name: str) -> Context:
    """What is known below a heading. One beside the heading before has the same team above it."""
    is_beside = bool(context.heading) and line.depth <= context.depth
    return replace(
        context,
        team=name,
        heading=_NUMBERED.sub("", line.text),
        line=line.number,
        depth=line.depth,
        outer=context.outer if is_beside else context.team,
    )


def _text_beside_tables(lines: Sequence[SourceLine], context: Context) -> Understood:
    """The text between the tables of a page: OKRs of its own, or remarks."""
    found = understood_outline(lines, context)
    prose = {line.number for line in lines if is_prose(line) and label_of(line.text) is None}
    key_results = (row for objective in found.objectives for row in objective.key_results)
    if any(row.line not in prose for row in key_results):
        return found
    return Understood(len(lines), (), tuple(_remarks(lines)))


def _has_labels(lines: Sequence[SourceLine]) -> bool:
    """Whether a line is labelled as an objective or a key result."""
    roles = {label.role for label in map(label_of, (line.text for line in lines)) if label}
    return bool(roles & {Role.OBJECTIVE, Role.KEY_RESULT})


def _has_objectives(lines: Sequence[SourceLine]) -> bool:
    """Whether a line names an objective by a label: “O: Deploys are boring”."""
    labels = map(label_of, (line.text for line in lines))
    return any(label and label.rest and label.role is Role.OBJECTIVE for label in labels)


def _left_out_beside(lines: Sequence[SourceLine]) -> Understood:
    """Text without labels beside tables that have the OKRs, below them or where their objectives
    have labels: what it says of them. Lists are asked about."""
    numbers = tuple(line.number for line in lines if line.kind is LineKind.BULLET)
    asked = QuestionAboutLines(numbers, ReadingQuestion("left out", lines[0].text, (), ""))
    questions = (asked,) if numbers else ()
    return Understood(len(lines), (), tuple(_remarks(lines)), questions=questions)


def _remarks(lines: Sequence[SourceLine]) -> Iterator[SkippedLine]:
    for line in lines:
        yield SkippedLine(line.number, line.text, A_TITLE if is_page_title(line) else A_REMARK)


def _is_prose(lines: Sequence[SourceLine]) -> bool:
    """Whether text beside tables has neither bullets, nor numbers to reach, nor labels of OKRs."""
    return (
        not _has_labels(lines)
        and all(line.kind in (LineKind.HEADING, LineKind.PARAGRAPH) for line in lines)
        and all(line.is_done is None and measure_in(line.text, ".") is None for line in lines)
        and any(line.kind is LineKind.PARAGRAPH for line in lines)
    )


def _with_team_said(lines: Sequence[SourceLine], context: Context) -> Context:
    """The context with the team that a line names by a label: “Team: Pumps”."""
    labels = map(label_of, (line.text for line in lines))
    teams = [label.rest for label in labels if label and label.role is Role.TEAM and label.rest]
    return replace(context, team=teams[-1]) if teams else context


def _own_separator(lines: Sequence[SourceLine], default: str) -> tuple[str, bool]:
    """The decimal separator that the numbers of a source show, and whether they all agree."""
    text = "\n".join(line.text for line in lines if _SEPARATED.search(line.text))
    commas, points = len(_COMMA.findall(text)), len(_POINT.findall(text))
    if commas and not points:
        return ",", True
    if points and not commas:
        return ".", True
    return default, False


def _without_settled(whole: Understood) -> Understood:
    """The questions without those that only ask which separator a number has."""
    kept = tuple(each for each in whole.questions if not each.question.is_about_separator)
    return replace(whole, questions=kept)


def _days_once(questions: Sequence[QuestionAboutLines]) -> Iterator[QuestionAboutLines]:
    """The questions, of those about the order of day and month only the first, for all of them."""
    is_asked = False
    for about in questions:
        question = about.question
        if question.about not in ("day", "due") or not question.readings:
            yield about
        elif not is_asked:
            is_asked = True
            yield QuestionAboutLines((), replace(question, about="day order"))
