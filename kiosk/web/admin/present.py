"""An All-Hands from an admin's phone: begin, step, reveal the grades, play the quarter, end."""

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.okr.model import Cycle, CycleState
from kiosk.okr.presentation import LASTS, PROJECTOR
from kiosk.okr.screens import ALL
from kiosk.views.admin_presentation import is_running
from kiosk.views.choices import Choice
from kiosk.web.admin.cycles import cycle_by_id
from kiosk.web.admin.meetings import chosen_cycle, open_cycles
from kiosk.web.admin.pages import UNPROCESSABLE, error_text, page, see, typed
from kiosk.web.admin.reveal import confirm_reveal
from kiosk.web.admin.standings import offered
from kiosk.web.house import house
from kiosk.web.present import REMOTE, move
from kiosk.web.sessions import admin_only

blueprint = Blueprint("admin_present", __name__)


@blueprint.get(REMOTE)
@admin_only
def index() -> Response:
    """The remote, or the form that begins a presentation."""
    return _page()


@blueprint.post(f"{REMOTE}/start")
@admin_only
def start() -> Response:
    """Begin on one screen or on all of them."""
    here = house()
    try:
        screen = typed("screen")
        if screen not in {choice.value for choice in _screens()}:
            raise Refused("screen", "Choose a screen")
        try:
            cycle = chosen_cycle(typed("cycle"))
        except NotFound:
            raise Refused("cycle", "Choose a cycle") from None
    except Refused as error:
        return _page(error_text(error))
    here.store.present(cycle.id, screen, here.now() + LASTS)
    return see(REMOTE)


@blueprint.post(f"{REMOTE}/step")
@admin_only
def step() -> Response:
    """Go to the step that a button says: pressed twice it is the same one."""
    to = typed("to")
    if to.isdecimal() and len(to) < 5:
        move(to=int(to))
    return see(REMOTE)


@blueprint.get(f"{REMOTE}/reveal")
@admin_only
def ask_to_reveal() -> Response:
    """Asks first, and says whose grades are missing."""
    here = house()
    told = here.office().presentation
    if told is None or not is_running(told, here.now()):
        return see(REMOTE)
    return confirm_reveal(cycle_by_id(told.cycle), f"{REMOTE}/reveal", REMOTE, REMOTE)


@blueprint.post(f"{REMOTE}/hide")
@admin_only
def hide() -> Response:
    """Cover the grades again, soon after they were revealed."""
    here = house()
    told = here.office().presentation
    if told is not None and is_running(told, here.now()):
        here.store.hide_grades(told.cycle, here.now())
    return see(REMOTE)


@blueprint.post(f"{REMOTE}/reveal")
@admin_only
def reveal() -> Response:
    """Uncover the grades of the cycle that is presented, on every screen at once."""
    here = house()
    told = here.office().presentation
    if told is not None and is_running(told, here.now()):
        here.store.reveal_grades(told.cycle, here.now())
    return see(REMOTE)


@blueprint.post(f"{REMOTE}/replay")
@admin_only
def replay() -> Response:
    """Play the quarter in twenty seconds on the screens that follow."""
    here = house()
    told = here.office().presentation
    if told is not None:
        connected = {state.screen for state in here.hub.screens()} if here.hub else set()
        for name in sorted(connected | ({told.screen} - {ALL})):
            if name and told.is_on(name):
                here.store.replay_on_screen(name)
    return see(REMOTE)


@blueprint.post(f"{REMOTE}/end")
@admin_only
def end() -> Response:
    """Send the walls back to their loops."""
    house().store.end_presentation()
    return see(REMOTE)


def _page(errors: dict[str, str] | None = None) -> Response:
    here = house()
    content = here.content("presentation")
    words = here.words
    return page(
        "admin/present.html",
        words.gettext("All-Hands"),
        here=REMOTE,
        status=UNPROCESSABLE if errors else 200,
        content=content.html if content else "",
        running=is_running(here.office().presentation, here.now()),
        cycles=_running_first(open_cycles()),
        screens=_screens(),
        chosen={"cycle": typed("cycle"), "screen": typed("screen") or ALL},
        errors=errors or {},
    )


def _running_first(cycles: list[Cycle]) -> list[Cycle]:
    """The cycles to present, the one that runs today first, so that it is the one chosen: of
    several the one that began last, as a quarter within its year. Drafts come last."""
    here = house()
    today = here.words.today(here.now())

    def rank(cycle: Cycle) -> tuple[bool, bool, int]:
        is_draft = cycle.state is CycleState.DRAFT
        runs = cycle.starts_on <= today <= cycle.ends_on
        return is_draft, not runs, -cycle.starts_on.toordinal()

    return sorted(cycles, key=rank)


def _screens() -> list[Choice]:
    """Every screen that is set up, here, or was seen lately, all of them together first."""
    here = house()
    _ = here.words.gettext
    screens = [standing.screen for standing in offered()]
    labels = sorted((s.label or s.name, s.name) for s in screens if s.name not in (PROJECTOR, ALL))
    return [
        Choice(ALL, _("all screens")),
        Choice(PROJECTOR, _("a projector only, at /present")),
        *(Choice(name, label) for label, name in labels),
    ]
