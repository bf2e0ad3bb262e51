"""A table pasted from a spreadsheet becomes a cycle's objectives: seen first, written whole."""

from dataclasses import dataclass
from hashlib import sha256

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.exchange.pasted import Pasted, read_pasted
from kiosk.okr.model import Cycle, Office, Team
from kiosk.okr.next_cycle import next_cycle
from kiosk.okr.planned import NewCycle, NewObjective, NewTeam, Planned
from kiosk.okr.texts import NAME_LENGTH
from kiosk.views import admin_paste as views
from kiosk.views.admin_objectives import COLORS
from kiosk.web.admin.cycles import typed_day
from kiosk.web.admin.once import once
from kiosk.web.admin.pages import UNPROCESSABLE, number_in, page, see, typed
from kiosk.web.admin.planned import LIST
from kiosk.web.house import house
from kiosk.web.nightly_backup import back_up_before
from kiosk.web.sessions import admin_only, member

blueprint = Blueprint("paste", __name__)

PATH = "/admin/paste"


@dataclass(frozen=True, slots=True)
class _Found:
    """What was pasted, the teams it names by a code or what is to be done about them, and the
    teams that nobody knows yet."""

    pasted: Pasted
    teams: dict[str, str]
    unknown: tuple[tuple[int, str], ...]


@blueprint.get(PATH)
@admin_only
def form() -> Response:
    """The empty form, with the first period of the office's cycle length that has no cycle."""
    return _page(None, {})


@blueprint.post(PATH)
@admin_only
@once
def read() -> Response:
    """Preview what was pasted; once that is confirmed, write it."""
    errors: dict[str, str] = {}
    found = None
    try:
        found = _found(house().office().teams)
        planned = _planned(found)
        # What was changed since it was seen is seen once more.
        if "make" in request.form and typed("seen") == _seen() and not found.pasted.problems:
            return _written(planned)
    except NotFound as error:
        errors["cycle"] = house().words.error(error)
    except Refused as error:
        errors[error.field] = house().words.error(error)
    return _page(found, errors)


def _seen() -> str:
    return sha256(typed("table").replace("\r\n", "\n").encode()).hexdigest()[:16]


def _written(planned: Planned) -> Response:
    here, me = house(), member()
    here.call(lambda: back_up_before(here.settings, "import", here.now()))
    try:
        cycle = here.store.add_planned(planned, now=here.now(), author=me.name if me else "")
    except Refused as error:
        if error.field in ("name", "starts_on", "ends_on", "cycle", "team"):
            raise
        raise Refused("table", error.message, **error.values) from error
    drafts = {c.id for c in here.store.cycles()} - {c.id for c in here.office().cycles}
    return see(f"{LIST}?cycle={cycle}" if cycle in drafts else LIST)


def _found(teams: tuple[Team, ...]) -> _Found:
    pasted = read_pasted(typed("table"), house().words.decimal_mark)
    codes, unknown = {}, []
    for number, name in enumerate(pasted.teams):
        codes[name.casefold()] = views.known_team(teams, name) if name else ""
        if not codes[name.casefold()]:
            unknown.append((number, name))
            row = views.team_row(house().words, teams, number, name, typed(f"team-{number}"))
            codes[name.casefold()] = next((c.value for c in row.choices if c.is_chosen), "")
    return _Found(pasted, codes, tuple(unknown))


def _planned(found: _Found) -> Planned:
    """What would be written.

    :raises Refused: a team is not chosen, or the cycle will not do.
    """
    teams = [_new_team(found, number, name) for number, name in found.unknown]
    if any(not code for code in found.teams.values()):
        raise Refused("team", "Choose a team for what was pasted without one")
    return Planned(
        _cycle(),
        tuple(team for team in teams if team is not None),
        tuple(
            NewObjective(_team_of(found, o.team), o.title, o.key_results)
            for o in found.pasted.objectives
        ),
    )


def _team_of(found: _Found, name: str) -> str:
    code = found.teams[name.casefold()]
    return f"new {name.casefold()}" if code in (views.NEW, views.COMPANY) else code


def _new_team(found: _Found, number: int, name: str) -> NewTeam | None:
    wanted = found.teams[name.casefold()]
    if wanted not in (views.NEW, views.COMPANY):
        return None
    is_company = wanted == views.COMPANY
    used = {team.color for team in house().office().teams}
    free = [color for color in COLORS if color not in used and color != "neutral"] or ["sky"]
    color = "neutral" if is_company else free[number % len(free)]
    return NewTeam(f"new {name.casefold()}", name, color, is_company)


def _cycle() -> int | NewCycle:
    wanted = number_in(typed("cycle"))
    if wanted is not None:
        return wanted
    if typed("cycle") not in ("", views.NEW):
        raise Refused("cycle", "Choose a cycle")
    return NewCycle(typed("name"), typed_day("starts_on"), typed_day("ends_on"))


def _page(found: _Found | None, errors: dict[str, str]) -> Response:
    here = house()
    words, office, cycles = here.words, here.office(), here.store.cycles()
    problems = found.pasted.problems if found else ()
    is_sent = request.method == "POST"
    chosen = typed("cycle") if is_sent else views.usual_cycle(office, cycles)
    return page(
        "admin/paste.html",
        words.gettext("Paste a table"),
        here=LIST,
        status=UNPROCESSABLE if errors or problems else 200,
        office=office,
        table=typed("table"),
        seen=_seen(),
        given=_given(office, cycles),
        cycles=views.cycle_choices(words, cycles, chosen or views.NEW),
        teams=_team_rows(found, office),
        objectives=_objective_rows(found, office, cycles) if found else [],
        problems=[views.problem_row(words, p.row, p.error.field, p.error) for p in problems],
        unread=", ".join(found.pasted.unread) if found else "",
        columns=", ".join(views.column_names(words).values()),
        may_make=bool(found) and not problems and not errors,
        errors=errors,
        most=NAME_LENGTH,
    )


def _given(office: Office, cycles: tuple[Cycle, ...]) -> dict[str, str]:
    here = house()
    name, first, last = next_cycle(office.customs, here.words.today(here.now()), cycles)
    usual = {"name": name, "starts_on": first.isoformat(), "ends_on": last.isoformat()}
    return {field: request.form.get(field, value) for field, value in usual.items()}


def _team_rows(found: _Found | None, office: Office) -> list[views.TeamRow]:
    return [
        views.team_row(house().words, office.teams, number, name, typed(f"team-{number}"))
        for number, name in (found.unknown if found else ())
    ]


def _objective_rows(
    found: _Found, office: Office, cycles: tuple[Cycle, ...]
) -> list[views.ObjectiveRow]:
    here, wanted = house(), typed("cycle")
    within = None
    if any(str(c.id) == wanted for c in cycles):
        within = here.store.archive(int(wanted), here.now())
    names = {team.code: team.name for team in office.teams}
    rows = []
    for each in found.pasted.objectives:
        code = found.teams[each.team.casefold()]
        made = [views.key_result_row(here.words, k) for k in each.key_results]
        name = names.get(code, each.team)
        rows.append(views.objective_row(within, code, name, each.title, made))
    return rows
