"""Collects what the lines of an outline are."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kiosk.errors import N_, ValidationError
from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.reading.outline_text import without_checkbox
from kiosk.exchange.understanding.arrows import aims_behind_arrows
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.comments_below import without_overall, without_scores
from kiosk.exchange.understanding.context import Context
from kiosk.exchange.understanding.due_days import due_in
from kiosk.exchange.understanding.fields import field_in, is_reached
from kiosk.exchange.understanding.key_results import (
    BuiltKeyResults,
    KeyResultSource,
    LineBelow,
    built_key_results,
)
from kiosk.exchange.understanding.labels import Label, Role
from kiosk.exchange.understanding.objective_titles import (
    number_named,
    teams_at_beginning,
    teams_at_end,
    without_reason,
    without_served,
)
from kiosk.exchange.understanding.owners import named_at_end
from kiosk.exchange.understanding.sentence import plain_objective
from kiosk.exchange.understanding.titles import is_prose, name_in_title, team_in_title
from kiosk.okr.alignment_reason import without_because
from kiosk.okr.import_findings import (
    FoundObjective,
    QuestionAboutLines,
    ReadingQuestion,
    SkippedLine,
    Understood,
)

A_HEADING = N_("the heading of a list")
A_TITLE = N_("the title of the page")
A_REMARK = N_("a remark: only objectives and key results are imported")
A_STATUS = N_("a status: it follows from the check-ins")
NO_OBJECTIVE = N_("there is no objective above it")
_UNKNOWN_LABEL = re.compile(
    r"(?P<word>[A-Z]{1,4})\s?(?P<number>\d{1,2}(?:\.\d{1,2})?)(?:\s*[:：.)–—-]\s*|\s+)(?P<rest>\S.*)"
)
# “COO KR: …”: whose key result it is.
_OF_A_ROLE = re.compile(r"^[A-Z]{2,5}\s+KRs?\s?\d{0,2}\s*[:：]\s*(?=\S)")
# “bis 31.03.”: the point belongs to the day.
_DAY_LAST = re.compile(r"(?<![\d.,])\d{1,2}\.\d{1,2}\.$")
_LIGHTS = re.compile(r"[\s\U0001f534\U0001f7e0-\U0001f7eb\u26aa\u26ab✅❌⚠️🚦]+")


@dataclass(slots=True)
class OpenKeyResult:
    """A key result that is being read, with the lines below it."""

    line: SourceLine
    title: str
    level: int
    is_labelled: bool = False
    steps: list[SourceLine] = field(default_factory=list)
    fields: dict[Column, str] = field(default_factory=dict)


@dataclass(slots=True)
class OpenObjective:
    """An objective that is being read. `number` is its label's, `level` how deep it stands."""

    line: SourceLine
    team: str
    title: str
    key_results: list[OpenKeyResult] = field(default_factory=list)
    because: list[str] = field(default_factory=list)
    description: list[str] = field(default_factory=list)
    serves: list[str] = field(default_factory=list)
    short_title: str = ""
    number: str = ""
    level: int = 0


class OutlineReader:
    """Collects what the lines are."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.team = context.team
        self.names_above_objectives: frozenset[int] = frozenset()
        self.objectives: list[OpenObjective] = []
        self.skipped: list[SkippedLine] = []
        self.not_understood: list[SkippedLine] = []
        self._questions: list[QuestionAboutLines] = []
        self._name: QuestionAboutLines | None = None
        self._above: list[OpenObjective] = []
        self._because: list[str] = []
        self.is_between = False
        self._is_reached = self._has_starts = False
        self._team_level = -1
        self._left_out: list[int] = []
        self._left_out_below = ""

    @property
    def objective(self) -> OpenObjective | None:
        """The objective that is being read."""
        return self.objectives[-1] if self.objectives else None

    @property
    def key_result(self) -> OpenKeyResult | None:
        """The key result that is being read."""
        rows = self.objective.key_results if self.objective else []
        return rows[-1] if rows else None

    def add_objective(
        self, line: SourceLine, title: str, *, number: str = "", level: int = 0
    ) -> None:
        """Begin an objective. One that stands within another, or is numbered below it, serves it.

        :param number: that of its label.
        """
        opened = OpenObjective(line, self.team, title, number=number, level=level)
        self._above = [each for each in self._above if each.level < level]
        if self._above:
            opened.serves.append(self._above[-1].title)
        self._above.append(opened)
        opened.because, self._because = self._because, []
        self.is_between = False
        self.objectives.append(opened)

    def leave(self, level: int) -> None:
        """Objectives that stand as deep as this line, or deeper, are over."""
        self._above = [each for each in self._above if each.level < level]

    def read_title(self, line: SourceLine) -> None:
        """The title of the page, which may name the team, or a company."""
        self.team = team_in_title(line.text) or self.team
        name = name_in_title(line.text)
        if name and not self.team and not is_prose(line):
            self._name = QuestionAboutLines((line.number,), ReadingQuestion("name", name, (), ""))
        self.skip(line, A_REMARK if is_prose(line) else A_TITLE)

    def begin_part(self, team: str) -> None:
        """A heading begins the part of a team; what follows belongs to its next objective."""
        self.team, self.is_between = team, True

    def begin_team(self, team: str, level: int) -> None:
        """What stands below this line is of a team."""
        self.team, self._team_level = team, level

    def end_team(self, level: int) -> None:
        """A line as far out as that of the team, or further: what follows is not of the team."""
        if level <= self._team_level:
            self.team, self._team_level = self._context.team, -1

    def add_key_result(
        self, line: SourceLine, title: str, level: int, *, is_labelled: bool = False
    ) -> None:
        """Begin a key result of the objective, if there is one."""
        if self.objective is None:
            self.refuse(line, NO_OBJECTIVE)
            return
        self.objective.key_results.append(OpenKeyResult(line, title, level, is_labelled))

    def add_because(self, text: str) -> None:
        """A sentence that says why the objective matters."""
        if not text:
            return
        if self.is_between or self.objective is None:
            self._because.append(without_because(text))
        else:
            self.objective.because.append(without_because(text))

    def explain(self, line: SourceLine, label: Label | None, below: Sequence[SourceLine]) -> None:
        """Take a line that says something about the objective: why it matters, with the lines below
        it, or what it is about."""
        if label and label.role is Role.BECAUSE:
            for text in (label.rest, *(each.text for each in below)):
                self.add_because(text)
            if not label.rest:
                self.skip(line, A_HEADING)
        elif label and self.add_field(line):
            return
        elif label or self.objective is None or self.objective.key_results:
            self.skip(line, A_REMARK)
        else:
            self.objective.description.append(line.text)

    def add_below(self, line: SourceLine) -> None:
        """A line below the key result: a field of it, or a step."""
        row = self.key_result
        if row is None or not self.add_field(line):
            if _LIGHTS.fullmatch(line.text):
                self.skip(line, A_STATUS)
            elif row is not None:
                row.steps.append(line)

    def add_field(self, line: SourceLine) -> bool:
        """Take a line as a field of the key result or the objective, if it names one."""
        named = field_in(line.text)
        if named is None or self.objective is None:
            return False
        column, text = named
        if column is Column.OWNER:
            text = self._without_due(text)
        row = self.key_result
        if column is Column.IGNORED:
            self.skip(line, A_STATUS)
        elif column is Column.BECAUSE:
            self.add_because(text)
        elif column is Column.SERVES:
            self.objective.serves.append(text)
        elif column is Column.OBJECTIVE_SHORT or (row is None and column is Column.SHORT_TITLE):
            self.objective.short_title = text
        elif row is None:
            self._describe_objective(line, column, text)
        else:
            self._is_reached |= column is Column.VALUE and is_reached(line.text)
            before = row.fields.get(column)
            row.fields[column] = f"{before}\n{text}" if before else text
        return True

    def _without_due(self, owner: str) -> str:
        """“Olaf, by 15 March” without the day, which is the key result's."""
        name, comma, rest = owner.rpartition(",")
        due = due_in(rest.strip()) if comma else None
        if due is None:
            return owner
        if self.key_result:
            self.key_result.fields[Column.DUE] = due
        return name.strip()

    def _describe_objective(self, line: SourceLine, column: Column, text: str) -> None:
        if self.objective and column is Column.DESCRIPTION:
            self.objective.description.append(text)
        else:
            self.skip(line, A_REMARK)

    def skip(self, line: SourceLine, reason: str) -> None:
        """Leave a line out."""
        self.skipped.append(SkippedLine(line.number, line.text, reason))

    def leave_out(self, line: SourceLine) -> None:
        """Ask about a line above all objectives that looks like a key result."""
        if not self._left_out:
            self._left_out_below = self.skipped[-1].text if self.skipped else line.text
        self._left_out.append(line.number)

    def ask(self, line: SourceLine, question: ReadingQuestion) -> None:
        """Ask about a line."""
        self._questions.append(QuestionAboutLines((line.number,), question))

    def refuse(self, line: SourceLine, reason: str) -> None:
        """Say that a line is not understood."""
        self.not_understood.append(SkippedLine(line.number, line.text, reason))

    def understood(self, lines: int) -> Understood:
        """Everything that was read."""
        self._has_starts = Column.START in _fields_of(self.objectives)
        self._take_aims()
        self._leave_scores()
        self._take_owners()
        self._take_titles()
        objectives = tuple(self._objective(o) for o in self.objectives)
        if self._left_out:
            about = ReadingQuestion("left out", self._left_out_below, (), "")
            self._questions.append(QuestionAboutLines(tuple(self._left_out), about))
        return Understood(
            lines,
            objectives,
            tuple(self.skipped),
            tuple(self.not_understood),
            (*self._questions, *self._name_question(objectives)),
        )

    def _name_question(
        self, objectives: Sequence[FoundObjective]
    ) -> tuple[QuestionAboutLines, ...]:
        """Whether the name in the title of the page is a team's, where nothing else says a team."""
        is_open = bool(objectives) and not any(each.team for each in objectives)
        return (self._name,) if self._name and is_open else ()

    def _take_aims(self) -> None:
        """Numbers behind arrows that are to be reached, see aims_behind_arrows()."""
        rows = [row for objective in self.objectives for row in objective.key_results]
        for at, title in aims_behind_arrows([row.title for row in rows]).items():
            rows[at].title = title

    def _leave_scores(self) -> None:
        """Scores behind the titles of a review are no part of them, see without_scores()."""
        rows = [row for objective in self.objectives for row in objective.key_results]
        scored = without_scores([row.title for row in rows])
        for at, title in scored.items():
            rows[at].title = title
        for opened in self.objectives if scored else ():
            opened.title = without_overall(opened.title)

    def _take_owners(self) -> None:
        """Names that stand behind key results are their owners, which is asked about once."""
        rows = [row for objective in self.objectives for row in objective.key_results]
        known = {row.fields.get(Column.OWNER, "") for row in rows}
        named = named_at_end([row.title for row in rows], known)
        for at, (title, name) in named.items():
            rows[at].title = title
            rows[at].fields.setdefault(Column.OWNER, name)
        if named:
            names = ", ".join(dict.fromkeys(name for _, name in named.values()))
            is_usual = 2 * len(named) > len(rows)
            lines = () if is_usual else tuple(rows[at].line.number for at in named)
            self._questions.append(
                QuestionAboutLines(lines, ReadingQuestion("owners", names, (), ""))
            )

    def _take_titles(self) -> None:
        """Teams and what is served, where titles or numbers like 1.2 say them."""
        titles = {id(o): o.title for o in self.objectives}
        for opened in self.objectives:
            opened.title, reason = without_reason(opened.title)
            opened.because += [reason] if reason else []
            opened.title, served = without_served(opened.title)
            opened.serves += [served] if served else []
        _strip_unknown_labels(self.objectives)
        every = [o.title for o in self.objectives]
        for at, (title, team) in (teams_at_end(every) or teams_at_beginning(every)).items():
            self.objectives[at].title, self.objectives[at].team = title, team
        now = {titles[id(o)]: o.title for o in self.objectives}
        numbers = Counter(o.number for o in self.objectives if o.number)
        named = {o.number: o.title for o in self.objectives if numbers[o.number] == 1}
        for opened in self.objectives:
            parent = opened.number.rpartition(".")[0]
            wanted = [named.get(number_named(text), now.get(text, text)) for text in opened.serves]
            wanted += [named[parent]] if parent in named else []
            opened.serves = [text for text in dict.fromkeys(wanted) if text != opened.title]

    def _objective(self, opened: OpenObjective) -> FoundObjective:
        _strip_unknown_labels(opened.key_results)
        title, priority = plain_objective(without_checkbox(opened.title)[1])
        rows = tuple(row for k in opened.key_results for row in self._built(k).rows)
        return FoundObjective(
            *(opened.line.number, opened.team, title, rows),
            *(tuple(opened.serves), " ".join(opened.because)),
            "\n".join(filter(None, (priority, *opened.description))),
            opened.short_title,
        )

    def _has_start(self, opened: OpenKeyResult) -> bool:
        """Whether it begins where a field says, as others do. Where none has such a field, one with
        a target begins where it stands, unless that is what was reached in the end."""
        is_between = {Column.VALUE, Column.TARGET} <= set(opened.fields)
        return not is_between or self._is_reached or self._has_starts

    def _built(self, opened: OpenKeyResult) -> BuiltKeyResults:
        is_ticked, rest = without_checkbox(opened.title)
        title, number = _OF_A_ROLE.sub("", rest).strip(" .;:："), opened.line.number
        title += "." if _DAY_LAST.search(rest) else ""
        is_done = opened.line.is_done if is_ticked is None else is_ticked
        steps = tuple(LineBelow(step.text, step.is_done) for step in opened.steps)
        source = KeyResultSource(
            *(number, title, opened.fields, steps, is_done), has_start=self._has_start(opened)
        )
        separator, order = self._context.decimal_separator, self._context.answers.is_day_first
        try:
            built = built_key_results(source, separator, is_day_first=order)
        except ValidationError:
            fields = dict(opened.fields)
            fields.pop(Column.START)
            source = replace(source, cells=fields)
            built = built_key_results(source, separator, is_day_first=order)
        self._questions += [QuestionAboutLines((number,), question) for question in built.questions]
        return built


def _fields_of(objectives: Sequence[OpenObjective]) -> set[Column]:
    return {column for o in objectives for row in o.key_results for column in row.fields}


def _strip_unknown_labels(rows: Sequence[OpenKeyResult | OpenObjective]) -> None:
    """Titles without a label of a language that is not known, where each has the same with its own
    number: “NR1: …”, “NR2: …”."""
    found = [_UNKNOWN_LABEL.fullmatch(row.title) for row in rows]
    words = {each["word"] for each in found if each}
    numbers = {each["number"] for each in found if each}
    if len(rows) > 1 and all(found) and len(words) == 1 and len(numbers) == len(rows):
        for row, each in zip(rows, found, strict=True):
            row.title = each["rest"] if each else row.title
