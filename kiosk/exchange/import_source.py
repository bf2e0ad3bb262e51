"""Sources of OKRs and what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.reading.source import Source, read_text
from kiosk.exchange.reading.source_text import source_text
from kiosk.exchange.understanding import understood
from kiosk.okr.import_answers import NO_ANSWERS, ReadingAnswers
from kiosk.okr.import_findings import SkippedLine, Understood
from kiosk.okr.import_progress import (
    ImportStage,
    ProgressCounter,
    ReportProgress,
    report_nothing,
)


@dataclass(frozen=True, slots=True)
class UnderstoodSource:
    """A file, or one sheet of a workbook, and what it means. `skipped` was left out unread; `text`
    is the source as text that means the same."""

    name: str
    found: Understood
    skipped: tuple[SkippedLine, ...] = ()
    text: str = ""


def understand_text(
    text: str,
    decimal_separator: str,
    *,
    is_settled: bool = False,
    answers: ReadingAnswers = NO_ANSWERS,
    report: ReportProgress = report_nothing,
) -> UnderstoodSource:
    """What a pasted text means.

    :param is_settled: whether somebody has said that this is the separator of its numbers.
    :param answers: what somebody has said about its columns.
    :raises ValidationError: on "file", if there is nothing in it.
    """
    sources = (read_text(text),)
    (found,) = understood_sources(
        sources, decimal_separator, is_settled=is_settled, answers=answers, report=report
    )
    return found


def understood_sources(
    sources: Sequence[Source],
    decimal_separator: str,
    *,
    is_settled: bool = False,
    answers: ReadingAnswers = NO_ANSWERS,
    report: ReportProgress = report_nothing,
) -> tuple[UnderstoodSource, ...]:
    """What sources mean that were read in this process."""
    lines = sum(len(each.lines) for each in sources)
    counter = ProgressCounter(ImportStage.UNDERSTANDING, lines, report)

    def meaning(lines: Sequence[SourceLine]) -> Understood:
        return understood(
            lines, decimal_separator, is_settled=is_settled, answers=answers, counter=counter
        )

    return tuple(
        UnderstoodSource(each.name, meaning(each.lines), each.skipped, source_text(each.lines))
        for each in sources
    )
