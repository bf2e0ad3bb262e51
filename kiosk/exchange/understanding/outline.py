"""An outline as objectives and key results.

Labels decide where there are any (“Objective 1: …”, “KR: …”); otherwise the levels do: the lines
with the measures are key results, the lines above them objectives, and those above them teams.
"""

import re
from collections.abc import Sequence

from kiosk.errors import N_
from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.reading.outline_text import RANKS
from kiosk.exchange.understanding.blocks import indented_blocks
from kiosk.exchange.understanding.context import Context
from kiosk.exchange.understanding.fields import field_in
from kiosk.exchange.understanding.labels import LABEL_LIKE, Label, Role, label_of
from kiosk.exchange.understanding.measures import measure_in
from kiosk.exchange.understanding.outline_labels import (
    label_above_key_results,
    label_unknown,
    without_which,
)
from kiosk.exchange.understanding.outline_reader import (
    A_HEADING,
    A_REMARK,
    A_TITLE,
    NO_OBJECTIVE,
    OpenKeyResult,
    OutlineReader,
)
from kiosk.exchange.understanding.outline_tree import (
    Node,
    dotted,
    height_of,
    levels_above_objectives,
    outline_tree,
)
from kiosk.exchange.understanding.titles import (
    ORGANISATION,
    REMARK,
    SIGN_OFF,
    is_department,
    is_page_title,
    may_be_team,
    team_line,
)
from kiosk.exchange.understanding.wrapped import joined_lines
from kiosk.okr.import_findings import ReadingQuestion, Understood

_LONGEST_TEAM, _FEWEST_WORDS = 40, 5
_BECAUSE = re.compile(
    r"(?:because|weil|denn|parce qu['’e]|porque|perché|omdat|fordi|因为|なぜなら)", re.IGNORECASE
)
# “PRIORITY 1: …”, “2. COO: …”: what is before the objective itself.
_PRIORITY = re.compile(
    r"^(?:\d{1,2}[.)]\s+)?(?:(?:priority|strategic (?:priority|objective|goal)|focus(?: area)?"
    r"|schwerpunkt"
    r"|handlungsfeld|leitziel|priorité|axe|prioridad|eje|prioridade|eixo|priorità|asse|prioriteit"
    r"|speerpunt|prioritet|innsatsområde|重点)\s*#?(?:\d{1,2}|[A-Z])\s*[:：.)–—-]\s*"
    r"|[A-Z]{2,5}:\s+)?(?=\S)",
    re.IGNORECASE,
)
# “Jon: yes, …”, a telephone number, a question, an address: people talking about the OKRs.
_TALK = re.compile(
    r"^[A-Z][a-z]+(?:,? \w+)?: |\+\d\d[\d ]{6,}|\?|https?://|\bwrote:|\b\d{1,2}:\d\d$|^(?:I|Ich"
    r"|Je)\b"
)
NO_LABEL = N_("it looks like a key result, and its label is not known")
NOTHING_BELOW = N_("nothing below it looks like a key result")


def understood_outline(source: Sequence[SourceLine], context: Context) -> Understood:
    """The objectives of an outline."""
    reader = OutlineReader(context)
    lines = _in_blocks(reader, source) or _without_remarks(reader, joined_lines(source))
    roots = outline_tree(dotted(lines))
    nodes = [node for root in roots for node in (root, *root.descendants())]
    labels = {node.line.number: label_of(node.line.text) for node in nodes}
    has_labels = any(
        label and label.role in (Role.OBJECTIVE, Role.KEY_RESULT) for label in labels.values()
    )
    if has_labels:
        label_unknown(nodes, labels)
        label_above_key_results(nodes, labels)
        _read_labelled(reader, nodes, labels)
    else:
        _read_levels(reader, roots)
    return reader.understood(len(source))


def _in_blocks(
    reader: OutlineReader, source: Sequence[SourceLine]
) -> tuple[SourceLine, ...] | None:
    lines = indented_blocks(source)
    if lines:
        reader.ask(source[0], ReadingQuestion("blocks", source[0].text, (), ""))
    return lines


def _without_remarks(reader: OutlineReader, lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """The lines without those that are wholly in brackets, which would seem to have others below
    them."""
    kept = []
    for line in lines:
        if line.kind is LineKind.PARAGRAPH and REMARK.fullmatch(line.text):
            reader.skip(line, A_REMARK)
        else:
            kept.append(line)
    return tuple(kept)


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
    reader: OutlineReader, nodes: Sequence[Node], labels: dict[int, Label | None]
) -> None:
    sections = _Sections()
    for at, node in enumerate(nodes):
        label = labels[node.line.number]
        reader.leave(node.level)
        if _is_field(reader, node, label):
            reader.add_below(node.line) if reader.key_result else reader.add_field(node.line)
        elif label is not None:
            _read_label(reader, sections, node, label)
        else:
            _read_unlabelled(reader, sections, node, nodes[at + 1 :])


def _is_field(reader: OutlineReader, node: Node, label: Label | None) -> bool:
    """Whether a line names a field of the key result above, or of the objective."""
    if reader.objective is None or field_in(node.line.text) is None:
        return False
    if label is None or label.role in (Role.OWNER, Role.OTHER):
        return True
    return reader.key_result is not None and node.level > reader.key_result.level


def _read_label(reader: OutlineReader, sections: _Sections, node: Node, label: Label) -> None:
    line = node.line
    if not label.rest and label.role in (Role.OBJECTIVE, Role.KEY_RESULT):
        reader.skip(line, A_HEADING)
        sections.begin(label.role, node.level, one=not label.is_plural)
    elif label.role is Role.OBJECTIVE:
        sections.begin(Role.OBJECTIVE, node.level, one=False)
        sections.role = None
        reader.team = label.team or reader.team
        reader.add_objective(line, label.rest, number=label.number, level=node.level)
    elif label.role is Role.KEY_RESULT:
        sections.role, sections.awaits = None, None
        reader.add_key_result(line, label.rest, node.level)
    elif label.role is Role.TEAM and label.rest:
        reader.begin_part(label.rest)
        reader.skip(line, A_HEADING)
    elif label.role is Role.BECAUSE:
        reader.add_because(label.rest)
        if not label.rest:
            reader.skip(line, A_HEADING)
            sections.begin(Role.BECAUSE, node.level, one=False)
    else:
        reader.skip(line, A_REMARK)
        if not label.rest:
            sections.begin(Role.OTHER, node.level, one=False)


def _read_unlabelled(
    reader: OutlineReader, sections: _Sections, node: Node, following: Sequence[Node]
) -> None:
    line, objective = node.line, reader.objective
    last = objective.key_results[-1] if objective and objective.key_results else None
    if sections.awaits is Role.OBJECTIVE:
        sections.awaits = sections.role = None
        reader.add_objective(line, line.text, level=node.level)
    elif sections.awaits is Role.KEY_RESULT:
        sections.awaits = sections.role = None
        reader.add_key_result(line, line.text, node.level)
    elif (sections.role is Role.BECAUSE and line.kind is not LineKind.HEADING) or (
        objective and line.kind is LineKind.PARAGRAPH and _BECAUSE.match(line.text)
    ):
        reader.add_because(line.text)
    elif sections.role is Role.OTHER and (
        node.level > sections.level or line.kind is LineKind.BULLET
    ):
        reader.skip(line, A_REMARK)
    elif line.kind is LineKind.HEADING and not (sections.role and node.level > sections.level):
        _read_heading(reader, sections, node)
    elif last is not None and _is_step(node, last):
        reader.add_below(line)
    elif sections.role is Role.KEY_RESULT or (objective and line.kind is LineKind.BULLET):
        reader.add_key_result(line, line.text, node.level)
    elif sections.role is Role.OBJECTIVE:
        reader.add_objective(line, line.text, level=node.level)
    elif objective and node.level > objective.level and _is_key_result_line(node, last):
        reader.add_key_result(line, line.text, node.level)
    else:
        _read_remark(reader, line, following)


def _is_key_result_line(node: Node, last: OpenKeyResult | None) -> bool:
    """Whether a line without bullet, further in than the objective, is one of its key results: it
    has a measure or a number like A1, or stands right below another such line."""
    line = node.line
    if line.kind is not LineKind.PARAGRAPH or field_in(line.text) is not None:
        return False
    is_beside = last is not None and (last.line.depth, last.line.kind) == (line.depth, line.kind)
    is_measured = measure_in(line.text, ".") is not None
    return is_beside or is_measured or LABEL_LIKE.fullmatch(line.text) is not None


def _read_remark(reader: OutlineReader, line: SourceLine, following: Sequence[Node]) -> None:
    is_title = is_page_title(line)
    team = "" if line.is_message or is_title else team_line(line.text)
    if not (team or is_title) and following and _is_team_above(line, following[0].line):
        team = line.text
    if team:
        reader.begin_part(team)
        reader.skip(line, A_HEADING)
    elif SIGN_OFF.match(line.text) or line.is_message or REMARK.fullmatch(line.text):
        reader.skip(line, A_REMARK)
    elif reader.objective is None and is_title:
        reader.read_title(line)
    elif reader.objective is None and not following:
        reader.refuse(line, NO_OBJECTIVE)
    elif (
        reader.objective
        and not (reader.objective.key_results and _TALK.search(line.text))
        and (LABEL_LIKE.fullmatch(line.text) or measure_in(line.text, "."))
    ):
        reader.refuse(line, NO_LABEL)
    else:
        reader.skip(line, A_REMARK)


def _is_team_above(line: SourceLine, below: SourceLine) -> bool:
    """Whether a line right above an objective with a label is its team: a known name, or one in
    capitals."""
    label = label_of(below.text)
    is_name = is_department(line.text) or (line.text.isupper() and may_be_team(line.text))
    return is_name and label is not None and label.role is Role.OBJECTIVE


def _is_step(node: Node, last: OpenKeyResult) -> bool:
    """Whether a bullet is a step of the key result above. Another bullet at the same indentation,
    with a number of its own like the one above, is a key result."""
    if node.line.kind is not LineKind.BULLET or node.level <= last.level:
        return False
    is_beside = node.line.depth // RANKS == last.line.depth // RANKS
    return not (is_beside and measure_in(node.line.text, ".") and measure_in(last.title, "."))


def _read_heading(reader: OutlineReader, sections: _Sections, node: Node) -> None:
    sections.role = sections.awaits = None
    text = node.line.text
    is_organisation = reader.objective is None and ORGANISATION.search(text)
    is_long = len(text) > _LONGEST_TEAM
    is_named = bool(team_line(text))  # “Team Mobile”, whatever the name
    is_other = is_organisation or not may_be_team(text)
    if is_page_title(node.line) or is_long or (is_other and not is_named):
        reader.read_title(node.line)
        return
    reader.begin_part(node.line.text)
    reader.skip(node.line, A_HEADING)


def _read_levels(reader: OutlineReader, roots: Sequence[Node]) -> None:
    roots = _without_title(reader, roots)
    height = max((height_of(root) for root in roots), default=0)
    if height == 0:
        for root in roots:
            reader.refuse(root.line, NO_OBJECTIVE)
        return
    above = levels_above_objectives(roots, height)
    for root in roots:
        _read_node(reader, root, above)


def _without_title(reader: OutlineReader, roots: Sequence[Node]) -> list[Node]:
    """The outermost lines without the title of the page, which stands above everything."""
    if roots and is_page_title(roots[0].line) and len(roots[0].line.text) <= _LONGEST_TEAM * 2:
        first = roots[0]
        if len(roots) == 1 or not first.children:
            reader.read_title(first.line)
            return _without_title(reader, [*first.children, *roots[1:]])
    return list(roots)


def _read_node(reader: OutlineReader, node: Node, above: int) -> None:
    reader.leave(node.level)
    if above and node.children:
        _read_above(reader, node, above)
    elif above:
        reader.skip(node.line, A_REMARK)
    elif not node.children:
        _read_alone(reader, node.line)
    else:
        _begin_objective(reader, node)
        has_bullets = any(child.line.kind is LineKind.BULLET for child in node.children)
        for child in node.children:
            if has_bullets and child.line.kind is LineKind.PARAGRAPH and not child.children:
                _read_alone(reader, child.line)
            else:
                _read_child(reader, child)


def _begin_objective(reader: OutlineReader, node: Node) -> None:
    title = without_which(_PRIORITY.sub("", node.line.text))
    text, number = title.strip(" :"), node.line.numbering
    reader.add_objective(node.line, text, number=number, level=node.level)


def _read_above(reader: OutlineReader, node: Node, above: int) -> None:
    """A line above objectives: a team, the organisation, or an objective that they serve."""
    text = node.line.text.strip(" :")
    leaves: list[Node] = []
    is_over_all = node.line.kind is LineKind.HEADING and node.line.depth == 1 and not node.level
    if (is_page_title(node.line) or is_over_all) and not node.line.numbering:
        reader.read_title(node.line)
    elif _is_objective(node) and not is_department(text):
        _begin_objective(reader, node)
        reader.ask(node.line, ReadingQuestion("level", text, (), ""))
        leaves = [child for child in node.children if not child.children]
        for child in leaves:
            _read_child(reader, child)
    elif not node.level and ORGANISATION.search(text):
        reader.skip(node.line, A_TITLE)
    elif not may_be_team(text):
        reader.read_title(node.line)
    else:
        reader.team = text
        reader.skip(node.line, A_HEADING)
    for child in node.children:
        if child not in leaves:
            _read_node(reader, child, above - 1)


def _is_objective(node: Node) -> bool:
    """Whether a line above objectives is one as well: it is numbered as they are, 1 above 1.1, or a
    sentence and no name."""
    is_numbered = bool(node.line.numbering) and all(
        child.line.numbering.startswith(f"{node.line.numbering}.") for child in node.children
    )
    return is_numbered or len(node.line.text.split()) >= _FEWEST_WORDS


def _read_alone(reader: OutlineReader, line: SourceLine) -> None:
    """A line that nothing stands below, where others have something: a remark, if it is a paragraph
    without a measure."""
    if line.kind is not LineKind.PARAGRAPH:
        reader.refuse(line, NOTHING_BELOW)
    elif reader.objective is None:
        reader.read_title(line)
    elif measure_in(line.text, ".") is None:
        reader.skip(line, A_REMARK)
    else:
        reader.refuse(line, NOTHING_BELOW)


def _read_child(reader: OutlineReader, child: Node) -> None:
    """A line below an objective: a key result, or what is said about the objective."""
    label, is_field = label_of(child.line.text), field_in(child.line.text) is not None
    if label and label.role is Role.BECAUSE:
        reader.add_because(label.rest)
    elif label and label.role in (Role.OTHER, Role.OWNER) and not is_field:
        for each in (child, *child.descendants()):
            reader.skip(each.line, A_REMARK)
    elif is_field and not child.children:
        reader.add_field(child.line)
    else:
        reader.add_key_result(child.line, child.line.text, child.level)
        for each in child.descendants():
            reader.add_below(each.line)
