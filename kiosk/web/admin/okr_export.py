"""The page of exports, and the downloads: OKRs of a cycle or of all as a file."""

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import quote

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound
from kiosk.okr.model import Cycle
from kiosk.views.admin.okr_export import EVERY_CYCLE, okr_export_page
from kiosk.web.admin.objective_scope import LIST
from kiosk.web.admin.responses import render_page
from kiosk.web.core.okr_export import CONTENT_TYPES, exported_file
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("okr_export", __name__)


@blueprint.get(f"{LIST}/export")
@admin_required
def show() -> Response:
    """The formats to choose from; `cycle` in the address is chosen already."""
    services = get_services()
    page = okr_export_page(
        services.localizer,
        services.office(),
        services.store.cycles.all(),
        request.args.get("cycle", ""),
    )
    title = services.localizer.gettext("Export OKRs")
    return render_page("admin/objectives/export.html", title, nav_path=LIST, page=page)


@blueprint.get(f"{LIST}/export.<ending>")
@admin_required
def download(ending: str) -> Response:
    """The file; `cycle` in the address is an id, or all."""
    services = get_services()
    wanted = request.args.get("cycle", "")
    cycles = _chosen(services.store.cycles.all(), wanted)
    if not cycles or ending not in CONTENT_TYPES:
        raise NotFound("There is no cycle %(number)s", number=wanted[:20])
    name, data = services.call(
        lambda: exported_file(services.store, services.localizer, cycles, ending, services.now())
    )
    response = Response(data, HTTPStatus.OK, content_type=CONTENT_TYPES[ending])
    # A header has Latin letters alone; browsers read the name in any script from its second half.
    known = f"attachment; filename=okrs.{ending}; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Disposition"] = known
    response.headers["Cache-Control"] = "no-store"
    return response


def _chosen(cycles: Sequence[Cycle], wanted: str) -> Sequence[Cycle]:
    return cycles if wanted == EVERY_CYCLE else [c for c in cycles if str(c.id) == wanted]
