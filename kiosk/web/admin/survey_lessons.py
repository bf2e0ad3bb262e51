"""You said, we changed: the lines an admin writes once a survey is closed."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.okr.survey import LESSON_LENGTH, Lesson
from kiosk.web.admin.once import once
from kiosk.web.admin.pages import UNPROCESSABLE, error_text, page, see, typed
from kiosk.web.admin.stood import carried, fills_form_of
from kiosk.web.admin.survey import ONE, PLACE, desk_page, direction, place_of
from kiosk.web.house import house
from kiosk.web.sessions import admin_only

blueprint = Blueprint("survey_lessons", __name__)


@blueprint.post(f"{ONE}/lessons")
@admin_only
@once
def add(cycle: int) -> Response:
    """One more."""
    try:
        house().store.add_survey_lesson(cycle, typed("said"), typed("changed"))
    except Refused as error:
        return desk_page(cycle, error_text(error), request.form.to_dict())
    return see(f"{place_of(cycle)}#lessons")


@blueprint.get(f"{ONE}/lessons/<code>")
@admin_only
@fills_form_of("survey_lessons")
def edit(cycle: int, code: str) -> Response:
    """The form of one."""
    lessons = house().store.survey(cycle).lessons
    found = next((lesson for lesson in lessons if lesson.code == code), None)
    if found is None:
        raise NotFound("There is no line %(code)s in this survey", code=code)
    return _form(cycle, code, {"said": found.said, "changed": found.changed}, {})


@blueprint.post(f"{ONE}/lessons/<code>")
@admin_only
def change(cycle: int, code: str) -> Response:
    """Change one."""
    try:
        lesson = Lesson(code, typed("said"), typed("changed"))
        house().store.edit_survey_lesson(cycle, lesson, carried())
    except Refused as error:
        return _form(cycle, code, request.form.to_dict(), error_text(error))
    return see(f"{place_of(cycle)}#lessons")


@blueprint.post(f"{ONE}/lessons/<code>/<action>")
@admin_only
def act(cycle: int, code: str, action: str) -> Response:
    """Move one, or take it away."""
    store = house().store
    if action == "remove":
        store.remove_survey_lesson(cycle, code)
    else:
        store.move_survey_lesson(cycle, code, direction())
    return see(f"{place_of(cycle)}#lessons")


def _form(cycle: int, code: str, given: dict[str, str], errors: dict[str, str]) -> Response:
    return page(
        "admin/survey_lesson.html",
        house().words.gettext("You said, we changed"),
        here=PLACE,
        status=UNPROCESSABLE if errors else 200,
        action=f"{place_of(cycle)}/lessons/{code}",
        back=place_of(cycle),
        given={"said": "", "changed": ""} | given,
        errors=errors,
        most=LESSON_LENGTH,
    )
