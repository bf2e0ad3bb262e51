"""An outline that says by its levels what its lines are: the lines with the measures are key
results, the lines above them objectives, and those above them teams."""

import re
from collections.abc import Sequence

from kiosk.errors import N_
from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.understanding.fields import field_in
from kiosk.exchange.understanding.labels import Role, label_of
from kiosk.exchange.understanding.measures import measure_in
from kiosk.exchange.understanding.outline_labels import without_which
from kiosk.exchange.understanding.outline_reader import (
    A_HEADING,
    A_REMARK,
    A_TITLE,
    NO_OBJECTIVE,
    OutlineReader,
)
from kiosk.exchange.understanding.outline_tree import Node, height_of, levels_above_objectives
from kiosk.exchange.understanding.prose import sentences_in
from kiosk.exchange.understanding.titles import (
    ORGANISATION,
    is_company,
    is_department,
    is_page_title,
    may_be_team,
    team_line,
)
from kiosk.okr.import_findings import ReadingQuestion

_LONGEST_TITLE, _FEWEST_WORDS = 80, 5
# “PRIORITY 1: …”, “2. COO: …”: what is before the objective itself.
_PRIORITY = re.compile(
    r"^(?:\d{1,2}[.)]\s+)?(?:(?:priority|strategic (?:priority|objective|goal)|focus(?: area)?"
    r"|schwerpunkt"
    r"|handlungsfeld|leitziel|priorité|axe|prioridad|eje|prioridade|eixo|priorità|asse|prioriteit"
    r"|speerpunt|prioritet|innsatsområde|重点)\s*#?(?:\d{1,2}|[A-Z])\s*[:：.)–—-]\s*"
    r"|[A-Z]{2,5}:\s+)?(?=\S)",
    re.IGNORECASE,
)
_LEAD_OVER = re.compile(r"^(.{12,}[.!?])\s[^.!?]{3,40}:$")
NOTHING_BELOW = N_("nothing below it looks like a key result")


def read_levels(reader: OutlineReader, roots: Sequence[Node]) -> None:
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
    if roots and is_page_title(roots[0].line) and len(roots[0].line.text) <= _LONGEST_TITLE:
        first = roots[0]
        if len(roots) == 1 or not first.children:
            reader.read_title(first.line)
            return _without_title(reader, [*first.children, *roots[1:]])
    return list(roots)


def _read_node(reader: OutlineReader, node: Node, above: int) -> None:
    reader.leave(node.level)
    if node.explains or (node.label and node.label.role is Role.BECAUSE):
        reader.explain(node.line, node.label, [each.line for each in node.descendants()])
    elif above and any(not child.explains for child in node.children):
        _read_above(reader, node, above)
    elif above:
        for each in (node, *node.descendants()):
            reader.skip(each.line, A_REMARK)
    elif all(child.explains for child in node.children):
        _read_alone(reader, node.line)
        for child in node.children:
            reader.explain(child.line, child.label, [])
    else:
        _begin_objective(reader, node)
        has_bullets = any(child.line.kind is LineKind.BULLET for child in node.children)
        for child in node.children:
            if child.explains:
                reader.explain(child.line, child.label, [])
            elif has_bullets and child.line.kind is LineKind.PARAGRAPH and not child.children:
                _read_alone(reader, child.line)
            else:
                _read_child(reader, child)


def _begin_objective(reader: OutlineReader, node: Node) -> None:
    title = without_which(_PRIORITY.sub("", node.line.text))
    # “We want to be recommended. That means:” leads over to its list.
    text, number = _LEAD_OVER.sub(r"\1", title).strip(" :"), node.line.numbering
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
        leaves = [child for child in node.children if not (child.children or child.explains)]
        for child in leaves:
            _read_child(reader, child)
    elif is_company(text):
        reader.begin_team("", node.level)
        reader.skip(node.line, A_HEADING)
    elif not node.level and ORGANISATION.search(text):
        reader.skip(node.line, A_TITLE)
    elif not may_be_team(text) and not team_line(text):
        reader.read_title(node.line)
        reader.end_team(node.level)
    else:
        reader.begin_team(text, node.level)
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
    # A heading above lines of text heads a part of the page.
    below = {child.line.kind for child in node.children if child.children}
    is_part = node.line.kind is LineKind.HEADING and below == {LineKind.PARAGRAPH}
    return is_numbered or (not is_part and len(node.line.text.split()) >= _FEWEST_WORDS)


def _read_alone(reader: OutlineReader, line: SourceLine) -> None:
    """A line that nothing stands below, where others have something: a remark, if it is a paragraph
    without a measure."""
    if line.kind is not LineKind.PARAGRAPH:
        reader.refuse(line, NOTHING_BELOW)
    elif reader.objective is None:
        reader.read_title(line)
    elif measure_in(line.text, ".") is None or sentences_in(line.text) > 1:
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
