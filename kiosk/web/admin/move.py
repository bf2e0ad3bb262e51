"""Moving an objective to another team or cycle, and a key result to another objective."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import ValidationError
from kiosk.okr.codes import normal_code
from kiosk.okr.model import CycleState, Objective, Office
from kiosk.okr.moves import MovedLink
from kiosk.views.admin.move import cycles_to, lost_text, objectives_to, serving_text
from kiosk.web.admin.key_results import BASE_PATH as KEY_RESULTS
from kiosk.web.admin.key_results import key_result_to_edit
from kiosk.web.admin.notices import with_notice
from kiosk.web.admin.objective_scope import LIST, draft_cycle_id, objectives_list_url, office_of
from kiosk.web.admin.objectives import found_objective
from kiosk.web.admin.responses import (
    UNPROCESSABLE,
    Confirmation,
    confirmation_page,
    error_text,
    form_text,
    parse_row_id,
    redirect_to,
    render_page,
)
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required, current_user

blueprint = Blueprint("move", __name__)


@blueprint.get(f"{LIST}/<code>/move-to")
@admin_required
def edit_objective(code: str) -> Response:
    """The form: where to, and the reason."""
    office = office_of(code)
    return _objective_form(office, found_objective(office, code))


@blueprint.post(f"{LIST}/<code>/move-to")
@admin_required
def update_objective(code: str) -> Response:
    """Move an objective. If it would lose links, ask for confirmation first."""
    services, office = get_services(), office_of(code)
    objective = found_objective(office, code)
    team, cycle = normal_code(form_text("team")), parse_row_id(form_text("cycle"))
    try:
        if team not in {each.code for each in office.teams}:
            raise ValidationError("team", "Choose the team it belongs to")
        if cycle is None:
            raise ValidationError("cycle", "Choose the cycle it belongs to")
        links = services.store.moves.lost_links(objective.code, cycle)
        if links and not form_text("sure"):
            return _confirm_lost_links(objective, links)
        number = services.store.objectives.move(
            objective.code, team, cycle, form_text("reason"), now=services.now(), author=_author()
        )
    except ValidationError as error:
        return _objective_form(office, objective, error_text(error))
    return _moved_response(objective.code, number)


@blueprint.get(f"{KEY_RESULTS}/<code>/move-to")
@admin_required
def edit_key_result(code: str) -> Response:
    """The form: where to, and the reason."""
    return _key_result_form(code)


@blueprint.post(f"{KEY_RESULTS}/<code>/move-to")
@admin_required
def update_key_result(code: str) -> Response:
    """Move a key result."""
    services = get_services()
    _objective, key_result = key_result_to_edit(office_of(code), code)
    try:
        if not form_text("objective"):
            raise ValidationError("objective", "Choose the objective it belongs to")
        number = services.store.key_results.move(
            key_result.code,
            form_text("objective"),
            form_text("reason"),
            now=services.now(),
            author=_author(),
        )
    except ValidationError as error:
        return _key_result_form(code, error_text(error))
    return _moved_response(key_result.code, number)


@blueprint.post("/admin/moves/<code>/<int:number>/undo")
@admin_required
def undo(code: str, number: int) -> Response:
    """Undo a move. A second click finds it undone."""
    store, wanted = get_services().store, normal_code(code)
    if any(move.id == number for move in store.moves.all(wanted)):
        try:
            store.moves.undo(wanted, number)
        except ValidationError as error:
            return render_page(
                "admin/error.html",
                get_services().localizer.gettext("This move cannot be undone"),
                nav_path=LIST,
                status=UNPROCESSABLE,
                error_message=get_services().localizer.error(error),
                back=objectives_list_url(office_of(wanted)),
            )
    return redirect_to(
        with_notice(objectives_list_url(office_of(wanted)), **{"moved-back": wanted})
    )


def _moved_response(code: str, number: int) -> Response:
    return redirect_to(with_notice(objectives_list_url(office_of(code)), moved=f"{code}-{number}"))


def _confirm_lost_links(objective: Objective, links: tuple[MovedLink, ...]) -> Response:
    """Ask for confirmation, and list the links that would be lost."""
    services = get_services()
    _ = services.localizer.gettext
    titles = services.store.objectives.titles()
    sentence = _(
        "Objectives serve those of their own cycle, or of a longer one that contains it. Moving "
        "it removes these links; Undo restores them:"
    )
    back = f"{LIST}/{objective.code}/move-to"
    ask = Confirmation(
        sentence,
        _("Move it without them"),
        back,
        back,
        fields=(*request.form.items(), ("sure", "1")),
        details=lost_text(services.localizer, links, titles),
    )
    return confirmation_page(_("Move this objective?"), ask, LIST)


def _objective_form(
    office: Office, objective: Objective, errors: dict[str, str] | None = None
) -> Response:
    services = get_services()
    cycles = cycles_to(objective, services.store.cycles.all())
    return render_page(
        "admin/objectives/move_objective.html",
        services.localizer.gettext("Move the objective"),
        nav_path=LIST,
        status=UNPROCESSABLE if errors else 200,
        objective=objective,
        teams=office.teams,
        team=normal_code(form_text("team")) or objective.team,
        cycles=cycles,
        cycle=form_text("cycle") or str(objective.cycle),
        asks_why=draft_cycle_id(office) is None or _has_running_cycle(),
        reason=form_text("reason"),
        serving=serving_text(services.localizer, len(office.supporting_objectives(objective.code))),
        back=f"{LIST}/{objective.code}",
        errors=errors or {},
    )


def _key_result_form(code: str, errors: dict[str, str] | None = None) -> Response:
    services, office = get_services(), office_of(code)
    objective, key_result = key_result_to_edit(office, code)
    return render_page(
        "admin/objectives/move_key_result.html",
        services.localizer.gettext("Move the key result"),
        nav_path=LIST,
        status=UNPROCESSABLE if errors else 200,
        key_result=key_result,
        objective=objective,
        groups=objectives_to(office, objective),
        chosen=normal_code(form_text("objective")),
        asks_why=draft_cycle_id(office) is None,
        reason=form_text("reason"),
        back=f"{KEY_RESULTS}/{key_result.code}",
        errors=errors or {},
    )


def _has_running_cycle() -> bool:
    """Whether there is a running cycle, which requires a reason."""
    return any(cycle.state is not CycleState.DRAFT for cycle in get_services().office().cycles)


def _author() -> str:
    me = current_user()
    return me.name if me else ""
