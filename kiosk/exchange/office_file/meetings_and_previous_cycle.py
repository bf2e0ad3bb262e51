"""What goes together in an office file's meetings and in the cycle before."""

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
        place = f"meetings[{number}].team"
        if meeting.team:
            _refuse_other(place, meeting.team, slugs, collect)
        elif meeting.kind is MeetingKind.TEAM:
            collect.refuse(ValidationError(place, "This is missing. Write a line of text here."))


def refuse_wrong_previous(previous: FilePrevious, collect: Collector) -> None:
    """Refuse a grade of no objective, a second one, and a question without an answer's kind."""
    codes = [objective.code for objective in previous.objectives]
    graded: set[str] = set()
    for number, grade in enumerate(previous.grades):
        place = f"previous.grades[{number}].objective"
        _refuse_other(place, grade.objective, codes, collect)
        if grade.objective in graded:
            collect.refuse(
                ValidationError(
                    place,
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


def _refuse_other(place: str, word: str, known: Sequence[str], collect: Collector) -> None:
    try:
        one_of(word, list(known))
    except ValidationError as error:
        collect.refuse(ValidationError(place, error.message, **error.values))
