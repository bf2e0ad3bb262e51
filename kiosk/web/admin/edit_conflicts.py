"""Optimistic locking of edit forms: each form contains a fingerprint of what it edits."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import g, request
from werkzeug.wrappers import Response

from kiosk.errors import EditConflict
from kiosk.okr.codes import normal_code
from kiosk.okr.edit_conflict import Editable, fingerprint
from kiosk.views.admin.edit_conflict import ConcurrentEdit, conflict_message
from kiosk.web.core.services import Services, get_services
from kiosk.web.security.sessions import current_user

P = ParamSpec("P")
FIELD = "fingerprint"
_TABLES = {
    "objectives": ("objectives", "serves"),
    "key_results": ("key_results", "definitions", "milestones"),
}
"""The tables in which the audit log has the fields of a form, where they are several."""
_WITH_CODES = frozenset({*_TABLES, "teams"})
"""Rows whose code may be typed in any case."""


def edit_form_of(table: str) -> Callable[[Callable[P, Response]], Callable[P, Response]]:
    """Decorator for the handlers of an edit form of a row, which the view arguments name.

    The fingerprint is read before the fields, so that it is never newer than they are.
    """

    def decorate(handler: Callable[P, Response]) -> Callable[P, Response]:
        @wraps(handler)
        def wrapped(*args: P.args, **kwargs: P.kwargs) -> Response:
            g.edited_row = (table, *(request.view_args or {}).values())
            if request.method == "GET":
                g.fingerprint = get_services().store.fingerprint(*g.edited_row)
            return handler(*args, **kwargs)

        return wrapped

    return decorate


def submitted_fingerprint() -> str:
    """The fingerprint in the submitted form; "" if it has none, because a script sent it."""
    return request.form.get(FIELD, "")


def fingerprint_for_form() -> str:
    """The fingerprint for the form in this response: the submitted one, until the response reports
    the conflict."""
    found: str = g.get("fingerprint", submitted_fingerprint())
    return found


def conflict_before_save() -> EditConflict[Editable] | None:
    """The conflict of a form that is refused before it reaches the store."""
    row, carried = g.get("edited_row"), submitted_fingerprint()
    return get_services().store.edit_conflict(carried, *row) if row and carried else None


def conflict_text(error: EditConflict[Editable]) -> str:
    """The sentence about a conflict. The form in this response then counts as having shown it."""
    g.fingerprint = fingerprint(error.now)
    services = get_services()
    return conflict_message(services.localizer, services.office(), error, _change(services))


def _change(services: Services) -> ConcurrentEdit | None:
    """The last change of the row that the form edits."""
    table, key, *rest = g.edited_row
    code = "" if rest else normal_code(str(key)) if table in _WITH_CODES else str(key)
    found = services.store.audit_log.last_change(_TABLES.get(table, (table,)), code)
    me = current_user()
    if found is None or not found.author:
        return None
    ago = services.localizer.ago(found.at, services.now())
    return ConcurrentEdit(found.author, me is not None and me.name == found.author, ago)
