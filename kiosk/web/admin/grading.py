"""Grading: each team grades its objectives and notes what it learned."""

from decimal import Decimal, InvalidOperation

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import EditConflict, NotAllowed, NotFound, ValidationError
from kiosk.okr.codes import normal_code
from kiosk.okr.grading import GradeDraft, grade_version
from kiosk.okr.model import CycleState, Grade, Objective, Office
from kiosk.okr.permissions import may_check_in
from kiosk.views.admin.grading import GradeInput, grade_conflict_text, grading_page
from kiosk.web.admin.responses import UNPROCESSABLE, error_text, form_text, redirect_to, render_page
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import current_user, login_required, require_user

blueprint = Blueprint("grading", __name__)
BASE_PATH = "/admin/grading"


@blueprint.get(BASE_PATH)
@login_required
def show() -> Response:
    """The forms of all objectives that the user may grade."""
    return _page(get_services().office())


@blueprint.post(f"{BASE_PATH}/<code>")
@login_required
def update(code: str) -> Response:
    """Save an objective's grade, its reason and the lesson."""
    services = get_services()
    office, me = services.office(), current_user()
    objective = _objective(office, code)
    if not _may_grade(office, objective):
        raise NotAllowed("You can grade only for your own team. Ask someone from the other team")
    try:
        draft = GradeDraft(_grade(form_text("grade")), form_text("reason"), form_text("learned"))
        services.store.grades.save(
            objective.code,
            draft,
            now=services.now(),
            author=me.name if me else "",
            version=request.form.get("version"),
        )
    except EditConflict as conflict:
        sentence = {"grade": _conflict_text(conflict.now)}
        version = grade_version(conflict.now)
        return _page(office, _again(objective, version, sentence, is_conflict=True))
    except ValidationError as error:
        version = request.form.get("version", "")
        return _page(office, _again(objective, version, error_text(error)))
    return redirect_to(f"{BASE_PATH}?saved={objective.code}#g-{objective.code}")


def _again(
    objective: Objective, version: str, errors: dict[str, str], *, is_conflict: bool = False
) -> GradeInput:
    """The form as it was submitted, with its errors."""
    return GradeInput(
        objective.code,
        form_text("grade"),
        form_text("reason"),
        form_text("learned"),
        version,
        errors,
        is_conflict,
    )


def _conflict_text(now: Grade) -> str:
    services, me = get_services(), require_user()
    name = now.graded_by if me.is_admin else ""
    is_own = now.graded_by == me.name
    return grade_conflict_text(services.localizer, now, name, services.now(), is_own=is_own)


def _page(office: Office, again: GradeInput | None = None) -> Response:
    services = get_services()
    graded = tuple(
        (cycle, services.store.grades.of_cycle(cycle.id))
        for cycle in office.cycles
        if cycle.state is CycleState.GRADING
    )
    view = grading_page(services.localizer, office, graded, lambda o: _may_grade(office, o), again)
    status = UNPROCESSABLE if again else 200
    title = services.localizer.gettext("Grading")
    return render_page(
        "admin/cycles/grading.html",
        title,
        nav_path=BASE_PATH,
        status=status,
        office=office,
        page=view,
        has_grades=office.settings.grades,
        saved=normal_code(request.args.get("saved", "")[:20]),
    )


def _may_grade(office: Office, objective: Objective) -> bool:
    me = current_user()
    return me is not None and may_check_in(office, objective.team, me.teams, is_admin=me.is_admin)


def _objective(office: Office, code: str) -> Objective:
    try:
        return office.objective(normal_code(code))
    except KeyError:
        raise NotFound("There is no objective %(code)s", code=code) from None


def _grade(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise ValidationError(
            "grade", "A grade is from 0.0 to 1.0, with one decimal. Choose one"
        ) from None
