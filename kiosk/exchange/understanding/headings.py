"""What a table's columns hold, by their headings and by what stands below them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from kiosk.exchange.understanding import words
from kiosk.exchange.understanding.measures import measure_in


class Column(StrEnum):
    """What a column holds."""

    OBJECTIVE = "objective"
    KEY_RESULT = "key_result"
    TITLE = "title"
    LEVEL = "level"
    TEAM = "team"
    START = "start"
    TARGET = "target"
    VALUE = "value"
    UNIT = "unit"
    KIND = "kind"
    WEIGHT = "weight"
    OWNER = "owner"
    ID = "id"
    PARENT = "parent"
    ORDER = "order"
    COMMITTED = "committed"
    STRETCH = "stretch"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """A column. `number` is that of a key result whose columns lie side by side: KR 2 target."""

    column: Column
    number: int | None = None


_NAMES: dict[Column, tuple[str, ...]] = {
    Column.OBJECTIVE: (*words.OBJECTIVE, "objective title", "objective name", "o", "aim"),
    Column.KEY_RESULT: (
        *words.KEY_RESULT,
        *("key result title", "key result name", "result", "results", "metric", "measure"),
        *("ergebnis", "ergebnisse", "kennzahl", "messgröße", "indicateur", "indicador"),
        *("indicatore", "kpi"),
    ),
    Column.TITLE: (
        *("title", "name", "text", "summary", "item", "titel", "bezeichnung", "titre", "nom"),
        *(
            "título",
            "nombre",
            "nome",
            "titolo",
            "naam",
            "tittel",
            "navn",
            "标题",
            "名称",
            "タイトル",
            "名前",
        ),
    ),
    Column.LEVEL: (
        "type",
        "level",
        "item type",
        "typ",
        "ebene",
        "tipo",
        "niveau",
        "nivå",
        "类型",
        "種類",
    ),
    Column.TEAM: (*words.TEAM, "teams", "departments", "team name", "business unit", "org unit"),
    Column.START: (
        *("start", "start value", "baseline", "from", "initial", "initial value", "starting value"),
        *(
            "startwert",
            "ausgangswert",
            "von",
            "basis",
            "départ",
            "valeur initiale",
            "valor inicial",
        ),
        *(
            "valore iniziale",
            "beginwaarde",
            "startverdi",
            "起始值",
            "初始值",
            "基线",
            "開始値",
            "初期値",
        ),
    ),
    Column.TARGET: (
        *(
            "target",
            "target value",
            "to",
            "target number",
            "end value",
            "zielwert",
            "soll",
            "sollwert",
        ),
        *("bis", "zielgröße", "limit", "grenze", "cible", "valeur cible", "meta", "valor objetivo"),
        *("valor meta", "valore obiettivo", "traguardo", "streefwaarde", "måltall", "målverdi"),
        *("目标值", "目標値"),
    ),
    Column.VALUE: (
        *("current", "current value", "now", "value", "actual", "progress value", "latest value"),
        *("ist", "istwert", "aktuell", "aktueller wert", "heute", "actuel", "valeur actuelle"),
        *("valor actual", "valor atual", "valore attuale", "huidig", "huidige waarde", "nåverdi"),
        *("当前值", "現在値", "実績"),
    ),
    Column.UNIT: (
        "unit",
        "units",
        "currency",
        "einheit",
        "währung",
        "unité",
        "unidad",
        "unidade",
        "unità",
        "eenheid",
        "enhet",
        "单位",
        "単位",
    ),
    Column.KIND: ("kind", "metric type", "measure type", "art"),
    Column.WEIGHT: (
        "weight",
        "gewicht",
        "gewichtung",
        "poids",
        "peso",
        "gewichtung in %",
        "vekt",
        "权重",
        "重み",
    ),
    Column.OWNER: (
        *words.OWNER,
        "who",
        "person",
        "assignee",
        "verantwortlicher",
        "besitzer",
        "wer",
    ),
    Column.ID: ("id", "key", "uid", "objective id", "item id", "nr id"),
    Column.PARENT: (
        "parent",
        "parent id",
        "parent objective",
        "aligned to",
        "parent key",
        "übergeordnet",
    ),
    Column.ORDER: (
        "#",
        "no",
        "no.",
        "nr",
        "nr.",
        "number",
        "order",
        "nummer",
        "n°",
        "numéro",
        "序号",
        "番号",
    ),
    Column.COMMITTED: ("commit", "committed", "minimum", "threshold", "floor"),
    Column.STRETCH: ("stretch", "stretch target", "moonshot", "ambitious", "stretch goal"),
    Column.IGNORED: (
        *(
            "status",
            "progress",
            "progress %",
            "% complete",
            "completion",
            "notes",
            "note",
            "comment",
        ),
        *(
            "comments",
            "confidence",
            "due",
            "due date",
            "deadline",
            "start date",
            "end date",
            "quarter",
        ),
        *("cycle", "period", "year", "health", "last updated", "updated", "created", "link", "url"),
        *("fortschritt", "notizen", "kommentar", "fällig", "quartal", "zeitraum", "avancement"),
        *("statut", "échéance", "estado", "progreso", "avance", "progresso", "stato", "voortgang"),
        *(
            "fremdrift",
            "状态",
            "进度",
            "进展",
            "备注",
            "ステータス",
            "進捗",
            "備考",
            "initiatives",
            "initiative",
        ),
        *("description", "beschreibung", "priority", "prio", "priorität", "tags", "score", "grade"),
    ),
}
_COLUMN_OF = {name: column for column, names in reversed(_NAMES.items()) for name in names}
# Words that mean an objective or a target: what stands below decides.
_EITHER = frozenset(
    {"ziel", "ziele", "goal", "objectif", "objetivo", "obiettivo", "doel", "mål", "目标", "目標"}
)
_SIDEWAYS = re.compile(
    rf"(?:{'|'.join(sorted((re.escape(w) for w in words.KEY_RESULT), key=len, reverse=True))})"
    r"\s*#?(?P<number>\d{1,2})\s*(?P<rest>.*)"
    r"|(?P<before>.+?)\s*(?:of\s)?(?:kr|key result)\s*(?P<last>\d{1,2})"
)
# A word that says enough among others: “Metric target”, “Owner (team)”.
_WITHIN = {
    word: column
    for column in (Column.START, Column.TARGET, Column.OWNER, Column.UNIT, Column.WEIGHT)
    for word in _NAMES[column]
    if " " not in word and len(word) >= 4
}
_NUMBERED = (Column.START, Column.TARGET, Column.VALUE, Column.UNIT, Column.OWNER, Column.WEIGHT)
_FUZZY, _FUZZY_LENGTH = 88, 6
_LONGEST_MEASURE = 15


def column_of(heading: str) -> NamedColumn | None:
    """What a column with this heading holds; None for an unknown one."""
    plain = _plain(heading)
    if not plain:
        return None
    if plain in _COLUMN_OF:
        return NamedColumn(_COLUMN_OF[plain])
    numbered = re.fullmatch(r"(.+?)\s*#?(\d{1,2})", plain)
    if numbered and _COLUMN_OF.get(numbered[1]) in _NUMBERED:
        return NamedColumn(_COLUMN_OF[numbered[1]], int(numbered[2]))
    sideways = _SIDEWAYS.fullmatch(plain)
    if sideways:
        rest = sideways["rest"] if sideways["number"] else sideways["before"]
        column = Column.KEY_RESULT if not rest else _COLUMN_OF.get(rest)
        number = int(sideways["number"] or sideways["last"])
        if column in (Column.TITLE, Column.KEY_RESULT):
            return NamedColumn(Column.KEY_RESULT, number)
        return NamedColumn(column, number) if column else None
    within = [_WITHIN[word] for word in plain.split() if word in _WITHIN]
    if len(within) == 1:
        return NamedColumn(within[0])
    if len(plain) >= _FUZZY_LENGTH:
        close = process.extractOne(plain, _COLUMN_OF.keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY)
        return NamedColumn(_COLUMN_OF[close[0]]) if close else None
    return None


def columns_of(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[NamedColumn | None]:
    """What each column holds; what stands below decides between an objective and a target."""
    found = [column_of(heading) for heading in headings]
    for at, heading in enumerate(headings):
        if _plain(heading) in _EITHER:
            below = [row[at] for row in rows if at < len(row) and row[at]]
            has = {column.column for column in found if column}
            is_target = _are_measures(below) or (Column.START in has and Column.TARGET not in has)
            found[at] = NamedColumn(Column.TARGET if is_target else Column.OBJECTIVE)
    return [
        column if column not in found[:at] or column is None or _may_repeat(column) else None
        for at, column in enumerate(found)
    ]


def is_heading_row(cells: Sequence[str]) -> bool:
    """Whether a row names columns: two known ones at least, most of its cells, nothing long."""
    filled = [cell for cell in cells if cell]
    known = [column for column in map(column_of, filled) if column]
    named = {column.column for column in known}
    return (
        len(known) >= min(2, len(filled))
        and len(known) * 2 >= len(filled)
        and bool(named & {Column.OBJECTIVE, Column.KEY_RESULT, Column.TITLE})
        and all(len(cell) <= 40 for cell in filled)
    )


def is_measure(cell: str) -> bool:
    """Whether a cell holds a number or a limit, and not a sentence with one."""
    return len(cell) <= _LONGEST_MEASURE and measure_in(cell, ".") is not None


def _are_measures(cells: Sequence[str]) -> bool:
    return sum(map(is_measure, cells)) * 2 > len(cells)


def _may_repeat(column: NamedColumn) -> bool:
    return column.column is Column.IGNORED


def _plain(heading: str) -> str:
    words_only = re.sub(r"[_\n/]+", " ", heading).strip(" :*").casefold()
    bare = re.sub(r"\s*\((?:[^)]*)\)$", "", words_only)
    return " ".join((bare or words_only).split())
