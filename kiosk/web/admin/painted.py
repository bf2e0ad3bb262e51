"""Which walls have painted a save: from what they said themselves, as far as they have."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.views.admin_painted import Done, PaintedView, Screen, painted_view
from kiosk.web.admin.pages import part
from kiosk.web.house import house
from kiosk.web.sessions import member_only

blueprint = Blueprint("painted", __name__)


@blueprint.get("/admin/painted")
@member_only
def look() -> Response:
    """Where the save with this revision stands now."""
    revision = request.args.get("revision", 0, int)
    return part(
        "admin/_painted.html", painted=painted(revision, _done(request.args.get("done", "")))
    )


def _done(text: str) -> Done:
    return Done.TAKEN_BACK if text == Done.TAKEN_BACK.value else Done.SAVED


def painted(revision: int, done: Done = Done.SAVED) -> PaintedView:
    """On which of the connected screens a revision, or a later one, shows.

    :param done: what was done with it.
    """
    here = house()
    if here.hub is None:
        return painted_view(here.words, revision, (), done)
    took = {stand.screen: stand.seconds for stand in here.hub.painted.stands(revision)}
    screens = [
        Screen(state.screen, state.screen in took, took.get(state.screen))
        for state in here.hub.screens()
        if state.sockets
    ]
    return painted_view(here.words, revision, screens, done)
