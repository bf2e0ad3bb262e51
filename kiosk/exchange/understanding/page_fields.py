"""Tables that say what a page is about, a name and what it is in each row: “Team | Dock”, “Period |
Q3 2026”."""

from collections.abc import Sequence
from itertools import groupby

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.headings import column_named, plain_heading
from kiosk.exchange.understanding.titles import is_period

_PAIR, _MOST_ROWS = 2, 12
_OF_PAGES = (Column.TEAM, Column.OWNER, Column.DUE, Column.DATE, Column.IGNORED)
# What people call such rows, besides what columns are called.
_NAMES = frozenset(
    {
        *("field", "value", "feld", "wert", "campo", "valore", "valor", "champ", "valeur", "veld"),
        *("waarde", "felt", "verdi", "版本", "項目", "内容", "period", "periode", "período"),
        *("periodo", "période", "zeitraum", "cycle", "quarter", "version", "versione", "versión"),
        *("author", "autor", "auteur", "autore", "forfatter", "sponsor", "coach", "approved by"),
        *("last updated", "aktualisiert", "mis à jour", "department", "created by", "document"),
        *("期間", "作成者", "作成日", "更新日", "周期", "作者"),
    }
)


def page_fields(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], str]:
    """The rows of such tables, and the team that they name; "" for none."""
    found: list[SourceLine] = []
    team = ""
    for is_table, run in groupby(lines, key=lambda line: line.kind is LineKind.ROW):
        rows = tuple(run) if is_table else ()
        named = _team_in(rows) if rows else None
        if named is not None:
            found += rows
            team = team or named
    return found, team


def _team_in(rows: Sequence[SourceLine]) -> str | None:
    """The team that a table about the page names, "" for none; None for another table."""
    pairs = [[cell for cell in row.cells if cell] for row in rows]
    if len(rows) > _MOST_ROWS or any(len(cells) > _PAIR for cells in pairs):
        return None
    known = [cells for cells in pairs if _is_of_page(cells)]
    if len(known) < _PAIR or len(known) * 3 < len(pairs) * 2:
        return None
    teams = (cells[1] for cells in known if len(cells) == _PAIR and _names_team(cells[0]))
    return next(teams, "")


def _is_of_page(cells: Sequence[str]) -> bool:
    named = column_named(cells[0])
    is_known = plain_heading(cells[0]) in _NAMES or (named and named.column in _OF_PAGES)
    return bool(is_known) or is_period(cells[-1])


def _names_team(name: str) -> bool:
    named = column_named(name)
    return named is not None and named.column is Column.TEAM
