"""An All-Hands from an admin's phone: begin, step, reveal the grades, play the replay, end."""

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.model import Cycle, CycleState
from kiosk.okr.presentation import DURATION, PROJECTOR
from kiosk.okr.presentation_steps import is_running
from kiosk.okr.screens import EVERY_SCREEN
from kiosk.views.common.forms import Choice
from kiosk.web.admin.cycles import cycle_by_id
from kiosk.web.admin.grade_reveal import confirm_reveal
from kiosk.web.admin.meetings import chosen_cycle, open_cycles
from kiosk.web.admin.responses import UNPROCESSABLE, error_text, form_text, redirect_to, render_page
from kiosk.web.admin.screens.status import selectable_screens
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required
from kiosk.web.wall.presentation import REMOTE, go_to_step

blueprint = Blueprint("admin_present", __name__)


@blueprint.get(REMOTE)
@admin_required
def index() -> Response:
    """The remote, or the form that starts a presentation."""
    return _page()


@blueprint.post(f"{REMOTE}/start")
@admin_required
def create() -> Response:
    """Start a presentation on one screen or on all."""
    services = get_services()
    try:
        screen = form_text("screen")
        if screen not in {choice.value for choice in _screens()}:
            raise ValidationError("screen", "Choose a screen")
        try:
            cycle = chosen_cycle(form_text("cycle"))
        except NotFound:
            raise ValidationError("cycle", "Choose a cycle") from None
    except ValidationError as error:
        return _page(error_text(error))
    services.store.presentation.start(cycle.id, screen, services.now() + DURATION)
    return redirect_to(REMOTE)


@blueprint.post(f"{REMOTE}/step")
@admin_required
def step() -> Response:
    """Go to a numbered step, so that pressing twice changes nothing."""
    to = form_text("to")
    if to.isdecimal() and len(to) < 5:
        go_to_step(to=int(to))
    return redirect_to(REMOTE)


@blueprint.get(f"{REMOTE}/reveal")
@admin_required
def ask_to_reveal() -> Response:
    """Ask for confirmation, and name the teams whose grades are missing."""
    services = get_services()
    presentation = services.office().presentation
    if presentation is None or not is_running(presentation, services.now()):
        return redirect_to(REMOTE)
    return confirm_reveal(cycle_by_id(presentation.cycle), f"{REMOTE}/reveal", REMOTE, REMOTE)


@blueprint.post(f"{REMOTE}/hide")
@admin_required
def hide() -> Response:
    """Hide the grades again, soon after they were revealed."""
    services = get_services()
    presentation = services.office().presentation
    if presentation is not None and is_running(presentation, services.now()):
        services.store.grades.hide(presentation.cycle, services.now())
    return redirect_to(REMOTE)


@blueprint.post(f"{REMOTE}/reveal")
@admin_required
def reveal() -> Response:
    """Reveal the grades of the presented cycle on every screen."""
    services = get_services()
    presentation = services.office().presentation
    if presentation is not None and is_running(presentation, services.now()):
        services.store.grades.reveal(presentation.cycle, services.now())
    return redirect_to(REMOTE)


@blueprint.post(f"{REMOTE}/replay")
@admin_required
def replay() -> Response:
    """Play the replay on the presenting screens."""
    services = get_services()
    presentation = services.office().presentation
    if presentation is not None:
        connected = {state.screen for state in services.hub.screens()} if services.hub else set()
        for name in sorted(connected | ({presentation.screen} - {EVERY_SCREEN})):
            if name and presentation.is_on(name):
                services.store.screens.replay(name)
    return redirect_to(REMOTE)


@blueprint.post(f"{REMOTE}/end")
@admin_required
def destroy() -> Response:
    """End the presentation; screens return to their rotation."""
    get_services().store.presentation.end()
    return redirect_to(REMOTE)


def _page(errors: dict[str, str] | None = None) -> Response:
    services = get_services()
    content = services.content("presentation")
    localizer = services.localizer
    return render_page(
        "admin/presentation/page.html",
        localizer.gettext("All-Hands"),
        nav_path=REMOTE,
        status=UNPROCESSABLE if errors else 200,
        content=content.html if content else "",
        running=is_running(services.office().presentation, services.now()),
        cycles=_running_first(open_cycles()),
        screens=_screens(),
        chosen={"cycle": form_text("cycle"), "screen": form_text("screen") or EVERY_SCREEN},
        errors=errors or {},
    )


def _running_first(cycles: list[Cycle]) -> list[Cycle]:
    """The cycles to present. The running one comes first and is selected; of several, the one that
    began last. Drafts come last."""
    services = get_services()
    today = services.localizer.today(services.now())

    def rank(cycle: Cycle) -> tuple[bool, bool, int]:
        is_draft = cycle.state is CycleState.DRAFT
        runs = cycle.starts_on <= today <= cycle.ends_on
        return is_draft, not runs, -cycle.starts_on.toordinal()

    return sorted(cycles, key=rank)


def _screens() -> list[Choice]:
    """The screens to choose from: set up, local or seen lately; all of them together first."""
    services = get_services()
    _ = services.localizer.gettext
    screens = [status.screen for status in selectable_screens()]
    labels = sorted(
        (s.label or s.name, s.name) for s in screens if s.name not in (PROJECTOR, EVERY_SCREEN)
    )
    return [
        Choice(EVERY_SCREEN, _("all screens")),
        Choice(PROJECTOR, _("a projector only, at /present")),
        *(Choice(name, label) for label, name in labels),
    ]
