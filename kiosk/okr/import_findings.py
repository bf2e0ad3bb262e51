"""What was found in a source of OKRs: teams, objectives and key results, with every line accounted
for, and what importing them would do."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kiosk.okr.key_result_draft import KeyResultDraft


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line that says nothing about OKRs, and the reason as a gettext msgid."""

    number: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadingQuestion:
    """What may be read in different ways. `about` is the field, `readings` are the possible values,
    of which `taken` is used unless somebody decides otherwise."""

    about: str
    text: str
    readings: tuple[str, ...]
    taken: str

    @property
    def is_about_separator(self) -> bool:
        """Whether the readings differ only in where the decimals begin: 1234 and 1.234."""
        digits = {re.sub(r"0+$", "", reading.replace(".", "")) for reading in self.readings}
        return len(self.readings) == 2 and len(digits) == 1


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


class ItemState(StrEnum):
    """What an import does to an objective or a key result."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class PreviewKeyResult:
    """A key result: what was found, and `code`, the one that exists already."""

    found: FoundKeyResult
    state: ItemState
    draft: KeyResultDraft
    code: str = ""


@dataclass(frozen=True, slots=True)
class PreviewObjective:
    """An objective of a team, given by its code or, for a new one, its temporary code."""

    found: FoundObjective
    state: ItemState
    team: str
    key_results: tuple[PreviewKeyResult, ...]
