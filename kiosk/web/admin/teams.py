"""The company and its teams; and removing the sample office."""

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.codes import normal_code
from kiosk.okr.model import TEAM_COLORS, Office, Team
from kiosk.okr.text import NAME_LENGTH
from kiosk.views.common.labels import color_names
from kiosk.web.admin.edit_conflicts import edit_form_of, submitted_fingerprint
from kiosk.web.admin.idempotency import asks_before_second, idempotent
from kiosk.web.admin.objective_scope import LIST
from kiosk.web.admin.responses import (
    UNPROCESSABLE,
    Confirmation,
    confirmation_page,
    error_text,
    form_text,
    redirect_to,
    render_page,
)
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("office", __name__)


@blueprint.get("/admin/teams/new")
@admin_required
def new() -> Response:
    """The form of a new team; the first one is the company."""
    return _form(typed_name="", color="", errors={})


@blueprint.post("/admin/teams/new")
@admin_required
@idempotent
@asks_before_second
def create() -> Response:
    """Add the company or a team."""
    services = get_services()
    first = not any(team.is_company for team in services.office().teams)
    color = "neutral" if first else form_text("color")
    try:
        if color not in TEAM_COLORS:
            raise ValidationError("color", "Choose a colour")
        team = services.store.teams.add(form_text("name"), color=color, is_company=first)
    except ValidationError as error:
        return _form(typed_name=form_text("name"), color=color, errors=error_text(error))
    if first and not services.office().name:
        services.store.name_office(team.name)
    return redirect_to(f"{LIST}#t-{team.slug}")


@blueprint.get("/admin/teams/<code>/edit")
@admin_required
@edit_form_of("teams")
def edit(code: str) -> Response:
    """The form of an existing team."""
    team = _find_team(get_services().office(), code)
    return _form(typed_name=team.name, color=team.color, errors={}, team=team)


@blueprint.post("/admin/teams/<code>/edit")
@admin_required
@edit_form_of("teams")
def update(code: str) -> Response:
    """Change a team's name and colour. The company has no colour to choose."""
    team = _find_team(get_services().office(), code)
    color = team.color if team.is_company else form_text("color")
    try:
        if color not in TEAM_COLORS and color != team.color:
            raise ValidationError("color", "Choose a colour")
        get_services().store.teams.edit(
            team.code,
            name=form_text("name"),
            color=color,
            if_unchanged_since=submitted_fingerprint(),
        )
    except ValidationError as error:
        return _form(typed_name=form_text("name"), color=color, errors=error_text(error), team=team)
    return redirect_to(f"{LIST}#t-{team.slug}")


@blueprint.get("/admin/clear-sample")
@admin_required
def ask_to_clear_sample() -> Response:
    """Ask for confirmation."""
    _ = get_services().localizer.gettext
    sentence = _(
        "Every objective, key result and check-in of the sample is deleted for good. People "
        "and their passwords stay."
    )
    ask = Confirmation(sentence, _("Clear the sample office"), "/admin/clear-sample", "/admin/")
    return confirmation_page(_("Start your own office?"), ask, LIST)


@blueprint.post("/admin/clear-sample")
@admin_required
def destroy_sample() -> Response:
    """Remove the sample office."""
    get_services().store.clear_sample()
    return redirect_to(LIST)


def _find_team(office: Office, code: str) -> Team:
    try:
        return office.team(normal_code(code))
    except KeyError:
        raise NotFound("There is no team %(code)s", code=code) from None


def _form(
    *, typed_name: str, color: str, errors: dict[str, str], team: Team | None = None
) -> Response:
    localizer, office = get_services().localizer, get_services().office()
    is_company = not any(t.is_company for t in office.teams) if team is None else team.is_company
    used = {each.color for each in office.teams}
    free = [name for name in TEAM_COLORS if name not in used and name != "neutral"]
    heading = localizer.gettext("Edit the team") if team else localizer.gettext("New team")
    if is_company:
        heading = localizer.gettext("The company")
    return render_page(
        "admin/objectives/team_form.html",
        heading,
        nav_path=LIST,
        status=UNPROCESSABLE if errors else 200,
        office=office,
        action=f"/admin/teams/{team.code}/edit" if team else "/admin/teams/new",
        keeps_address=team is not None,
        code=team.code if team else "",
        may_delete=team is not None and get_services().store.archive.may_delete(team.code),
        is_company=is_company,
        name=typed_name,
        color=color or (free or ["sky"])[0],
        colors=color_names(localizer),
        errors=errors,
        most=NAME_LENGTH,
    )
