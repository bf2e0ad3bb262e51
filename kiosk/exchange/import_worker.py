"""Reading and understanding a file in a process of its own, with limits on time and memory.

A file comes from anywhere: a small archive may unpack to gigabytes, and a parser may loop. The
process says how far it is in lines that begin with a mark; the last line is what it understood.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic

import msgspec

from kiosk.errors import ValidationError
from kiosk.exchange.import_source import UnderstoodSource, understand_text, understood_sources
from kiosk.exchange.reading.lengths import too_much
from kiosk.exchange.reading.source import read_file, refuse_too_large
from kiosk.okr.import_answers import NO_ANSWERS, ReadingAnswers
from kiosk.okr.import_progress import ImportProgress, ImportStage, ReportProgress, report_nothing

SECONDS = 4
"""Of the processor, of which another program that is busy takes none: for any file."""
LINES_A_SECOND = {ImportStage.READING: 4_000, ImportStage.UNDERSTANDING: 4_000}
"""Of a large file, each further second is for so many lines that are read or understood: a slow
machine needs it, and a file that only keeps the parser busy does not get it."""
_MOST_SECONDS = 40
MEGABYTES = 260
"""Of its own data: with the program itself, it stays below 300."""
_REFUSED = 3
_MARK = b"#"
_EVERY_SECONDS = 0.1
_NICE = 5
"""The process gives way to the server: to walls, and to whoever saves."""


class _Reading(msgspec.Struct):
    """What to read on standard input: a file with a name, or a pasted text without."""

    decimal_separator: str
    name: str = ""
    is_settled: bool = False
    answers: ReadingAnswers = NO_ANSWERS
    seconds: int = SECONDS


class _Refusal(msgspec.Struct):
    field: str
    message: str
    values: dict[str, str]


def understand_file(
    name: str,
    data: bytes,
    decimal_separator: str,
    *,
    is_settled: bool = False,
    answers: ReadingAnswers = NO_ANSWERS,
    report: ReportProgress = report_nothing,
    seconds: int = SECONDS,
) -> tuple[UnderstoodSource, ...]:
    """What the sources in a file mean, read in a process of its own.

    :param name: for messages; its content says what the file is.
    :param decimal_separator: the locale's.
    :param is_settled: whether somebody has said that this is the separator of its numbers.
    :param answers: what somebody has said about its columns and days.
    :param report: called with how far it is.
    :param seconds: of the processor.
    :raises ValidationError: on "file", saying which, what is wrong and what to do.
    """
    reading = _Reading(decimal_separator, name, is_settled, answers, seconds)
    try:
        refuse_too_large(len(data))
        return _understood(reading, data, report)
    except ValidationError as error:
        raise ValidationError(
            error.field, "“%(file)s”: %(reason)s", file=name, reason=error
        ) from error


def understand_long_text(
    text: str,
    decimal_separator: str,
    *,
    is_settled: bool = False,
    answers: ReadingAnswers = NO_ANSWERS,
    report: ReportProgress = report_nothing,
) -> tuple[UnderstoodSource, ...]:
    """What a pasted text means, as `understand_text` says it, in a process of its own.

    :raises ValidationError: on "file", if there is nothing in it, or it takes too long.
    """
    reading = _Reading(decimal_separator, is_settled=is_settled, answers=answers)
    return _understood(reading, text.encode(errors="replace"), report)


def _understood(
    reading: _Reading, data: bytes, report: ReportProgress
) -> tuple[UnderstoodSource, ...]:
    command = [sys.executable, "-m", "kiosk.exchange.import_worker"]
    command.append(msgspec.json.encode(reading).decode())
    with subprocess.Popen(  # noqa: S603 (this program itself)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    ) as worker:
        found = _answer(worker, data, report)
    if worker.returncode == _REFUSED:
        refusal = msgspec.json.decode(found, type=_Refusal)
        raise ValidationError(refusal.field, refusal.message, **refusal.values)
    if worker.returncode:
        raise too_much()  # it was ended by one of its limits
    return msgspec.json.decode(found, type=tuple[UnderstoodSource, ...])


def _answer(worker: "subprocess.Popen[bytes]", data: bytes, report: ReportProgress) -> bytes:
    """The last line of the process; it reads everything before it writes anything."""
    if worker.stdin is None or worker.stdout is None:
        return b""
    with suppress(BrokenPipeError), worker.stdin:
        worker.stdin.write(data)
    last = b""
    for line in worker.stdout:
        if line.startswith(_MARK):
            report(msgspec.json.decode(line.removeprefix(_MARK), type=ImportProgress))
        else:
            last = line
    return last


def _limit_process(seconds: int) -> None:
    most = MEGABYTES * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, _MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(_NICE)


class _Reporter:
    """Writes how far the process is, at most ten times a second, and gives it time for more."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._lines: dict[ImportStage, int] = {}
        self._last = 0.0

    def __call__(self, progress: ImportProgress) -> None:
        self._lines[progress.stage] = progress.done
        more = sum(lines // LINES_A_SECOND[stage] for stage, lines in self._lines.items())
        seconds = min(self._seconds + more, _MOST_SECONDS)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, _MOST_SECONDS))
        now = monotonic()
        if now - self._last >= _EVERY_SECONDS:
            self._last = now
            sys.stdout.buffer.write(_MARK + msgspec.json.encode(progress) + b"\n")
            sys.stdout.buffer.flush()


def _read(reading: _Reading, data: bytes) -> tuple[UnderstoodSource, ...]:
    report = _Reporter(reading.seconds)
    if reading.name:
        sources = read_file(reading.name, data, report)
        return understood_sources(
            sources,
            reading.decimal_separator,
            is_settled=reading.is_settled,
            answers=reading.answers,
            report=report,
        )
    text = data.decode(errors="replace")
    return understand_text(
        text,
        reading.decimal_separator,
        is_settled=reading.is_settled,
        answers=reading.answers,
        report=report,
    )


def main(arguments: Sequence[str]) -> int:
    """The process: a file on standard input, what it means on standard output."""
    reading = msgspec.json.decode(arguments[0], type=_Reading)
    _limit_process(reading.seconds)
    try:
        found = _read(reading, sys.stdin.buffer.read())
    except ValidationError as error:
        return _refuse(error)
    except (MemoryError, RecursionError):
        return _refuse(too_much())
    except Exception:  # noqa: BLE001 -- whatever a parser does with a file that is broken
        return _refuse(
            ValidationError(
                "file",
                "This file is not what it seems to be. Copy the OKRs out of it and paste them",
            )
        )
    sys.stdout.buffer.write(msgspec.json.encode(found))
    return 0


def _refuse(error: ValidationError) -> int:
    values = {key: _writable(str(value)) for key, value in error.values.items()}
    sys.stdout.buffer.write(msgspec.json.encode(_Refusal(error.field, error.message, values)))
    return _REFUSED


def _writable(text: str) -> str:
    """A text without halves of characters, which a JSON file may have."""
    return text.encode(errors="replace").decode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
