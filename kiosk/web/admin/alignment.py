"""How objectives fit together, for admins: what serves what, and what serves nothing."""

from flask import Blueprint, Response

from kiosk.views.alignment import alignment_page
from kiosk.web.admin.pages import page
from kiosk.web.house import house
from kiosk.web.sessions import admin_only

blueprint = Blueprint("admin_alignment", __name__)


@blueprint.get("/admin/alignment")
@admin_only
def show() -> Response:
    """The company's objectives with the teams' under each, and both ends that are loose."""
    here = house()
    office = here.office()
    view = here.call(lambda: alignment_page(here.words, office, here.now(), here.places()))
    title = here.words.gettext("How our objectives fit together")
    return page("admin/alignment.html", title, here="/admin/objectives", office=office, page=view)
