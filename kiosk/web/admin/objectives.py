"""Objectives: the list, add, edit, order."""

from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import Collector, NotFound, Refused
from kiosk.okr.because import without_because
from kiosk.okr.codes import normal_code
from kiosk.okr.model import Objective, Office, Serves, Team
from kiosk.okr.texts import BECAUSE_LENGTH, TITLE_LENGTH, line
from kiosk.views.admin_archive import archived_rows
from kiosk.views.admin_cycle_switch import cycle_switch
from kiosk.views.admin_objectives import moved, objectives_page, serves_choices
from kiosk.web.admin.notices import notice
from kiosk.web.admin.once import once
from kiosk.web.admin.pages import UNPROCESSABLE, error_text, page, see, typed
from kiosk.web.admin.planned import (
    LIST,
    draft_of,
    listed_office,
    office_of,
    place_of,
    servable,
    shown_office,
)
from kiosk.web.admin.stood import carried, fills_form_of
from kiosk.web.house import house
from kiosk.web.sessions import admin_only

blueprint = Blueprint("objectives", __name__)


@blueprint.get(LIST)
@admin_only
def show() -> Response:
    """Everything that is aimed at."""
    here = house()
    office, only = listed_office(request.args.get("cycle", ""))
    words, cycles, base = here.words, here.store.cycles(), here.base_url()
    title = words.gettext("Objectives")
    view = here.call(lambda: objectives_page(words, office, only))
    resting = () if view.cycles else cycles
    return page(
        "admin/objectives.html",
        title,
        here=LIST,
        office=office,
        page=view,
        switch=cycle_switch(words, cycles, only),
        base=base or request.host_url.rstrip("/"),
        resting=resting,
        done=notice(),
        archived=archived_rows(here.words, office, here.store.archived()),
    )


@blueprint.get(f"{LIST}/new")
@admin_only
def new() -> Response:
    """The form of a new objective of the team `?team=<slug>`."""
    office = shown_office(request.args.get("cycle", ""))
    return _form(office, _team(office, request.args.get("team", "")), None, "", {}, {})


@blueprint.post(f"{LIST}/new")
@admin_only
@once
def add() -> Response:
    """Add an objective."""
    here = house()
    office = shown_office(typed("cycle"))
    team = _team(office, typed("team"))
    try:
        cycle, title, serves = _typed_objective({}, lambda: _cycle(office))
        added = here.store.add_objective(cycle, team.code, title, serves)
    except Refused as error:
        return _form(office, team, None, typed("title"), _because(), error_text(error))
    if typed("another"):
        query = {"team": team.slug, "cycle": str(draft_of(office) or ""), "added": added.code}
        return see(f"{LIST}/new?{urlencode(query | {'into': typed('cycle')})}")
    return see(place_of(office, added.code))


@blueprint.get(f"{LIST}/<code>")
@admin_only
@fills_form_of("objectives")
def edit(code: str) -> Response:
    """The form of an objective."""
    office = office_of(code)
    objective = found_objective(office, code)
    team, because = office.team(objective.team), _stood(objective)
    return _form(office, team, objective, objective.title, because, {})


@blueprint.post(f"{LIST}/<code>")
@admin_only
def change(code: str) -> Response:
    """Change an objective."""
    here = house()
    office = office_of(code)
    objective = found_objective(office, code)
    stood = _stood(objective)
    try:
        _, title, serves = _typed_objective(stood, lambda: objective.cycle)
        here.store.edit_objective(
            objective.code,
            title=title,
            serves=serves,
            reason=typed("reason"),
            now=here.now(),
            carried=carried(),
        )
    except Refused as error:
        team = office.team(objective.team)
        return _form(office, team, objective, typed("title"), _because(), error_text(error))
    return see(place_of(office, objective.code))


@blueprint.post(f"{LIST}/<code>/move")
@admin_only
def move(code: str) -> Response:
    """Put an objective before or after its neighbour of the same team."""
    here = house()
    office = office_of(code)
    objective = found_objective(office, code)
    codes = [o.code for o in office.objectives if o.team == objective.team]
    here.store.order_objectives(objective.team, moved(codes, objective.code, direction()))
    return see(place_of(office, objective.code))


def found_objective(office: Office, code: str) -> Objective:
    """The objective with this code; raises NotFound."""
    try:
        return office.objective(normal_code(code))
    except KeyError:
        raise NotFound("There is no objective %(code)s", code=code) from None


def added_title(office: Office) -> str:
    """The title of what was added just before this form was opened for another; "" for none."""
    code = normal_code(request.args.get("added", ""))
    titles = {o.code: o.title for o in office.objectives}
    titles |= {k.code: k.title for k in office.key_results()}
    return titles.get(code, "")


def direction() -> int:
    """Which way something is moved: -1 up, 1 down."""
    return -1 if typed("by") == "-1" else 1


def _team(office: Office, slug: str) -> Team:
    for team in office.teams:
        if team.slug == slug:
            return team
    raise NotFound("There is no team %(code)s", code=slug)


def _cycle(office: Office) -> int:
    running = [str(cycle.id) for cycle in office.cycles]
    if typed("cycle") in running:
        return int(typed("cycle"))
    if len(running) == 1:
        return int(running[0])
    raise Refused("cycle", "Choose the cycle it belongs to")


def _because() -> dict[str, str]:
    codes = request.form.getlist("serves")
    return {code: without_because(typed(f"because-{code}")) for code in codes}


def _typed_because() -> dict[str, str]:
    """What stands in every field, also beside what is not ticked."""
    start = "because-"
    fields = request.form.items()
    return {name.removeprefix(start): text for name, text in fields if name.startswith(start)}


def _stood(objective: Objective) -> dict[str, str]:
    return {s.code: s.because for s in objective.serves}


def _typed_objective(
    stood: Mapping[str, str], cycle: Callable[[], int]
) -> tuple[int, str, tuple[Serves, ...]]:
    """The cycle, the title and what is served, as typed.

    :param stood: the reasons that stand, by the code of what is served.
    :raises Refused: naming each field that will not do.
    """
    collect = Collector()
    made = (
        collect.read(cycle, 0),
        collect.read(lambda: line("title", typed("title"), TITLE_LENGTH), ""),
        tuple(
            Serves(code, collect.read(partial(_reason, code, because), ""))
            for code, because in _because().items()
        ),
    )
    for error in _unticked(stood):
        collect.refuse(error)
    collect.finish()
    return made


def _reason(code: str, because: str) -> str:
    return line(f"because-{code}", because, BECAUSE_LENGTH)


def _unticked(stood: Mapping[str, str]) -> list[Refused]:
    """The reasons that were written beside what is not ticked. One that stood there before is
    none: whoever takes its tick away means that."""
    ticked = _because()
    return [
        Refused(f"because-{code}", "Tick it too, or remove this sentence")
        for code, because in _typed_because().items()
        if code not in ticked and because.strip() not in ("", stood.get(code))
    ]


def _form(
    office: Office,
    team: Team,
    objective: Objective | None,
    title: str,
    because: dict[str, str],
    errors: dict[str, str],
) -> Response:
    _ = house().words.gettext
    code = objective.code if objective else ""
    heading = _("Edit the objective") if objective else _("New objective")
    return page(
        "admin/objective.html",
        heading,
        here=LIST,
        status=UNPROCESSABLE if errors else 200,
        office=office,
        action=f"{LIST}/{code or 'new'}",
        code=code,
        team=team,
        cycles=() if objective or len(office.cycles) < 2 else office.cycles,
        asks_why=objective is not None and draft_of(office) is None,
        reason=typed("reason"),
        cycle=typed("cycle") or request.args.get("into", "") or str(draft_of(office) or ""),
        added=added_title(office),
        back=place_of(office),
        name=title,
        serves=serves_choices(servable(office), team, code, because, _typed_because()),
        errors=errors,
        most=TITLE_LENGTH,
        may_delete=bool(code) and house().store.may_delete(code),
    )
