"""The alignment page for admins: which objectives serve which, and which serve none."""

from flask import Blueprint, Response

from kiosk.views.common.alignment import alignment_page
from kiosk.web.admin.responses import render_page
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("admin_alignment", __name__)


@blueprint.get("/admin/alignment")
@admin_required
def show() -> Response:
    """Company objectives with the team objectives aligned to them, and those without a link."""
    services = get_services()
    office = services.office()
    view = services.call(
        lambda: alignment_page(services.localizer, office, services.now(), services.urls())
    )
    title = services.localizer.gettext("How our objectives fit together")
    return render_page(
        "admin/objectives/alignment.html",
        title,
        nav_path="/admin/objectives",
        office=office,
        page=view,
    )
