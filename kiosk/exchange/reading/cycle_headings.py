"""A page for a wiki with several cycles, as this program exports it: a part for each of them.

A cycle has a heading and below it a line with its days and its theme.
"""

import re
from dataclasses import dataclass
from datetime import date

from kiosk.errors import N_
from kiosk.exchange.reading.outline_text import plain_text
from kiosk.okr.import_findings import FoundCycle, SkippedLine

A_CYCLE = N_("the name and the days of a cycle")
_DAY = r"\d{4}-\d\d-\d\d"
_HEADING = re.compile(
    rf"^## (?P<name>[^\n]{{1,400}})\n\n"
    rf"(?P<first>{_DAY}) – (?P<last>{_DAY})(?:: (?P<theme>[^\n]*))?$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class CyclePart:
    """What stands below the heading of a cycle.

    :ivar heading: the heading and the line below it, as text.
    :ivar lines_above: how many lines of the page are above `text`.
    """

    cycle: FoundCycle
    heading: str
    text: str
    lines_above: int

    @property
    def skipped(self) -> SkippedLine:
        """The heading as a line that says nothing about OKRs."""
        return SkippedLine(self.lines_above - 2, self.heading.partition("\n")[0], A_CYCLE)


def cycle_heading(name: str, first: date, last: date, theme: str) -> str:
    """The heading of a cycle, as it is read again.

    :param name: and the theme are in one line, and their signs are no markup.
    """
    days = f"{first.isoformat()} – {last.isoformat()}"
    return f"## {name}\n\n{days}: {theme}" if theme else f"## {name}\n\n{days}"


def cycle_parts(text: str) -> tuple[CyclePart, ...]:
    """The parts of a page; () for any other text. What is above the first heading is a title."""
    plain = text.replace("\r\n", "\n")
    found = [each for each in _HEADING.finditer(plain) if _cycle(each) is not None]
    if not found:
        return ()
    ends = [each.start() for each in found[1:]] + [len(plain)]
    return tuple(
        CyclePart(cycle, each[0], plain[each.end() : end], plain.count("\n", 0, each.end()))
        for each, end in zip(found, ends, strict=True)
        if (cycle := _cycle(each)) is not None
    )


def _cycle(heading: re.Match[str]) -> FoundCycle | None:
    try:
        days = date.fromisoformat(heading["first"]), date.fromisoformat(heading["last"])
    except ValueError:
        return None
    return FoundCycle(plain_text(heading["name"]), plain_text(heading["theme"] or ""), *days)
