"""The phone pages that tell of everybody at once: the week, and how objectives fit together."""

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.views.addresses import ALIGNMENT_PATH, WEEK_PATH
from kiosk.views.words import Words
from kiosk.web.phone import Shown, page

blueprint = Blueprint("together", __name__)


@blueprint.get(WEEK_PATH)
def week() -> Response:
    """What moved in the last seven days, and what was learned."""
    return page(lambda sight: Shown("week", _week_title(sight.words)))


@blueprint.get(ALIGNMENT_PATH)
def fits() -> Response:
    """The company's objectives, and what serves each and why."""
    return page(lambda sight: Shown("alignment", _fits_title(sight.words)))


def _week_title(words: Words) -> str:
    return words.gettext("The week: what moved, what we learned")


def _fits_title(words: Words) -> str:
    return words.gettext("How our objectives fit together")
