"""A source of any format as lines: those of an outline with their depth, rows with their cells."""

from dataclasses import dataclass
from enum import StrEnum


class LineKind(StrEnum):
    """What a line is in its source."""

    HEADING = "heading"
    BULLET = "bullet"
    PARAGRAPH = "paragraph"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line with content.

    :ivar number: its place in the source, from 1; of a table, the row.
    :ivar text: its text without bullet and markup; of a row, its cells with a bar between.
    :ivar depth: smaller is further out; only comparisons matter.
    :ivar is_done: whether its checkbox is ticked; None without a checkbox.
    :ivar numbering: its number in the list, as in 1.2; "" for none.
    :ivar cells: the cells of a row.
    :ivar is_message: whether it is the first line of a message in a chat.
    :ivar sender: of the first line of a message, its name and time: “Ana (Sales) 16:41”.
    """

    number: int
    text: str
    kind: LineKind = LineKind.PARAGRAPH
    depth: int = 0
    is_done: bool | None = None
    numbering: str = ""
    cells: tuple[str, ...] = ()
    is_message: bool = False
    sender: str = ""
