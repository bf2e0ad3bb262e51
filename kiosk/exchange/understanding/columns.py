"""What each column of a table holds, by its heading and by what stands below it."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from kiosk.exchange.understanding import words
from kiosk.exchange.understanding.cell_values import (
    are_days,
    are_identifiers,
    are_measures,
    are_objectives,
    are_sentences,
    are_values,
    is_measure,
    is_value,
)
from kiosk.exchange.understanding.column_kinds import see_kinds, see_unused_titles
from kiosk.exchange.understanding.column_names import NAMES, Column, NamedColumn
from kiosk.exchange.understanding.days import whole_day
from kiosk.exchange.understanding.headings import (
    LEVEL,
    column_named,
    column_of,
    is_month,
    plain_heading,
)
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.measures import measure_in

# Words that mean an objective or a target: what stands below decides.
_EITHER = frozenset(
    {"ziel", "ziele", "goal", "objectif", "objetivo", "obiettivo", "doel", "mål", "目标", "目標"}
)
_PLANNED = frozenset({"plan", "planned", "geplant", "budget", "prévu", "planificado", "previsto"})
_OUTCOMES = frozenset(
    {
        *("result", "results", "outcome", "ergebnis", "ergebnisse", "résultat", "résultats"),
        *("resultado", "resultados", "risultato", "risultati", "resultaat", "resultaten"),
        *("resultat", "resultater", "结果", "結果", "成果"),
    }
)
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}")
_USUAL = frozenset(map(str.casefold, (*words.OBJECTIVE, *words.KEY_RESULT)))
# “Hire 3 engineers” is a title.
_WORD_FIRST = re.compile(r"[^\W\d_]{4,}\s")
_LONGEST_UNIT, _LONGEST_NAME, _TWO = 12, 30, 2
_TITLES = {Column.TITLE, Column.KEY_RESULT, Column.OBJECTIVE}
_VALUES = {Column.START, Column.TARGET, Column.VALUE}
_NAMES = {Column.OWNER, Column.TEAM, Column.UNIT, Column.LEVEL}
_BY_VALUE: Mapping[str | None, Column] = {column.value: column for column in Column}
_BY_ANSWER, _USUAL_NAME, _ONE_OF_MANY, _WORD_WITHIN = 4, 3, 2, 1


def columns_of(
    headings: Sequence[str], rows: Sequence[Sequence[str]], answers: Mapping[str, str]
) -> list[NamedColumn | None]:
    """What each column holds; what stands below decides between an objective and a target.

    :param answers: what somebody has said that columns hold, by their plain headings.
    """
    found = [column_named(heading) for heading in headings]
    months = [at for at, heading in enumerate(headings) if is_month(heading)]
    named = {column.column for column in found if column}
    # Two months without a target beside them say from where to where.
    days = [at for at, column in enumerate(found) if at in months or _is_day(column)]
    is_table_of_okrs = bool(named & {Column.OBJECTIVE, Column.KEY_RESULT})
    are_ends = len(days) == _TWO and not named & {Column.START, Column.TARGET} and is_table_of_okrs
    for at in days if are_ends or len(months) > 1 else ():
        found[at] = None if are_ends else NamedColumn(Column.DAY)
    for at in range(len(headings)):
        below = [row[at] for row in rows if at < len(row) and row[at]]
        found[at] = _fitting(found, at, headings[at], below)
        answer = answers.get(plain_heading(headings[at]))
        if answer in _BY_VALUE:
            found[at] = NamedColumn(_BY_VALUE[answer])
    _ignore_words_for_confidence(found, rows)
    see_kinds(found, rows)
    _see_values(found, rows)
    _see_identifiers(found, rows)
    _see_described(found, rows)
    _see_goals_right(headings, found)
    _name_levels(headings, found)
    _prefer_key_result(found)
    see_unused_titles(headings, found, rows)
    return _each_once(found, [_certainty(heading, answers) for heading in headings])


def _is_day(column: NamedColumn | None) -> bool:
    return column is not None and column.column is Column.DAY


def _fitting(
    found: Sequence[NamedColumn | None], at: int, heading: str, below: Sequence[str]
) -> NamedColumn | None:
    """The column that a heading names, unless what stands below is something else."""
    named = found[at]
    if (named is None or named.column is Column.TEAM) and are_objectives(below):
        return NamedColumn(Column.OBJECTIVE)
    if named is None and not heading and _are_labels(below):
        return NamedColumn(Column.ORDER)
    if named is None or named.number is not None or not below:
        return named
    has = {each.column for each in found if each}
    if _are_codes(named.column, below):
        return NamedColumn(Column.ORDER)
    is_only = found.count(NamedColumn(Column.OBJECTIVE)) < _TWO
    if _is_target(named.column, plain_heading(heading), below, has, is_only=is_only):
        return NamedColumn(Column.TARGET)
    if _is_outcome(named.column, plain_heading(heading), below, has):
        return NamedColumn(Column.VALUE)
    # “Open 5 shops” is a title, and so is whatever stands below “key result”.
    are_short = sum(len(cell.split()) for cell in below) < _TWO * len(below)
    may_be_value = named.column in (Column.TITLE, Column.KEY_RESULT) and are_short
    if may_be_value and plain_heading(heading) not in _USUAL and are_values(below):
        is_start = plain_heading(heading) in NAMES[Column.START]  # “Was”, which is “what” in German
        return NamedColumn(Column.START) if is_start else None
    if column_of(heading):
        return named
    return _fitting_word(named, below, has)


def _are_labels(below: Sequence[str]) -> bool:
    """Whether most cells are labels that only count the key results: “KR 1”, “RC2”."""
    labels = [label_of(cell) for cell in below]
    counted = [each for each in labels if each and each.role is Role.KEY_RESULT and not each.rest]
    return len(counted) * 2 > len(below)


def _is_outcome(
    column: Column, heading: str, below: Sequence[str], has: AbstractSet[Column]
) -> bool:
    """Whether a column of results beside targets has the values that came out."""
    is_result = column is Column.KEY_RESULT and heading in _OUTCOMES
    return is_result and Column.TARGET in has and are_values(below)


def _are_codes(column: Column, below: Sequence[str]) -> bool:
    """Whether cells below “KR” are numbers of rows, 1.1 and 1.2, beside labels and headings."""
    below = [cell for cell in below if not ((label := label_of(cell)) and not label.rest)]
    if column not in _TITLES or not below:
        return False
    is_first = column is Column.KEY_RESULT and below[0].endswith(".1")
    return is_first and all(map(_DOTTED.fullmatch, below))


def _is_target(
    column: Column,
    heading: str,
    below: Sequence[str],
    has: AbstractSet[Column],
    *,
    is_only: bool,
) -> bool:
    """Whether a column of goals or plans has numbers: where it is to go. Of several called so, one
    with words has the objectives."""
    if heading in _PLANNED:
        return Column.TARGET not in has and are_values(below)
    if column is not Column.OBJECTIVE:
        return False
    may_be_target = Column.START in has and Column.TARGET not in has
    is_open = heading in _EITHER and may_be_target and is_only
    # “Phase 1” is the title of an objective where another column has the targets.
    may_be_values = Column.TARGET not in has or heading in _EITHER
    return (may_be_values and are_values(below)) or (is_open and not are_sentences(below))


def _fitting_word(
    named: NamedColumn, below: Sequence[str], has: AbstractSet[Column]
) -> NamedColumn | None:
    """The column that a word in a heading names, where what stands below can be that."""
    is_text = not are_measures(below)
    if named.column in _TITLES | {Column.NOTE, Column.DESCRIPTION}:
        fits = is_text and not are_days(below)
    elif named.column in _VALUES:
        fits = are_values(below) or not are_sentences(below)
    elif named.column in _NAMES:
        fits = is_text and sum(map(len, below)) <= _LONGEST_NAME * len(below)
    elif named.column is Column.DUE:
        if are_values(below) and not are_days(below) and Column.VALUE not in has:
            return NamedColumn(Column.VALUE)
        fits = are_days(below) or not (are_sentences(below) or are_measures(below))
    else:
        fits = True
    return named if fits else None


def _certainty(heading: str, answers: Mapping[str, str]) -> int:
    """How certainly a heading names its column; of two of one kind, the more certain is it."""
    plain = plain_heading(heading)
    if plain in answers:
        return _BY_ANSWER
    if plain in _USUAL:
        return _USUAL_NAME
    return _ONE_OF_MANY if column_of(heading) else _WORD_WITHIN


def _each_once(
    found: Sequence[NamedColumn | None], certainty: Sequence[int]
) -> list[NamedColumn | None]:
    """The columns, of each kind only the most certain or first one, unless it may be repeated."""
    best: dict[NamedColumn, int] = {}
    for at, column in enumerate(found):
        # Of several current values, the last is the newest.
        is_newer = column == NamedColumn(Column.VALUE)
        if column and (
            column not in best or certainty[at] + 2 * is_newer > certainty[best[column]]
        ):
            best[column] = at
    kept = [
        column if column and (_may_repeat(column) or best[column] == at) else None
        for at, column in enumerate(found)
    ]
    _take_outer_objectives(found, kept)
    return kept


def _take_outer_objectives(
    found: Sequence[NamedColumn | None], kept: list[NamedColumn | None]
) -> None:
    """Left of the objectives, others are those that they serve."""
    objective, serves = NamedColumn(Column.OBJECTIVE), NamedColumn(Column.SERVES)
    if objective in kept and serves not in kept:
        place = kept.index(objective)
        outer = [at for at in range(place) if found[at] == objective]
        for at in outer[:1]:
            kept[at] = serves


def _see_values(found: list[NamedColumn | None], rows: Sequence[Sequence[str]]) -> None:
    """What a column holds where its name alone does not say it."""
    for at, column in enumerate(found):
        below = [row[at] for row in rows if at < len(row) and row[at]]
        has = {each.column for each in found if each}
        if column == NamedColumn(Column.DATE) and Column.VALUE not in has and _are_values(below):
            found[at] = NamedColumn(Column.VALUE)
        elif column == NamedColumn(Column.DATE) and below and not any(map(whole_day, below)):
            found[at] = _in_words(below)
        elif column == NamedColumn(Column.TARGET) and below and all(map(whole_day, below)):
            found[at] = NamedColumn(Column.DUE)
        elif column == NamedColumn(Column.NOTE) and below and all(map(is_measure, below)):
            found[at] = NamedColumn(Column.IGNORED)  # a grade: “note” in French
        elif column == NamedColumn(Column.DESCRIPTION) and not has & _TITLES:
            found[at] = NamedColumn(Column.TITLE)
        elif column == NamedColumn(Column.SERVES) and not has & {Column.OBJECTIVE, Column.TITLE}:
            found[at] = NamedColumn(Column.OBJECTIVE)
        elif (
            column == NamedColumn(Column.KEY_RESULT) and column in found[:at] and _are_units(below)
        ):
            found[at] = NamedColumn(Column.UNIT)


def _in_words(below: Sequence[str]) -> NamedColumn | None:
    """What a column holds that is called like a day and has none: “last check-in”."""
    if _are_units(below):
        return NamedColumn(Column.UNIT)
    return NamedColumn(Column.NOTE) if are_sentences(below) else None


def _see_identifiers(found: list[NamedColumn | None], rows: Sequence[Sequence[str]]) -> None:
    """An unknown column with an id in every row names the rows; one with some of these ids names
    what stands above them."""
    for at, column in enumerate(found):
        below = [row[at] for row in rows if at < len(row) and row[at]]
        is_open = column is None and are_identifiers(below)
        is_every = len(set(below)) == len(below) == sum(map(any, rows))
        if is_open and is_every and NamedColumn(Column.ID) not in found:
            found[at] = NamedColumn(Column.ID)
    if NamedColumn(Column.ID) not in found or NamedColumn(Column.PARENT) in found:
        return
    own = found.index(NamedColumn(Column.ID))
    every = {row[own] for row in rows if own < len(row)}
    for at, column in enumerate(found):
        below = [row[at] for row in rows if at < len(row) and row[at]]
        if column is None and are_identifiers(below) and every.issuperset(below):
            found[at] = NamedColumn(Column.PARENT)
            return


def _see_described(found: list[NamedColumn | None], rows: Sequence[Sequence[str]]) -> None:
    """Beside a description or a title of every row, what is filled in some and mostly values is no
    title: the “measure” of what is described."""
    here = {column.column for column in found if column}
    measure = next((at for at, c in enumerate(found) if c == NamedColumn(Column.KEY_RESULT)), None)
    if measure is None or here & {Column.OBJECTIVE, Column.TARGET}:
        return
    kind = Column.TITLE if Column.TITLE in here else Column.DESCRIPTION
    if kind not in here:
        return
    described = found.index(NamedColumn(kind))
    pairs = [
        (row[described], row[measure] if measure < len(row) else "")
        for row in rows
        if described < len(row) and any(row)
    ]
    values = [value for _, value in pairs if value]
    is_whole = all(text for text, _ in pairs) and len(values) < len(pairs)
    if is_whole and sum(map(_says_measure, values)) * 2 > len(values):
        found[described], found[measure] = NamedColumn(Column.TITLE), NamedColumn(Column.TARGET)


def _says_measure(cell: str) -> bool:
    return is_value(cell) or (measure_in(cell, ".") is not None and not _WORD_FIRST.match(cell))


def _see_goals_right(headings: Sequence[str], found: list[NamedColumn | None]) -> None:
    """Right of the key results and their objectives, “goal” is where they are to go."""
    names = [column.column if column else None for column in found]
    if Column.KEY_RESULT not in names or Column.OBJECTIVE not in names or Column.TARGET in names:
        return
    key_result = names.index(Column.KEY_RESULT)
    if names.index(Column.OBJECTIVE) > key_result:
        return
    for at in range(key_result + 1, len(found)):
        if names[at] is Column.OBJECTIVE and plain_heading(headings[at]) in _EITHER:
            found[at] = NamedColumn(Column.TARGET)
            return


def _are_values(cells: Sequence[str]) -> bool:
    days = sum(whole_day(cell) is not None for cell in cells)
    return are_values(cells) and days * 2 < len(cells)


def _are_units(cells: Sequence[str]) -> bool:
    return bool(cells) and all(len(c) <= _LONGEST_UNIT and not is_measure(c) for c in cells)


def _name_levels(headings: Sequence[str], found: list[NamedColumn | None]) -> None:
    """Columns called “Level 1”, “Level 2” are, from the last, key results, objectives and teams."""
    places = [at for at, heading in enumerate(headings) if LEVEL.fullmatch(heading.strip())]
    if len(places) in (2, 3):
        roles = (Column.TEAM, Column.OBJECTIVE, Column.KEY_RESULT)[-len(places) :]
        for at, role in zip(places, roles, strict=True):
            found[at] = NamedColumn(role)


def _ignore_words_for_confidence(
    found: list[NamedColumn | None], rows: Sequence[Sequence[str]]
) -> None:
    """A column of confidence without a number in it is a status: “on track”."""
    for at, column in enumerate(found):
        below = [row[at] for row in rows if at < len(row) and row[at]]
        is_confidence = column == NamedColumn(Column.CONFIDENCE)
        if is_confidence and below and not any(re.search(r"\d", cell) for cell in below):
            found[at] = NamedColumn(Column.IGNORED)


def _prefer_key_result(found: list[NamedColumn | None]) -> None:
    """Of two columns of owners or weights, the one after the key result is the key result's, the
    one before it the objective's."""
    key_result = NamedColumn(Column.KEY_RESULT)
    if key_result not in found:
        return
    place = found.index(key_result)
    for kind in (Column.OWNER, Column.WEIGHT, Column.DESCRIPTION):
        places = [at for at, column in enumerate(found) if column == NamedColumn(kind)]
        if len(places) > 1 and places[0] < place < places[1]:
            found[places[0]] = NamedColumn(Column.IGNORED)
    _name_short_titles(found, place)


def _name_short_titles(found: list[NamedColumn | None], key_result: int) -> None:
    """Between the objective and the key result, a short title is the objective's."""
    objective = NamedColumn(Column.OBJECTIVE)
    for at in range(key_result):
        if found[at] == NamedColumn(Column.SHORT_TITLE) and objective in found[:at]:
            found[at] = NamedColumn(Column.OBJECTIVE_SHORT)


def _may_repeat(column: NamedColumn) -> bool:
    return column.column in (Column.IGNORED, Column.DAY)
