"""An outline as objectives and key results.

Labels decide where there are any (“Objective 1: …”, “KR: …”); otherwise the levels do: the lines
with the measures are key results, the lines above them objectives, and those above them teams.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kiosk.errors import N_
from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.reading.outline_text import RANKS, without_checkbox
from kiosk.exchange.understanding.context import Context
from kiosk.exchange.understanding.labels import LABEL_LIKE, Label, Role, label_of
from kiosk.exchange.understanding.measures import measure_in
from kiosk.exchange.understanding.outline_tree import Node, dotted, outline_tree
from kiosk.okr.import_findings import (
    FoundKeyResult,
    FoundObjective,
    QuestionAboutLines,
    SkippedLine,
    Understood,
)
from kiosk.okr.key_result_draft import KeyResultDraft, MilestoneDraft
from kiosk.okr.model import KeyResultKind

_TITLE = re.compile(
    r"\b(?:okrs?|Q[1-4]|H[12]|FY\d*|quarter|quartal|trimestre|kwartaal|kvartal|20\d\d)\b|季度|四半期",
    re.IGNORECASE,
)
_LONGEST_TEAM = 40
A_HEADING = N_("the heading of a list")
A_TITLE = N_("the title of the page")
A_REMARK = N_("a remark: only objectives and key results are imported")
NO_OBJECTIVE = N_("there is no objective above it")
NO_LABEL = N_("it looks like a key result, and its label is not known")
NOTHING_BELOW = N_("nothing below it looks like a key result")


def understood_outline(lines: Sequence[SourceLine], context: Context) -> Understood:
    """The objectives of an outline."""
    reader = _OutlineReader(context.decimal_separator)
    roots = outline_tree(dotted(lines))
    nodes = [node for root in roots for node in (root, *root.descendants())]
    labels = {node.line.number: label_of(node.line.text) for node in nodes}
    has_labels = any(
        label and label.role in (Role.OBJECTIVE, Role.KEY_RESULT) for label in labels.values()
    )
    if has_labels:
        _read_labelled(reader, nodes, labels)
    else:
        _read_levels(reader, roots)
    return reader.understood(len(lines))


@dataclass(slots=True)
class _OpenKeyResult:
    line: SourceLine
    title: str
    level: int
    steps: list[SourceLine] = field(default_factory=list)
    owner: str = ""


@dataclass(slots=True)
class _OpenObjective:
    line: SourceLine
    team: str
    title: str
    key_results: list[_OpenKeyResult] = field(default_factory=list)


class _OutlineReader:
    """Collects what the lines are."""

    def __init__(self, decimal_separator: str) -> None:
        self._separator = decimal_separator
        self.team = ""
        self.objectives: list[_OpenObjective] = []
        self.skipped: list[SkippedLine] = []
        self.not_understood: list[SkippedLine] = []
        self._questions: list[QuestionAboutLines] = []

    @property
    def objective(self) -> _OpenObjective | None:
        """The objective that is being read."""
        return self.objectives[-1] if self.objectives else None

    def add_objective(self, line: SourceLine, title: str) -> None:
        """Begin an objective."""
        self.objectives.append(_OpenObjective(line, self.team, title))

    def add_key_result(self, line: SourceLine, title: str, level: int) -> None:
        """Begin a key result of the objective, if there is one."""
        if self.objective is None:
            self.refuse(line, NO_OBJECTIVE)
            return
        self.objective.key_results.append(_OpenKeyResult(line, title, level))

    def skip(self, line: SourceLine, reason: str) -> None:
        """Leave a line out."""
        self.skipped.append(SkippedLine(line.number, line.text, reason))

    def refuse(self, line: SourceLine, reason: str) -> None:
        """Say that a line is not understood."""
        self.not_understood.append(SkippedLine(line.number, line.text, reason))

    def understood(self, lines: int) -> Understood:
        """Everything that was read."""
        objectives = tuple(
            FoundObjective(
                o.line.number, o.team, o.title, tuple(self._key_result(k) for k in o.key_results)
            )
            for o in self.objectives
        )
        return Understood(
            lines,
            objectives,
            tuple(self.skipped),
            tuple(self.not_understood),
            tuple(self._questions),
        )

    def _key_result(self, opened: _OpenKeyResult) -> FoundKeyResult:
        is_done, rest = without_checkbox(opened.title)
        title, number = rest.strip(" .;"), opened.line.number
        measured = measure_in(title, self._separator)
        if measured is None:
            draft = self._without_number(opened, title)
            is_ticked = is_done or opened.line.is_done
            is_yes = True if is_ticked and draft.kind is KeyResultKind.YES_NO else None
            return FoundKeyResult(number, draft, is_yes)
        self._questions += [
            QuestionAboutLines((number,), question) for question in measured.questions
        ]
        draft = replace(measured.draft, title=title, owner=opened.owner)
        for step in opened.steps:
            self.skip(step, A_REMARK)
        return FoundKeyResult(number, draft, measured.value)

    def _without_number(self, opened: _OpenKeyResult, title: str) -> KeyResultDraft:
        """Several lines below a key result are its steps; alone, it is done or not."""
        if len(opened.steps) < 2:
            for step in opened.steps:
                self.skip(step, A_REMARK)
            return KeyResultDraft(title, KeyResultKind.YES_NO, owner=opened.owner)
        steps = tuple(MilestoneDraft(step.text) for step in opened.steps)
        return KeyResultDraft(title, KeyResultKind.MILESTONES, owner=opened.owner, milestones=steps)


class _Sections:
    """Which list the lines of a labelled outline are in, and at which level it began."""

    def __init__(self) -> None:
        self.role: Role | None = None
        self.level = 0
        self.awaits: Role | None = None

    def begin(self, role: Role, level: int, *, one: bool) -> None:
        """A label stands alone: what follows is of its role, `one` line or all of them."""
        self.role, self.level = role, level
        self.awaits = role if one else None


def _read_labelled(
    reader: _OutlineReader, nodes: Sequence[Node], labels: dict[int, Label | None]
) -> None:
    sections = _Sections()
    for at, node in enumerate(nodes):
        label = labels[node.line.number]
        if label is not None:
            _read_label(reader, sections, node, label)
        else:
            _read_unlabelled(reader, sections, node, nodes[at + 1 :])


def _read_label(reader: _OutlineReader, sections: _Sections, node: Node, label: Label) -> None:
    line = node.line
    if not label.rest and label.role in (Role.OBJECTIVE, Role.KEY_RESULT):
        reader.skip(line, A_HEADING)
        sections.begin(label.role, node.level, one=not label.is_plural)
    elif label.role is Role.OBJECTIVE:
        sections.begin(Role.OBJECTIVE, node.level, one=False)
        sections.role = None
        reader.add_objective(line, label.rest)
    elif label.role is Role.KEY_RESULT:
        sections.role, sections.awaits = None, None
        reader.add_key_result(line, label.rest, node.level)
    elif label.role is Role.TEAM and label.rest:
        reader.team = label.rest
        reader.skip(line, A_HEADING)
    elif label.role is Role.OWNER and reader.objective and reader.objective.key_results:
        reader.objective.key_results[-1].owner = label.rest
    else:
        reader.skip(line, A_REMARK)
        if not label.rest:
            sections.begin(Role.OTHER, node.level, one=False)


def _read_unlabelled(
    reader: _OutlineReader, sections: _Sections, node: Node, following: Sequence[Node]
) -> None:
    line, objective = node.line, reader.objective
    last = objective.key_results[-1] if objective and objective.key_results else None
    if sections.awaits is Role.OBJECTIVE:
        sections.awaits = sections.role = None
        reader.add_objective(line, line.text)
    elif sections.awaits is Role.KEY_RESULT:
        sections.awaits = sections.role = None
        reader.add_key_result(line, line.text, node.level)
    elif sections.role is Role.OTHER and (
        node.level > sections.level or line.kind is LineKind.BULLET
    ):
        reader.skip(line, A_REMARK)
    elif line.kind is LineKind.HEADING and not (sections.role and node.level > sections.level):
        _read_heading(reader, sections, node)
    elif last is not None and _is_step(node, last):
        last.steps.append(line)
    elif sections.role is Role.KEY_RESULT or (objective and line.kind is LineKind.BULLET):
        reader.add_key_result(line, line.text, node.level)
    elif sections.role is Role.OBJECTIVE:
        reader.add_objective(line, line.text)
    else:
        _read_remark(reader, line, following)


def _read_remark(reader: _OutlineReader, line: SourceLine, following: Sequence[Node]) -> None:
    if reader.objective is None and is_page_title(line):
        reader.skip(line, A_TITLE)
    elif reader.objective is None and not following:
        reader.refuse(line, NO_OBJECTIVE)
    elif reader.objective and (LABEL_LIKE.fullmatch(line.text) or measure_in(line.text, ".")):
        reader.refuse(line, NO_LABEL)
    else:
        reader.skip(line, A_REMARK)


def _is_step(node: Node, last: _OpenKeyResult) -> bool:
    """Whether a bullet is a step of the key result above. Another bullet at the same indentation,
    with a number of its own like the one above, is a key result."""
    if node.line.kind is not LineKind.BULLET or node.level <= last.level:
        return False
    is_beside = node.line.depth // RANKS == last.line.depth // RANKS
    return not (is_beside and measure_in(node.line.text, ".") and measure_in(last.title, "."))


def _read_heading(reader: _OutlineReader, sections: _Sections, node: Node) -> None:
    sections.role = sections.awaits = None
    if is_page_title(node.line) or len(node.line.text) > _LONGEST_TEAM:
        reader.skip(node.line, A_TITLE)
        return
    reader.team = node.line.text
    reader.skip(node.line, A_HEADING)


def is_page_title(line: SourceLine) -> bool:
    """Whether a line is the title of the whole page: “OKRs Q4 2026”."""
    return bool(_TITLE.search(line.text))


def _read_levels(reader: _OutlineReader, roots: Sequence[Node]) -> None:
    roots = _without_title(reader, roots)
    height = max((_height(root) for root in roots), default=0)
    if height == 0:
        for root in roots:
            reader.refuse(root.line, NO_OBJECTIVE)
        return
    above = _levels_above_objectives(roots, height)
    for root in roots:
        _read_node(reader, root, above)


def _without_title(reader: _OutlineReader, roots: Sequence[Node]) -> list[Node]:
    """The outermost lines without the title of the page, which stands above everything."""
    if roots and is_page_title(roots[0].line) and len(roots[0].line.text) <= _LONGEST_TEAM * 2:
        first = roots[0]
        if len(roots) == 1 or not first.children:
            reader.skip(first.line, A_TITLE)
            return _without_title(reader, [*first.children, *roots[1:]])
    return list(roots)


def _height(node: Node) -> int:
    return 1 + max((_height(child) for child in node.children), default=-1)


def _levels_above_objectives(roots: Sequence[Node], height: int) -> int:
    """How many levels of teams there are: the level with the most measures is of key results."""
    if height == 1:
        return 0
    levels: dict[int, list[Node]] = {}

    def collect(node: Node, level: int) -> None:
        levels.setdefault(level, []).append(node)
        for child in node.children:
            collect(child, level + 1)

    for root in roots:
        collect(root, 0)
    measured = {
        level: sum(measure_in(node.line.text, ".") is not None for node in nodes) / len(nodes)
        for level, nodes in levels.items()
    }
    best = max(range(1, height + 1), key=lambda level: (measured[level], -level))
    return best - 1


def _read_node(reader: _OutlineReader, node: Node, above: int) -> None:
    if above:
        if not node.children:
            reader.skip(node.line, A_REMARK)
            return
        reader.team = node.line.text.strip(" :")
        reader.skip(node.line, A_HEADING)
        for child in node.children:
            _read_node(reader, child, above - 1)
        return
    if not node.children:
        reader.refuse(node.line, NOTHING_BELOW)
        return
    reader.add_objective(node.line, node.line.text.strip(" :"))
    for child in node.children:
        label = label_of(child.line.text)
        if label and label.role in (Role.OTHER, Role.OWNER):
            for each in (child, *child.descendants()):
                reader.skip(each.line, A_REMARK)
            continue
        reader.add_key_result(child.line, child.line.text, child.level)
        if reader.objective:
            reader.objective.key_results[-1].steps += [each.line for each in child.descendants()]
