"""What was sent to the import's page, read: a file or a long text in a process of its own."""

from collections.abc import Mapping

from kiosk.exchange.import_source import UnderstoodSource, understand_text
from kiosk.exchange.import_worker import understand_file, understand_long_text
from kiosk.okr.import_answers import ReadingAnswers
from kiosk.okr.import_progress import ReportProgress
from kiosk.views.admin.import_columns import column_answers
from kiosk.web.core.services import get_services

LONG_TEXT = 20_000
"""Characters from which on a text is read in a process of its own, which takes half a second."""
_LONG_LINE = 300
"""A text with such a line is read there as well: looking for numbers in it may take seconds."""
Upload = tuple[str, bytes]
"""The name of a file, and what is in it."""


def file_sources(
    name: str, data: bytes, fields: Mapping[str, str], report: ReportProgress
) -> tuple[UnderstoodSource, ...]:
    """The sources in a file.

    :param fields: of the form, which may say how its numbers are written.
    :raises ValidationError: on "file", if it cannot be read.
    """
    separator = fields.get("separator", "") or get_services().localizer.decimal_separator
    return understand_file(name, data, separator, report=report)


def text_sources(
    text: str, fields: Mapping[str, str], report: ReportProgress
) -> tuple[UnderstoodSource, ...]:
    """The sources in a text, with what the form's fields say about it."""
    chosen, answers = reading_answers(fields)
    separator = chosen or get_services().localizer.decimal_separator
    is_long = len(text) > LONG_TEXT or any(len(line) > _LONG_LINE for line in text.splitlines())
    understand = understand_long_text if is_long else understand_text
    return understand(text, separator, is_settled=bool(chosen), answers=answers, report=report)


def reading_answers(fields: Mapping[str, str]) -> tuple[str, ReadingAnswers]:
    """The answers that are needed while a text is read: the separator of its numbers, "" where
    nobody has said it, and the others."""
    order = {"day": True, "month": False}.get(fields.get("day_order", ""))
    return fields.get("separator", ""), ReadingAnswers(column_answers(fields), order)
