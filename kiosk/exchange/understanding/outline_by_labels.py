"""An outline whose lines say what they are: “Objective 1: …”, “KR: …”."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kiosk.errors import N_
from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.reading.outline_text import RANKS
from kiosk.exchange.understanding.column_names import Column
from kiosk.exchange.understanding.fields import field_in
from kiosk.exchange.understanding.labels import LABEL_LIKE, Label, Role, label_of
from kiosk.exchange.understanding.measures import measure_in
from kiosk.exchange.understanding.outline_reader import (
    A_HEADING,
    A_REMARK,
    NO_OBJECTIVE,
    OpenKeyResult,
    OutlineReader,
)
from kiosk.exchange.understanding.outline_tree import Node
from kiosk.exchange.understanding.prose import sentences_in, size_of
from kiosk.exchange.understanding.titles import (
    ORGANISATION,
    REMARK,
    SIGN_OFF,
    is_company,
    is_department,
    is_page_title,
    looks_like_team,
    may_be_team,
    team_line,
)
from kiosk.okr.import_findings import ReadingQuestion

_LONGEST_TEAM, _WORDS_OF_PROSE = 40, 8
_BECAUSE = re.compile(
    r"(?:because|weil|denn|parce qu['’e]|porque|perché|omdat|fordi|因为|なぜなら)", re.IGNORECASE
)
# “Jon: yes, …”, a telephone number, a question, an address: people talking about the OKRs.
_TALK = re.compile(
    r"^[A-Z][a-z]+(?:,? \w+)?: |\+\d\d[\d ]{6,}|\?|https?://|\bwrote:|\b\d{1,2}:\d\d$|^(?:I|Ich"
    r"|Je)\b"
)
_TOPIC = re.compile(
    r"[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:\s[^\W\d_]+){0,2}\s?[:：]\s\S|[\u3040-\u9fff]{2,8}[:：]"
)
NO_LABEL = N_("it looks like a key result, and its label is not known")


class _Sections:
    """Which list the lines of a labelled outline are in, and at which level it began. Its key
    results `are_labelled` or only stand below the objectives."""

    def __init__(self, *, are_labelled: bool) -> None:
        self.are_labelled = are_labelled
        self.role: Role | None = None
        self.level = 0
        self.awaits: Role | None = None

    def begin(self, role: Role, level: int, *, one: bool) -> None:
        """A label stands alone: what follows is of its role, `one` line or all of them."""
        self.role, self.level = role, level
        self.awaits = role if one else None


def read_labelled(reader: OutlineReader, nodes: Sequence[Node]) -> None:
    labels = [node.label for node in nodes if node.label and node.label.rest]
    labelled = sum(label.role is Role.KEY_RESULT for label in labels)
    sections = _Sections(are_labelled=labelled > 1)
    reader.names_above_objectives = _names_above_objectives([node.line for node in nodes])
    for at, node in enumerate(nodes):
        label = node.label
        reader.leave(node.level)
        if _is_field(reader, node, label):
            reader.add_below(node.line) if reader.key_result else reader.add_field(node.line)
        elif label is not None:
            below = nodes[at + 1].line if at + 1 < len(nodes) else None
            _read_label(reader, sections, node, _without_remark(label, below))
        else:
            _read_unlabelled(reader, sections, node, nodes[at + 1 :])


def _is_field(reader: OutlineReader, node: Node, label: Label | None) -> bool:
    """Whether a line names a field of the key result above, or of the objective."""
    named = field_in(node.line.text) if reader.objective else None
    # “By August” above a list begins a part of it.
    if named is None or (named[0] is Column.DUE and _leads(node)):
        return False
    if label is None or label.role in (Role.OWNER, Role.OTHER):
        return True
    return reader.key_result is not None and node.level > reader.key_result.level


def _leads(node: Node) -> bool:
    return bool(node.children) or node.line.kind is LineKind.HEADING


def _without_remark(label: Label, below: SourceLine | None) -> Label:
    """A label whose objective stands in the line below: “Ziel 1 (Kosten)”."""
    is_text = below is not None and below.kind is LineKind.PARAGRAPH and not label_of(below.text)
    is_bare = label.role is Role.OBJECTIVE and REMARK.fullmatch(label.rest) is not None
    return replace(label, rest="") if is_bare and is_text else label


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
        reader.add_key_result(line, label.rest, node.level, is_labelled=True)
    elif label.role is Role.TEAM and label.rest:
        opened = reader.objective
        if opened and node.level > opened.level and not opened.key_results:
            opened.team = label.rest  # it says whose the objective above it is
        else:
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
    last = reader.key_result
    if sections.awaits:
        _read_awaited(reader, sections, node)
    elif _holds_objectives(node):
        _read_holder(reader, sections, node)
    elif _is_said(reader, sections, node):
        _read_said(reader, sections, node)
    elif line.kind is LineKind.HEADING and not (sections.role and node.level > sections.level):
        _read_heading(reader, sections, node)
    elif last is not None and (_is_step(node, last) or _is_its_number(line, last)):
        reader.add_below(line)
    elif sections.role is Role.KEY_RESULT and not _is_after_list(reader, line):
        reader.add_key_result(line, line.text, node.level)
    elif objective and line.kind is LineKind.BULLET:
        _read_bullet(reader, sections, node)
    elif sections.role is Role.OBJECTIVE:
        reader.add_objective(line, line.text, level=node.level)
    elif objective and not sections.are_labelled and _is_key_result_line(reader, node, last):
        reader.add_key_result(line, line.text, node.level)
    else:
        _read_remark(reader, line, following)


def _read_awaited(reader: OutlineReader, sections: _Sections, node: Node) -> None:
    """The line below a label that stands alone."""
    role, sections.awaits, sections.role = sections.awaits, None, None
    if role is Role.OBJECTIVE:
        reader.add_objective(node.line, node.line.text, level=node.level)
    else:
        reader.add_key_result(node.line, node.line.text, node.level)


def _is_said(reader: OutlineReader, sections: _Sections, node: Node) -> bool:
    """Whether a line says something about what stands above it."""
    line = node.line
    if sections.role is Role.BECAUSE:
        return line.kind is not LineKind.HEADING
    if reader.objective and line.kind is LineKind.PARAGRAPH and _BECAUSE.match(line.text):
        return True
    if sections.role is Role.OTHER:
        return node.level > sections.level or line.kind is LineKind.BULLET
    return node.explains and not sections.role


def _read_said(reader: OutlineReader, sections: _Sections, node: Node) -> None:
    line = node.line
    if sections.role is Role.OTHER:
        reader.skip(line, A_REMARK)
    elif sections.role is Role.BECAUSE or _BECAUSE.match(line.text):
        reader.add_because(line.text)
    else:
        reader.explain(line, node.label, [])


def _is_after_list(reader: OutlineReader, line: SourceLine) -> bool:
    """Whether a paragraph comes after a list of key results with bullets."""
    rows = reader.objective.key_results if reader.objective else []
    is_list = bool(rows) and all(row.line.kind is LineKind.BULLET for row in rows)
    return is_list and line.kind is LineKind.PARAGRAPH


def _holds_objectives(node: Node) -> bool:
    """Whether objectives with labels stand below a bullet, which is then none itself."""
    is_bullet = node.line.kind is LineKind.BULLET
    return is_bullet and any(
        each.label and each.label.role is Role.OBJECTIVE for each in node.descendants()
    )


def _read_holder(reader: OutlineReader, sections: _Sections, node: Node) -> None:
    sections.role = None
    if may_be_team(node.line.text) or team_line(node.line.text):
        reader.begin_part(node.line.text)
        reader.skip(node.line, A_HEADING)
    else:
        reader.read_title(node.line)


def _read_bullet(reader: OutlineReader, sections: _Sections, node: Node) -> None:
    """A bullet without a label below an objective: a key result, unless it stands further out than
    those above it, or is the only one without a label."""
    line, rows = node.line, reader.objective.key_results if reader.objective else []
    outermost = min((row.line.depth for row in rows), default=line.depth)
    if line.depth // RANKS < outermost // RANKS:
        reader.refuse(line, NO_LABEL)
        if node.children:  # a part of its own beside the objectives
            sections.begin(Role.OTHER, node.level, one=False)
        return
    is_after_labelled = bool(rows) and rows[-1].is_labelled
    reader.add_key_result(line, line.text, node.level)
    if is_after_labelled:
        reader.ask(line, ReadingQuestion("key result", line.text, (), ""))


def _is_key_result_line(reader: OutlineReader, node: Node, last: OpenKeyResult | None) -> bool:
    """Whether a line without bullet, further in than the objective, is one of its key results: it
    has a measure or a number like A1, or stands right below another such line."""
    line = node.line
    objective = reader.objective
    is_inside = objective is not None and node.level > objective.level
    if line.kind is not LineKind.PARAGRAPH or field_in(line.text) is not None or not is_inside:
        return False
    is_beside = last is not None and (last.line.depth, last.line.kind) == (line.depth, line.kind)
    is_measured = measure_in(line.text, ".") is not None
    return is_beside or is_measured or LABEL_LIKE.fullmatch(line.text) is not None


def _read_remark(reader: OutlineReader, line: SourceLine, following: Sequence[Node]) -> None:
    is_title = is_page_title(line)
    team = "" if line.is_message or is_title else team_line(line.text)
    is_first = line.number == 1 and not is_department(line.text)  # a title in capitals
    if following and not (team or is_title or is_first):
        team = line.text if _is_team_above(reader, line, following[0].line) else ""
    if team:
        reader.begin_part(team)
        reader.skip(line, A_HEADING)
    elif SIGN_OFF.match(line.text) or REMARK.fullmatch(line.text):
        reader.skip(line, A_REMARK)
    elif reader.objective is None and is_title:
        reader.read_title(line)
    elif line.is_message:
        reader.skip(line, A_REMARK)
    elif reader.objective is None and not following:
        reader.refuse(line, NO_OBJECTIVE)
    elif _looks_like_key_result(reader, line):
        reader.refuse(line, NO_LABEL)
    else:
        if reader.objective is None and _is_measured_bullet(line):
            reader.leave_out(line)
        reader.skip(line, A_REMARK)


def _is_measured_bullet(line: SourceLine) -> bool:
    return line.kind is LineKind.BULLET and measure_in(line.text, ".") is not None


def _looks_like_key_result(reader: OutlineReader, line: SourceLine) -> bool:
    rows = reader.objective.key_results if reader.objective else []
    is_list = bool(rows) and all(row.line.kind is LineKind.BULLET for row in rows)
    sentences = sentences_in(line.text)
    is_prose = sentences > 0 and size_of(line.text) >= _WORDS_OF_PROSE
    is_after = is_prose and (is_list or (sentences > 1 and bool(rows) and rows[-1].is_labelled))
    if reader.objective is None or (rows and _TALK.search(line.text)) or is_after:
        return False
    if is_list and _is_topic_behind(line, rows[-1].line):
        return False
    return bool(LABEL_LIKE.fullmatch(line.text) or measure_in(line.text, "."))


def _is_topic_behind(line: SourceLine, last: SourceLine) -> bool:
    """Whether a line stands apart behind a list, further out, and names what it is about:
    “Finance: within the budget”."""
    is_apart = line.number > last.number + 1 and line.depth < last.depth
    return is_apart and _TOPIC.match(line.text) is not None


def _is_team_above(reader: OutlineReader, line: SourceLine, below: SourceLine) -> bool:
    """Whether a line right above an objective with a label is its team: a known name, one in
    capitals, or a name where those above or below stand below their teams."""
    label = label_of(below.text)
    is_like_another = bool(reader.team) and looks_like_team(line.text)
    is_capital = line.text.isupper() and may_be_team(line.text)
    is_like_another = is_like_another or line.number in reader.names_above_objectives
    is_name = is_department(line.text) or is_capital or is_like_another
    return is_name and label is not None and label.role is Role.OBJECTIVE


def _names_above_objectives(lines: Sequence[SourceLine]) -> frozenset[int]:
    """The numbers of the lines of text that look like a team's name, each right above an objective
    with a label; none where there is only one."""
    found = [
        above.number
        for above, line in pairwise(lines)
        if above.kind is LineKind.PARAGRAPH
        and line.number == above.number + 1
        and _may_be_named(above.text)
        and (label := label_of(line.text))
        and label.role is Role.OBJECTIVE
        and label.rest
    ]
    return frozenset(found) if len(found) > 1 else frozenset()


def _may_be_named(text: str) -> bool:
    is_word = text.isalpha() and text.istitle()  # “Planning”, which is also a heading of dates
    return not label_of(text) and (is_word or looks_like_team(text))


def _is_its_number(line: SourceLine, last: OpenKeyResult) -> bool:
    """Whether a line right below a key result without a number says it: “99.5 → 99.9 %”."""
    is_next = line.kind is LineKind.PARAGRAPH and line.number == last.line.number + 1
    is_number = measure_in(line.text, ".") is not None and not re.search(r"[^\W\d]{5,}", line.text)
    return is_next and is_number and measure_in(last.title, ".") is None


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
    if is_company(text):
        reader.begin_part("")
        reader.skip(node.line, A_HEADING)
        return
    if is_page_title(node.line) or is_long or (is_other and not is_named):
        reader.read_title(node.line)
        return
    reader.begin_part(node.line.text)
    reader.skip(node.line, A_HEADING)
