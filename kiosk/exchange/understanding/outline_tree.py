"""The lines of an outline as a tree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kiosk.exchange.reading.lines import SourceLine


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
