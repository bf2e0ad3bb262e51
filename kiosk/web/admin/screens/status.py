"""The current status of every screen, from its settings, its visits and its socket."""

from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.live.screen_status import ScreenState
from kiosk.okr.screens import Screen, ScreenCommands
from kiosk.store.queries.screens import Screens
from kiosk.views.admin.screens import ScreenStatus
from kiosk.web.core.services import get_services

# Every browser window that opens a wall is a screen; most open it only once.
SELECTABLE_FOR = timedelta(days=30)


def screen_statuses() -> list[ScreenStatus]:
    """All screens that are set up, were seen lately or are connected."""
    services = get_services()
    screens = services.store.screens.all()
    states = {s.screen: s for s in services.hub.screens()} if services.hub else {}
    seen = {s.name: s.seen_at for s in services.store.screens.visits()}
    names = {name for name in (*states, *seen, *screens.by_name) if name}
    return [
        _screen_status(screens, name, states.get(name), seen.get(name)) for name in sorted(names)
    ]


def is_selectable(status: ScreenStatus, now: datetime) -> bool:
    """Whether a list offers a screen: it is local, seen lately (or not yet), named or set up."""
    if status.connected or status.seen_at is None or status.seen_at > now - SELECTABLE_FOR:
        return True
    return replace(status.screen, commands=ScreenCommands()) != Screen(status.screen.name)


def selectable_screens() -> list[ScreenStatus]:
    """The screens to choose from."""
    now = get_services().now()
    return [status for status in screen_statuses() if is_selectable(status, now)]


def screen_status(screen: Screen) -> ScreenStatus:
    """The status of one screen; of one never seen, its settings."""
    found = (s for s in screen_statuses() if s.screen.name == screen.name)
    return next(found, ScreenStatus(screen))


def _screen_status(
    screens: Screens, name: str, state: ScreenState | None, seen_at: datetime | None
) -> ScreenStatus:
    screen = screens.of(name)
    if state is None:
        return ScreenStatus(screen, seen_at=seen_at)
    shown = state.shown
    return ScreenStatus(
        screen=screen,
        connected=state.sockets,
        since=state.connected_since,
        seen_at=state.left_at or seen_at,
        page=shown.page if shown else "",
        size=shown.size if shown else "",
        held=shown.held if shown else False,
        loop=shown.loop if shown else 0,
        revision=state.revision,
        took=state.seconds_to_paint,
        browser=state.browser,
    )
