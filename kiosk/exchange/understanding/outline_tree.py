"""The lines of an outline as a tree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kiosk.exchange.reading.lines import LineKind, SourceLine
from kiosk.exchange.reading.outline_text import RANKS
from kiosk.exchange.understanding.labels import Label, label_of
from kiosk.exchange.understanding.measures import measure_in
from kiosk.exchange.understanding.prose import explaining_lines

# “1. We stand on our own feet”, a heading whose number is no measure.
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+(?=\S)")
_OF_A_NUMBER = 1000
"""How much further in a line is for each point in its number."""


@dataclass(slots=True)
class Node:
    """A line, its label, and the lines below it: none if it only `explains` the line above."""

    line: SourceLine
    level: int
    children: list["Node"] = field(default_factory=list)
    label: Label | None = None
    explains: bool = False

    def descendants(self) -> Iterator["Node"]:
        """Every line below this one, in order."""
        for child in self.children:
            yield child
            yield from child.descendants()


def outline_tree(lines: Sequence[SourceLine]) -> list[Node]:
    """The outermost lines, each with those below it: a line belongs to the nearest line before it
    that is further out."""
    roots: list[Node] = []
    open_nodes: list[Node] = []
    explaining = explaining_lines(lines)
    for at, line in enumerate(lines):
        explains = at in explaining
        while open_nodes and not _is_below(lines, at, open_nodes[-1].line, explains=explains):
            open_nodes.pop()
        node = Node(line, len(open_nodes), label=label_of(line.text), explains=explains)
        (open_nodes[-1].children if open_nodes else roots).append(node)
        if not explains:
            open_nodes.append(node)
    return roots


def _is_below(lines: Sequence[SourceLine], at: int, above: SourceLine, *, explains: bool) -> bool:
    """Whether a line stands below another: further in or, of a paragraph that explains a line with
    others below it, as far in."""
    line = lines[at]
    if above.depth < line.depth or not explains:
        return above.depth < line.depth
    below = lines[at + 1] if at + 1 < len(lines) else line
    is_beside = above.depth // RANKS == line.depth // RANKS or bool(above.numbering)
    return is_beside and (above.kind is not LineKind.BULLET or below.depth > above.depth)


def dotted(lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """Lines numbered 1, 1.1, 1.2, 2 have their depth by their number, whatever the indentation;
    another that is further in than the one above it stays below that."""
    has_dots = any("." in line.numbering for line in lines)
    return tuple(_by_numbers(lines)) if has_dots else tuple(lines)


def _by_numbers(lines: Sequence[SourceLine]) -> Iterator[SourceLine]:
    above: SourceLine | None = None
    for line in lines:
        if line.numbering[:1].isdigit():
            above = line
            yield replace(line, depth=_by_number(line))
        elif above and line.depth > above.depth and line.kind is not LineKind.HEADING:
            further = min(line.depth - above.depth, _OF_A_NUMBER - 1)
            yield replace(line, depth=_by_number(above) + further)
        else:
            yield line


def _by_number(line: SourceLine) -> int:
    return _OF_A_NUMBER * (1 + line.numbering.count("."))


def height_of(node: Node) -> int:
    """How many levels there are below a line."""
    below = (height_of(child) for child in node.children if not child.explains)
    return 1 + max(below, default=-1)


def levels_above_objectives(roots: Sequence[Node], height: int) -> int:
    """How many levels of teams there are: the level with the most measures is of key results."""
    if height == 1:
        return 0
    levels: dict[int, list[Node]] = {}

    def collect(node: Node, level: int) -> None:
        if not node.explains:
            levels.setdefault(level, []).append(node)
        for child in node.children:
            collect(child, level + 1)

    for root in roots:
        collect(root, 0)
    measured = {
        level: sum(_is_measured(node.line.text) for node in nodes)
        for level, nodes in levels.items()
    }
    best = max(range(1, height + 1), key=lambda level: (measured[level], -level))
    return best - 1


def _is_measured(text: str) -> bool:
    found = _NUMBERED.match(text)
    return measure_in(text[found.end() :] if found else text, ".") is not None
