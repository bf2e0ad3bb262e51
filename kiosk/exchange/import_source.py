"""Sources of OKRs and what they mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.exchange.reading.lengths import TOO_LONG, is_too_long, narrowed
from kiosk.exchange.reading.lines import SourceLine
from kiosk.exchange.reading.own_tables import KEY_RESULTS
from kiosk.exchange.reading.source import Source, read_sources
from kiosk.exchange.reading.source_text import source_text
from kiosk.exchange.understanding import understood
from kiosk.exchange.understanding.own_export import OwnTable, understood_export
from kiosk.exchange.understanding.sheets import (
    has_okrs,
    left_out_sheet,
    with_teams_of_sheets,
)
from kiosk.okr.import_answers import NO_ANSWERS, ReadingAnswers
from kiosk.okr.import_findings import FoundCycle, FoundTeam, SkippedLine, Understood
from kiosk.okr.import_progress import (
    ImportStage,
    ProgressCounter,
    ReportProgress,
    report_nothing,
)

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class UnderstoodSource:
    """A file, or one sheet of a workbook, and what it means. `skipped` was left out unread; `text`
    is the source as text that means the same. `cycle` is the one that it says it is for, and
    `teams` what it says about teams, as this program's own exports do."""

    name: str
    found: Understood
    skipped: tuple[SkippedLine, ...] = ()
    text: str = ""
    cycle: FoundCycle | None = None
    teams: tuple[FoundTeam, ...] = ()


def understand_text(
    text: str,
    decimal_separator: str,
    *,
    is_settled: bool = False,
    answers: ReadingAnswers = NO_ANSWERS,
    report: ReportProgress = report_nothing,
) -> tuple[UnderstoodSource, ...]:
    """What the sources in a pasted text mean: one, or the tables of this program's own export.

    :param is_settled: whether somebody has said that this is the separator of its numbers.
    :param answers: what somebody has said about its columns.
    :raises ValidationError: on "file", if there is nothing in it.
    """
    return understood_sources(
        read_sources(text),
        decimal_separator,
        is_settled=is_settled,
        answers=answers,
        report=report,
    )


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
        kept, endless = _without_endless(lines)
        found = understood(
            kept, decimal_separator, is_settled=is_settled, answers=answers, counter=counter
        )
        return found.and_then(Understood(len(endless), (), not_understood=endless))

    own = [each for each in sources if each.table]
    if not any(each.table == KEY_RESULTS for each in own):
        own = []
    others = [(each, meaning(each.lines)) for each in sources if each not in own]
    return (*_of_export(own, decimal_separator, counter), *_of_others(others))


def _of_others(read: Sequence[tuple[Source, Understood]]) -> Iterator[UnderstoodSource]:
    """Sources with what they mean. Of a workbook, sheets that are no OKRs are left out."""
    with_okrs = any(each.sheet and has_okrs(found) for each, found in read)
    teams = with_teams_of_sheets({each.sheet: found for each, found in read if each.sheet})
    for each, found in read:
        left_out = left_out_sheet(each.sheet, each.lines, found) if each.sheet else None
        if left_out is not None and with_okrs:
            yield UnderstoodSource(each.name, left_out, each.skipped)
        else:
            meant = teams.get(each.sheet, found)
            is_team = [o.team for o in meant.objectives] != [o.team for o in found.objectives]
            # The text of all sheets is read as one, without their names.
            text = f"Team\t{each.sheet.strip()}\n{_text(each)}" if is_team else _text(each)
            yield UnderstoodSource(each.name, meant, each.skipped, text, each.cycle)


def _text(source: Source) -> str:
    text = source_text(source.lines)
    return f"{source.heading}\n\n{text}" if source.heading else text


def _without_endless(
    lines: Sequence[SourceLine],
) -> tuple[Sequence[SourceLine], tuple[SkippedLine, ...]]:
    """The lines, narrowed, without those that are too long to be looked into."""
    endless = [line for line in lines if any(map(is_too_long, line.cells or (line.text,)))]
    numbers = {line.number for line in endless}
    kept = tuple(narrowed(line) for line in lines if line.number not in numbers)
    return kept, tuple(
        SkippedLine(each.number, f"{each.text[:_SHOWN]}…", TOO_LONG) for each in endless
    )


def _of_export(
    own: Sequence[Source], decimal_separator: str, counter: ProgressCounter
) -> Iterator[UnderstoodSource]:
    if not own:
        return
    skipped = {each.name: each.skipped for each in own}
    tables = [OwnTable(each.name, each.table, each.lines) for each in own]
    for part in understood_export(tables, decimal_separator, counter):
        name = next((name for name in skipped if part.name.startswith(name)), "")
        left_out = skipped.pop(name, ())
        text = source_text(part.lines)
        yield UnderstoodSource(part.name, part.found, left_out, text, part.cycle, part.teams)
