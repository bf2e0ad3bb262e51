"""What an office begins with: the company and its teams; and the sample's end."""

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.okr.codes import normal_code
from kiosk.okr.model import Office, Team
from kiosk.okr.texts import NAME_LENGTH
from kiosk.views.admin_objectives import COLORS, color_names
from kiosk.web.admin.once import once
from kiosk.web.admin.pages import UNPROCESSABLE, Ask, confirm, error_text, page, see, typed
from kiosk.web.admin.planned import LIST
from kiosk.web.admin.stood import carried, fills_form_of
from kiosk.web.house import house
from kiosk.web.sessions import admin_only

blueprint = Blueprint("office", __name__)


@blueprint.get("/admin/teams/new")
@admin_only
def new_team() -> Response:
    """The form of a team; the first is the company itself."""
    return _team_form(typed_name="", color="", errors={})


@blueprint.post("/admin/teams/new")
@admin_only
@once
def add_team() -> Response:
    """Add the company or a team."""
    here = house()
    first = not any(team.is_company for team in here.office().teams)
    color = "neutral" if first else typed("color")
    try:
        if color not in COLORS:
            raise Refused("color", "Choose a colour")
        team = here.store.add_team(typed("name"), color=color, is_company=first)
    except Refused as error:
        return _team_form(typed_name=typed("name"), color=color, errors=error_text(error))
    if first and not here.office().name:
        here.store.name_office(team.name)
    return see(f"{LIST}#t-{team.slug}")


@blueprint.get("/admin/teams/<code>/edit")
@admin_only
@fills_form_of("teams")
def edit_team(code: str) -> Response:
    """The form of a team that is there."""
    team = _team(house().office(), code)
    return _team_form(typed_name=team.name, color=team.color, errors={}, team=team)


@blueprint.post("/admin/teams/<code>/edit")
@admin_only
def change_team(code: str) -> Response:
    """Change a team's name and colour; the company has no colour to choose."""
    team = _team(house().office(), code)
    color = team.color if team.is_company else typed("color")
    try:
        if color not in COLORS and color != team.color:
            raise Refused("color", "Choose a colour")
        house().store.edit_team(team.code, name=typed("name"), color=color, carried=carried())
    except Refused as error:
        return _team_form(
            typed_name=typed("name"), color=color, errors=error_text(error), team=team
        )
    return see(f"{LIST}#t-{team.slug}")


@blueprint.get("/admin/clear-sample")
@admin_only
def ask_to_clear() -> Response:
    """Asks a second time."""
    _ = house().words.gettext
    sentence = _(
        "Every objective, key result and check-in of the sample is deleted for good. People "
        "and their passwords stay."
    )
    ask = Ask(sentence, _("Clear the sample office"), "/admin/clear-sample", "/admin/")
    return confirm(_("Start your own office?"), ask, LIST)


@blueprint.post("/admin/clear-sample")
@admin_only
def clear_sample() -> Response:
    """Take the sample out."""
    house().store.clear_sample()
    return see(LIST)


def _team(office: Office, code: str) -> Team:
    try:
        return office.team(normal_code(code))
    except KeyError:
        raise NotFound("There is no team %(code)s", code=code) from None


def _team_form(
    *, typed_name: str, color: str, errors: dict[str, str], team: Team | None = None
) -> Response:
    words, office = house().words, house().office()
    is_company = not any(t.is_company for t in office.teams) if team is None else team.is_company
    used = {each.color for each in office.teams}
    free = [name for name in COLORS if name not in used and name != "neutral"]
    heading = words.gettext("Edit the team") if team else words.gettext("New team")
    if is_company:
        heading = words.gettext("The company")
    return page(
        "admin/team.html",
        heading,
        here=LIST,
        status=UNPROCESSABLE if errors else 200,
        office=office,
        action=f"/admin/teams/{team.code}/edit" if team else "/admin/teams/new",
        keeps_address=team is not None,
        code=team.code if team else "",
        may_delete=team is not None and house().store.may_delete(team.code),
        is_company=is_company,
        name=typed_name,
        color=color or (free or ["sky"])[0],
        colors=color_names(words),
        errors=errors,
        most=NAME_LENGTH,
    )
