"""Rows of a table that are no key results: totals, and objectives without numbers."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.understanding.column_names import Column, NamedColumn
from kiosk.exchange.understanding.headings import column_named
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.left_out import is_about_page
from kiosk.exchange.understanding.measures import measure_in
from kiosk.exchange.understanding.table_cells import cells_by_column

_TOTALS = (
    r"(?:(?:grand |sub ?)?totals?|sum|summe|gesamt\w*|averages?|avg\.?|mean|mittelwert|mittel"
    r"|overall|global\w*|général|insgesamt|durchschnitt\w*|schnitt|somme|moyen(?:ne)?s?|m[eé]di[ao]|promedio|média|totales?|totaux|totali?|totaal"
    r"|gemiddelde?|snitt|gjennomsnitt|sum|合计|总计|合計|平均)"
)
_TOTAL = re.compile(
    rf"(?:{_TOTALS}|[øΣ∑])\s*:?"
    rf"|{_TOTALS} (?:of )?(?:key results?|krs?|objectives?|okrs?)\s*:?\s*\d+",
    re.IGNORECASE,
)
_PROGRESS = (
    r"(?:progress|score|completion|average|result|attainment|achievement|\w*erreichung(?:sgrad)?"
    r"|\w*fortschritt|erfüllung(?:sgrad)?|note|taux d['’](?:avancement|atteinte)|avance(?:ment)?"
    r"|atteinte|cumplimiento|progreso|puntuación|progresso|andamento|cumprimento|pontuação"
    r"|avanzamento|raggiungimento|punteggio|voortgang|realisatie|fremdrift|måloppnåelse|进度|完成率"
    r"|达成率|達成率|進捗)"
)
_TOTAL_OF = re.compile(
    rf"(?:(?:overall|team|okr|total|{_TOTALS}) {_PROGRESS}|{_TOTALS}"
    r"|number of|count of|anzahl|nombre de|número de|numero di|aantal|antall|[øΣ∑])(?!\w)"
    rf"|(?:overall|整体|总体|全体){_PROGRESS}"
    rf"|(?:\w{{2,20}} ){{0,2}}{_PROGRESS}(?: (?:de[lr]?|di|da|du))?[\s(:]*"
    rf"(?:{_TOTALS}|[øΣ∑])(?!\w)",
    re.IGNORECASE,
)
_TOTAL_ALONE = re.compile(
    rf"(?:(?:overall|team|okrs?|total|{_TOTALS}|[øΣ∑]) ?{_PROGRESS}"
    rf"|(?:\w{{2,20}} ){{0,2}}{_PROGRESS}(?: (?:de[lr]?|di|da|du))?[\s(:]*(?:{_TOTALS}|[øΣ∑])\)?"
    r")\s*:?",
    re.IGNORECASE,
)
_VALUES = (
    *(Column.START, Column.TARGET, Column.VALUE, Column.UNIT, Column.KIND, Column.CONFIDENCE),
    *(Column.COMMITTED, Column.STRETCH),
)
_MEASURES = (Column.START, Column.TARGET)
_REMARKS = (Column.NOTE, Column.DATE, Column.IGNORED)
_FEW, _PAIR = 3, 2


def is_total(
    row: SourceLine, cells: Mapping[Column, str], usual: AbstractSet[Column] = frozenset()
) -> bool:
    """Whether a row adds up the others or says their average.

    :param cells: its cells by their columns.
    :param usual: what most key results of the table have besides a target.
    """
    filled = [cell for cell in row.cells if cell]
    if _TOTAL.fullmatch(filled[0]):
        return True
    if usual - cells.keys() and _is_total_alone(filled):
        return True
    has_measure = any(cells.get(column) for column in _MEASURES)
    is_alone = not has_measure and not cells.get(Column.OBJECTIVE) and len(filled) <= _FEW
    is_value = any(not re.search(r"[^\W\d_]{4}", cell) for cell in filled[1:])
    if is_alone and is_value and _TOTAL_OF.match(filled[0]):
        return True
    return len(filled) == 2 and bool(_TOTAL.fullmatch(filled[0]) or _TOTAL_OF.match(filled[0]))


def _is_total_alone(filled: Sequence[str]) -> bool:
    """Whether cells are “Average achievement” and numbers."""
    is_whole = _TOTAL_ALONE.fullmatch(filled[0]) is not None
    return is_whole and not any(re.search(r"[^\W\d_]{2}", cell) for cell in filled[1:])


def usual_columns(
    columns: Sequence[NamedColumn | None], rows: Sequence[SourceLine]
) -> frozenset[Column]:
    """What most rows with a target have besides it: where it begins, whose it is."""
    read = [cells_by_column(columns, row, None) for row in rows]
    measured = [cells for cells in read if cells.get(Column.TARGET)]
    return frozenset(
        column
        for column in (Column.START, Column.OWNER, Column.UNIT, Column.TEAM, Column.OBJECTIVE)
        if len(measured) > _FEW
        and sum(column in cells for cells in measured) * 3 >= len(measured) * 2
    )


def is_remark(filled: Sequence[str], cells: Mapping[Column, str]) -> bool:
    """Whether a row is a word for remarks, “Comments:”, and what they say, in one cell or two.

    :param cells: its cells by their columns.
    """
    if len(filled) > _PAIR or any(cells.get(column) for column in _MEASURES):
        return False
    label, column = label_of(filled[0]), column_named(filled[0])
    if len(filled) < _PAIR:
        is_said = label is not None and label.role is Role.OTHER and bool(label.rest)
        return is_said or is_about_page(filled[0])
    is_word = label is not None and label.role in (Role.OTHER, Role.OWNER) and not label.rest
    return is_word or (column is not None and column.column in _REMARKS)


def is_objective_pair(filled: Sequence[str]) -> bool:
    """Whether a row is a label and, in the next cell, the title of an objective."""
    label = label_of(filled[0]) if len(filled) == _PAIR else None
    return label is not None and label.role is Role.OBJECTIVE and not label.rest


def objective_rows(
    columns: Sequence[NamedColumn | None], rows: Sequence[SourceLine]
) -> tuple[SourceLine, ...]:
    """The rows above others that have no number while the others do: objectives, in a table that
    has one column for the titles of both."""
    here = {column.column for column in columns if column and column.number is None}
    title = next((c for c in (Column.KEY_RESULT, Column.TITLE) if c in here), None)
    if title is None or Column.OBJECTIVE in here or not here & set(_VALUES):
        return ()
    read = [(row, cells_by_column(columns, row, None)) for row in rows]
    titled = [(row, cells) for row, cells in read if cells.get(title)]
    empty = [(row, cells[title]) for row, cells in titled if not _has_value(cells)]
    if not empty or titled[0][0] is not empty[0][0] or len(empty) * 2 > len(titled):
        return ()
    numbers = {row.number for row, _ in empty}
    follows = {
        row.number for (row, _), (after, _) in pairwise(titled) if after.number not in numbers
    }
    is_objective = [
        row.number in follows and measure_in(text, ".") is None and not _is_key_result(text)
        for row, text in empty
    ]
    return tuple(row for row, _ in empty) if all(is_objective) else ()


def _has_value(cells: Mapping[Column, str]) -> bool:
    return any(cells.get(column) for column in _VALUES)


def _is_key_result(text: str) -> bool:
    label = label_of(text)
    return label is not None and label.role is Role.KEY_RESULT
