"""Presenting on the wall itself: `/present` for a projector, and stepping with a wall's keys."""

from flask import Blueprint, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiosk.errors import NotAllowed, ValidationError
from kiosk.okr.presentation import PROJECTOR
from kiosk.okr.presentation_steps import is_running, last_step
from kiosk.web.core.services import get_services
from kiosk.web.security.origin import is_own_screen
from kiosk.web.security.sessions import admin_required, current_user

blueprint = Blueprint("present", __name__)

REMOTE = "/admin/present"


@blueprint.get("/present")
@admin_required
def projector() -> Response:
    """The wall that shows every presentation, and waits for the next one."""
    return redirect(f"/screens/{PROJECTOR}", 303)


@blueprint.post("/present/step")
def step() -> Response:
    """Go on or back: for an admin, and for whoever is at the machine's own keyboard.

    :raises NotAllowed: it is neither.
    """
    if not may_step():
        raise NotAllowed("Only an admin can do this. Ask one, or log in as one")
    go_to_step(_parse_whole_number("by", -1, 1))
    return Response(status=204)


def may_step() -> bool:
    """Whether this browser may step through a presentation."""
    me = current_user()
    return is_own_screen(request) or bool(me and me.is_admin)


def go_to_step(by: int = 0, to: int | None = None) -> None:
    """Go to a step, or forward or back by a number of steps, if something is presented."""
    services = get_services()
    office = services.office()
    presentation = office.presentation
    if presentation is None or not is_running(presentation, services.now()):
        return
    if all(cycle.id != presentation.cycle for cycle in office.cycles):
        office = services.store.cycles.office(presentation.cycle, services.now())
    services.store.presentation.step(to=to, by=by, last=last_step(office, presentation))


def _parse_whole_number(field: str, least: int, most: int) -> int:
    text = request.form.get(field, "")
    if text.removeprefix("-").isdecimal() and len(text) < 4 and least <= int(text) <= most:
        return int(text)
    raise ValidationError(
        field, "Enter a whole number from %(least)s to %(most)s", least=least, most=most
    )
