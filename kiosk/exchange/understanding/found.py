"""What was found in a source: teams, objectives and key results, with every line accounted for."""

from dataclasses import dataclass
from decimal import Decimal

from kiosk.exchange.reading.lines import SkippedLine
from kiosk.exchange.understanding.measures import ReadingQuestion
from kiosk.okr.key_result_draft import KeyResultDraft


@dataclass(frozen=True, slots=True)
class QuestionAboutLines:
    """A question about lines of the source."""

    lines: tuple[int, ...]
    question: ReadingQuestion


@dataclass(frozen=True, slots=True)
class FoundKeyResult:
    """A key result, the line it is from, and its current value, where the source has one: a number,
    or True for one that is done."""

    line: int
    draft: KeyResultDraft
    value: Decimal | bool | None = None


@dataclass(frozen=True, slots=True)
class FoundObjective:
    """An objective, the line it is from, and the name of its team, "" for none."""

    line: int
    team: str
    title: str
    key_results: tuple[FoundKeyResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A whole source. `lines` is how many lines have content: each is understood, skipped with a
    reason or not understood."""

    lines: int
    objectives: tuple[FoundObjective, ...]
    skipped: tuple[SkippedLine, ...] = ()
    not_understood: tuple[SkippedLine, ...] = ()
    questions: tuple[QuestionAboutLines, ...] = ()

    def and_then(self, after: "Understood") -> "Understood":
        """This and what comes after it."""
        return Understood(
            self.lines + after.lines,
            self.objectives + after.objectives,
            self.skipped + after.skipped,
            self.not_understood + after.not_understood,
            self.questions + after.questions,
        )
