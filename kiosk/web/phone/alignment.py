"""The phone pages about all teams: the week, and alignment."""

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.views.i18n.localizer import Localizer
from kiosk.views.urls import ALIGNMENT_PATH, WEEK_PATH
from kiosk.web.phone.pages import PhonePage, phone_page

blueprint = Blueprint("together", __name__)


@blueprint.get(WEEK_PATH)
def week() -> Response:
    """What changed in the last seven days, and what was learned."""
    return phone_page(lambda sight: PhonePage("week", _week_title(sight.localizer)))


@blueprint.get(ALIGNMENT_PATH)
def alignment() -> Response:
    """The company's objectives, with the objectives aligned to each and the reasons."""
    return phone_page(lambda sight: PhonePage("alignment", _alignment_title(sight.localizer)))


def _week_title(localizer: Localizer) -> str:
    return localizer.gettext("The week: what moved, what we learned")


def _alignment_title(localizer: Localizer) -> str:
    return localizer.gettext("How our objectives fit together")
