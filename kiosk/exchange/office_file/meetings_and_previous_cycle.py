"""The rules that concern several fields of an office file's meetings and previous cycle."""

from collections.abc import Sequence

from kiosk.errors import Collector, ValidationError
from kiosk.exchange.office_file.fields import one_of
from kiosk.exchange.office_file.model import FileMeeting, FilePrevious
from kiosk.okr.meetings import MeetingKind


def refuse_wrong_meetings(
    meetings: Sequence[FileMeeting], slugs: Sequence[str], collect: Collector
) -> None:
    """Refuse a meeting of a team that is not one of these."""
    for number, meeting in enumerate(meetings):
        path = f"meetings[{number}].team"
        if meeting.team:
            _refuse_other(path, meeting.team, slugs, collect)
        elif meeting.kind is MeetingKind.TEAM:
            collect.refuse(ValidationError(path, "This is missing. Write a line of text here."))


def refuse_wrong_previous(previous: FilePrevious, collect: Collector) -> None:
    """Refuse grades without an objective, duplicate grades, and questions with no or both kinds of
    answers."""
    codes = [objective.code for objective in previous.objectives]
    graded: set[str] = set()
    for number, grade in enumerate(previous.grades):
        path = f"previous.grades[{number}].objective"
        _refuse_other(path, grade.objective, codes, collect)
        if grade.objective in graded:
            collect.refuse(
                ValidationError(
                    path,
                    "%(code)s is already graded. Leave one of the two out.",
                    code=grade.objective,
                )
            )
        graded.add(grade.objective)
    for number, question in enumerate(previous.questions):
        if bool(question.counts) is bool(question.sentences):
            collect.refuse(
                ValidationError(
                    f"previous.questions[{number}].counts",
                    "A question is answered by numbers or in words. Write either counts or"
                    " sentences.",
                )
            )


def _refuse_other(path: str, word: str, known: Sequence[str], collect: Collector) -> None:
    try:
        one_of(word, list(known))
    except ValidationError as error:
        collect.refuse(ValidationError(path, error.message, **error.values))
