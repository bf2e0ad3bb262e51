"""Whether what a form would write still stands as it did when the form was made.

It is asked inside the transaction that writes, so that nobody comes in between.
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
from kiosk.store.queries.survey_rows import survey_of
from kiosk.store.queries.teams import read_teams

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]
VersionReader = Callable[[sqlite3.Connection], Editable]


def version_reader(zone: ZoneInfo, table: str, key: int | str, code: str = "") -> VersionReader:
    """Reads a thing as it stands: by its code or number, in a survey by the cycle's and its code.

    What it reads raises NotFound where there is none.
    """
    # Nothing that a form writes depends on the moment; only what is read along with it does.
    now = datetime.now(UTC)
    looks: dict[str, VersionReader] = {
        "objectives": lambda db: read_objective(db, normal_code(str(key)), now, zone),
        "key_results": lambda db: read_key_result(db, normal_code(str(key)), now, zone),
        "teams": lambda db: _team(db, normal_code(str(key))),
        "cycles": lambda db: cycle_by_id(db, int(key)),
        "meetings": lambda db: meeting_by_code(db, str(key)),
        "survey_questions": lambda db: _line(survey_of(db, int(key)).questions, code),
        "survey_lessons": lambda db: _line(survey_of(db, int(key)).lessons, code),
    }
    return looks[table]


def refuse_stale_edit(look: VersionReader, carried: str, work: Work[T]) -> Work[T]:
    """The work, refused where it would put back what somebody else has changed since the form
    was made that carried this; without a word of what stood there, the work itself.

    :raises Changed: from the work.
    """

    def run(db: sqlite3.Connection) -> T:
        was = look(db)
        others = stale_fields(carried, was)
        try:
            done = work(db)
        except ValidationError as error:
            if others:
                raise _with_own_errors(edit_conflict(was, others), error) from error
            raise
        lost = lost_fields(others, was, look(db)) if others else ()
        if lost:
            raise edit_conflict(was, lost)
        return done

    return run if carried else work


def _with_own_errors(conflict: EditConflict[Editable], error: ValidationError) -> ValidationError:
    """The conflict, and beside it the errors of fields that the form itself filled. What else is
    missing, like a reason, may be needed only because of the other person's change."""
    fields = form_fields(conflict.now)
    own = [each for each in each_error(error) if each.field in fields]
    return ValidationErrors([conflict, *own]) if own else conflict


def edit_conflict(now: Editable, fields: tuple[str, ...]) -> EditConflict[Editable]:
    """The error that names the fields which somebody else has changed."""
    return EditConflict(
        "stood", "Someone else has changed this meanwhile. Check it, then save again", now, fields
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
