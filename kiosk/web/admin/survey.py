"""The survey: its questions before it is opened, its codes while it is open, then its lessons."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.okr.model import CycleState
from kiosk.okr.survey import QUESTION_LENGTH, Question, QuestionKind, Showing, Survey, SurveyState
from kiosk.views.admin_survey import kind_names, survey_desk, surveyed_cycle
from kiosk.views.survey import results_page, usual_questions
from kiosk.web.admin.once import once
from kiosk.web.admin.pages import UNPROCESSABLE, Ask, confirm, error_text, page, see, typed
from kiosk.web.admin.stood import carried, fills_form_of
from kiosk.web.house import house
from kiosk.web.sessions import admin_only

blueprint = Blueprint("survey_desk", __name__)
PLACE = "/admin/survey"
ONE = f"{PLACE}/<int:cycle>"


def place_of(cycle: int) -> str:
    """The path of a cycle's survey."""
    return f"{PLACE}/{cycle}"


@blueprint.get(PLACE)
@admin_only
def show() -> Response:
    """The survey that is most likely meant."""
    here = house()
    cycle = surveyed_cycle(here.store.cycles(), here.store.surveys())
    if cycle is None:
        title = here.words.gettext("Survey")
        return page("admin/survey_none.html", title, here=PLACE)
    return desk_page(cycle)


@blueprint.get(ONE)
@admin_only
def show_one(cycle: int) -> Response:
    """A cycle's survey."""
    return desk_page(cycle)


def desk_page(
    cycle: int, errors: dict[str, str] | None = None, given: dict[str, str] | None = None
) -> Response:
    """The page of a survey, with what was typed and what is wrong with it."""
    here = house()
    survey = here.store.survey(cycle)
    is_open = survey.state is SurveyState.OPEN
    cycles = [c for c in here.store.cycles() if c.state is not CycleState.DRAFT]
    usual = {"text": "", "kind": "scale", "count": "20", "said": "", "changed": ""}
    return page(
        "admin/survey.html",
        here.words.gettext("Survey"),
        here=PLACE,
        status=UNPROCESSABLE if errors else 200,
        desk=survey_desk(
            here.words,
            survey,
            (*reversed(cycles), *here.store.surveys()),
            results_page(here.words, survey, here.store.survey_results(cycle)),
            here.store.survey_code_counts(cycle)[0] if is_open else 0,
            is_readable=not is_open or here.store.survey_is_readable(cycle),
            is_wanted=here.office().customs.survey,
        ),
        action=place_of(cycle),
        given=usual | {"showing": Showing.CLOSED.value, "as": "slips"} | (given or {}),
        errors=errors or {},
        most=QUESTION_LENGTH,
    )


@blueprint.post(f"{ONE}/begin")
@admin_only
def begin(cycle: int) -> Response:
    """Begin with the questions of last time, or the usual ones."""
    here = house()
    return _done(cycle, lambda: here.store.begin_survey(cycle, usual_questions(here.words)))


@blueprint.post(f"{ONE}/questions")
@admin_only
@once
def add_question(cycle: int) -> Response:
    """Ask one more."""
    return _done(cycle, lambda: house().store.add_survey_question(cycle, _question()), "#add")


@blueprint.get(f"{ONE}/questions/<code>")
@admin_only
@fills_form_of("survey_questions")
def edit_question(cycle: int, code: str) -> Response:
    """The form of a question."""
    survey = house().store.survey(cycle)
    found = next((q for q in survey.questions if q.code == code), None)
    if found is None:
        raise NotFound("There is no line %(code)s in this survey", code=code)
    return _question_form(cycle, code, {"text": found.text, "kind": found.kind.value}, {})


@blueprint.post(f"{ONE}/questions/<code>")
@admin_only
def change_question(cycle: int, code: str) -> Response:
    """Change a question."""
    try:
        house().store.edit_survey_question(cycle, _question(code), carried())
    except Refused as error:
        return _question_form(cycle, code, request.form.to_dict(), error_text(error))
    return see(f"{place_of(cycle)}#q-{code}")


@blueprint.post(f"{ONE}/questions/<code>/<action>")
@admin_only
def act_on_question(cycle: int, code: str, action: str) -> Response:
    """Move a question, or take it out."""
    store = house().store
    if action == "remove":
        return _done(cycle, lambda: store.remove_survey_question(cycle, code))
    return _done(cycle, lambda: store.move_survey_question(cycle, code, direction()), f"#q-{code}")


@blueprint.post(f"{ONE}/open")
@admin_only
def open_it(cycle: int) -> Response:
    """Open it; its questions stay as they are from now on."""

    def opening() -> Survey:
        if typed("showing") not in list(Showing):
            raise Refused("showing", "Choose one of the two")
        return house().store.open_survey(cycle, Showing(typed("showing")), _today())

    return _done(cycle, opening)


@blueprint.get(f"{ONE}/close")
@admin_only
def ask_to_close(cycle: int) -> Response:
    """Asks a second time."""
    _ = house().words.gettext
    ask = Ask(_closing(house().store.survey(cycle)), _("Close the survey"),
              f"{place_of(cycle)}/close", place_of(cycle))  # fmt: skip
    return confirm(_("Close the survey?"), ask, PLACE)


def _closing(survey: Survey) -> str:
    _ = house().words.gettext
    if survey.answered < 5:
        return _(
            "Fewer than five people have answered, so no results would ever be shown. Unused "
            "codes will no longer work. A closed survey cannot be opened again."
        )
    return _(
        "Results are shown to everybody at once. Unused codes will no longer work. A closed "
        "survey cannot be opened again."
    )


@blueprint.post(f"{ONE}/close")
@admin_only
def close(cycle: int) -> Response:
    """Close it for good."""
    return _done(cycle, lambda: house().store.close_survey(cycle, _today()))


def direction() -> int:
    """Up or down, as the form says."""
    return 1 if typed("by") == "1" else -1


def _today() -> date:
    here = house()
    return here.words.today(here.now())


def _question(code: str = "") -> Question:
    if typed("kind") not in list(QuestionKind):
        raise Refused("kind", "Choose how it is answered")
    return Question(QuestionKind(typed("kind")), typed("text"), code)


def _question_form(
    cycle: int, code: str, given: dict[str, str], errors: dict[str, str]
) -> Response:
    here = house()
    return page(
        "admin/survey_question.html",
        here.words.gettext("Edit the question"),
        here=PLACE,
        status=UNPROCESSABLE if errors else 200,
        action=f"{place_of(cycle)}/questions/{code}",
        back=place_of(cycle),
        given={"text": "", "kind": ""} | given,
        kinds=kind_names(here.words),
        errors=errors,
        most=QUESTION_LENGTH,
    )


def _done(cycle: int, work: Callable[[], object], place: str = "") -> Response:
    """Do it and show the survey; or show what is wrong, with what was typed."""
    try:
        work()
    except Refused as error:
        return desk_page(cycle, error_text(error), request.form.to_dict())
    return see(f"{place_of(cycle)}{place}")
