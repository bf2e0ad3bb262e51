"""The only name that stands as a heading above all objectives: it may be a team, the company or a
title, and is asked about. Several such headings are teams."""

from collections.abc import Sequence
from dataclasses import replace

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.reading.own_tables import in_any_language
from kiosk.exchange.understanding.labels import label_of
from kiosk.exchange.understanding.titles import is_department, team_in_title, team_line
from kiosk.okr.import_findings import QuestionAboutLines, ReadingQuestion, Understood

_MOST_WORDS = 5


def without_guessed_teams(whole: Understood, lines: Sequence[SourceLine]) -> Understood:
    """What a source means without the team that only one heading may name, and the question."""
    if any(map(_is_own_heading_row, lines)):
        return whole
    headings = {
        line.text.strip(" :：【】[]"): line for line in lines if line.kind is not LineKind.ROW
    }
    found = {each.team: headings[each.team] for each in whole.objectives if each.team in headings}
    guessed = {
        name: line
        for name, line in found.items()
        if not is_certain(line.text) and (len(found) == 1 or len(name.split()) > _MOST_WORDS)
    }
    if not guessed:
        return whole
    objectives = tuple(
        replace(each, team="") if each.team in guessed else each for each in whole.objectives
    )
    questions = tuple(
        QuestionAboutLines((line.number,), ReadingQuestion("name", name, (), ""))
        for name, line in guessed.items()
    )
    return replace(whole, objectives=objectives, questions=(*whole.questions, *questions))


def is_certain(text: str) -> bool:
    """Whether a heading names a team by its words: “Team Harbour”, “Support”, “Department: …”."""
    return bool(is_department(text) or team_line(text) or team_in_title(text) or label_of(text))


def _is_own_heading_row(line: SourceLine) -> bool:
    """Whether a line heads a table of this program's own page for a wiki, whose headings above are
    teams."""
    first = line.cells[:2]
    is_row = line.kind is LineKind.ROW and len(first) == 2
    return is_row and all(map(in_any_language, ("Key result", "Kind"), first))
