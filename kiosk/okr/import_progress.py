"""How far an import has come, so that somebody who waits for a large one can see it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")
_EVERY = 500


class ImportStage(StrEnum):
    """What is being done."""

    READING = "reading"
    UNDERSTANDING = "understanding"
    COMPARING = "comparing"
    BACKING_UP = "backing up"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """A stage, and how much of it is done: lines of the source, or rows that are written. `total`
    is 0 where nobody knows it."""

    stage: ImportStage
    done: int = 0
    total: int = 0


ReportProgress = Callable[[ImportProgress], None]


def report_nothing(_progress: ImportProgress) -> None:
    """For those who do not wait."""


@dataclass(slots=True, eq=False)
class ProgressCounter:
    """Counts what a stage has done, and reports it from time to time."""

    stage: ImportStage
    total: int = 0
    report: ReportProgress = report_nothing
    done: int = field(default=0, init=False)

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """The items, each counted once it is done with."""
        for item in items:
            yield item
            self.count()

    def count(self, done: int = 1) -> None:
        """Some more are done."""
        before, self.done = self.done, self.done + done
        if before // _EVERY != self.done // _EVERY or before < self.done == self.total:
            self.report(ImportProgress(self.stage, self.done, self.total))
