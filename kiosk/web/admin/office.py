"""What an office begins with: a cycle, the company, its teams; and the sample's end."""

from datetime import date

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import Refused
from kiosk.okr.texts import NAME_LENGTH, TITLE_LENGTH
from kiosk.views.admin_objectives import COLORS, color_names, running_quarter
from kiosk.web.admin.objectives import LIST
from kiosk.web.admin.pages import UNPROCESSABLE, Ask, confirm, error_text, page, see, typed
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


@blueprint.get("/admin/cycles/new")
@admin_only
def new_cycle() -> Response:
    """The form of a cycle, with the running quarter in it."""
    name, first, last = running_quarter(house().words.today(house().now()))
    return _cycle_form({"name": name, "starts_on": first.isoformat(), "ends_on": last.isoformat()})


@blueprint.post("/admin/cycles/new")
@admin_only
def add_cycle() -> Response:
    """Add a cycle; it is open at once."""
    try:
        house().store.add_cycle(
            typed("name"), _day("starts_on"), _day("ends_on"), theme=typed("theme")
        )
    except Refused as error:
        return _cycle_form(request.form.to_dict(), error_text(error))
    return see(LIST)


@blueprint.get("/admin/clear-sample")
@admin_only
def ask_to_clear() -> Response:
    """Asks a second time."""
    _ = house().words.gettext
    sentence = _(
        "Every objective, key result and check-in of the sample goes, for good. People and "
        "their passwords stay."
    )
    ask = Ask(sentence, _("Clear the sample office"), "/admin/clear-sample", "/admin/")
    return confirm(_("Begin your own office?"), ask, LIST)


@blueprint.post("/admin/clear-sample")
@admin_only
def clear_sample() -> Response:
    """Take the sample out."""
    house().store.clear_sample()
    return see(LIST)


def _day(field: str) -> date:
    try:
        return date.fromisoformat(typed(field).strip())
    except ValueError:
        raise Refused(field, "Write a day like 2026-10-01") from None


def _team_form(*, typed_name: str, color: str, errors: dict[str, str]) -> Response:
    words, office = house().words, house().office()
    is_company = not any(team.is_company for team in office.teams)
    used = {team.color for team in office.teams}
    free = [name for name in COLORS if name not in used and name != "neutral"]
    heading = words.gettext("A new team")
    if is_company:
        heading = words.gettext("The company")
    return page(
        "admin/team.html",
        heading,
        here=LIST,
        status=UNPROCESSABLE if errors else 200,
        office=office,
        is_company=is_company,
        name=typed_name,
        color=color or (free or ["sky"])[0],
        colors=color_names(words),
        errors=errors,
        most=NAME_LENGTH,
    )


def _cycle_form(given: dict[str, str], errors: dict[str, str] | None = None) -> Response:
    fields = ("name", "theme", "starts_on", "ends_on")
    return page(
        "admin/cycle.html",
        house().words.gettext("A new cycle"),
        here=LIST,
        status=UNPROCESSABLE if errors else 200,
        given={field: given.get(field, "") for field in fields},
        errors=errors or {},
        most_name=NAME_LENGTH,
        most_theme=TITLE_LENGTH,
    )
