"""Refuses an edit that would overwrite what somebody else changed since the form was loaded.

The check runs inside the write transaction, so that no change can come in between.
"""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from kiosk.errors import EditConflict, NotFound, ValidationError, ValidationErrors, each_error
from kiosk.okr.codes import normal_code
from kiosk.okr.edit_conflict import (
    Editable,
    form_fields,
    lost_fields,
    stale_fields,
)
from kiosk.okr.model import Team
from kiosk.okr.survey import Lesson, Question
from kiosk.store.queries.cycles import cycle_by_id
from kiosk.store.queries.meetings import meeting_by_code
from kiosk.store.queries.office import read_key_result, read_objective
from kiosk.store.queries.pictures import picture_by_code
from kiosk.store.queries.screen_groups import group_of
from kiosk.store.queries.screens import screens
from kiosk.store.queries.surveys import survey_of
from kiosk.store.queries.teams import read_teams

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]
VersionReader = Callable[[sqlite3.Connection], Editable]


def version_reader(zone: ZoneInfo, table: str, key: int | str, code: str = "") -> VersionReader:
    """A function that reads the current version of a record: by its code or id; a survey's lines
    by the id of the cycle and their code. It raises NotFound if there is none.
    """
    # No field of a form depends on the time; only what is read along with it does.
    now = datetime.now(UTC)
    readers: dict[str, VersionReader] = {
        "objectives": lambda db: read_objective(db, normal_code(str(key)), now, zone),
        "key_results": lambda db: read_key_result(db, normal_code(str(key)), now, zone),
        "teams": lambda db: _team(db, normal_code(str(key))),
        "cycles": lambda db: cycle_by_id(db, int(key)),
        "meetings": lambda db: meeting_by_code(db, str(key)),
        "pictures": lambda db: picture_by_code(db, str(key)),
        "screens": lambda db: screens(db).of(str(key)),
        "screen_groups": lambda db: group_of(db, str(key)),
        "survey_questions": lambda db: _line(survey_of(db, int(key)).questions, code),
        "survey_lessons": lambda db: _line(survey_of(db, int(key)).lessons, code),
    }
    return readers[table]


def refuse_stale_edit(read: VersionReader, if_unchanged_since: str, work: Work[T]) -> Work[T]:
    """The work, refused where it would overwrite fields that have changed since the fingerprint
    in `if_unchanged_since`; with an empty one, the work itself.

    :raises EditConflict: from the work.
    """

    def run(db: sqlite3.Connection) -> T:
        before = read(db)
        others = stale_fields(if_unchanged_since, before)
        try:
            result = work(db)
        except ValidationError as error:
            if others:
                raise _with_own_errors(edit_conflict(before, others), error) from error
            raise
        lost = lost_fields(others, before, read(db)) if others else ()
        if lost:
            raise edit_conflict(before, lost)
        return result

    return run if if_unchanged_since else work


def _with_own_errors(conflict: EditConflict[Editable], error: ValidationError) -> ValidationError:
    """The conflict, and beside it the errors of fields that the form itself filled. What else is
    missing, like a reason, may be needed only because of the other person's change."""
    fields = form_fields(conflict.now)
    own = [each for each in each_error(error) if each.field in fields]
    return ValidationErrors([conflict, *own]) if own else conflict


def edit_conflict(now: Editable, fields: tuple[str, ...]) -> EditConflict[Editable]:
    """The error that names the fields which somebody else has changed."""
    return EditConflict(
        "fingerprint",
        "Someone else has changed this in the meantime. Check it, then save again",
        now,
        fields,
    )


def _team(db: sqlite3.Connection, code: str) -> Team:
    for team in read_teams(db, None):
        if team.code == code:
            return team
    raise NotFound("There is no team %(code)s", code=code)


def _line(lines: Iterable[Question | Lesson], code: str) -> Question | Lesson:
    for each in lines:
        if each.code == code:
            return each
    raise NotFound("There is no line %(code)s in this survey", code=code)
