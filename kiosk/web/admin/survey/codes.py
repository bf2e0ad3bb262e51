"""A survey's codes: created, and shown once as slips or links."""

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.errors import ValidationError
from kiosk.views.admin.survey import links_of, slips_page
from kiosk.web.admin.responses import error_text, form_text, render_fragment, render_page
from kiosk.web.admin.survey.pages import BASE_PATH, CYCLE_PATH, survey_page, survey_path
from kiosk.web.core import assets
from kiosk.web.core.headers import allow_inline
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("survey_codes", __name__)


@blueprint.post(f"{CYCLE_PATH}/codes")
@admin_required
def create(cycle: int) -> Response:
    """Create codes and show them; they are stored nowhere and cannot be shown again."""
    services = get_services()
    try:
        count = _count()
        if not services.base_url():
            raise ValidationError(
                "count", "This server has no address that phones can reach. Set public_url first"
            )
        codes = services.store.surveys.add_codes(cycle, count)
    except ValidationError as error:
        given = {"count": form_text("count"), "as": form_text("as")}
        return survey_page(cycle, error_text(error), given)
    return _links(cycle, codes) if form_text("as") == "links" else _slips(cycle, codes)


def _count() -> int:
    text = form_text("count").strip()
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise ValidationError("count", "Enter a whole number, like 20")
    return int(text)


def _slips(cycle: int, codes: tuple[str, ...]) -> Response:
    services = get_services()
    style = assets.stylesheet("slips")
    allow_inline(style)
    office, survey = services.office(), services.store.surveys.get(cycle)
    slips = services.call(lambda: slips_page(survey, office, services.urls(), codes))
    return render_fragment(
        "admin/survey/slips.html",
        page=slips,
        style=style.text,
        back=survey_path(cycle),
        release=assets.release(),
    )


def _links(cycle: int, codes: tuple[str, ...]) -> Response:
    services = get_services()
    return render_page(
        "admin/survey/links.html",
        services.localizer.gettext("Links to the survey"),
        nav_path=BASE_PATH,
        links=links_of(services.base_url(), codes),
        back=survey_path(cycle),
    )
