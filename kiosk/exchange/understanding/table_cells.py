"""What the cells of a row hold, and what a row is, in tables of any shape."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.reading.outline_text import without_marker
from kiosk.exchange.understanding.cell_values import is_measure
from kiosk.exchange.understanding.column_names import Column, NamedColumn
from kiosk.exchange.understanding.kinds import is_yes_no
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.measures import measure_in

_LONGEST_HEADING = 30
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3})*(?:\.[a-z])?")
_NESTED_CODES = re.compile(r"[A-Z]{1,4}[-_ ]?\d{1,3}(?:\s?[-_./·>]?\s?[A-Z]{1,4}[-_ ]?\d{1,3})+")
_TITLES = {Column.TITLE, Column.OBJECTIVE, Column.KEY_RESULT}
# What other tools call a row.
_LEVEL_WORDS = {
    **dict.fromkeys(("o", "objective", "goal", "big rock", "strategic goal"), Role.OBJECTIVE),
    **dict.fromkeys(("company objective", "team objective", "company goal"), Role.OBJECTIVE),
    **dict.fromkeys(("kr", "key result", "outcome", "target", "kpi", "metric"), Role.KEY_RESULT),
    **dict.fromkeys(("initiative", "deliverable", "project", "task", "action"), Role.OTHER),
    **dict.fromkeys(("objetivo", "objectif", "obiettivo", "ziel", "doel", "mål"), Role.OBJECTIVE),
    **dict.fromkeys(("strategisches ziel", "team goal", "okr", "team", "company"), Role.OBJECTIVE),
    **dict.fromkeys(("department", "unternehmen", "firma", "entreprise", "équipe"), Role.OBJECTIVE),
    **dict.fromkeys(("empresa", "equipo", "equipe", "azienda", "bedrijf"), Role.OBJECTIVE),
    **dict.fromkeys(
        ("resultado", "résultat", "risultato", "ergebnis", "kennzahl"), Role.KEY_RESULT
    ),
    **dict.fromkeys(("result", "measure", "indicator", "indicador"), Role.KEY_RESULT),
    **dict.fromkeys(("initiativen", "iniciativa", "iniciativas", "iniziativa"), Role.OTHER),
    **dict.fromkeys(("initiatief", "initiativ", "tiltak", "oppgave", "proyecto"), Role.OTHER),
    **dict.fromkeys(("projet", "projeto", "progetto", "tarea", "tarefa", "taak"), Role.OTHER),
    **dict.fromkeys(("attività", "tâche", "acción", "ação", "azione", "actie"), Role.OTHER),
    **dict.fromkeys(("maßnahme", "maßnahmen", "massnahmen", "activity", "epic"), Role.OTHER),
    **dict.fromkeys(("hito", "marco", "jalon", "mijlpaal", "milepæl", "meilenstein"), Role.OTHER),
    **dict.fromkeys(("story", "任务", "举措", "行动", "施策", "タスク"), Role.OTHER),
    **dict.fromkeys(("massnahme", "aufgabe", "projekt", "to-do", "todo"), Role.OTHER),
    **dict.fromkeys(("milestone", "plan", "theme", "pillar", "strategic pillar"), Role.OTHER),
}


def cells_by_column(
    columns: Sequence[NamedColumn | None], row: SourceLine, number: int | None
) -> dict[Column, str]:
    """A row's cells by what they hold; of key results side by side, those with this number."""
    return {
        column.column: cell
        for column, cell in zip(columns, row.cells, strict=False)
        if column and cell and column.number == number
    }


class RowLevels:
    """What each row of a table is, where a column says it: by a word or a label, or by numbers
    like 1 and 1.1."""

    def __init__(self, columns: Sequence[NamedColumn | None], rows: Sequence[SourceLine]) -> None:
        self.column = _level_column(columns, rows)
        self.has_numbers = False
        self._parents: set[str] = set()
        if self.column is None:
            self.column = _number_column(columns, rows)
            self.has_numbers = self.column is not None
            numbers = (self._cell(row) for row in rows)
            self._parents = {parent_number(number) for number in numbers}

    def _cell(self, row: SourceLine) -> str:
        at = -1 if self.column is None else self.column
        cell = row.cells[at] if 0 <= at < len(row.cells) else ""
        return _plain_number(cell) if self.has_numbers else cell

    def of(self, row: SourceLine) -> tuple[Role | None, str]:
        """Whether a row is an objective or a key result, and what its cell says besides."""
        cell = self._cell(row)
        if not self.has_numbers:
            return level_of(cell)
        if not cell:
            return None, ""
        is_objective = "." not in cell or cell in self._parents
        return (Role.OBJECTIVE if is_objective else Role.KEY_RESULT), ""

    def number(self, row: SourceLine) -> str:
        """The number of a row; "" where the column has none."""
        return self._cell(row) if self.has_numbers else ""


def _plain_number(text: str) -> str:
    """“O1”, “OBJ 1” and “Goal 1” above 1.1 are 1, KR1.1 and OBJ-1.KR-1 are 1.1, and 1a is 1.a."""
    if _NESTED_CODES.fullmatch(text):
        return ".".join(re.findall(r"\d+", text))
    plain = re.sub(r"(?<=\d)[ .]?([a-z])$", r".\1", text.strip(" .)"))
    label = label_of(plain) if plain[:1].isalpha() else None
    is_number = label is not None and bool(label.number) and not label.rest
    return label.number if label and is_number else re.sub(r"^[A-Z]{1,3}[ -]?(?=\d)", "", plain)


def parent_number(number: str) -> str:
    """The number of what stands above: 1.2 of 1.2.3; "" for none."""
    return number.rpartition(".")[0]


def _number_column(columns: Sequence[NamedColumn | None], rows: Sequence[SourceLine]) -> int | None:
    """The column with numbers like 1 and 1.1, in a table that has one column of titles."""
    here = {column.column for column in columns if column}
    if {Column.OBJECTIVE, Column.KEY_RESULT} <= here or not here & _TITLES:
        return None
    for at, column in enumerate(columns):
        if column and column.column not in (Column.ORDER, Column.ID, Column.LEVEL, Column.CODE):
            continue
        values = [_plain_number(r.cells[at]) for r in rows if at < len(r.cells) and r.cells[at]]
        are_numbers = all(_DOTTED.fullmatch(value) for value in values)
        depths = {value.count(".") for value in values}
        if len(values) > 1 and are_numbers and len(depths) > 1 and 0 in depths:
            return at
    return None


def _level_column(columns: Sequence[NamedColumn | None], rows: Sequence[SourceLine]) -> int | None:
    """The column that says of each row whether it is an objective or a key result. One that is
    called so may say something else of some."""
    rows = [row for row in rows if sum(map(bool, row.cells)) > 1]
    for at, column in enumerate(columns):
        values = (row.cells[at] for row in rows if at < len(row.cells) and row.cells[at])
        is_named = column == NamedColumn(Column.LEVEL)
        roles = {level_of(value)[0] for value in set(values)} if is_named else set(_roles(values))
        if {Role.OBJECTIVE, Role.KEY_RESULT} <= roles and (is_named or None not in roles):
            return at
    return None


def _roles(values: Iterable[str]) -> Iterator[Role | None]:
    """What each of the cells says, up to the first that says nothing."""
    for value in values:
        role, _ = level_of(value)
        yield role
        if role is None:
            return


def level_of(text: str) -> tuple[Role | None, str]:
    """Whether a cell says objective or key result (None for neither), and the rest of it."""
    text = text.replace("_", " ")
    label = label_of(text)
    if label and label.role in (Role.OBJECTIVE, Role.KEY_RESULT):
        return label.role, label.rest
    return _LEVEL_WORDS.get(text.casefold().strip()), ""


def weight_in_cell(text: str) -> Decimal | None:
    """The weight in a cell; None if it is no plain number."""
    plain = text.replace(",", ".").strip(" %")
    return Decimal(plain) if re.fullmatch(r"\d{1,6}(?:\.\d{1,4})?", plain) else None


def objective_key(team: str, title: str) -> tuple[str, str]:
    """By what an objective is known within a table, ignoring case."""
    return team.casefold(), title.casefold()


def rows_as_outline(rows: Sequence[SourceLine]) -> list[SourceLine]:
    """Rows as lines of an outline: the further right a row begins, the deeper it is."""
    return list(_outline_rows(rows))


def rows_as_fields(rows: Sequence[SourceLine]) -> list[SourceLine]:
    """Rows of a name and what it is as lines of an outline: “Target: 40”."""
    return [
        replace(
            row,
            text=": ".join(cell.rstrip(" :：") for cell in row.cells if cell),
            kind=LineKind.PARAGRAPH,
            cells=(),
        )
        for row in rows
    ]


def _outline_rows(rows: Sequence[SourceLine]) -> Iterator[SourceLine]:
    for row in rows:
        first = next((i for i, cell in enumerate(row.cells) if cell), 0)
        text = " ".join(cell for cell in row.cells[first:] if cell)
        kind = LineKind.BULLET if first else LineKind.PARAGRAPH
        yield replace(row, text=text, depth=100 + first, kind=kind, cells=())


def are_steps(lines: Sequence[str]) -> bool:
    """Whether the lines of a cell are a key result and a list of steps without numbers below it."""
    plain = [line.strip() for line in lines if line.strip()]
    marked = [without_marker(line) != line for line in plain]
    is_list = len(plain) > 1 and not marked[0] and all(marked[1:])
    return is_list and not any(measure_in(line, ".") for line in plain[1:])


def looks_like_headings(row: Sequence[str], cells: Mapping[Column, str]) -> bool:
    """Whether a row has short words alone, also where start and target are numbers: the headings of
    another table, by names that are not known.

    :param cells: its cells by their columns.
    """
    ends = [cells.get(column, "") for column in (Column.START, Column.TARGET)]
    is_short = all(len(cell) <= _LONGEST_HEADING for cell in row)
    return is_short and all(map(_is_word, ends)) and not any(map(_has_digit, row))


def _is_word(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", text)) and not is_yes_no(text) and not is_measure(text)


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)
