"""A survey's codes: made, shown once as slips or links, and never to be seen again."""

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.errors import Refused
from kiosk.views.admin_survey import links_of, slips_page
from kiosk.web import assets
from kiosk.web.admin.pages import error_text, page, part, typed
from kiosk.web.admin.survey import ONE, PLACE, desk_page, place_of
from kiosk.web.headers import allow_inline
from kiosk.web.house import house
from kiosk.web.sessions import admin_only

blueprint = Blueprint("survey_codes", __name__)


@blueprint.post(f"{ONE}/codes")
@admin_only
def make(cycle: int) -> Response:
    """Make codes and show them: this answer is the only place they ever stand in."""
    here = house()
    try:
        count = _count()
        if not here.base_url():
            raise Refused(
                "count", "This server has no address that phones can reach. Set public_url first"
            )
        codes = here.store.make_survey_codes(cycle, count)
    except Refused as error:
        given = {"count": typed("count"), "as": typed("as")}
        return desk_page(cycle, error_text(error), given)
    return _links(cycle, codes) if typed("as") == "links" else _slips(cycle, codes)


def _count() -> int:
    text = typed("count").strip()
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Refused("count", "Enter a whole number, like 20")
    return int(text)


def _slips(cycle: int, codes: tuple[str, ...]) -> Response:
    here = house()
    style = assets.stylesheet("slips")
    allow_inline(style)
    office, survey = here.office().name, here.store.survey(cycle)
    slips = here.call(lambda: slips_page(survey, office, here.places(), codes))
    return part("admin/survey_slips.html", page=slips, style=style.text, back=place_of(cycle),
                release=assets.release())  # fmt: skip


def _links(cycle: int, codes: tuple[str, ...]) -> Response:
    here = house()
    return page(
        "admin/survey_links.html",
        here.words.gettext("Links to the survey"),
        here=PLACE,
        links=links_of(here.base_url(), codes),
        back=place_of(cycle),
    )
