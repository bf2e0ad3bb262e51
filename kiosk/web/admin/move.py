"""Moving an objective to another team or cycle, and a key result to another objective."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import Refused
from kiosk.okr.codes import normal_code
from kiosk.okr.model import CycleState, Objective, Office
from kiosk.okr.moves import Link
from kiosk.views.admin_move import cycles_to, lost_text, objectives_to, serving_text
from kiosk.web.admin.key_results import PLACE as KEY_RESULTS
from kiosk.web.admin.key_results import found_key_result
from kiosk.web.admin.notices import with_notice
from kiosk.web.admin.objectives import found_objective
from kiosk.web.admin.pages import (
    UNPROCESSABLE,
    Ask,
    confirm,
    error_text,
    number_in,
    page,
    see,
    typed,
)
from kiosk.web.admin.planned import LIST, draft_of, office_of, place_of
from kiosk.web.house import house
from kiosk.web.sessions import admin_only, member

blueprint = Blueprint("move", __name__)


@blueprint.get(f"{LIST}/<code>/move-to")
@admin_only
def ask_objective(code: str) -> Response:
    """Where to, and why."""
    office = office_of(code)
    return _objective_form(office, found_objective(office, code))


@blueprint.post(f"{LIST}/<code>/move-to")
@admin_only
def move_objective(code: str) -> Response:
    """Move an objective; asks once more where that costs links."""
    here, office = house(), office_of(code)
    objective = found_objective(office, code)
    team, cycle = normal_code(typed("team")), number_in(typed("cycle"))
    try:
        if team not in {each.code for each in office.teams}:
            raise Refused("team", "Choose the team it belongs to")
        if cycle is None:
            raise Refused("cycle", "Choose the cycle it belongs to")
        links = here.store.lost_links(objective.code, team)
        if links and not typed("sure"):
            return _ask_about(objective, links)
        number = here.store.move_objective(
            objective.code, team, cycle, typed("reason"), now=here.now(), author=_author()
        )
    except Refused as error:
        return _objective_form(office, objective, error_text(error))
    return _moved(objective.code, number)


@blueprint.get(f"{KEY_RESULTS}/<code>/move-to")
@admin_only
def ask_key_result(code: str) -> Response:
    """Where to, and why."""
    return _key_result_form(code)


@blueprint.post(f"{KEY_RESULTS}/<code>/move-to")
@admin_only
def move_key_result(code: str) -> Response:
    """Move a key result."""
    here = house()
    _objective, key_result = found_key_result(office_of(code), code)
    try:
        if not typed("objective"):
            raise Refused("objective", "Choose the objective it belongs to")
        number = here.store.move_key_result(
            key_result.code,
            typed("objective"),
            typed("reason"),
            now=here.now(),
            author=_author(),
        )
    except Refused as error:
        return _key_result_form(code, error_text(error))
    return _moved(key_result.code, number)


@blueprint.post("/admin/moves/<code>/<int:number>/undo")
@admin_only
def undo(code: str, number: int) -> Response:
    """Take a move back. A second click finds it done."""
    store, wanted = house().store, normal_code(code)
    if any(move.id == number for move in store.moves(wanted)):
        try:
            store.undo_move(wanted, number)
        except Refused as error:
            return page(
                "admin/refused.html",
                house().words.gettext("This move cannot be undone"),
                here=LIST,
                status=UNPROCESSABLE,
                said=house().words.error(error),
                back=place_of(office_of(wanted)),
            )
    return see(with_notice(place_of(office_of(wanted)), **{"moved-back": wanted}))


def _moved(code: str, number: int) -> Response:
    return see(with_notice(place_of(office_of(code)), moved=f"{code}-{number}"))


def _ask_about(objective: Objective, links: tuple[Link, ...]) -> Response:
    """Asks a second time, with the links that cannot come along."""
    here = house()
    _ = here.words.gettext
    titles = here.store.objective_titles()
    sentence = _(
        "Only objectives of the company are served, and only by those of teams. These links go"
        " with the move, and Undo brings them back:"
    )
    back = f"{LIST}/{objective.code}/move-to"
    ask = Ask(
        sentence,
        _("Move it without them"),
        back,
        back,
        fields=(*request.form.items(), ("sure", "1")),
        details=lost_text(here.words, links, titles),
    )
    return confirm(_("Move this objective?"), ask, LIST)


def _objective_form(
    office: Office, objective: Objective, errors: dict[str, str] | None = None
) -> Response:
    here = house()
    cycles = cycles_to(objective, here.store.cycles())
    return page(
        "admin/move_objective.html",
        here.words.gettext("Move the objective"),
        here=LIST,
        status=UNPROCESSABLE if errors else 200,
        objective=objective,
        teams=office.teams,
        team=normal_code(typed("team")) or objective.team,
        cycles=cycles,
        cycle=typed("cycle") or str(objective.cycle),
        asks_why=draft_of(office) is None or _runs(),
        reason=typed("reason"),
        serving=serving_text(here.words, len(office.serving(objective.code))),
        back=f"{LIST}/{objective.code}",
        errors=errors or {},
    )


def _key_result_form(code: str, errors: dict[str, str] | None = None) -> Response:
    here, office = house(), office_of(code)
    objective, key_result = found_key_result(office, code)
    return page(
        "admin/move_key_result.html",
        here.words.gettext("Move the key result"),
        here=LIST,
        status=UNPROCESSABLE if errors else 200,
        key_result=key_result,
        objective=objective,
        groups=objectives_to(office, objective),
        chosen=normal_code(typed("objective")),
        asks_why=draft_of(office) is None,
        reason=typed("reason"),
        back=f"{KEY_RESULTS}/{key_result.code}",
        errors=errors or {},
    )


def _runs() -> bool:
    """Whether there is a cycle that asks why something moves into it."""
    return any(cycle.state is not CycleState.DRAFT for cycle in house().office().cycles)


def _author() -> str:
    me = member()
    return me.name if me else ""
