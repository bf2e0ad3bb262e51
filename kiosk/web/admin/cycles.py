"""Cycles: the list, one with its next step, and the form of its name, theme and days."""

from datetime import date

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import Collector, NotFound, Refused
from kiosk.okr.days import parse_day
from kiosk.okr.model import Cycle, CycleState
from kiosk.okr.next_cycle import next_cycle
from kiosk.okr.remarks import ends_early
from kiosk.okr.texts import NAME_LENGTH, TITLE_LENGTH, line
from kiosk.views.admin_cycles import cycle_page, cycles_page
from kiosk.views.reveal import missing_lines
from kiosk.web.admin.once import once
from kiosk.web.admin.pages import UNPROCESSABLE, Ask, confirm, error_text, page, see, typed
from kiosk.web.admin.planned import LIST
from kiosk.web.admin.reveal import confirm_reveal, graded_teams
from kiosk.web.admin.stood import carried, fills_form_of
from kiosk.web.house import house
from kiosk.web.sessions import admin_only

blueprint = Blueprint("cycles", __name__)
PLACE = "/admin/cycles"


@blueprint.get(PLACE)
@admin_only
def show() -> Response:
    """Every cycle there is, the newest first."""
    here = house()
    view = cycles_page(here.words, here.store.cycles())
    return page("admin/cycles.html", here.words.gettext("Cycles"), here=PLACE, cycles=view)


@blueprint.get(f"{PLACE}/<int:number>")
@admin_only
def one(number: int) -> Response:
    """A cycle, what it holds and its next step."""
    return _one(cycle_by_id(number))


@blueprint.post(f"{PLACE}/<int:number>/state")
@admin_only
def step(number: int) -> Response:
    """Move a cycle on; one is closed only by the page that asks a second time."""
    here, cycle = house(), cycle_by_id(number)
    try:
        here.store.set_cycle_state(cycle.id, _state(), now=here.now())
    except Refused as error:
        return _one(cycle, error_text(error))
    return see(f"{PLACE}/{cycle.id}")


@blueprint.get(f"{PLACE}/<int:number>/reveal")
@admin_only
def ask_to_reveal(number: int) -> Response:
    """Asks a second time, and says whose grades are missing."""
    cycle = cycle_by_id(number)
    return confirm_reveal(cycle, f"{PLACE}/{number}/reveal", f"{PLACE}/{number}", PLACE)


@blueprint.post(f"{PLACE}/<int:number>/hide")
@admin_only
def hide(number: int) -> Response:
    """Cover grades that were revealed within the last ten minutes."""
    here, cycle = house(), cycle_by_id(number)
    try:
        here.store.hide_grades(cycle.id, here.now())
    except Refused as error:
        return _one(cycle, error_text(error))
    return see(f"{PLACE}/{cycle.id}")


@blueprint.post(f"{PLACE}/<int:number>/reveal")
@admin_only
def reveal(number: int) -> Response:
    """Show the grades to everybody, all together."""
    here, cycle = house(), cycle_by_id(number)
    try:
        here.store.reveal_grades(cycle.id, here.now())
    except Refused as error:
        return _one(cycle, error_text(error))
    return see(f"{PLACE}/{cycle.id}")


@blueprint.get(f"{PLACE}/<int:number>/close")
@admin_only
def ask_to_close(number: int) -> Response:
    """Asks a second time."""
    cycle = cycle_by_id(number)
    _ = house().words.gettext
    sentence = _(
        "“%(name)s” then stays as it is for good: nobody can check in, edit or grade "
        "anything in it any more. Everybody can still read it, including its grades."
    ) % {"name": cycle.name}
    sentence = " ".join(part for part in (_early(cycle), sentence) if part)
    back = f"{PLACE}/{cycle.id}"
    missing = () if cycle.revealed_at else missing_lines(house().words, graded_teams(cycle))
    ask = Ask(sentence, _("Close for good"), f"{back}/close", back, details=missing)
    return confirm(_("Close this cycle?"), ask, PLACE)


def _early(cycle: Cycle) -> str:
    """A remark where a cycle is closed before its last day; "" from then on."""
    here = house()
    words, days = here.words, ends_early(cycle, here.words.today(here.now()))
    if not days:
        return ""
    return words.gettext("“%(name)s” runs until %(last)s, %(days)s from now.") % {
        "name": cycle.name,
        "last": words.long_day(cycle.ends_on),
        "days": words.days(days),
    }


@blueprint.post(f"{PLACE}/<int:number>/close")
@admin_only
def close(number: int) -> Response:
    """Close a cycle."""
    here, cycle = house(), cycle_by_id(number)
    try:
        here.store.set_cycle_state(cycle.id, CycleState.CLOSED, now=here.now())
    except Refused as error:
        return _one(cycle, error_text(error))
    return see(f"{PLACE}/{cycle.id}")


@blueprint.get(f"{PLACE}/<int:number>/delete")
@admin_only
def ask_to_delete(number: int) -> Response:
    """Asks a second time."""
    cycle = cycle_by_id(number)
    _ = house().words.gettext
    sentence = _("“%(name)s” is a draft with nothing in it. It is deleted for good.")
    back = f"{PLACE}/{cycle.id}"
    ask = Ask(sentence % {"name": cycle.name}, _("Delete it"), f"{back}/delete", back)
    return confirm(_("Delete this draft?"), ask, PLACE)


@blueprint.post(f"{PLACE}/<int:number>/delete")
@admin_only
def delete(number: int) -> Response:
    """Delete a draft with nothing in it."""
    cycle = cycle_by_id(number)
    try:
        house().store.delete_cycle(cycle.id)
    except Refused as error:
        return _one(cycle, error_text(error))
    return see(PLACE)


@blueprint.get(f"{PLACE}/new")
@admin_only
def new() -> Response:
    """The form of a cycle, with the first days in it that have none."""
    here = house()
    today = here.words.today(here.now())
    name, first, last = next_cycle(here.office().customs, today, here.store.cycles())
    return _form({"name": name, "starts_on": first.isoformat(), "ends_on": last.isoformat()})


@blueprint.post(f"{PLACE}/new")
@admin_only
@once
def add() -> Response:
    """Add a cycle: a draft, or open at once."""
    is_draft = typed("state") == CycleState.DRAFT
    try:
        name, theme, starts_on, ends_on = _typed_cycle()
        cycle = house().store.add_cycle(
            name,
            starts_on,
            ends_on,
            theme=theme,
            state=CycleState.DRAFT if is_draft else CycleState.OPEN,
        )
    except Refused as error:
        return _form(request.form.to_dict(), error_text(error))
    return see(f"{PLACE}/{cycle.id}" if is_draft else LIST)


@blueprint.get(f"{PLACE}/<int:number>/edit")
@admin_only
@fills_form_of("cycles")
def edit(number: int) -> Response:
    """The form of a cycle that is not closed."""
    cycle = cycle_by_id(number)
    given = {"name": cycle.name, "theme": cycle.theme}
    days = {"starts_on": cycle.starts_on.isoformat(), "ends_on": cycle.ends_on.isoformat()}
    return _form(given | days, cycle=cycle)


@blueprint.post(f"{PLACE}/<int:number>/edit")
@admin_only
def change(number: int) -> Response:
    """Change a cycle's name, theme and days."""
    cycle = cycle_by_id(number)
    try:
        name, theme, starts_on, ends_on = _typed_cycle()
        house().store.edit_cycle(
            cycle.id,
            name=name,
            theme=theme,
            starts_on=starts_on,
            ends_on=ends_on,
            carried=carried(),
        )
    except Refused as error:
        return _form(request.form.to_dict(), error_text(error), cycle=cycle)
    return see(f"{PLACE}/{cycle.id}" if cycle.state is CycleState.DRAFT else LIST)


def _one(cycle: Cycle, errors: dict[str, str] | None = None) -> Response:
    here = house()
    view = cycle_page(here.words, here.store.archive(cycle.id, here.now()), here.now())
    status = UNPROCESSABLE if errors else 200
    return page(
        "admin/cycle_page.html",
        cycle.name,
        here=PLACE,
        status=status,
        page=view,
        may_delete=here.store.may_delete_cycle(cycle.id),
        error=" ".join((errors or {}).values()),
    )


def cycle_by_id(number: int) -> Cycle:
    """A cycle in whatever state; raises NotFound."""
    for cycle in house().store.cycles():
        if cycle.id == number:
            return cycle
    raise NotFound("There is no cycle %(number)s", number=number)


def _state() -> CycleState:
    for state in (CycleState.DRAFT, CycleState.OPEN, CycleState.GRADING):
        if typed("state") == state:
            return state
    raise Refused("state", "Choose the next step")


def _typed_cycle() -> tuple[str, str, date, date]:
    """The name, theme, first and last day of the form.

    :raises Refused: with every field that will not do.
    """
    collect = Collector()
    name = collect.read(lambda: line("name", typed("name"), NAME_LENGTH), "")
    theme = collect.read(lambda: line("theme", typed("theme"), TITLE_LENGTH, needed=False), "")
    starts_on = collect.read(lambda: typed_day("starts_on"), date.min)
    ends_on = collect.read(lambda: typed_day("ends_on"), date.min)
    collect.finish()
    return name, theme, starts_on, ends_on


def typed_day(field: str) -> date:
    """The day in a field of the form; raises Refused."""
    return parse_day(field, typed(field))


def _form(
    given: dict[str, str], errors: dict[str, str] | None = None, cycle: Cycle | None = None
) -> Response:
    here = house()
    fields = ("name", "theme", "starts_on", "ends_on")
    return page(
        "admin/cycle.html",
        here.words.gettext("Edit the cycle") if cycle else here.words.gettext("New cycle"),
        here=PLACE,
        action=f"{PLACE}/{cycle.id}/edit" if cycle else f"{PLACE}/new",
        is_new=cycle is None,
        is_first=not here.store.cycles(),
        back=f"{PLACE}/{cycle.id}" if cycle else PLACE,
        status=UNPROCESSABLE if errors else 200,
        given={field: given.get(field, "") for field in fields},
        errors=errors or {},
        most_name=NAME_LENGTH,
        most_theme=TITLE_LENGTH,
    )
