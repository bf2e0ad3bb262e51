"""What is known before a table is read."""

from dataclasses import dataclass, field

from kiosk.okr.import_answers import ReadingAnswers
from kiosk.okr.import_progress import ImportStage, ProgressCounter

NOT_COUNTED = ProgressCounter(ImportStage.UNDERSTANDING)
"""For a source that nobody waits for."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known before a table is read: how its numbers are written, what was answered, and
    what the headings above it say: a team, an objective, or a `heading` that is one of the two;
    `line` and `depth` are its own and `outer` is the team above. `counter` counts its rows."""

    decimal_separator: str = "."
    answers: ReadingAnswers = field(default_factory=ReadingAnswers)
    team: str = ""
    objective: str = ""
    heading: str = ""
    outer: str = ""
    line: int = 0
    depth: int = 0
    counter: ProgressCounter = NOT_COUNTED
