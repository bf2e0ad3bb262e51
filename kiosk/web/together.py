"""The phone pages that tell of everybody at once: the week, and how objectives fit together."""

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.views.addresses import ALIGNMENT_PATH, WEEK_PATH
from kiosk.web.house import house
from kiosk.web.phone import Shown, page

blueprint = Blueprint("together", __name__)


@blueprint.get(WEEK_PATH)
def week() -> Response:
    """What moved in the last seven days, and what was learned."""
    title = house().words.gettext("The week: what moved, what we learned")
    return page(Shown(topic="week", title=title), house().open_office())


@blueprint.get(ALIGNMENT_PATH)
def fits() -> Response:
    """The company's objectives, and what serves each and why."""
    title = house().words.gettext("How our objectives fit together")
    return page(Shown(topic="alignment", title=title), house().open_office())
