"""Downloads the OKRs of a cycle as a file."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound
from kiosk.exchange.export_formats import FORMATS
from kiosk.exchange.export_table import export_rows
from kiosk.web.admin.objective_scope import LIST
from kiosk.web.admin.responses import parse_row_id
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("okr_export", __name__)

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "md": "text/markdown; charset=utf-8",
}


@blueprint.get(f"{LIST}/export.<ending>")
@admin_required
def download(ending: str) -> Response:
    """A cycle's OKRs; `cycle` in the address is its id."""
    services = get_services()
    number = parse_row_id(request.args.get("cycle", ""))
    cycle = next((c for c in services.store.cycles.all() if c.id == number), None)
    if cycle is None or ending not in FORMATS:
        raise NotFound("There is no cycle %(number)s", number=request.args.get("cycle", "")[:20])
    office = services.store.cycles.office(cycle.id, services.now())
    data = services.call(lambda: FORMATS[ending](cycle.name, export_rows(office)))
    response = Response(data, content_type=_TYPES[ending])
    name = "".join(c if c.isalnum() else "-" for c in cycle.name)
    response.headers.set("Content-Disposition", "attachment", filename=f"okrs-{name}.{ending}")
    response.headers["Cache-Control"] = "no-store"
    return response
