"""Sheets of a workbook that are no OKRs: notes, legends, lists to choose from, empty templates; and
the team that the name of a sheet says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kiosk.errors import N_
from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.headings import column_named
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.titles import is_department, looks_like_team, team_line
from kiosk.okr.import_findings import (
    QuestionAboutLines,
    ReadingQuestion,
    SkippedLine,
    Understood,
)

ANOTHER_SHEET = N_("a sheet without OKRs")
_BESIDE = re.compile(
    r"(?:read ?me|legend\w*|notes?|instructions?|guid(?:e|ance|elines)|how ?(?:to|we) .*|how ?to"
    r"|help|about|info\w*|lists?|look-?ups?|drop-?downs?|data ?validation|validation|options|values"
    r"|settings|config\w*|parameters?|meta ?data|meta|change ?log|versions?|glossary|definitions?"
    r"|scor(?:es?|ing)|scale|rubric|key|contents|toc|cover|dashboard|charts?|calendar|dates|contacts?|faq|examples?"
    r"|lies ?mich|legende|hinweise?|anleitung|hilfe|notizen|listen?|auswahl\w*|werte|stammdaten"
    r"|einstellungen|glossar|bewertung\w*|skala|deckblatt|termine|kontakte?|beispiele?|erklärung\w*"
    r"|mode d.emploi|lisez.?moi|légende|aide|consignes|listes?|paramètres|barème|échelle|notes"
    r"|leyenda|instrucciones|ayuda|guía|listas?|parámetros|notas|escala|léeme|glosario|portada"
    r"|legenda|instruções|ajuda|guia|leia-?me|parâmetros|capa|istruzioni|leggimi|note|guida|elenchi"
    r"|scala|toelichting|uitleg|instructies?|leesmij|lijsten|schaal|handleiding|les meg|forklaring"
    r"|lister|veiledning|skala|说明|使用说明|填写说明|图例|备注|列表|字典|説明|使い方|凡例|記入例|メモ|リスト|マスタ)",
    re.IGNORECASE,
)
_OF_OKRS = (Role.OBJECTIVE, Role.KEY_RESULT)
_MEASURES = {Column.TARGET, Column.START}
_TITLES = {Column.OBJECTIVE, Column.KEY_RESULT}


def has_okrs(found: Understood) -> bool:
    """Whether there are key results or check-ins in a source."""
    return bool(found.histories) or any(each.key_results for each in found.objectives)


def left_out_sheet(name: str, lines: Sequence[SourceLine], found: Understood) -> Understood | None:
    """What a sheet is beside others with OKRs: nothing but skipped lines; None where it may have
    OKRs that are not understood.

    :param name: of the sheet.
    """
    is_named = _BESIDE.fullmatch(name.strip(" _-.:0123456789")) is not None
    if (
        not lines
        or has_okrs(found)
        or not (is_named or _is_empty(lines) or not _may_be_okrs(lines))
    ):
        return None
    skipped = tuple(SkippedLine(line.number, line.text, ANOTHER_SHEET) for line in lines)
    question = QuestionAboutLines((), ReadingQuestion("sheet", name, (), ""))
    return Understood(len(lines), (), skipped, questions=() if is_named else (question,))


def _is_empty(lines: Sequence[SourceLine]) -> bool:
    """Whether nothing stands below the headings: a template for another cycle."""
    return bool(lines) and len(_named(lines[-1])) * 2 > sum(map(bool, lines[-1].cells)) > 1


def _may_be_okrs(lines: Sequence[SourceLine]) -> bool:
    """Whether a row has headings of OKRs, or a cell is labelled as one."""
    labels = (label_of(cell) for line in lines for cell in line.cells if cell)
    if any(label and label.rest and label.role in _OF_OKRS for label in labels):
        return True
    return any(_heads_okrs(_named(line)) for line in lines)


def _heads_okrs(named: set[Column]) -> bool:
    return named >= _TITLES or bool(named & _TITLES and named & _MEASURES)


def _named(line: SourceLine) -> set[Column]:
    return {named.column for named in map(column_named, filter(None, line.cells)) if named}


def with_teams_of_sheets(sheets: Mapping[str, Understood]) -> dict[str, Understood]:
    """What sheets mean, by their names, of which each may be a team's: a department's name is the
    team of objectives that name none; about another name of a sheet among several it is asked."""
    without = [name for name, found in sheets.items() if has_okrs(found) and not _has_team(found)]
    return {
        name: _of_team(name.strip(), found, is_one_of_several=len(without) > 1)
        if name in without
        else found
        for name, found in sheets.items()
    }


def _has_team(found: Understood) -> bool:
    return any(each.team for each in found.objectives)


def _of_team(name: str, found: Understood, *, is_one_of_several: bool) -> Understood:
    if is_department(name) or team_line(name):
        return replace(found, objectives=tuple(replace(o, team=name) for o in found.objectives))
    if not is_one_of_several or any(map(str.isdigit, name)) or not looks_like_team(name):
        return found
    asked = QuestionAboutLines((), ReadingQuestion("name", name, (), ""))
    return replace(found, questions=(*found.questions, asked))
