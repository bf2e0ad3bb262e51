"""What is asked about the columns of a table."""

from collections.abc import Iterator, Mapping, Sequence

from kiosk.exchange.understanding.cell_values import are_measures
from kiosk.exchange.understanding.column_names import Column, NamedColumn
from kiosk.exchange.understanding.days import whole_day
from kiosk.okr.import_findings import ReadingQuestion

_LONGEST_NAME = 30


def column_candidates(cells: Sequence[str], guess: Column | None = None) -> tuple[str, ...]:
    """What a column of an unknown name may hold, by its cells; to leave it out comes first.

    :param guess: what it is taken as.
    """
    found: tuple[Column, ...]
    if cells and all(whole_day(cell) for cell in cells):
        found = (Column.DUE, Column.DATE)
    elif are_measures(cells):
        found = (Column.TARGET, Column.START, Column.VALUE, Column.CONFIDENCE, Column.WEIGHT)
    elif all(len(cell) <= _LONGEST_NAME for cell in cells):
        found = (Column.OWNER, Column.TEAM, Column.UNIT, Column.NOTE, Column.OBJECTIVE)
        found = (*found, Column.KEY_RESULT)
    else:
        found = (Column.NOTE, Column.DESCRIPTION, Column.BECAUSE, Column.KEY_RESULT)
        found = (*found, Column.OBJECTIVE)
    likely = () if guess is None or guess in found else (guess,)
    return (Column.IGNORED.value, *(column.value for column in (*likely, *found)))


def questions_about_columns(
    headings: Sequence[str],
    columns: Sequence[NamedColumn | None],
    guessed: Mapping[int, Column],
    rows: Sequence[Sequence[str]],
    level_column: int | None,
) -> Iterator[ReadingQuestion]:
    """What is asked about columns: of those that are not known or guessed what they hold, and that
    others are left out."""
    for at, (heading, column) in enumerate(zip(headings, columns, strict=True)):
        below = [row[at] for row in rows if at < len(row) and row[at]]
        if not below or at == level_column:
            continue
        name = heading or f"#{at + 1}"
        if column is None:
            readings = column_candidates(below)
            yield ReadingQuestion("column", name, readings, readings[0])
        elif at in guessed:
            readings = column_candidates(below, column.column)
            yield ReadingQuestion("column", name, readings, column.column.value)
        elif column.column is Column.IGNORED and heading:
            yield ReadingQuestion("known column", heading, (), "")
