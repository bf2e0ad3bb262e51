"""Answering the survey, and its results. No log-in, no cookie, no line in a log.

Nothing here checks who is logged in or where a request comes from, and wrong codes are not counted:
there are 2 to the 50 codes, and counting would require remembering addresses.
"""

from http import HTTPStatus

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from kiosk.errors import ValidationError, each_error
from kiosk.okr.survey import Survey
from kiosk.store.queries.survey_answers import CodeState
from kiosk.views.common.survey import (
    SURVEY_PATH,
    THANKS_PATH,
    answer_path,
    results_page,
    survey_form_page,
)
from kiosk.views.render import render
from kiosk.web.core import assets, errors
from kiosk.web.core.headers import allow_inline
from kiosk.web.core.services import get_services

blueprint = Blueprint("survey", __name__)
errors.register_unlogged(blueprint)


@blueprint.after_request
def _no_referrer(response: Response) -> Response:
    """Keep the code out of the Referer header of the next page."""
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def show(code: str) -> AnyResponse:
    """The questions, for a valid code."""
    state, survey = get_services().store.surveys.by_code(code)
    if state is not CodeState.GOOD or survey is None:
        return _refusal_page(state)
    return _answer_form(survey, code, {}, {})


def create(code: str) -> AnyResponse:
    """Save the answers, once."""
    services = get_services()
    typed = request.form.to_dict()
    try:
        state = services.store.surveys.answer(code, typed)
    except ValidationError as error:
        _, survey = services.store.surveys.by_code(code)
        if survey is None:
            return _refusal_page(CodeState.UNKNOWN)
        wrong = {each.field: services.localizer.error(each) for each in each_error(error)}
        return _answer_form(survey, code, typed, wrong)
    if state is not CodeState.GOOD:
        return _refusal_page(state)
    return redirect(THANKS_PATH, HTTPStatus.SEE_OTHER)


@blueprint.get(THANKS_PATH)
def thanks() -> AnyResponse:
    """The page after answering; its address has no code."""
    _ = get_services().localizer.gettext
    return _message_page(
        _("Thank you. Your answers are in."),
        _("Your code has been used and no longer works: you can throw it away."),
        HTTPStatus.OK,
    )


def results() -> AnyResponse:
    """The results of the latest survey, and its lessons."""
    services = get_services()
    found = services.store.surveys.all()
    pages = [
        results_page(services.localizer, survey, services.store.surveys.results(survey.cycle))
        for survey in found[:2]
    ]
    return _page(
        "phone/survey/results.html", HTTPStatus.OK, pages=pages, is_secret=request.is_secure
    )


def _answer_form(
    survey: Survey, code: str, typed: dict[str, str], wrong: dict[str, str]
) -> AnyResponse:
    page = survey_form_page(survey, answer_path(code), typed, wrong, is_secret=request.is_secure)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return _page("phone/survey/answer_form.html", status, page=page, is_secret=page.is_secret)


def _refusal_page(state: CodeState) -> AnyResponse:
    _ = get_services().localizer.gettext
    if state is CodeState.USED:
        return _message_page(
            _("This code has been used."),
            _(
                "Each code works once, and this one has been used. If that was not you, ask "
                "for another slip: nobody can find out what was answered with this one."
            ),
            HTTPStatus.GONE,
        )
    return _message_page(
        _("No open survey has this code."),
        _(
            "Check your slip: a code has ten letters and digits. If it is right, its survey "
            "may already be closed."
        ),
        HTTPStatus.NOT_FOUND,
    )


def _message_page(title: str, sentence: str, status: int) -> AnyResponse:
    return _page("phone/survey/message.html", status, title=title, sentence=sentence)


def _page(template: str, status: int, **context: object) -> AnyResponse:
    services = get_services()
    phone, own = assets.stylesheet("phone"), assets.stylesheet("survey")
    allow_inline(phone, own)
    page = services.call(
        lambda: render(
            template, services.localizer, style=phone.text, own_style=own.text, **context
        )
    )
    return Response(page, status, content_type="text/html; charset=utf-8")


_RULE = answer_path("<code>")
blueprint.add_url_rule(_RULE, view_func=show, methods=["GET"], strict_slashes=False)
blueprint.add_url_rule(_RULE, view_func=create, methods=["POST"], strict_slashes=False)
blueprint.add_url_rule(SURVEY_PATH, view_func=results, strict_slashes=False)
