"""Which screens show a save, according to their own reports."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.views.admin.save_status import FinishedAction, SaveStatus, ScreenDisplay, save_status
from kiosk.web.admin.responses import render_fragment
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import login_required

blueprint = Blueprint("painted", __name__)


@blueprint.get("/admin/painted")
@login_required
def show() -> Response:
    """The status of the save with a revision."""
    revision = request.args.get("revision", 0, int)
    return render_fragment(
        "admin/check_in/_save_status.html",
        painted=current_save_status(revision, _done(request.args.get("done", ""))),
    )


def _done(text: str) -> FinishedAction:
    return FinishedAction.UNDONE if text == FinishedAction.UNDONE.value else FinishedAction.SAVED


def current_save_status(revision: int, done: FinishedAction = FinishedAction.SAVED) -> SaveStatus:
    """Which of the connected screens show a revision, or a later one.

    :param done: the action that was saved.
    """
    services = get_services()
    if services.hub is None:
        return save_status(services.localizer, revision, (), done)
    took = {
        stand.screen: stand.seconds
        for stand in services.hub.screen_tracker.screens_showing(revision)
    }
    screens = [
        ScreenDisplay(state.screen, state.screen in took, took.get(state.screen))
        for state in services.hub.screens()
        if state.sockets
    ]
    return save_status(services.localizer, revision, screens, done)
