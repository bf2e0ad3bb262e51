"""The lines of an outline as a tree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.understanding.measures import measure_in

# “1. We stand on our own feet”, a heading whose number is no measure.
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+(?=\S)")


@dataclass(slots=True)
class Node:
    """A line and the lines below it."""

    line: SourceLine
    level: int
    children: list["Node"] = field(default_factory=list)

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
    for line in lines:
        while open_nodes and open_nodes[-1].line.depth >= line.depth:
            open_nodes.pop()
        node = Node(line, len(open_nodes))
        (open_nodes[-1].children if open_nodes else roots).append(node)
        open_nodes.append(node)
    return roots


def dotted(lines: Sequence[SourceLine]) -> tuple[SourceLine, ...]:
    """Lines numbered 1, 1.1, 1.2, 2 have their depth by their number, whatever the indentation."""
    has_dots = any("." in line.numbering for line in lines)
    if not has_dots:
        return tuple(lines)
    from dataclasses import replace

    return tuple(
        replace(line, depth=1000 + line.numbering.count("."))
        if line.numbering[:1].isdigit()
        else line
        for line in lines
    )


def height_of(node: Node) -> int:
    """How many levels there are below a line."""
    return 1 + max((height_of(child) for child in node.children), default=-1)


def levels_above_objectives(roots: Sequence[Node], height: int) -> int:
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
        level: sum(_is_measured(node.line.text) for node in nodes) / len(nodes)
        for level, nodes in levels.items()
    }
    best = max(range(1, height + 1), key=lambda level: (measured[level], -level))
    return best - 1


def _is_measured(text: str) -> bool:
    found = _NUMBERED.match(text)
    return measure_in(text[found.end() :] if found else text, ".") is not None
