"""Cycles: the list, the page of one with its next step, and the form."""

from datetime import date

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import Collector, NotFound, ValidationError
from kiosk.okr.cycle_periods import suggested_cycle
from kiosk.okr.dates import parse_day
from kiosk.okr.meeting_remarks import days_left
from kiosk.okr.model import Cycle, CycleState
from kiosk.okr.text import NAME_LENGTH, TITLE_LENGTH, validated_line
from kiosk.views.admin.cycles import admin_cycle_page, admin_cycle_rows
from kiosk.views.admin.grade_reveal import missing_lines
from kiosk.web.admin.edit_conflicts import edit_form_of, submitted_fingerprint
from kiosk.web.admin.grade_reveal import confirm_reveal, graded_teams
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

blueprint = Blueprint("cycles", __name__)
BASE_PATH = "/admin/cycles"


@blueprint.get(BASE_PATH)
@admin_required
def index() -> Response:
    """All cycles, the newest first."""
    services = get_services()
    view = admin_cycle_rows(services.localizer, services.store.cycles.all())
    return render_page(
        "admin/cycles/list.html",
        services.localizer.gettext("Cycles"),
        nav_path=BASE_PATH,
        cycles=view,
    )


@blueprint.get(f"{BASE_PATH}/<int:number>")
@admin_required
def show(number: int) -> Response:
    """A cycle, its contents and its next step."""
    return _detail_page(cycle_by_id(number))


@blueprint.post(f"{BASE_PATH}/<int:number>/state")
@admin_required
def advance(number: int) -> Response:
    """Advance a cycle to its next state. Closing needs a confirmation."""
    services, cycle = get_services(), cycle_by_id(number)
    try:
        services.store.cycles.set_state(cycle.id, _state(), now=services.now())
    except ValidationError as error:
        return _detail_page(cycle, error_text(error))
    return redirect_to(f"{BASE_PATH}/{cycle.id}")


@blueprint.get(f"{BASE_PATH}/<int:number>/reveal")
@admin_required
def ask_to_reveal(number: int) -> Response:
    """Ask for confirmation, and name the teams whose grades are missing."""
    cycle = cycle_by_id(number)
    return confirm_reveal(cycle, f"{BASE_PATH}/{number}/reveal", f"{BASE_PATH}/{number}", BASE_PATH)


@blueprint.post(f"{BASE_PATH}/<int:number>/hide")
@admin_required
def hide(number: int) -> Response:
    """Hide grades that were revealed within the last ten minutes."""
    services, cycle = get_services(), cycle_by_id(number)
    try:
        services.store.grades.hide(cycle.id, services.now())
    except ValidationError as error:
        return _detail_page(cycle, error_text(error))
    return redirect_to(f"{BASE_PATH}/{cycle.id}")


@blueprint.post(f"{BASE_PATH}/<int:number>/reveal")
@admin_required
def reveal(number: int) -> Response:
    """Reveal all grades of a cycle."""
    services, cycle = get_services(), cycle_by_id(number)
    try:
        services.store.grades.reveal(cycle.id, services.now())
    except ValidationError as error:
        return _detail_page(cycle, error_text(error))
    return redirect_to(f"{BASE_PATH}/{cycle.id}")


@blueprint.get(f"{BASE_PATH}/<int:number>/close")
@admin_required
def ask_to_close(number: int) -> Response:
    """Ask for confirmation."""
    cycle = cycle_by_id(number)
    _ = get_services().localizer.gettext
    sentence = _(
        "“%(name)s” then stays as it is for good: nobody can check in, edit or grade "
        "anything in it any more. Everybody can still read it, including its grades."
    ) % {"name": cycle.name}
    sentence = " ".join(part for part in (_closing_early_text(cycle), sentence) if part)
    back = f"{BASE_PATH}/{cycle.id}"
    missing = (
        () if cycle.revealed_at else missing_lines(get_services().localizer, graded_teams(cycle))
    )
    ask = Confirmation(sentence, _("Close for good"), f"{back}/close", back, details=missing)
    return confirmation_page(_("Close this cycle?"), ask, BASE_PATH)


def _closing_early_text(cycle: Cycle) -> str:
    """A remark if a cycle is closed before its last day; else ""."""
    services = get_services()
    localizer, days = (
        services.localizer,
        days_left(cycle, services.localizer.today(services.now())),
    )
    if not days:
        return ""
    return localizer.gettext("“%(name)s” runs until %(last)s, %(days)s from now.") % {
        "name": cycle.name,
        "last": localizer.long_day(cycle.ends_on),
        "days": localizer.days(days),
    }


@blueprint.post(f"{BASE_PATH}/<int:number>/close")
@admin_required
def close(number: int) -> Response:
    """Close a cycle."""
    services, cycle = get_services(), cycle_by_id(number)
    try:
        services.store.cycles.close(cycle.id, now=services.now())
    except ValidationError as error:
        return _detail_page(cycle, error_text(error))
    return redirect_to(f"{BASE_PATH}/{cycle.id}")


@blueprint.get(f"{BASE_PATH}/<int:number>/delete")
@admin_required
def ask_to_delete(number: int) -> Response:
    """Ask for confirmation."""
    cycle = cycle_by_id(number)
    _ = get_services().localizer.gettext
    sentence = _("“%(name)s” is a draft with nothing in it. It is deleted for good.")
    back = f"{BASE_PATH}/{cycle.id}"
    ask = Confirmation(sentence % {"name": cycle.name}, _("Delete it"), f"{back}/delete", back)
    return confirmation_page(_("Delete this draft?"), ask, BASE_PATH)


@blueprint.post(f"{BASE_PATH}/<int:number>/delete")
@admin_required
def destroy(number: int) -> Response:
    """Delete a draft that was never used."""
    cycle = cycle_by_id(number)
    try:
        get_services().store.cycles.delete(cycle.id)
    except ValidationError as error:
        return _detail_page(cycle, error_text(error))
    return redirect_to(BASE_PATH)


@blueprint.get(f"{BASE_PATH}/new")
@admin_required
def new() -> Response:
    """The form of a new cycle, with the next free period."""
    services = get_services()
    today = services.localizer.today(services.now())
    name, first, last = suggested_cycle(
        services.office().settings, today, services.store.cycles.all()
    )
    return _form({"name": name, "starts_on": first.isoformat(), "ends_on": last.isoformat()})


@blueprint.post(f"{BASE_PATH}/new")
@admin_required
@idempotent
@asks_before_second
def create() -> Response:
    """Add a cycle as a draft, or open it at once."""
    is_draft = form_text("state") == CycleState.DRAFT
    try:
        name, theme, starts_on, ends_on = _typed_cycle()
        cycle = get_services().store.cycles.add(
            name,
            starts_on,
            ends_on,
            theme=theme,
            state=CycleState.DRAFT if is_draft else CycleState.OPEN,
        )
    except ValidationError as error:
        return _form(request.form.to_dict(), error_text(error))
    return redirect_to(f"{BASE_PATH}/{cycle.id}" if is_draft else LIST)


@blueprint.get(f"{BASE_PATH}/<int:number>/edit")
@admin_required
@edit_form_of("cycles")
def edit(number: int) -> Response:
    """The form of a cycle that is not closed."""
    cycle = cycle_by_id(number)
    given = {"name": cycle.name, "theme": cycle.theme}
    days = {"starts_on": cycle.starts_on.isoformat(), "ends_on": cycle.ends_on.isoformat()}
    return _form(given | days, cycle=cycle)


@blueprint.post(f"{BASE_PATH}/<int:number>/edit")
@admin_required
@edit_form_of("cycles")
def update(number: int) -> Response:
    """Change a cycle's name, theme and days."""
    cycle = cycle_by_id(number)
    try:
        name, theme, starts_on, ends_on = _typed_cycle()
        get_services().store.cycles.edit(
            cycle.id,
            name=name,
            theme=theme,
            starts_on=starts_on,
            ends_on=ends_on,
            if_unchanged_since=submitted_fingerprint(),
        )
    except ValidationError as error:
        return _form(request.form.to_dict(), error_text(error), cycle=cycle)
    return redirect_to(f"{BASE_PATH}/{cycle.id}" if cycle.state is CycleState.DRAFT else LIST)


def _detail_page(cycle: Cycle, errors: dict[str, str] | None = None) -> Response:
    services = get_services()
    view = admin_cycle_page(
        services.localizer, services.store.cycles.office(cycle.id, services.now()), services.now()
    )
    status = UNPROCESSABLE if errors else 200
    return render_page(
        "admin/cycles/detail.html",
        cycle.name,
        nav_path=BASE_PATH,
        status=status,
        page=view,
        may_delete=services.store.cycles.may_delete(cycle.id),
        error=" ".join((errors or {}).values()),
    )


def cycle_by_id(number: int) -> Cycle:
    """A cycle in any state; raises NotFound."""
    for cycle in get_services().store.cycles.all():
        if cycle.id == number:
            return cycle
    raise NotFound("There is no cycle %(number)s", number=number)


def _state() -> CycleState:
    for state in (CycleState.DRAFT, CycleState.OPEN, CycleState.GRADING):
        if form_text("state") == state:
            return state
    raise ValidationError("state", "Choose the next step")


def _typed_cycle() -> tuple[str, str, date, date]:
    """The name, theme, first and last day of the form.

    :raises ValidationError: with every field that will not do.
    """
    collect = Collector()
    name = collect.read(lambda: validated_line("name", form_text("name"), NAME_LENGTH), "")
    theme = collect.read(
        lambda: validated_line("theme", form_text("theme"), TITLE_LENGTH, needed=False), ""
    )
    starts_on = collect.read(lambda: typed_day("starts_on"), date.min)
    ends_on = collect.read(lambda: typed_day("ends_on"), date.min)
    collect.finish()
    return name, theme, starts_on, ends_on


def typed_day(field: str) -> date:
    """The day in a field of the form; raises ValidationError."""
    return parse_day(field, form_text(field))


def _form(
    given: dict[str, str], errors: dict[str, str] | None = None, cycle: Cycle | None = None
) -> Response:
    services = get_services()
    fields = ("name", "theme", "starts_on", "ends_on")
    return render_page(
        "admin/cycles/form.html",
        services.localizer.gettext("Edit the cycle")
        if cycle
        else services.localizer.gettext("New cycle"),
        nav_path=BASE_PATH,
        action=f"{BASE_PATH}/{cycle.id}/edit" if cycle else f"{BASE_PATH}/new",
        is_new=cycle is None,
        is_first=not services.store.cycles.all(),
        back=f"{BASE_PATH}/{cycle.id}" if cycle else BASE_PATH,
        status=UNPROCESSABLE if errors else 200,
        given={field: given.get(field, "") for field in fields},
        errors=errors or {},
        most_name=NAME_LENGTH,
        most_theme=TITLE_LENGTH,
    )
