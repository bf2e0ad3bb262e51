"""What this program's own exports mean: their tables put together, cycle by cycle.

Their columns are known, so nothing is guessed here; only the target of a key result is a text, and
read as in any other table.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from kiosk.errors import N_, ValidationError
from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.reading.own_tables import (
    AMBITION,
    BECAUSE,
    CHECK_INS,
    COLOR,
    CONFIDENTIAL,
    CYCLE,
    CYCLES,
    DESCRIPTION,
    FIRST_DAY,
    GRADE,
    GRADES,
    KEY_RESULT,
    KEY_RESULTS,
    LAST_DAY,
    LEARNED,
    NAME,
    NOTHING_CHANGED,
    OBJECTIVE,
    OBJECTIVES,
    OLD_AFTER,
    REASON,
    SERVES,
    SHORT_TITLE,
    SIGNED,
    TEAM,
    TEAMS,
    THE_COMPANY,
    THEME,
    in_any_language,
    own_columns,
)
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.histories import HEADINGS, CheckInDetails, HistoryRows
from kiosk.exchange.understanding.key_results import KeyResultSource, built_key_results
from kiosk.exchange.understanding.kinds import kind_named
from kiosk.exchange.understanding.row_measure import weighted_step
from kiosk.exchange.understanding.table_reader import NO_KEY_RESULT, NO_NUMBER
from kiosk.okr.import_findings import (
    FRACTION,
    FoundCycle,
    FoundGrade,
    FoundHistory,
    FoundKeyResult,
    FoundObjective,
    FoundTeam,
    QuestionAboutLines,
    SkippedLine,
    Understood,
)
from kiosk.okr.import_progress import ProgressCounter
from kiosk.okr.key_result_draft import AMBITIONS, KeyResultDraft
from kiosk.okr.model import KeyResultKind
from kiosk.okr.number_units import PERCENT

NO_GRADE = N_("its grade is not a number from 0.0 to 1.0")
NO_SUCH_OBJECTIVE = N_("no objective in the table of key results is called that")
_MEASURES = {
    "Kind": Column.KIND, "Unit": Column.UNIT, "Start": Column.START, "Target": Column.TARGET,
    "Current": Column.VALUE, "Due date": Column.DUE,
}  # fmt: skip
_OF_CHECK_INS = {
    OBJECTIVE: Column.OBJECTIVE, KEY_RESULT: Column.KEY_RESULT, "Date": Column.DATE,
    "Value": Column.VALUE, "Unit": Column.UNIT, "Confidence": Column.CONFIDENCE,
    "Note": Column.NOTE,
}  # fmt: skip
_Cells = Mapping[str, str]
_Row = tuple[SourceLine, _Cells]
_Where = tuple[str, str]


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A table of an export: its name in the file, which one it is, and its lines."""

    name: str
    table: str
    lines: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What a table says about one cycle; `cycle` is None where the file does not name it."""

    name: str
    lines: tuple[SourceLine, ...]
    found: Understood
    cycle: FoundCycle | None = None
    teams: tuple[FoundTeam, ...] = ()


def understood_export(
    tables: Sequence[OwnTable], decimal_separator: str, counter: ProgressCounter
) -> tuple[OwnPart, ...]:
    """What the tables mean. Each cycle has parts of its own for key results and check-ins.

    :param tables: with that of key results among them.
    :param counter: counts their rows.
    """
    return tuple(_Export(tables, decimal_separator, counter).parts())


class _Export:
    def __init__(
        self, tables: Sequence[OwnTable], decimal_separator: str, counter: ProgressCounter
    ) -> None:
        self._counter = counter
        self._tables = tables
        self._separator = decimal_separator
        self._rows = {each.table: tuple(_rows(each)) for each in tables}
        named = tuple(map(_found_cycle, self._cells(CYCLES)))
        self._named = {each.name.casefold(): each for each in named if each.name}
        self._only = named[0].name if len(named) == 1 else ""

    def parts(self) -> Iterator[OwnPart]:
        """A part for each table, or for each cycle in it."""
        teams = tuple(map(_found_team, self._cells(TEAMS)))
        for table in self._tables:
            heading = table.lines[0]
            skipped = (SkippedLine(heading.number, heading.text, HEADINGS),)
            of_headings = Understood(1, (), skipped)
            by_cycle = self._by_cycle(table.table)
            if table.table not in (KEY_RESULTS, CHECK_INS):
                refused = tuple(self._refused(table.table))
                found = replace(of_headings, lines=len(table.lines), not_understood=refused)
                own = teams if table.table == TEAMS else ()
                yield OwnPart(table.name, table.lines, found, teams=own)
                continue
            for number, (cycle, rows) in enumerate(by_cycle.items()):
                of_rows = self._key_results if table.table == KEY_RESULTS else self._check_ins
                found = of_rows(cycle, rows)
                name = f"{table.name} · {cycle}" if len(by_cycle) > 1 else table.name
                whole = found if number else of_headings.and_then(found)
                lines = (heading, *(line for line, _ in rows))
                yield OwnPart(name, lines, whole, self._cycle(cycle))

    def _cells(self, table: str) -> list[_Cells]:
        return [cells for _, cells in self._rows.get(table, ())]

    def _cycle(self, name: str) -> FoundCycle | None:
        return self._named.get(name.casefold(), FoundCycle(name)) if name else None

    def _by_cycle(self, table: str) -> dict[str, list[_Row]]:
        """Rows by the name of their cycle; an empty cell repeats the one above."""
        found: dict[str, list[_Row]] = {}
        cycle = self._only
        for line, cells in self._rows.get(table, ()):
            cycle = cells.get(CYCLE) or cycle
            found.setdefault(cycle, []).append((line, cells))
        return found

    def _by_objective(self, table: str, cycle: str) -> dict[_Where, _Row]:
        rows = self._by_cycle(table).get(cycle, ())
        return {_where(cells): (line, cells) for line, cells in rows}

    def _key_results(self, cycle: str, rows: Sequence[_Row]) -> Understood:
        reader = _KeyResultRows(self._separator)
        for line, cells in self._counter.over(rows):
            reader.read(line, cells)
        about = self._by_objective(OBJECTIVES, cycle)
        grades = self._by_objective(GRADES, cycle)
        objectives = tuple(
            _with_grade(_described(objective, about.get(where)), grades.get(where))
            for where, objective in reader.objectives()
        )
        return Understood(len(rows), objectives, (), tuple(reader.refused), tuple(reader.questions))

    def _check_ins(self, cycle: str, rows: Sequence[_Row]) -> Understood:
        del cycle
        by_team: dict[str, HistoryRows] = {}
        for line, cells in self._counter.over(rows):
            team = cells.get(TEAM, "")
            known = by_team.setdefault(team, HistoryRows(self._separator))
            named = {of: cells[label] for label, of in _OF_CHECK_INS.items() if label in cells}
            known.read(line, named, _details(cells))
        found = Understood(len(rows), ())
        for team, each in by_team.items():
            histories = tuple(_plain(history, team) for history in each.histories)
            found = found.and_then(
                Understood(
                    *(0, (), tuple(each.skipped), tuple(each.refused), tuple(each.questions)),
                    histories,
                )
            )
        return found

    def _refused(self, table: str) -> Iterator[SkippedLine]:
        """The rows about objectives that say nothing that can be taken."""
        if table not in (OBJECTIVES, GRADES):
            return
        known = {
            (cycle, _where(cells))
            for cycle, rows in self._by_cycle(KEY_RESULTS).items()
            for _, cells in rows
        }
        for cycle, rows in self._by_cycle(table).items():
            for line, cells in rows:
                if (cycle, _where(cells)) not in known:
                    yield SkippedLine(line.number, line.text, NO_SUCH_OBJECTIVE)
                elif table == GRADES and _grade(cells) is None and cells.get(GRADE):
                    yield SkippedLine(line.number, line.text, NO_GRADE)


class _KeyResultRows:
    """Collects key results by their objective."""

    def __init__(self, decimal_separator: str) -> None:
        self._separator = decimal_separator
        self._found: dict[_Where, tuple[SourceLine, _Cells, list[FoundKeyResult]]] = {}
        self.refused: list[SkippedLine] = []
        self.questions: list[QuestionAboutLines] = []

    def read(self, line: SourceLine, cells: _Cells) -> None:
        """Read a row: a key result, or an objective without any."""
        if not cells.get(OBJECTIVE):
            self.refused.append(SkippedLine(line.number, line.text, NO_KEY_RESULT))
            return
        _, _, rows = self._found.setdefault(_where(cells), (line, cells, []))
        if not cells.get(KEY_RESULT):
            return
        measures = {of: cells[label] for label, of in _MEASURES.items() if cells.get(label)}
        if kind_named(cells.get("Kind", "")) is KeyResultKind.MILESTONES:
            measures.pop(Column.VALUE, None)  # read with the milestones' titles
        source = KeyResultSource(line.number, cells[KEY_RESULT], measures)
        try:
            built = built_key_results(source, self._separator, is_day_first=None)
        except ValidationError:
            self.refused.append(SkippedLine(line.number, line.text, NO_NUMBER))
            return
        self.questions += [
            QuestionAboutLines((line.number,), q) for q in built.questions if q.about != FRACTION
        ]
        rows += [_completed(row, cells) for row in built.rows]

    def objectives(self) -> Iterator[tuple[_Where, FoundObjective]]:
        """The objectives in their order."""
        for where, (line, cells, rows) in self._found.items():
            yield (
                where,
                FoundObjective(line.number, cells.get(TEAM, ""), cells[OBJECTIVE], tuple(rows)),
            )


def _rows(table: OwnTable) -> Iterator[_Row]:
    labels = own_columns(table.lines[0].cells, table.table)
    for line in table.lines[1:]:
        yield line, dict(zip(labels, line.cells, strict=False))


def _where(cells: _Cells) -> _Where:
    return cells.get(TEAM, "").casefold(), cells.get(OBJECTIVE, "").casefold()


def _completed(row: FoundKeyResult, cells: _Cells) -> FoundKeyResult:
    """A key result with what its row says besides its measure."""
    draft = replace(
        row.draft,
        title=cells[KEY_RESULT],
        weight=_number(cells.get("Weight", "")),
        owner=cells.get("Owner", ""),
        short_title=cells.get(SHORT_TITLE, ""),
        confidential=_is_said(cells.get(CONFIDENTIAL, "")),
        ambition=_ambition(cells.get(AMBITION, "")),
        freshness_days=_days(cells.get(OLD_AFTER, "")),
        unit=_own_unit(row.draft, cells.get("Unit", "")),
        start=_shortest(row.draft.start),
        target=_shortest(row.draft.target),
        low=_shortest(row.draft.low),
        high=_shortest(row.draft.high),
    )
    value = _shortest(row.value) if isinstance(row.value, Decimal) else row.value
    if draft.kind is KeyResultKind.MILESTONES:
        lines = cells.get("Target", "").split("\n")
        draft = replace(draft, milestones=tuple(weighted_step(line.strip()) for line in lines))
        titles = [step.title for step in draft.milestones]
        said = [step.strip() for step in cells.get("Current", "").split("\n")]
        value = tuple(title for title in titles if title in said) or None
    return replace(row, draft=draft, value=value, description=cells.get(DESCRIPTION, ""))


def _own_unit(draft: KeyResultDraft, unit: str) -> str:
    """The unit of a key result; other files leave that of a percentage to its kind."""
    is_percent = draft.kind is KeyResultKind.PERCENT
    return PERCENT if is_percent and unit.strip() == PERCENT else draft.unit


def _details(cells: _Cells) -> CheckInDetails:
    is_confirmation = _is_said(cells.get(NOTHING_CHANGED, ""))
    return CheckInDetails(_moment(cells.get("Date", "")), cells.get(SIGNED, ""), is_confirmation)


def _moment(text: str) -> datetime | None:
    """A day with a time; None for a day alone."""
    try:
        return datetime.fromisoformat(text) if ":" in text else None
    except ValueError:
        return None


def _plain(history: FoundHistory, team: str) -> FoundHistory:
    check_ins = tuple(
        replace(each, value=_shortest(each.value)) if isinstance(each.value, Decimal) else each
        for each in history.check_ins
    )
    return replace(history, team=team, check_ins=check_ins)


def _shortest(number: Decimal | None) -> Decimal | None:
    """A number without the zero that keeps three decimals from looking like thousands."""
    if number is None or number == number.to_integral_value():
        return number
    return Decimal(format(number, "f").rstrip("0"))


def _described(objective: FoundObjective, about: _Row | None) -> FoundObjective:
    if about is None:
        return objective
    _, cells = about
    return replace(
        objective,
        serves=tuple(title for title in cells.get(SERVES, "").split("\n") if title),
        because=cells.get(BECAUSE, ""),
        description=cells.get(DESCRIPTION, ""),
        short_title=cells.get(SHORT_TITLE, ""),
    )


def _with_grade(objective: FoundObjective, row: _Row | None) -> FoundObjective:
    if row is None:
        return objective
    line, cells = row
    if cells.get(GRADE) and _grade(cells) is None:
        return objective
    grade = FoundGrade(line.number, _grade(cells), cells.get(REASON, ""), cells.get(LEARNED, ""))
    return replace(objective, grade=grade)


def _grade(cells: _Cells) -> Decimal | None:
    number = _number(cells.get(GRADE, ""))
    return number if number is not None and 0 <= number <= 1 else None


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _days(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _is_said(text: str) -> bool:
    return bool(text) and not in_any_language("no", text)


def _ambition(text: str) -> str:
    return next((each for each in AMBITIONS if each and in_any_language(each, text)), "")


def _found_cycle(cells: _Cells) -> FoundCycle:
    first, last = (_date(cells.get(label, "")) for label in (FIRST_DAY, LAST_DAY))
    return FoundCycle(cells.get(NAME, ""), cells.get(THEME, ""), first, last)


def _found_team(cells: _Cells) -> FoundTeam:
    return FoundTeam(
        cells.get(NAME, ""), _is_said(cells.get(THE_COMPANY, "")), cells.get(COLOR, "")
    )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
