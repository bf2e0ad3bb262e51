"""A check-in from an objective's page on a phone: one tap away from it, and back to it."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound
from kiosk.okr import members
from kiosk.okr.codes import normal_code
from kiosk.okr.model import KeyResult, Objective, Office
from kiosk.views.addresses import objective_path
from kiosk.views.admin_card import TakenBack, Typed, card
from kiosk.views.admin_check_in import Line
from kiosk.web.access import NotAllowed
from kiosk.web.admin.check_in_page import line_saved, saved_asked, taken_back_in
from kiosk.web.admin.pages import UNPROCESSABLE, Saved, page, see
from kiosk.web.house import house
from kiosk.web.sessions import Member, member, member_only, reads_once

blueprint = Blueprint("objective_check_in", __name__)


@blueprint.get("/o/<code>/check-in")
@reads_once
@member_only
def form(code: str) -> Callable[[], Response]:
    """The forms of an objective's key results."""
    return partial(objective_form, house().sight().whole, normal_code(code))


def objective_form(
    office: Office, code: str, opened: str = "", said: Typed | None = None
) -> Response:
    """The page; with what was typed into the opened key result's form, when it will not do."""
    here, now, me = house(), house().now(), member()
    try:
        objective = office.objective(code)
    except KeyError:
        raise NotFound("There is no objective %(code)s", code=code) from None
    if me is not None:
        _refuse_others(office, objective, me)
    return page(
        "phone/check_in.html",
        objective.title,
        status=UNPROCESSABLE if said else 200,
        office=office,
        alone=True,
        back="objective",
        path=objective_path(code),
        team_name=office.team(objective.team).name,
        opened=opened,
        cards=[
            card(here.words, office, k, now, said if k.code == opened else None)
            for k in objective.key_results
        ],
    )


def check_in_path(office: Office, objective: Objective) -> str:
    """Where whoever reads this objective's page may check in for it; "" when they may not."""
    me = member()
    if me is None or not objective.key_results:
        return ""
    allowed = members.may_check_in(office, objective.team, me.teams, is_admin=me.is_admin)
    return f"{objective_path(objective.code)}/check-in" if allowed else ""


def just_said(office: Office, objective: Objective) -> Line | None:
    """What was just saved from this objective's page, while it stands, with the way back."""
    wanted = request.args.get("saved", 0, int)
    if not wanted or not check_in_path(office, objective):
        return None
    found = line_saved(office, wanted, request.args)
    codes = {key_result.code for key_result in objective.key_results}
    return found if found and found.code in codes else None


def just_taken_back(office: Office, objective: Objective) -> TakenBack | None:
    """What was just taken back on this objective's page, with the way to bring it back."""
    if not check_in_path(office, objective):
        return None
    found = taken_back_in(request.args)
    codes = {key_result.code for key_result in objective.key_results}
    return found if found and found.code in codes else None


def to_objective(
    office: Office,
    key_result: str,
    saved: Saved | None = None,
    undone: int = 0,
) -> Response:
    """Back to the page of a key result's objective, with what was saved there and meanwhile, or
    what was taken back."""
    try:
        path = objective_path(office.key_result(key_result).objective)
    except KeyError:
        return see("/all")
    asked = saved_asked(saved) if saved else {}
    asked |= {"undone": str(undone)} if undone else {}
    query = urlencode({name: text for name, text in asked.items() if text})
    return see(f"{path}?{query}" if query else path)


def may_check_in(office: Office, key_result: KeyResult, me: Member) -> KeyResult:
    """The key result, for whoever may check in for it.

    :raises NotAllowed: it is another team's.
    """
    _refuse_others(office, office.objective(key_result.objective), me)
    return key_result


def _refuse_others(office: Office, objective: Objective, me: Member) -> None:
    if not members.may_check_in(office, objective.team, me.teams, is_admin=me.is_admin):
        raise NotAllowed(
            "You can check in only for %(own)s; this belongs to %(team)s. An admin can "
            "change your team on the page People",
            own=", ".join(team.name for team in members.own_teams(office, me.teams)),
            team=office.team(objective.team).name,
        )
