"""What an office begins with: a cycle, the company, its teams; and the sample's end."""

from datetime import date

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.okr.codes import normal_code
from kiosk.okr.model import Cycle, Office, Team
from kiosk.okr.texts import NAME_LENGTH, TITLE_LENGTH
from kiosk.views.admin_objectives import COLORS, color_names, next_quarter
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


@blueprint.get("/admin/teams/<code>/edit")
@admin_only
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
        house().store.edit_team(team.code, name=typed("name"), color=color)
    except Refused as error:
        return _team_form(
            typed_name=typed("name"), color=color, errors=error_text(error), team=team
        )
    return see(f"{LIST}#t-{team.slug}")


@blueprint.get("/admin/cycles/new")
@admin_only
def new_cycle() -> Response:
    """The form of a cycle, with the first quarter in it that has none."""
    here = house()
    name, first, last = next_quarter(here.words.today(here.now()), here.office().cycles)
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


@blueprint.get("/admin/cycles/<int:number>/edit")
@admin_only
def edit_cycle(number: int) -> Response:
    """The form of a cycle that runs."""
    cycle = _cycle(house().office(), number)
    given = {"name": cycle.name, "theme": cycle.theme}
    days = {"starts_on": cycle.starts_on.isoformat(), "ends_on": cycle.ends_on.isoformat()}
    return _cycle_form(given | days, cycle=cycle)


@blueprint.post("/admin/cycles/<int:number>/edit")
@admin_only
def change_cycle(number: int) -> Response:
    """Change a cycle's name, theme and days."""
    cycle = _cycle(house().office(), number)
    try:
        house().store.edit_cycle(
            cycle.id,
            name=typed("name"),
            theme=typed("theme"),
            starts_on=_day("starts_on"),
            ends_on=_day("ends_on"),
        )
    except Refused as error:
        return _cycle_form(request.form.to_dict(), error_text(error), cycle=cycle)
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


def _team(office: Office, code: str) -> Team:
    try:
        return office.team(normal_code(code))
    except KeyError:
        raise NotFound("There is no team %(code)s", code=code) from None


def _cycle(office: Office, number: int) -> Cycle:
    try:
        return office.cycle(number)
    except KeyError:
        raise NotFound("There is no cycle %(number)s", number=number) from None


def _team_form(
    *, typed_name: str, color: str, errors: dict[str, str], team: Team | None = None
) -> Response:
    words, office = house().words, house().office()
    is_company = not any(t.is_company for t in office.teams) if team is None else team.is_company
    used = {each.color for each in office.teams}
    free = [name for name in COLORS if name not in used and name != "neutral"]
    heading = words.gettext("Edit the team") if team else words.gettext("A new team")
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
        is_company=is_company,
        name=typed_name,
        color=color or (free or ["sky"])[0],
        colors=color_names(words),
        errors=errors,
        most=NAME_LENGTH,
    )


def _cycle_form(
    given: dict[str, str], errors: dict[str, str] | None = None, cycle: Cycle | None = None
) -> Response:
    words = house().words
    fields = ("name", "theme", "starts_on", "ends_on")
    return page(
        "admin/cycle.html",
        words.gettext("Edit the cycle") if cycle else words.gettext("A new cycle"),
        here=LIST,
        action=f"/admin/cycles/{cycle.id}/edit" if cycle else "/admin/cycles/new",
        status=UNPROCESSABLE if errors else 200,
        given={field: given.get(field, "") for field in fields},
        errors=errors or {},
        most_name=NAME_LENGTH,
        most_theme=TITLE_LENGTH,
    )
