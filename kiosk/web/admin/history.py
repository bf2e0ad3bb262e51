"""The history: every change and check-in, newest first, with a search.

There is no filter by person, and there are no statistics.
"""

from urllib.parse import urlencode

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from kiosk.errors import ValidationError
from kiosk.okr.codes import normal_code
from kiosk.store.queries.audit_log import Search
from kiosk.views.history.entries import group_by_day, save_entries
from kiosk.views.history.labels import column_labels
from kiosk.web.admin.responses import (
    UNPROCESSABLE,
    form_text,
    parse_row_id,
    redirect_to,
    render_page,
)
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("history", __name__)

PATH = "/admin/history"
PAGE_SIZE = 30
MAX_QUERY_LENGTH = 100
MAX_QUERY_WORDS = 8


@blueprint.get(PATH)
@admin_required
def index() -> Response:
    """One page of the history."""
    return _page()


@blueprint.post(f"{PATH}/undo")
@admin_required
def undo() -> AnyResponse:
    """Undo a save of screens' settings, as a save of its own."""
    services = get_services()
    try:
        services.store.audit_log.undo(parse_row_id(form_text("save")) or 0)
    except ValidationError as error:
        return _page(services.localizer.error(error))
    return redirect_to(f"{PATH}?undone=1")


def _page(error: str = "") -> Response:
    services = get_services()
    text = request.args.get("q", "")[:MAX_QUERY_LENGTH].strip()
    objective = normal_code(request.args.get("objective", "")[:MAX_QUERY_LENGTH])
    number = max(1, min(request.args.get("page", 1, int), 10_000))
    search = Search(
        tuple(text.casefold().split()[:MAX_QUERY_WORDS]),
        objective,
        column_labels(services.localizer),
    )
    entries, called = services.store.audit_log.search(
        search, skip=(number - 1) * PAGE_SIZE, most=PAGE_SIZE + 1
    )
    undoable = services.store.audit_log.undoable(entry.batch for entry in entries[:PAGE_SIZE])
    view = services.call(
        lambda: save_entries(services.localizer, called, entries[:PAGE_SIZE], undoable)
    )
    return render_page(
        "admin/history.html",
        services.localizer.gettext("History"),
        nav_path=PATH,
        days=group_by_day(services.localizer, view, every=bool(text)),
        text=text,
        objective=objective,
        of=called.objectives.get(objective, ""),
        newer=_path(text, objective, number - 1) if number > 1 else "",
        status=UNPROCESSABLE if error else 200,
        error=error,
        undone="undone" in request.args,
        older=_path(text, objective, number + 1) if len(entries) > PAGE_SIZE else "",
    )


def _path(text: str, objective: str, number: int) -> str:
    query = {"q": text, "objective": objective, "page": str(number) if number > 1 else ""}
    given = urlencode({name: value for name, value in query.items() if value})
    return f"{PATH}?{given}" if given else PATH
