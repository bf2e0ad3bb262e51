"""Helpers of the admin pages: rendering pages and fragments, redirects, form fields, errors."""

from dataclasses import dataclass
from secrets import token_urlsafe

from flask import Response, g, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from kiosk.errors import EditConflict, NotSaved, ValidationError, each_error
from kiosk.okr.model import CycleState, Office
from kiosk.store.db.dry_run import is_dry_run
from kiosk.views.admin.layout import page_frame
from kiosk.views.render import render
from kiosk.web.admin import edit_conflicts
from kiosk.web.core import assets
from kiosk.web.core.one_read import after_reading
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import current_user

NO_CONTENT, TOO_LARGE, UNPROCESSABLE = 204, 413, 422


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A question before something is archived or ended.

    :ivar fields: sent along with the answer, each with its value.
    :ivar no: what the way back is called where "Cancel" could be misread.
    :ivar details: sentences about what depends on it.
    """

    sentence: str
    yes: str
    action: str
    back: str
    fields: tuple[tuple[str, str], ...] = ()
    no: str = ""
    details: tuple[str, ...] = ()


def render_page(
    template: str,
    title: str,
    *,
    nav_path: str = "",
    status: int = 200,
    office: Office | None = None,
    alone: bool = False,
    **context: object,
) -> Response:
    """A whole admin page.

    :param here: the path of the sidebar's place it belongs to.
    :param office: read already, if it was.
    :param alone: without sidebar, for somebody who is on the way in.
    """
    me = None if alone else current_user()
    shown = get_services().office() if me and office is None else office
    frame = page_frame(
        get_services().localizer,
        title,
        office=shown.name if shown else "",
        member=me.name if me else "",
        is_admin=bool(me and me.is_admin),
        is_sample=bool(me and shown and shown.is_sample),
        nav_path=nav_path,
        release=assets.release(),
        grades=_ungraded_cycle(shown) if me and shown and nav_path != "/admin/grading" else "",
        kept_form_path=_kept_form_path(),
    )
    carried = {
        "fingerprint": edit_conflicts.fingerprint_for_form(),
        "once": form_text("once") or token_urlsafe(12),
        "form_path": request.path,
    }
    return render_fragment(template, status, frame=frame, **carried, **context)


def _kept_form_path() -> str:
    """The path to which the form in this page is submitted, if it was kept during a log-in."""
    if not is_dry_run():
        return ""
    g.shows_kept = True
    return request.full_path.rstrip("?")


def _ungraded_cycle(office: Office) -> str:
    """The name of a cycle whose grades are not revealed yet; "" if there is none."""
    waiting = (c for c in office.cycles if c.state is CycleState.GRADING and not c.revealed_at)
    found = next(waiting, None)
    return found.name if found else ""


def render_fragment(template: str, status: int = 200, **context: object) -> Response:
    """A response with a rendered template: a page, or a fragment that a script inserts.

    Long pages take a tenth of a second, so they are rendered in a thread.
    """
    response = Response(status=status, content_type="text/html; charset=utf-8")
    localizer = get_services().localizer
    after_reading(lambda: response.set_data(render(template, localizer, **context)))
    return response


def confirmation_page(title: str, ask: Confirmation, nav_path: str) -> Response:
    """A page that asks for confirmation."""
    return render_page("admin/confirm.html", title, nav_path=nav_path, ask=ask)


def redirect_to(path: str) -> AnyResponse:
    """Redirect to a page, to be opened by GET."""
    return redirect(path, 303)


def form_text(name: str) -> str:
    """The text of a field in the form."""
    return request.form.get(name, "")


def form_direction() -> int:
    """The direction to move an item: -1 up, 1 down."""
    return -1 if form_text("by") == "-1" else 1


def parse_row_id(text: str) -> int | None:
    """The id of a row in a text; None if the text is none that SQLite could store."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def error_text(error: ValidationError) -> dict[str, str]:
    """The sentence of each error, by field. The sentence of NotSaved is above the page."""
    if isinstance(error, NotSaved):
        return {error.field: ""}
    errors = each_error(error)
    if not any(isinstance(each, EditConflict) for each in errors):
        conflict = edit_conflicts.conflict_before_save()
        errors = (conflict, *errors) if conflict else errors
    return {each.field: _sentence(each) for each in errors}


def _sentence(error: ValidationError) -> str:
    if isinstance(error, EditConflict):
        return edit_conflicts.conflict_text(error)
    return get_services().localizer.error(error)
