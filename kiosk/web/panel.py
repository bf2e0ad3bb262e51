"""Whether a screen's panel is to be on: asked by what switches it (deploy/kiosk-panel).

Only hours that were set say "off". Whatever is not known is "on".
"""

from flask import Blueprint, Response, request

from kiosk.okr.screens import Screen, is_off
from kiosk.web.house import house

blueprint = Blueprint("panel", __name__)


@blueprint.get("/panel")
def own() -> Response:
    """Of the machine that asks: off where every wall it shows is."""
    here = house()
    asker = request.remote_addr or ""
    states = here.hub.screens() if here.hub else ()
    names = [state.screen for state in states if asker in state.addresses]
    screens = here.store.screens()
    return _said(bool(names) and all(_is_off(screens.of(name)) for name in names))


@blueprint.get("/screens/<name>/panel")
def named(name: str) -> Response:
    """Of the screen with this name."""
    return _said(_is_off(house().store.screens().of(name.lower())))


def _is_off(screen: Screen) -> bool:
    here = house()
    return is_off(screen, here.now(), screen.zone(here.words.zone))


def _said(off: bool) -> Response:
    return Response("off\n" if off else "on\n", content_type="text/plain; charset=utf-8")
