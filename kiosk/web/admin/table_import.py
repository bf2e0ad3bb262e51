"""Imports a table pasted from a spreadsheet: first a preview, then all of it or nothing."""

from dataclasses import dataclass
from hashlib import sha256

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, ValidationError
from kiosk.exchange.spreadsheet import ParsedTable, parse_table
from kiosk.okr.cycle_periods import suggested_cycle
from kiosk.okr.import_plan import ImportPlan, NewObjective, NewTeam
from kiosk.okr.model import TEAM_COLORS, Cycle, NewCycle, Office, Team
from kiosk.okr.text import NAME_LENGTH
from kiosk.views.admin import table_import as views
from kiosk.web.admin.cycles import typed_day
from kiosk.web.admin.idempotency import idempotent
from kiosk.web.admin.objective_scope import LIST
from kiosk.web.admin.responses import (
    UNPROCESSABLE,
    form_text,
    parse_row_id,
    redirect_to,
    render_page,
)
from kiosk.web.core.backups import back_up_before
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required, current_user

blueprint = Blueprint("paste", __name__)

PATH = "/admin/paste"


@dataclass(frozen=True, slots=True)
class _ParsedImport:
    """A pasted table, what to do about each team it names, and the names that are unknown."""

    table: ParsedTable
    teams: dict[str, str]
    unknown: tuple[tuple[int, str], ...]


@blueprint.get(PATH)
@admin_required
def new() -> Response:
    """The empty form, with the next period of the office's cycle length that has no cycle."""
    return _page(None, {})


@blueprint.post(PATH)
@admin_required
@idempotent
def create() -> Response:
    """Preview the table; once that is confirmed, save it."""
    errors: dict[str, str] = {}
    found = None
    try:
        found = _parse_import(get_services().office().teams)
        planned = _import_plan(found)
        # If anything changed since the preview, show it again.
        if (
            "make" in request.form
            and form_text("seen") == _table_digest()
            and not found.table.problems
        ):
            return _write_plan(planned)
    except NotFound as error:
        errors["cycle"] = get_services().localizer.error(error)
    except ValidationError as error:
        errors[error.field] = get_services().localizer.error(error)
    return _page(found, errors)


def _table_digest() -> str:
    return sha256(form_text("table").replace("\r\n", "\n").encode()).hexdigest()[:16]


def _write_plan(planned: ImportPlan) -> Response:
    services, me = get_services(), current_user()
    services.call(lambda: back_up_before(services.settings, "import", services.now()))
    try:
        cycle = services.store.imports.add(
            planned, now=services.now(), author=me.name if me else ""
        )
    except ValidationError as error:
        if error.field in ("name", "starts_on", "ends_on", "cycle", "team"):
            raise
        raise ValidationError("table", error.message, **error.values) from error
    drafts = {c.id for c in services.store.cycles.all()} - {c.id for c in services.office().cycles}
    return redirect_to(f"{LIST}?cycle={cycle}" if cycle in drafts else LIST)


def _parse_import(teams: tuple[Team, ...]) -> _ParsedImport:
    pasted = parse_table(form_text("table"), get_services().localizer.decimal_separator)
    codes, unknown = {}, []
    for number, name in enumerate(pasted.teams):
        codes[name.casefold()] = views.known_team(teams, name) if name else ""
        if not codes[name.casefold()]:
            unknown.append((number, name))
            row = views.import_team_row(
                get_services().localizer, teams, number, name, form_text(f"team-{number}")
            )
            codes[name.casefold()] = next((c.value for c in row.choices if c.is_chosen), "")
    return _ParsedImport(pasted, codes, tuple(unknown))


def _import_plan(found: _ParsedImport) -> ImportPlan:
    """What would be written.

    :raises ValidationError: a team is not chosen, or the cycle will not do.
    """
    teams = [_new_team(found, number, name) for number, name in found.unknown]
    if any(not code for code in found.teams.values()):
        raise ValidationError("team", "Choose a team for what was pasted without one")
    return ImportPlan(
        _cycle(),
        tuple(team for team in teams if team is not None),
        tuple(
            NewObjective(_team_of(found, o.team), o.title, o.key_results)
            for o in found.table.objectives
        ),
    )


def _team_of(found: _ParsedImport, name: str) -> str:
    code = found.teams[name.casefold()]
    return f"new {name.casefold()}" if code in (views.NEW, views.COMPANY) else code


def _new_team(found: _ParsedImport, number: int, name: str) -> NewTeam | None:
    wanted = found.teams[name.casefold()]
    if wanted not in (views.NEW, views.COMPANY):
        return None
    is_company = wanted == views.COMPANY
    used = {team.color for team in get_services().office().teams}
    free = [color for color in TEAM_COLORS if color not in used and color != "neutral"] or ["sky"]
    color = "neutral" if is_company else free[number % len(free)]
    return NewTeam(f"new {name.casefold()}", name, color, is_company)


def _cycle() -> int | NewCycle:
    wanted = parse_row_id(form_text("cycle"))
    if wanted is not None:
        return wanted
    if form_text("cycle") not in ("", views.NEW):
        raise ValidationError("cycle", "Choose a cycle")
    return NewCycle(form_text("name"), typed_day("starts_on"), typed_day("ends_on"))


def _page(found: _ParsedImport | None, errors: dict[str, str]) -> Response:
    services = get_services()
    localizer, office, cycles = services.localizer, services.office(), services.store.cycles.all()
    problems = found.table.problems if found else ()
    is_sent = request.method == "POST"
    chosen = form_text("cycle") if is_sent else views.usual_cycle(office, cycles)
    return render_page(
        "admin/objectives/table_import.html",
        localizer.gettext("Paste a table"),
        nav_path=LIST,
        status=UNPROCESSABLE if errors or problems else 200,
        office=office,
        table=form_text("table"),
        seen=_table_digest(),
        given=_cycle_fields(office, cycles),
        cycles=views.cycle_choices(localizer, cycles, chosen or views.NEW),
        teams=_team_rows(found, office),
        objectives=_objective_rows(found, office, cycles) if found else [],
        problems=[
            views.import_problem_row(localizer, p.row, p.error.field, p.error) for p in problems
        ],
        unread=", ".join(found.table.unread) if found else "",
        columns=", ".join(views.column_names(localizer).values()),
        may_make=bool(found) and not problems and not errors,
        errors=errors,
        most=NAME_LENGTH,
    )


def _cycle_fields(office: Office, cycles: tuple[Cycle, ...]) -> dict[str, str]:
    services = get_services()
    name, first, last = suggested_cycle(
        office.settings, services.localizer.today(services.now()), cycles
    )
    defaults = {"name": name, "starts_on": first.isoformat(), "ends_on": last.isoformat()}
    return {field: request.form.get(field, value) for field, value in defaults.items()}


def _team_rows(found: _ParsedImport | None, office: Office) -> list[views.ImportTeamRow]:
    return [
        views.import_team_row(
            get_services().localizer, office.teams, number, name, form_text(f"team-{number}")
        )
        for number, name in (found.unknown if found else ())
    ]


def _objective_rows(
    found: _ParsedImport, office: Office, cycles: tuple[Cycle, ...]
) -> list[views.ImportObjectiveRow]:
    services, wanted = get_services(), form_text("cycle")
    within = None
    if any(str(c.id) == wanted for c in cycles):
        within = services.store.cycles.office(int(wanted), services.now())
    names = {team.code: team.name for team in office.teams}
    rows = []
    for each in found.table.objectives:
        code = found.teams[each.team.casefold()]
        key_results = [views.import_key_result_row(services.localizer, k) for k in each.key_results]
        name = names.get(code, each.team)
        rows.append(views.import_objective_row(within, code, name, each.title, key_results))
    return rows
