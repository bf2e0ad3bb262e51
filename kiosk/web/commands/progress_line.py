"""The line on a terminal that says how far an import is, each time in place of the one before."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO, TypeVar

from kiosk.config import Settings
from kiosk.okr.import_progress import ImportProgress, ReportProgress, report_nothing
from kiosk.views.admin.import_progress import import_progress_text
from kiosk.views.i18n.localizer import Localizer
from kiosk.web.core.command_language import office_localizer

T = TypeVar("T")
_CLEAR = "\r\x1b[K"


def with_progress(settings: Settings, work: Callable[[ReportProgress], T]) -> T:
    """Do some work, and show on standard error how far it is."""
    with progress_line(office_localizer(settings), sys.stderr) as report:
        return work(report)


@contextmanager
def progress_line(localizer: Localizer, stream: TextIO) -> Iterator[ReportProgress]:
    """What shows the progress within this block, and is gone after it. A file or a pipe gets none:
    there it would be a line for each step."""
    if not stream.isatty():
        yield report_nothing
        return

    def report(progress: ImportProgress) -> None:
        stream.write(_CLEAR + import_progress_text(localizer, progress))
        stream.flush()

    try:
        yield report
    finally:
        stream.write(_CLEAR)
        stream.flush()
