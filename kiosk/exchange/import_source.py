"""Reading and understanding a file in a process of its own, with limits on time and memory.

A file comes from anywhere: a small archive may unpack to gigabytes, and a parser may loop.
"""

import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kiosk.errors import ValidationError
from kiosk.exchange.reading.source import Source, read_file, read_text
from kiosk.exchange.reading.source_text import source_text
from kiosk.exchange.understanding import understood
from kiosk.okr.import_answers import NO_ANSWERS, ReadingAnswers
from kiosk.okr.import_findings import SkippedLine, Understood

SECONDS, MOST_SECONDS = 5, 20
"""Of the processor: for a small file, and for a large one."""
BYTES_A_SECOND = 30_000
"""What a large file has each further second for. A workbook of 20,000 check-ins has 450 KB."""
PATIENCE = 30
"""Seconds by the clock: a busy machine takes longer for the same."""
MEGABYTES = 300
_REFUSED = 3


@dataclass(frozen=True, slots=True)
class UnderstoodSource:
    """A file, or one sheet of a workbook, and what it means. `skipped` was left out unread; `text`
    is the source as text that means the same."""

    name: str
    found: Understood
    skipped: tuple[SkippedLine, ...] = ()
    text: str = ""


class _Refusal(msgspec.Struct):
    field: str
    message: str
    values: dict[str, str]


def understand_file(
    name: str, data: bytes, decimal_separator: str, *, seconds: float = PATIENCE
) -> tuple[UnderstoodSource, ...]:
    """What the sources in a file mean, read in a process of its own.

    :param name: for messages; its content says what the file is.
    :param decimal_separator: the locale's.
    :raises ValidationError: on "file", saying what is wrong and what to do.
    """
    command = [sys.executable, "-m", "kiosk.exchange.import_source", name, decimal_separator]
    command.append(str(_processor_seconds(len(data))))
    try:
        done = subprocess.run(  # noqa: S603 (this program itself)
            command,
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=Path(__file__).parents[2],
        )
    except subprocess.TimeoutExpired:
        raise _too_much() from None
    if done.returncode == _REFUSED:
        refusal = msgspec.json.decode(done.stdout, type=_Refusal)
        raise ValidationError(refusal.field, refusal.message, **refusal.values)
    if done.returncode:
        raise _too_much()
    return msgspec.json.decode(done.stdout, type=tuple[UnderstoodSource, ...])


def understand_text(
    text: str,
    decimal_separator: str,
    *,
    is_settled: bool = False,
    answers: ReadingAnswers = NO_ANSWERS,
) -> UnderstoodSource:
    """What a pasted text means.

    :param is_settled: whether somebody has said that this is the separator of its numbers.
    :param answers: what somebody has said about its columns.
    :raises ValidationError: on "file", if there is nothing in it.
    """
    sources = (read_text(text),)
    return understood_sources(sources, decimal_separator, is_settled=is_settled, answers=answers)[0]


def understood_sources(
    sources: Sequence[Source],
    decimal_separator: str,
    *,
    is_settled: bool = False,
    answers: ReadingAnswers = NO_ANSWERS,
) -> tuple[UnderstoodSource, ...]:
    """What sources mean that were read in this process."""
    return tuple(
        UnderstoodSource(
            each.name,
            understood(each.lines, decimal_separator, is_settled=is_settled, answers=answers),
            each.skipped,
            source_text(each.lines),
        )
        for each in sources
    )


def _too_much() -> ValidationError:
    return ValidationError(
        "file", "Reading this file takes too much time or memory. Copy the OKRs into a smaller one"
    )


def _processor_seconds(size: int) -> int:
    return min(MOST_SECONDS, SECONDS + size // BYTES_A_SECOND)


def _limit_process(seconds: int) -> None:
    most = MEGABYTES * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: Sequence[str]) -> int:
    """The process: a file on standard input, what it means on standard output."""
    name, decimal_separator, seconds = arguments
    _limit_process(int(seconds))
    try:
        found = understood_sources(read_file(name, sys.stdin.buffer.read()), decimal_separator)
    except ValidationError as error:
        values = {key: str(value) for key, value in error.values.items()}
        sys.stdout.buffer.write(msgspec.json.encode(_Refusal(error.field, error.message, values)))
        return _REFUSED
    sys.stdout.buffer.write(msgspec.json.encode(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
