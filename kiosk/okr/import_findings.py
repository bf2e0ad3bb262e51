"""What was found in a source of OKRs: teams, objectives and key results, with every line accounted
for, and what importing them would do."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from kiosk.okr.found_day import FoundDay
from kiosk.okr.key_result_draft import KeyResultDraft
from kiosk.okr.model import Objective

APART = "apart"
"""The answer that objectives of the same title are not one."""

FRACTION = "fraction"
"""What is asked about a percentage like 0.82, which may be 82 %."""

FoundValue = Decimal | bool | tuple[str, ...]
"""A number, whether it is done, or the titles of the milestones that are done."""


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line that says nothing about OKRs, and the reason as a gettext msgid."""

    number: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadingQuestion:
    """What may be read in different ways. `about` is the field, `readings` are the possible values,
    of which `taken` is used unless somebody decides otherwise.

    :ivar outcomes: for each of the readings, the key results that it makes of the line; empty where
        the answer cannot be applied without reading the source again.
    """

    about: str
    text: str
    readings: tuple[str, ...]
    taken: str
    outcomes: tuple[tuple[KeyResultDraft, ...], ...] = ()

    @property
    def is_about_separator(self) -> bool:
        """Whether the readings differ only in where the decimals begin: 1234 and 1.234."""
        digits = {re.sub(r"0+$", "", reading.replace(".", "")) for reading in self.readings}
        are_same = len(self.readings) == 2 and len(digits) == 1
        return are_same and bool(self.taken) and not self.outcomes


@dataclass(frozen=True, slots=True)
class QuestionAboutLines:
    """A question about lines of the source."""

    lines: tuple[int, ...]
    question: ReadingQuestion


@dataclass(frozen=True, slots=True)
class FoundCheckIn:
    """A value of a key result on a day, from a line of the source. `measured_on` is None where the
    source does not say the day, `unit` is "" where it does not say one.

    :ivar measured_at: the time of day too, where the source says it; naive in the office’s zone.
    :ivar is_confirmation: whether it only says that nothing has changed.
    """

    line: int
    value: FoundValue | None
    measured_on: FoundDay | None = None
    confidence: int | None = None
    note: str = ""
    unit: str = ""
    measured_at: datetime | None = None
    signature: str = ""
    is_confirmation: bool = False


@dataclass(frozen=True, slots=True)
class FoundHistory:
    """Check-ins of a key result that a table of check-ins names: by its title, by the title of its
    objective and the name of its team where the table has them ("" otherwise), or by its code."""

    line: int
    key_result: str
    check_ins: tuple[FoundCheckIn, ...]
    objective: str = ""
    code: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class FoundKeyResult:
    """A key result, and the line it is from.

    :ivar value: its current value, where the source has one.
    :ivar confidence: from 0 to 10, of the current value.
    :ivar note: on the current value.
    :ivar due: the day until which it is to be reached.
    :ivar description: what the source says about it besides, as the other tiers.
    :ivar measured_on: the day of the current value.
    :ivar source: the number of its source, from 0.
    :ivar key: names it in corrections.
    :ivar as_read: what was read, where somebody has corrected it.
    """

    line: int
    draft: KeyResultDraft
    value: FoundValue | None = None
    confidence: int | None = None
    note: str = ""
    due: FoundDay | None = None
    description: str = ""
    measured_on: FoundDay | None = None
    source: int = 0
    key: str = ""
    as_read: KeyResultDraft | None = None


@dataclass(frozen=True, slots=True)
class FoundGrade:
    """A grade, with the line it is from."""

    line: int
    grade: Decimal | None
    reason: str = ""
    learned: str = ""


@dataclass(frozen=True, slots=True)
class FoundCycle:
    """A cycle that a source names; its days are None where the source does not say them."""

    name: str
    theme: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class FoundTeam:
    """What a source says of a team besides its objectives; `color` is "" where it does not."""

    name: str
    is_company: bool = False
    color: str = ""


@dataclass(frozen=True, slots=True)
class FoundObjective:
    """An objective, the line it is from, and the name of its team, "" for none.

    :ivar serves: the titles of the objectives that it serves, as the source names them.
    :ivar because: why it matters, for the reason of its alignment; a line for each of `serves`, or
        one for all.
    :ivar source: the number of its source, from 0.
    :ivar key: names it in corrections.
    :ivar as_read: the name of its team and its title as they were read, where somebody has
        corrected them.
    """

    line: int
    team: str
    title: str
    key_results: tuple[FoundKeyResult, ...] = ()
    serves: tuple[str, ...] = ()
    because: str = ""
    description: str = ""
    short_title: str = ""
    source: int = 0
    key: str = ""
    as_read: tuple[str, str] | None = None
    grade: FoundGrade | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """A whole source. `lines` is how many lines have content: each is understood, skipped with a
    reason or not understood. `fingerprints` are those of its tables' headings."""

    lines: int
    objectives: tuple[FoundObjective, ...]
    skipped: tuple[SkippedLine, ...] = ()
    not_understood: tuple[SkippedLine, ...] = ()
    questions: tuple[QuestionAboutLines, ...] = ()
    histories: tuple[FoundHistory, ...] = ()
    fingerprints: tuple[str, ...] = ()

    def and_then(self, after: "Understood") -> "Understood":
        """This and what comes after it."""
        return Understood(
            self.lines + after.lines,
            self.objectives + after.objectives,
            self.skipped + after.skipped,
            self.not_understood + after.not_understood,
            self.questions + after.questions,
            self.histories + after.histories,
            self.fingerprints + after.fingerprints,
        )


@dataclass(frozen=True, slots=True)
class SameTitle:
    """Objectives with one title, about which it is asked whether they are one.

    :ivar found: those in the sources.
    :ivar there: those of other teams in the cycle.
    :ivar answer: what is done with them: APART, the key of the one that they are, or its code.
    :ivar at: the key of the one below which it is asked.
    """

    found: tuple[FoundObjective, ...]
    there: tuple[Objective, ...]
    answer: str
    at: str

    @property
    def key(self) -> str:
        """Names the question."""
        return self.found[0].key


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
class PreviewLink:
    """That an objective serves another. `key` is the code of one that exists, or names a new one by
    its place in the preview; `because` is "" where the source does not say why, `is_there` whether
    it serves it already."""

    key: str
    title: str
    because: str
    is_there: bool = False


@dataclass(frozen=True, slots=True)
class PreviewObjective:
    """An objective of a team, given by its code or, for a new one, its temporary code. `code` is
    that of an objective that exists already, `cycle` the place of its cycle in the plan."""

    found: FoundObjective
    state: ItemState
    team: str
    key_results: tuple[PreviewKeyResult, ...]
    code: str = ""
    links: tuple[PreviewLink, ...] = ()
    cycle: int = 0
