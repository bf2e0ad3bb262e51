"""Cycles for everybody: all of them, and each with its figures and grades. None asks for a
log-in, and what is closed can be read for ever."""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response as AnyResponse

from kiosk.okr.model import CycleState
from kiosk.views.addresses import CYCLES_PATH, cycle_path
from kiosk.web.house import house
from kiosk.web.phone import Answer, Shown, missing, page

blueprint = Blueprint("cycles_for_all", __name__)


@blueprint.get(CYCLES_PATH)
def every() -> AnyResponse:
    """Every cycle, the newest first."""
    return page(lambda sight: Shown("cycles", sight.words.gettext("Cycles")))


@blueprint.get(f"{CYCLES_PATH}/<name>")
def one(name: str) -> AnyResponse:
    """A cycle, by its id or its name."""
    return page(lambda _sight: _one(name))


def _one(name: str) -> Shown | Answer:
    shown = [c for c in house().store.cycles() if c.state is not CycleState.DRAFT]
    named = [c for c in shown if c.name.casefold() == name.casefold()]
    if named and not name.isdecimal():
        path = cycle_path(named[0].id)
        return lambda: redirect(path)
    found = [c for c in shown if str(c.id) == name] or named
    return Shown(f"cycle/{found[0].id}", found[0].name) if found else missing
