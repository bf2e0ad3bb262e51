"""The survey: its questions while it is a draft, its codes while it is open, then its lessons."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.model import CycleState
from kiosk.okr.survey import (
    QUESTION_LENGTH,
    Question,
    QuestionKind,
    ResultsPolicy,
    Survey,
    SurveyState,
)
from kiosk.views.admin.survey import survey_admin_page, surveyed_cycle
from kiosk.views.common.labels import question_kind_names
from kiosk.views.common.survey import default_questions, results_page
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
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("survey_desk", __name__)
BASE_PATH = "/admin/survey"
CYCLE_PATH = f"{BASE_PATH}/<int:cycle>"
SURE = ("sure", "1")
"""The field of a confirmation."""


def survey_path(cycle: int) -> str:
    """The path of a cycle's survey."""
    return f"{BASE_PATH}/{cycle}"


@blueprint.get(BASE_PATH)
@admin_required
def index() -> Response:
    """The survey of the current cycle, or the latest one."""
    services = get_services()
    cycle = surveyed_cycle(services.store.cycles.all(), services.store.surveys.all())
    if cycle is None:
        title = services.localizer.gettext("Survey")
        return render_page("admin/survey/no_cycle.html", title, nav_path=BASE_PATH)
    return survey_page(cycle)


@blueprint.get(CYCLE_PATH)
@admin_required
def show(cycle: int) -> Response:
    """A cycle's survey."""
    return survey_page(cycle)


def survey_page(
    cycle: int, errors: dict[str, str] | None = None, given: dict[str, str] | None = None
) -> Response:
    """The page of a survey, with the form as submitted and its errors."""
    services = get_services()
    survey = services.store.surveys.get(cycle)
    is_open = survey.state is SurveyState.OPEN
    codes = services.store.surveys.code_counts(cycle)[0] if is_open else 0
    cycles = [c for c in services.store.cycles.all() if c.state is not CycleState.DRAFT]
    defaults = {"text": "", "kind": "scale", "count": "20", "said": "", "changed": ""}
    return render_page(
        "admin/survey/page.html",
        services.localizer.gettext("Survey"),
        nav_path=BASE_PATH,
        status=UNPROCESSABLE if errors else 200,
        admin_page=survey_admin_page(
            services.localizer,
            survey,
            (*reversed(cycles), *services.store.surveys.all()),
            results_page(services.localizer, survey, services.store.surveys.results(cycle)),
            codes,
            is_readable=not is_open or services.store.surveys.is_readable(cycle),
            is_wanted=services.office().settings.survey,
        ),
        may_withdraw=is_open and not codes,
        action=survey_path(cycle),
        given=defaults | {"showing": ResultsPolicy.CLOSED.value, "as": "slips"} | (given or {}),
        errors=errors or {},
        most=QUESTION_LENGTH,
    )


@blueprint.post(f"{CYCLE_PATH}/begin")
@admin_required
def create(cycle: int) -> Response:
    """Fill a draft with the questions of the last survey, or the default ones."""
    services = get_services()
    return _run_and_redirect(
        cycle, lambda: services.store.surveys.create(cycle, default_questions(services.localizer))
    )


@blueprint.post(f"{CYCLE_PATH}/questions")
@admin_required
@idempotent
@asks_before_second
def create_question(cycle: int) -> Response:
    """Add a question."""
    return _run_and_redirect(
        cycle, lambda: get_services().store.surveys.add_question(cycle, _question()), "#add"
    )


@blueprint.get(f"{CYCLE_PATH}/questions/<code>")
@admin_required
@edit_form_of("survey_questions")
def edit_question(cycle: int, code: str) -> Response:
    """The form of a question."""
    found = _found_question(cycle, code)
    return _question_form(cycle, code, {"text": found.text, "kind": found.kind.value}, {})


def _found_question(cycle: int, code: str) -> Question:
    """The question with a code; raises NotFound."""
    survey = get_services().store.surveys.get(cycle)
    found = next((q for q in survey.questions if q.code == code), None)
    if found is None:
        raise NotFound("There is no line %(code)s in this survey", code=code)
    return found


@blueprint.post(f"{CYCLE_PATH}/questions/<code>")
@admin_required
@edit_form_of("survey_questions")
def update_question(cycle: int, code: str) -> Response:
    """Change a question."""
    try:
        get_services().store.surveys.edit_question(cycle, _question(code), submitted_fingerprint())
    except ValidationError as error:
        return _question_form(cycle, code, request.form.to_dict(), error_text(error))
    return redirect_to(f"{survey_path(cycle)}#q-{code}")


@blueprint.post(f"{CYCLE_PATH}/questions/<code>/<action>")
@admin_required
def run_question_action(cycle: int, code: str, action: str) -> Response:
    """Move a question, or remove it."""
    store = get_services().store
    if action == "remove":
        if not form_text("sure"):
            return _ask_to_remove(cycle, code)
        return _run_and_redirect(cycle, lambda: store.surveys.remove_question(cycle, code))
    return _run_and_redirect(
        cycle, lambda: store.surveys.move_question(cycle, code, form_direction()), f"#q-{code}"
    )


def _ask_to_remove(cycle: int, code: str) -> Response:
    _, path = get_services().localizer.gettext, f"{survey_path(cycle)}/questions/{code}"
    text = _found_question(cycle, code).text
    ask = Confirmation(f"“{text}”", _("Remove the question"), f"{path}/remove", path, (SURE,))
    return confirmation_page(_("Remove this question?"), ask, BASE_PATH)


@blueprint.post(f"{CYCLE_PATH}/open")
@admin_required
def open_survey(cycle: int) -> Response:
    """Open the survey; its questions can no longer be edited."""

    def opening() -> Survey:
        if form_text("showing") not in list(ResultsPolicy):
            raise ValidationError("showing", "Choose one of the two")
        return get_services().store.surveys.open(
            cycle, ResultsPolicy(form_text("showing")), _today()
        )

    return _run_and_redirect(cycle, opening)


@blueprint.post(f"{CYCLE_PATH}/withdraw")
@admin_required
def withdraw(cycle: int) -> Response:
    """Back to the questions, as long as there is no code to answer them with."""
    return _run_and_redirect(cycle, lambda: get_services().store.surveys.withdraw(cycle))


@blueprint.get(f"{CYCLE_PATH}/close")
@admin_required
def ask_to_close(cycle: int) -> Response:
    """Ask for confirmation."""
    _ = get_services().localizer.gettext
    survey = get_services().store.surveys.get(cycle)
    back = survey_path(cycle)
    ask = Confirmation(_closing_text(survey), _("Close the survey"), f"{back}/close", back)
    return confirmation_page(_("Close the survey?"), ask, BASE_PATH)


def _closing_text(survey: Survey) -> str:
    _ = get_services().localizer.gettext
    if survey.answered < 5:
        return _(
            "Fewer than five people have answered, so no results would ever be shown. Unused "
            "codes will no longer work. A closed survey cannot be opened again."
        )
    return _(
        "Results are shown to everybody at once. Unused codes will no longer work. A closed "
        "survey cannot be opened again."
    )


@blueprint.post(f"{CYCLE_PATH}/close")
@admin_required
def close(cycle: int) -> Response:
    """Close the survey for good."""
    return _run_and_redirect(cycle, lambda: get_services().store.surveys.close(cycle, _today()))


def _today() -> date:
    services = get_services()
    return services.localizer.today(services.now())


def _question(code: str = "") -> Question:
    if form_text("kind") not in list(QuestionKind):
        raise ValidationError("kind", "Choose how it is answered")
    return Question(QuestionKind(form_text("kind")), form_text("text"), code)


def _question_form(
    cycle: int, code: str, given: dict[str, str], errors: dict[str, str]
) -> Response:
    services = get_services()
    return render_page(
        "admin/survey/question_form.html",
        services.localizer.gettext("Edit the question"),
        nav_path=BASE_PATH,
        status=UNPROCESSABLE if errors else 200,
        action=f"{survey_path(cycle)}/questions/{code}",
        back=survey_path(cycle),
        given={"text": "", "kind": ""} | given,
        kinds=question_kind_names(services.localizer),
        errors=errors,
        most=QUESTION_LENGTH,
    )


def _run_and_redirect(cycle: int, work: Callable[[], object], anchor: str = "") -> Response:
    """Run an action and show the survey; on an error, show the form as submitted."""
    try:
        work()
    except ValidationError as error:
        return survey_page(cycle, error_text(error), request.form.to_dict())
    return redirect_to(f"{survey_path(cycle)}{anchor}")
