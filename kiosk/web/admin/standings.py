"""What is known of every screen at the moment: from its settings, its visits and its socket."""

from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.live.painted import ScreenState
from kiosk.okr.screens import Screen, Told
from kiosk.store.screens import Screens
from kiosk.views.admin_screens import Standing
from kiosk.web.house import house

# Every browser window that opens a wall is a screen: most never come again.
OFFERED_FOR = timedelta(days=30)


def standings() -> list[Standing]:
    """Every screen: set up, seen lately, or connected."""
    here = house()
    screens = here.store.screens()
    states = {s.screen: s for s in here.hub.screens()} if here.hub else {}
    seen = {s.name: s.seen_at for s in here.store.seen_screens()}
    names = {name for name in (*states, *seen, *screens.by_name) if name}
    return [_standing(screens, name, states.get(name), seen.get(name)) for name in sorted(names)]


def is_offered(standing: Standing, now: datetime) -> bool:
    """Whether a screen is one to choose: here, seen lately (or not yet), named or set."""
    if standing.connected or standing.seen_at is None or standing.seen_at > now - OFFERED_FOR:
        return True
    return replace(standing.screen, told=Told()) != Screen(standing.screen.name)


def offered() -> list[Standing]:
    """The screens there are to choose from."""
    now = house().now()
    return [standing for standing in standings() if is_offered(standing, now)]


def standing_of(screen: Screen) -> Standing:
    """One screen's; of one that nobody saw, its settings."""
    found = (s for s in standings() if s.screen.name == screen.name)
    return next(found, Standing(screen))


def _standing(
    screens: Screens, name: str, state: ScreenState | None, seen_at: datetime | None
) -> Standing:
    screen = screens.of(name)
    if state is None:
        return Standing(screen, seen_at=seen_at)
    shown = state.shown
    return Standing(
        screen=screen,
        connected=state.sockets,
        since=state.connected_since,
        seen_at=state.left_at or seen_at,
        page=shown.page if shown else "",
        size=shown.size if shown else "",
        held=shown.held if shown else False,
        loop=shown.loop if shown else 0,
        revision=state.revision,
        took=state.took,
        browser=state.browser,
    )
