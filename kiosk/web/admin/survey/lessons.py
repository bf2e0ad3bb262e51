"""Lessons, “You said, we changed”: lines that an admin adds once a survey is closed."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.survey import LESSON_LENGTH, Lesson
from kiosk.web.admin.edit_conflicts import edit_form_of, submitted_fingerprint
from kiosk.web.admin.idempotency import asks_before_second, idempotent
from kiosk.web.admin.responses import (
    UNPROCESSABLE,
    Confirmation,
    confirmation_page,
    error_text,
    form_direction,
    form_text,
    redirect_to,
    render_page,
)
from kiosk.web.admin.survey.pages import BASE_PATH, CYCLE_PATH, SURE, survey_page, survey_path
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("survey_lessons", __name__)


@blueprint.post(f"{CYCLE_PATH}/lessons")
@admin_required
@idempotent
@asks_before_second
def create(cycle: int) -> Response:
    """Add a lesson."""
    try:
        get_services().store.surveys.add_lesson(cycle, form_text("said"), form_text("changed"))
    except ValidationError as error:
        return survey_page(cycle, error_text(error), request.form.to_dict())
    return redirect_to(f"{survey_path(cycle)}#lessons")


@blueprint.get(f"{CYCLE_PATH}/lessons/<code>")
@admin_required
@edit_form_of("survey_lessons")
def edit(cycle: int, code: str) -> Response:
    """The form of a lesson."""
    found = _found_lesson(cycle, code)
    return _form(cycle, code, {"said": found.said, "changed": found.changed}, {})


def _found_lesson(cycle: int, code: str) -> Lesson:
    lessons = get_services().store.surveys.get(cycle).lessons
    found = next((lesson for lesson in lessons if lesson.code == code), None)
    if found is None:
        raise NotFound("There is no line %(code)s in this survey", code=code)
    return found


def _ask_to_remove(cycle: int, code: str) -> Response:
    _, path = get_services().localizer.gettext, f"{survey_path(cycle)}/lessons/{code}"
    found = _found_lesson(cycle, code)
    text = f"“{found.said}” → {found.changed}"
    ask = Confirmation(text, _("Remove"), f"{path}/remove", path, (SURE,))
    return confirmation_page(_("Remove this from walls and phones?"), ask, BASE_PATH)


@blueprint.post(f"{CYCLE_PATH}/lessons/<code>")
@admin_required
@edit_form_of("survey_lessons")
def update(cycle: int, code: str) -> Response:
    """Change a lesson."""
    try:
        lesson = Lesson(code, form_text("said"), form_text("changed"))
        get_services().store.surveys.edit_lesson(cycle, lesson, submitted_fingerprint())
    except ValidationError as error:
        return _form(cycle, code, request.form.to_dict(), error_text(error))
    return redirect_to(f"{survey_path(cycle)}#lessons")


@blueprint.post(f"{CYCLE_PATH}/lessons/<code>/<action>")
@admin_required
def run_action(cycle: int, code: str, action: str) -> Response:
    """Move a lesson, or remove it."""
    store = get_services().store
    if action == "remove" and not form_text("sure"):
        return _ask_to_remove(cycle, code)
    if action == "remove":
        store.surveys.remove_lesson(cycle, code)
    else:
        store.surveys.move_lesson(cycle, code, form_direction())
    return redirect_to(f"{survey_path(cycle)}#lessons")


def _form(cycle: int, code: str, given: dict[str, str], errors: dict[str, str]) -> Response:
    return render_page(
        "admin/survey/lesson_form.html",
        get_services().localizer.gettext("You said, we changed"),
        nav_path=BASE_PATH,
        status=UNPROCESSABLE if errors else 200,
        action=f"{survey_path(cycle)}/lessons/{code}",
        back=survey_path(cycle),
        given={"said": "", "changed": ""} | given,
        errors=errors,
        most=LESSON_LENGTH,
    )
