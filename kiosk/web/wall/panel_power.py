"""Whether the display of a machine should be on, for deploy/kiosk-panel; and whether the machine's
wall is connected.

Only configured hours turn it off. If anything is unknown, it is on.
"""

from flask import Blueprint, Response, request

from kiosk.live.screen_status import ScreenState
from kiosk.okr.screens import Screen, is_off
from kiosk.web.core.one_read import reads_once
from kiosk.web.core.services import get_services

blueprint = Blueprint("panel", __name__)

CONNECTED = "X-Wall-Connected"


@blueprint.get("/panel")
@reads_once
def own_panel() -> Response:
    """The display of the requesting machine: off if every wall it shows is off."""
    shown = _shown_by_asker()
    screens = get_services().store.screens.all()
    off = bool(shown) and all(_is_off(screens.of(state.screen)) for state in shown)
    return _json(off, is_connected=bool(shown))


@blueprint.get("/screens/<name>/panel")
@reads_once
def named_panel(name: str) -> Response:
    """The display of the screen with this name."""
    connected = any(state.screen == name.lower() for state in _shown_by_asker())
    return _json(
        _is_off(get_services().store.screens.all().of(name.lower())), is_connected=connected
    )


def _shown_by_asker() -> list[ScreenState]:
    """The walls that the requesting machine shows now."""
    hub = get_services().hub
    asker = request.remote_addr or ""
    return [state for state in hub.screens() if asker in state.addresses] if hub else []


def _is_off(screen: Screen) -> bool:
    services = get_services()
    return is_off(screen, services.now(), screen.zone(services.localizer.zone))


def _json(off: bool, *, is_connected: bool) -> Response:
    response = Response("off\n" if off else "on\n", content_type="text/plain; charset=utf-8")
    response.headers[CONNECTED] = "yes" if is_connected else "no"
    return response
