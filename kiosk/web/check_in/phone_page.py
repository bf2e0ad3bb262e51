"""Checking in from an objective's page on a phone, and returning to it."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotAllowed, NotFound
from kiosk.okr import permissions
from kiosk.okr.codes import normal_code
from kiosk.okr.model import KeyResult, Objective, Office
from kiosk.views.admin.check_in_form import CheckInInput, check_in_form
from kiosk.views.common.check_in_line import SavedLine, UndoneCheckIn
from kiosk.views.urls import ALL_PATH, IN_PATH, objective_path
from kiosk.web.admin.responses import UNPROCESSABLE, form_text, redirect_to, render_page
from kiosk.web.admin.state import Saved
from kiosk.web.check_in.concurrent import saved_line_query
from kiosk.web.check_in.due_page import DUE, due_page
from kiosk.web.check_in.page_parts import saved_line_from_query, undone_from_query
from kiosk.web.core.one_read import reads_once
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import CurrentUser, current_user, login_required

blueprint = Blueprint("objective_check_in", __name__)


@blueprint.get("/o/<code>/check-in")
@reads_once
@login_required
def form(code: str) -> Callable[[], Response]:
    """The check-in forms of an objective's key results."""
    return partial(objective_form, get_services().snapshot().whole, normal_code(code))


def objective_form(
    office: Office, code: str, opened: str = "", submitted: CheckInInput | None = None
) -> Response:
    """The page; with the form as submitted, if it has errors."""
    services, now, me = get_services(), get_services().now(), current_user()
    try:
        objective = office.objective(code)
    except KeyError:
        raise NotFound("There is no objective %(code)s", code=code) from None
    if me is not None:
        _refuse_others(office, objective, me)
    return render_page(
        "phone/objective/check_in.html",
        objective.title,
        status=UNPROCESSABLE if submitted else 200,
        office=office,
        alone=True,
        back="objective",
        path=objective_path(code),
        team_name=office.team(objective.team).name,
        opened=opened,
        cards=[
            check_in_form(
                services.localizer, office, k, now, submitted if k.code == opened else None
            )
            for k in objective.key_results
        ],
    )


def form_of_page_before(office: Office, key_result: KeyResult, submitted: CheckInInput) -> Response:
    """The page that a form came from, with what was typed into it."""
    if form_text("back") == DUE:
        return due_page(office, key_result.code, submitted)
    return objective_form(office, key_result.objective, key_result.code, submitted)


def check_in_path(office: Office, objective: Objective) -> str:
    """The path where the user may check in for an objective; "" if they may not."""
    me = current_user()
    if me is None or not objective.key_results:
        return ""
    allowed = permissions.may_check_in(office, objective.team, me.teams, is_admin=me.is_admin)
    return f"{objective_path(objective.code)}/check-in" if allowed else ""


def just_saved_line(office: Office, objective: Objective) -> SavedLine | None:
    """The line of a check-in saved just before from this objective's page, with a button to undo
    it."""
    wanted = request.args.get("saved", 0, int)
    if not wanted or not check_in_path(office, objective):
        return None
    found = saved_line_from_query(office, wanted, request.args)
    codes = {key_result.code for key_result in objective.key_results}
    return found if found and found.code in codes else None


def just_undone(office: Office, objective: Objective) -> UndoneCheckIn | None:
    """What was undone just before on this objective's page, with a button to redo it."""
    if not check_in_path(office, objective):
        return None
    found = undone_from_query(request.args)
    codes = {key_result.code for key_result in objective.key_results}
    return found if found and found.code in codes else None


def path_back(office: Office, key_result: str) -> str:
    """The page that a form came from: of a key result's objective, or of all that is due."""
    if form_text("back") == DUE:
        return IN_PATH
    try:
        return objective_path(office.key_result(key_result).objective)
    except KeyError:
        return ALL_PATH


def to_page_before(
    office: Office,
    key_result: str,
    saved: Saved | None = None,
    undone: int = 0,
) -> Response:
    """Back to the page that a form came from, with what was saved there and meanwhile, or what was
    taken back."""
    path = path_back(office, key_result)
    query_args = saved_line_query(saved) if saved else {}
    query_args |= {"undone": str(undone)} if undone else {}
    query = urlencode({name: text for name, text in query_args.items() if text})
    return redirect_to(f"{path}?{query}" if query else path)


def key_result_to_check_in(office: Office, key_result: KeyResult, me: CurrentUser) -> KeyResult:
    """The key result, if the user may check in for it.

    :raises NotAllowed: it belongs to another team.
    """
    _refuse_others(office, office.objective(key_result.objective), me)
    return key_result


def _refuse_others(office: Office, objective: Objective, me: CurrentUser) -> None:
    if not permissions.may_check_in(office, objective.team, me.teams, is_admin=me.is_admin):
        raise NotAllowed(
            "You can check in only for %(own)s; this belongs to %(team)s. An admin can "
            "change your team on the page People",
            own=", ".join(team.name for team in permissions.own_teams(office, me.teams)),
            team=office.team(objective.team).name,
        )
