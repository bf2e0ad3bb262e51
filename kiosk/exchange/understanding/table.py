"""A table as objectives and key results, whatever its shape.

Columns are known by their headings; a table without headings is read like an outline, by how far
to the right its lines begin.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from kiosk.errors import N_
from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.cell_values import is_measure
from kiosk.exchange.understanding.column_guess import columns_by_content
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.context import Context
from kiosk.exchange.understanding.forms import rows_of_forms, with_objectives_once
from kiosk.exchange.understanding.headings import column_named, is_heading_row
from kiosk.exchange.understanding.histories import HEADINGS, days_down
from kiosk.exchange.understanding.labelled_cells import labelled_cells
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.objectives_beside import ObjectivesBeside, objectives_beside
from kiosk.exchange.understanding.outline import understood_outline
from kiosk.exchange.understanding.outline_reader import A_REMARK, A_TITLE
from kiosk.exchange.understanding.side_by_side import put_together, tables_beside
from kiosk.exchange.understanding.subitem_tables import SubitemTable, subitem_table
from kiosk.exchange.understanding.table_cells import rows_as_fields, rows_as_outline
from kiosk.exchange.understanding.table_headings import heading_place, merged_headings
from kiosk.exchange.understanding.table_reader import NO_KEY_RESULT, TableReader
from kiosk.exchange.understanding.titles import team_in_title
from kiosk.exchange.understanding.transposed_tables import TransposedTable, transposed_tables
from kiosk.okr.currencies import CURRENCIES
from kiosk.okr.import_findings import QuestionAboutLines, ReadingQuestion, SkippedLine, Understood
from kiosk.okr.number_units import PERCENT, normalise_unit

_UNIT = "Unit"
_USUAL_COLUMNS = ("Objective", "Key result", "Start", "Target", "Team")
_TWO_COLUMNS = ("Objective", "Key result")
_FEWEST_ROWS, _PAIR, _TEXT = 2, 2, 4
UNKNOWN_COLUMNS = N_("several texts stand beside each other, and their columns are not known")


def understood_table(rows: Sequence[SourceLine], context: Context) -> Understood:
    """The objectives of a table. What is skipped in it without being a heading, a total or a remark
    is not understood."""
    board = subitem_table(rows)
    beside = () if board else tables_beside(rows)
    if beside:
        parts = reduce(Understood.and_then, (understood_table(each, context) for each in beside))
        return put_together(parts, len(rows))
    found = _board(board, context) if board else _read_table(rows, context)
    return _with_unread_rows(found, rows)


def _with_unread_rows(found: Understood, rows: Sequence[SourceLine]) -> Understood:
    """Rows with several cells are no titles of a page where they have numbers, or where nothing
    else is a key result."""
    is_empty = not found.histories and not any(o.key_results for o in found.objectives)
    by_number = {row.number: row for row in rows}
    unread = [
        line
        for line in found.skipped
        if line.reason in (A_TITLE, A_REMARK) and _has_content(by_number[line.number], is_empty)
    ]
    kept = tuple(line for line in found.skipped if line not in unread)
    not_read = tuple(replace(line, reason=NO_KEY_RESULT) for line in unread)
    return replace(found, skipped=kept, not_understood=(*found.not_understood, *not_read))


def _has_content(row: SourceLine, is_empty: bool) -> bool:
    filled = [cell for cell in row.cells if cell]
    if is_empty:
        return len(filled) >= _PAIR
    return len(filled) > _PAIR and any(map(is_measure, filled))


def _read_table(rows: Sequence[SourceLine], context: Context) -> Understood:
    history = days_down(rows, context)
    if history is not None:
        return history
    named = _table_of_names(rows, context)
    if named is not None:
        return named
    labelled = labelled_cells(rows)
    if labelled:
        return _labelled_table(labelled, context)
    at = heading_place(rows)
    if at is not None:
        return _headed_table(rows, at, context)
    if _has_objectives_first(rows):
        return _assumed_table(_TWO_COLUMNS, rows, context)
    guessed = columns_by_content(rows)
    if guessed:
        return _assumed_table(guessed, rows, context)
    if _has_usual_columns(rows):
        columns = (*_USUAL_COLUMNS[:-1], _UNIT) if _ends_with_units(rows) else _USUAL_COLUMNS
        return _assumed_table(columns, rows, context)
    return _without_columns(rows, context)


def _ends_with_units(rows: Sequence[SourceLine]) -> bool:
    """Whether the last of the usual columns has units and no teams."""
    place = len(_USUAL_COLUMNS) - 1
    last = [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place]]
    return any(normalise_unit(cell) in (PERCENT, *CURRENCIES) for cell in last)


def _without_columns(rows: Sequence[SourceLine], context: Context) -> Understood:
    """Rows of which nobody knows the columns, as an outline. Those with several texts make no line
    of it."""
    unclear = {row.number: row.text for row in rows if _has_several_texts(row)}
    if len(unclear) < _FEWEST_ROWS:
        return understood_outline(rows_as_outline(rows), context)
    lines = rows_as_outline([row for row in rows if row.number not in unclear])
    found = understood_outline(lines, context)
    refused = (SkippedLine(number, text, UNKNOWN_COLUMNS) for number, text in unclear.items())
    return replace(found, lines=len(rows), not_understood=(*found.not_understood, *refused))


def _has_several_texts(row: SourceLine) -> bool:
    return sum(len(cell.split()) >= _TEXT for cell in row.cells) > 1


def _table_of_names(rows: Sequence[SourceLine], context: Context) -> Understood | None:
    """A table whose first column says what stands in each row; None for others."""
    forms = rows_of_forms(rows)
    if forms:
        found = _named_rows(forms, context)
        return put_together(found, len(rows)) if found else None
    return _named_rows(rows, context)


def _named_rows(rows: Sequence[SourceLine], context: Context) -> Understood | None:
    """Rows of which each begins with the name of what stands in it."""
    if _are_fields(rows):
        return with_objectives_once(understood_outline(rows_as_fields(rows), context))
    objectives = objectives_beside(rows)
    if objectives is not None:
        return _beside(objectives, context)
    transposed = transposed_tables(rows)
    if transposed:
        return reduce(
            Understood.and_then, (_transposed_table(each, context) for each in transposed)
        )
    return None


def _are_fields(rows: Sequence[SourceLine]) -> bool:
    """Whether each row is a name and what it is: “Objective”, “Key result”, “Target” again and
    again."""
    filled = [[cell for cell in row.cells if cell] for row in rows]
    pairs = [cells for cells in filled if len(cells) == _PAIR]
    names = [cells[0] for cells in pairs]
    known = [column for column in map(column_named, names) if column]
    return (
        len(pairs) * 3 > len(rows) * 2
        and max(map(len, filled)) == _PAIR
        and len(known) * 5 >= len(names) * 4
        and len(set(names)) * 2 <= len(names)
        and any(column.column is Column.KEY_RESULT for column in known)
    )


def _assumed_table(
    columns: tuple[str, ...], rows: Sequence[SourceLine], context: Context
) -> Understood:
    """A table without headings, with a question about its columns."""
    reader = TableReader(SourceLine(0, "", LineKind.ROW, cells=columns), rows, context)
    reader.ask(ReadingQuestion("columns", ", ".join(filter(None, columns)), (), ""))
    for row in rows:
        reader.read(row)
    return reader.understood(len(rows))


def _labelled_table(rows: Sequence[SourceLine], context: Context) -> Understood:
    """Rows that begin with what they are; what stands beside their titles is asked about."""
    headings, *body = rows
    reader = TableReader(headings, body, context)
    guessed = [name for name in headings.cells[3:] if name]
    if guessed:
        reader.ask(ReadingQuestion("columns", ", ".join(guessed), (), ""))
    for row in body:
        reader.read(row)
    return reader.understood(len(body))


def _board(table: SubitemTable, context: Context) -> Understood:
    """A board whose items have tables of their subitems."""
    reader = TableReader(table.headings, table.rows, context)
    for row in table.groups:
        reader.skip(row, A_TITLE)
    for row in (*table.headings_between, *table.items):
        reader.skip(row, HEADINGS)
    for row in table.rows:
        reader.read(row)
    lines = sum(map(len, (table.groups, table.headings_between, table.items, table.rows)))
    return reader.understood(lines)


def _beside(found: ObjectivesBeside, context: Context) -> Understood:
    """Objectives beside each other, each with its key results below it."""
    context = _context_above(found.above, context)
    parts = reduce(Understood.and_then, (understood_outline(c, context) for c in found.columns))
    skipped = (
        *(SkippedLine(row.number, row.text, A_TITLE) for row in found.above),
        *(SkippedLine(row.number, row.text, A_REMARK) for row in found.others),
    )
    names = (next(filter(None, row.cells)) for row in found.others)
    asked = (QuestionAboutLines((), ReadingQuestion("known column", n, (), "")) for n in names)
    lines = {line.number for column in found.columns for line in column}
    whole = put_together(replace(parts, skipped=(*skipped, *parts.skipped)), len(lines))
    whole = replace(whole, lines=len(lines) + len(skipped))
    return replace(whole, questions=(*whole.questions, *asked))


def _transposed_table(table: TransposedTable, context: Context) -> Understood:
    """A table whose headings stand in a column, and each key result in a column beside it."""
    reader = TableReader(table.headings, table.rows, _context_above(table.above, context))
    for row in table.above:
        if row.number != reader.context_line:
            reader.skip(row, A_TITLE)
    for row in table.labels:
        reader.skip(row, HEADINGS)
    for line in table.rows:
        reader.read(line)
    return reader.understood(len(table.lines))


def _has_objectives_first(rows: Sequence[SourceLine]) -> bool:
    """Whether rows without headings have an objective, which comes again, and a key result."""
    filled = [[cell for cell in row.cells if cell] for row in rows]
    first = [row.cells[0] for row in rows]
    second = {cells[-1] for cells in filled}
    return (
        len(rows) > _FEWEST_ROWS
        and all(len(cells) == len(_TWO_COLUMNS) for cells in filled)
        and all(first)
        and len(set(first)) * 3 <= len(rows) * 2
        and len(second) == len(rows)
        and not any(map(is_measure, first))
    )


def _headed_table(rows: Sequence[SourceLine], at: int, context: Context) -> Understood:
    """A table with headings in the row `at`; other headings further down begin another table."""
    headings, first, last = merged_headings(rows, at)
    next_at = next(
        (
            i
            for i, row in enumerate(rows[last + 1 :], start=last + 1)
            if (
                _has_own_context(rows, last + 1, i)
                if row.text == rows[at].text
                else _are_other_headings(row)
            )
        ),
        len(rows),
    )
    end = _begin_of_context(rows, last + 1, next_at) if next_at < len(rows) else next_at
    body = rows[last + 1 : end]
    above = _context_above(rows[:first], context)
    reader = TableReader(headings, body, above)
    for row in rows[:first]:
        if row.number != reader.context_line:
            reader.skip(row, A_TITLE)
    for row in rows[first : last + 1]:
        reader.skip(row, HEADINGS)
    for row in context.counter.over(body):
        reader.read(row)
    found = reader.understood(end)
    if end == len(rows):
        return found
    # What a title says of the team holds below it until another one says something else.
    after = replace(context, team=above.team)
    return found.and_then(_headed_table(rows[end:], next_at - end, after))


def _are_other_headings(row: SourceLine) -> bool:
    """Whether a row below headings has others. An objective beside the name of a team is none."""
    if not is_heading_row(row.cells):
        return False
    filled = [cell for cell in row.cells if cell]
    return sum(column_named(cell) is not None for cell in filled) * 3 >= len(filled) * 2


def _begin_of_context(rows: Sequence[SourceLine], first: int, at: int) -> int:
    """Where the rows begin that say whose the headings in the row `at` are: a lone title, or a
    label beside what it is."""
    while at > first and (_is_lone(rows[at - 1]) or _is_labelled(rows[at - 1])):
        at -= 1
    return at


def _has_own_context(rows: Sequence[SourceLine], first: int, at: int) -> bool:
    """Whether the rows right above headings that come again name a team or an objective."""
    above = rows[_begin_of_context(rows, first, at) : at]
    return any(_is_labelled(row) or team_in_title(row.text) for row in above)


def _is_lone(row: SourceLine) -> bool:
    return sum(map(bool, row.cells)) == 1


def _is_labelled(row: SourceLine) -> bool:
    """“Team” and its name, in one cell or two, which is all that a row has."""
    filled = [cell for cell in row.cells if cell]
    label = label_of(filled[0]) if len(filled) <= _PAIR else None
    if label is None or label.role is Role.KEY_RESULT:
        return False
    return not label.rest if len(filled) == _PAIR else label.role is Role.TEAM


def _context_above(rows: Sequence[SourceLine], context: Context) -> Context:
    """The objective or the team that rows above the headings name: “Objective: …” alone."""
    for row in rows:
        label = label_of(next(filter(None, row.cells), ""))
        title = label.rest or _second(row) if label else ""
        if label and label.role is Role.OBJECTIVE and title:
            context = replace(context, objective=title, line=row.number)
        elif label and label.role is Role.TEAM:
            context = replace(context, team=label.rest or _second(row) or context.team)
        else:
            context = replace(context, team=team_in_title(row.text) or context.team)
    return context


def _second(row: SourceLine) -> str:
    """The second filled cell of a row."""
    filled = [cell for cell in row.cells if cell]
    return filled[1] if len(filled) > 1 else ""


def _has_usual_columns(rows: Sequence[SourceLine]) -> bool:
    """Whether rows without headings have an objective, a key result and numbers, in this order."""
    width = len(_USUAL_COLUMNS)
    full = [row.cells for row in rows if len([c for c in row.cells if c]) >= 3]
    numbers = [cells for cells in full if any(map(is_measure, cells[2:4]))]
    return (
        bool(full)
        and bool(rows[0].cells[0])
        and len(full) * 2 >= len(rows)
        and len(numbers) * 2 >= len(full)
        and all(len(row.cells) <= width or not any(row.cells[width:]) for row in rows)
    )
