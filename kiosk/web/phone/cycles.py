"""Cycles for everybody: the list, and each with its results and grades. No log-in; closed cycles
can be read for ever."""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response as AnyResponse

from kiosk.okr.model import CycleState
from kiosk.views.urls import CYCLES_PATH, cycle_path
from kiosk.web.core.services import get_services
from kiosk.web.phone.pages import PhonePage, Responder, not_found_page, phone_page

blueprint = Blueprint("cycles_for_all", __name__)


@blueprint.get(CYCLES_PATH)
def index() -> AnyResponse:
    """All cycles, the newest first."""
    return phone_page(lambda sight: PhonePage("cycles", sight.localizer.gettext("Cycles")))


@blueprint.get(f"{CYCLES_PATH}/<name>")
def show(name: str) -> AnyResponse:
    """A cycle, by its id or its name."""
    return phone_page(lambda _sight: _cycle_page(name))


def _cycle_page(name: str) -> PhonePage | Responder:
    shown = [c for c in get_services().store.cycles.all() if c.state is not CycleState.DRAFT]
    named = [c for c in shown if c.name.casefold() == name.casefold()]
    if named and not name.isdecimal():
        path = cycle_path(named[0].id)
        return lambda: redirect(path)
    found = [c for c in shown if str(c.id) == name] or named
    return PhonePage(f"cycle/{found[0].id}", found[0].name) if found else not_found_page
