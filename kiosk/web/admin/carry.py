"""Carrying over: what is not reached yet becomes the next cycle's draft."""

from datetime import date, timedelta

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import Refused
from kiosk.okr.carrying import NewCycle, is_left
from kiosk.okr.model import Cycle, CycleState, Office
from kiosk.okr.next_cycle import next_cycle
from kiosk.views.admin_carry import Chosen, carry_page
from kiosk.web.admin.cycles import PLACE, cycle_by_id, typed_day
from kiosk.web.admin.pages import UNPROCESSABLE, error_text, number_in, page, see, typed
from kiosk.web.house import house
from kiosk.web.sessions import admin_only, member

blueprint = Blueprint("carry", __name__)
NEW = "new"
FIELDS = ("name", "theme", "starts_on", "ends_on")


@blueprint.get(f"{PLACE}/<int:number>/carry")
@admin_only
def ask(number: int) -> Response:
    """What there is to carry over, and where to."""
    return _page(cycle_by_id(number))


@blueprint.post(f"{PLACE}/<int:number>/carry")
@admin_only
def carry(number: int) -> Response:
    """Make the copies; the draft is shown."""
    here, cycle, me = house(), cycle_by_id(number), member()
    sent = _sent()
    try:
        _refuse_unticked(here.store.archive(cycle.id, here.now()), sent)
        draft = here.store.carry_over(
            cycle.id,
            sent.objectives,
            _into(),
            # A form without any of them is an older one, or a script's.
            key_results=sent.key_results if typed("chosen") else None,
            homes=sent.homes,
            now=here.now(),
            author=me.name if me else "",
        )
    except Refused as error:
        return _page(cycle, error_text(error))
    return see(f"/admin/objectives?cycle={draft.id}")


def _sent() -> Chosen:
    form, start = request.form, "home-"
    homes = {
        name.removeprefix(start): home
        for name, home in form.items()
        if name.startswith(start) and home
    }
    return Chosen(
        frozenset(form.getlist("objective")), frozenset(form.getlist("key_result")), homes
    )


def _refuse_unticked(office: Office, sent: Chosen) -> None:
    """What somebody chose of an objective that is not ticked would be left behind unread; what
    was ticked there from the beginning goes with the objective's own tick."""
    for objective in office.objectives:
        mine = {k.code for k in objective.key_results if is_left(k)}
        chosen = mine & sent.key_results or objective.code in sent.homes
        if chosen and objective.code not in sent.objectives:
            raise Refused(
                f"home-{objective.code}", "Tick the objective too, or leave its key results out"
            )


def _into() -> int | NewCycle:
    into = number_in(typed("into"))
    if into is not None:
        return into
    if typed("into") not in ("", NEW):
        raise Refused("into", "Choose one of these")
    return NewCycle(typed("name"), typed_day("starts_on"), typed_day("ends_on"), typed("theme"))


def _page(cycle: Cycle, errors: dict[str, str] | None = None) -> Response:
    here = house()
    office = here.store.archive(cycle.id, here.now())
    cycles = here.store.cycles()
    sent = request.form
    drafts = [
        here.store.archive(each.id, here.now())
        for each in cycles
        if each.state is CycleState.DRAFT and each.id != cycle.id
    ]
    view = carry_page(here.words, office, drafts, _sent() if errors else None)
    given = sent.to_dict() if errors else _suggested(cycle, cycles)
    into = given.get("into", ([str(draft.id) for draft in view.drafts] or [NEW])[0])
    return page(
        "admin/carry.html",
        here.words.gettext("Carry over"),
        here=PLACE,
        status=UNPROCESSABLE if errors else 200,
        page=view,
        given={field: given.get(field, "") for field in FIELDS},
        into=into,
        errors=errors or {},
    )


def _suggested(cycle: Cycle, cycles: tuple[Cycle, ...]) -> dict[str, str]:
    """What the office's customs suggest after this one; else as many days as it has."""
    after = cycle.ends_on + timedelta(days=1)
    name, first, last = next_cycle(house().office().customs, after, cycles)
    if first < after:
        days = cycle.ends_on - cycle.starts_on
        name, first, last = "", after, min(after + days, date.max)
    return {"name": name, "starts_on": first.isoformat(), "ends_on": last.isoformat()}
