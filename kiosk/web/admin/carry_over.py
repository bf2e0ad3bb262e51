"""Carrying unfinished objectives over into a draft of the next cycle."""

from datetime import date, timedelta

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import ValidationError
from kiosk.okr.carry_over import stays_behind
from kiosk.okr.cycle_periods import suggested_cycle
from kiosk.okr.model import Cycle, CycleState, NewCycle, Office
from kiosk.views.admin.carry_over import CarryOverSelection, carry_over_page
from kiosk.web.admin.cycles import BASE_PATH, cycle_by_id, typed_day
from kiosk.web.admin.responses import (
    UNPROCESSABLE,
    error_text,
    form_text,
    parse_row_id,
    redirect_to,
    render_page,
)
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required, current_user

blueprint = Blueprint("carry", __name__)
NEW = "new"
FIELDS = ("name", "theme", "starts_on", "ends_on")


@blueprint.get(f"{BASE_PATH}/<int:number>/carry")
@admin_required
def new(number: int) -> Response:
    """What can be carried over, and where to."""
    return _page(cycle_by_id(number))


@blueprint.post(f"{BASE_PATH}/<int:number>/carry")
@admin_required
def create(number: int) -> Response:
    """Create the copies and show the draft."""
    services, cycle, me = get_services(), cycle_by_id(number), current_user()
    sent = _submitted()
    try:
        _refuse_unticked(services.store.cycles.office(cycle.id, services.now()), sent)
        draft = services.store.cycles.carry_over(
            cycle.id,
            sent.objectives,
            _target_cycle(),
            # A form without these fields comes from a script.
            key_results=sent.key_results if form_text("chosen") else None,
            homes=sent.homes,
            now=services.now(),
            author=me.name if me else "",
        )
    except ValidationError as error:
        return _page(cycle, error_text(error))
    return redirect_to(f"/admin/objectives?cycle={draft.id}")


def _submitted() -> CarryOverSelection:
    form, prefix = request.form, "home-"
    homes = {
        name.removeprefix(prefix): target
        for name, target in form.items()
        if name.startswith(prefix) and target
    }
    return CarryOverSelection(
        frozenset(form.getlist("objective")), frozenset(form.getlist("key_result")), homes
    )


def _refuse_unticked(office: Office, sent: CarryOverSelection) -> None:
    """Raise ValidationError if something was chosen for an objective that is not ticked, because it
    would be ignored. What was ticked by default does not count."""
    for objective in office.objectives:
        achieved = {k.code for k in objective.key_results if stays_behind(k)}
        chosen = achieved & sent.key_results or objective.code in sent.homes
        if chosen and objective.code not in sent.objectives:
            raise ValidationError(
                f"home-{objective.code}", "Tick the objective too, or leave its key results out"
            )


def _target_cycle() -> int | NewCycle:
    into = parse_row_id(form_text("into"))
    if into is not None:
        return into
    if form_text("into") not in ("", NEW):
        raise ValidationError("into", "Choose one of these")
    return NewCycle(
        form_text("name"), typed_day("starts_on"), typed_day("ends_on"), form_text("theme")
    )


def _page(cycle: Cycle, errors: dict[str, str] | None = None) -> Response:
    services = get_services()
    office = services.store.cycles.office(cycle.id, services.now())
    cycles = services.store.cycles.all()
    sent = request.form
    drafts = [
        services.store.cycles.office(each.id, services.now())
        for each in cycles
        if each.state is CycleState.DRAFT and each.id != cycle.id
    ]
    view = carry_over_page(services.localizer, office, drafts, _submitted() if errors else None)
    given = sent.to_dict() if errors else _suggested(cycle, cycles)
    into = given.get("into", ([str(draft.id) for draft in view.drafts] or [NEW])[0])
    return render_page(
        "admin/cycles/carry_over.html",
        services.localizer.gettext("Carry over"),
        nav_path=BASE_PATH,
        status=UNPROCESSABLE if errors else 200,
        page=view,
        given={field: given.get(field, "") for field in FIELDS},
        into=into,
        errors=errors or {},
    )


def _suggested(cycle: Cycle, cycles: tuple[Cycle, ...]) -> dict[str, str]:
    """The cycle that the office's settings suggest next; else one of the same length."""
    after = cycle.ends_on + timedelta(days=1)
    name, first, last = suggested_cycle(get_services().office().settings, after, cycles)
    if first < after:
        days = cycle.ends_on - cycle.starts_on
        name, first, last = "", after, min(after + days, date.max)
    return {"name": name, "starts_on": first.isoformat(), "ends_on": last.isoformat()}
