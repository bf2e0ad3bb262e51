"""The history: every change and check-in, newest first, with a search.

There is no filter by person, and there are no statistics.
"""

from urllib.parse import urlencode

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from kiosk.errors import ValidationError
from kiosk.okr.codes import normal_code
from kiosk.store.queries.audit_log import Search
from kiosk.store.queries.import_removal import KeptCycle
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
from kiosk.web.security.sessions import admin_required, current_user

blueprint = Blueprint("history", __name__)

PATH = "/admin/history"
PAGE_SIZE = 30
MAX_QUERY_LENGTH = 100
MAX_QUERY_WORDS = 8
MAX_KEPT_TITLES = 3


@blueprint.get(PATH)
@admin_required
def index() -> Response:
    """One page of the history."""
    return _page()


@blueprint.post(f"{PATH}/undo")
@admin_required
def undo() -> AnyResponse:
    """Undo an import, or a save of screens' settings, as a save of its own."""
    services = get_services()
    save = parse_row_id(form_text("save") or request.args.get("save", "")) or 0
    try:
        if save not in services.store.imports.states([save]):
            services.store.audit_log.undo(save)
            return redirect_to(f"{PATH}?undone=1")
        reason = services.localizer.gettext("The import was undone")
        services.store.imports.undo(save, reason=reason, now=services.now(), author=_author())
    except ValidationError as error:
        return _page(services.localizer.error(error))
    return redirect_to(f"{PATH}?undone={save}")


@blueprint.post(f"{PATH}/redo")
@admin_required
def redo() -> AnyResponse:
    """Redo an import that was undone, as a save of its own."""
    services, save = get_services(), parse_row_id(form_text("save")) or 0
    reason = services.localizer.gettext("The import was redone")
    try:
        services.store.imports.redo(save, reason=reason, now=services.now(), author=_author())
    except ValidationError as error:
        return _page(services.localizer.error(error))
    return redirect_to(f"{PATH}?redone={save}")


def _author() -> str:
    me = current_user()
    return me.name if me else ""


def _kept_text(batch: int) -> str:
    """What an undo of an import has left; "" for nothing."""
    services = get_services()
    if not batch or not services.store.imports.states([batch]).get(batch):
        return ""
    kept, cycles = services.store.imports.kept(batch), services.store.imports.kept_cycles(batch)
    text = services.localizer.ngettext(
        "%(num)s item was changed since and stays: %(titles)s",
        "%(num)s items were changed since and stay: %(titles)s",
        len(kept),
    )
    of_cycles = (_kept_cycle_text(cycle) for cycle in cycles if cycle.reason)
    sentences = (_with_titles(text, kept), *of_cycles)
    return " ".join(filter(None, sentences))


def _kept_cycle_text(cycle: KeptCycle) -> str:
    localizer = get_services().localizer
    return localizer.gettext("The cycle “%(name)s” stays. %(reason)s.") % {
        "name": cycle.name,
        "reason": localizer.gettext(cycle.reason),
    }


def _left_text(batch: int) -> str:
    """What a redo of an import has left alone; "" for nothing."""
    services = get_services()
    if not batch or services.store.imports.states([batch]).get(batch) is not False:
        return ""
    left = services.store.imports.left(batch)
    text = services.localizer.ngettext(
        "%(num)s item was there again already and stays as it is: %(titles)s",
        "%(num)s items were there again already and stay as they are: %(titles)s",
        len(left),
    )
    return _with_titles(text, left)


def _with_titles(text: str, all_titles: tuple[str, ...]) -> str:
    """A sentence with the number of the titles and the first of them; "" without any."""
    more = len(all_titles) - MAX_KEPT_TITLES
    titles = [*all_titles[:MAX_KEPT_TITLES], *(["…"] if more > 0 else [])]
    number = get_services().localizer.number(len(all_titles))
    return text % {"num": number, "titles": ", ".join(titles)} if all_titles else ""


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
    shown = entries[:PAGE_SIZE]
    imports = services.store.imports.states(entry.batch for entry in shown)
    undone = frozenset(batch for batch, is_undone in imports.items() if is_undone)
    undoable = services.store.audit_log.undoable(entry.batch for entry in shown)
    undoable |= frozenset(imports) - undone
    view = services.call(lambda: save_entries(services.localizer, called, shown, undoable, undone))
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
        redone="redone" in request.args,
        kept=_kept_text(parse_row_id(request.args.get("undone", "")) or 0),
        left=_left_text(parse_row_id(request.args.get("redone", "")) or 0),
        older=_path(text, objective, number + 1) if len(entries) > PAGE_SIZE else "",
    )


def _path(text: str, objective: str, number: int) -> str:
    query = {"q": text, "objective": objective, "page": str(number) if number > 1 else ""}
    given = urlencode({name: value for name, value in query.items() if value})
    return f"{PATH}?{given}" if given else PATH
