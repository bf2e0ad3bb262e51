"""What is known before a table is read."""

from dataclasses import dataclass, field

from kiosk.okr.import_answers import ReadingAnswers


@dataclass(frozen=True, slots=True)
class Context:
    """What is known before a table is read: how its numbers are written, what was answered, and
    what the headings above it say: a team, an objective, or a `heading` that is one of the two;
    `line` is theirs and `outer` the team above."""

    decimal_separator: str = "."
    answers: ReadingAnswers = field(default_factory=ReadingAnswers)
    team: str = ""
    objective: str = ""
    heading: str = ""
    outer: str = ""
    line: int = 0
