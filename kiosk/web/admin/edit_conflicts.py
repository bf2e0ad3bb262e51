"""What a form carries of the thing it changes, so that a save that finds another is seen."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import g, request
from werkzeug.wrappers import Response

from kiosk.okr.edit_conflict import EditConflict, fingerprint
from kiosk.views.admin.edit_conflict import conflict_message
from kiosk.web.core.services import get_services

Asked = ParamSpec("Asked")
FIELD = "stood"


def remember_fingerprint_of(
    table: str,
) -> Callable[[Callable[Asked, Response]], Callable[Asked, Response]]:
    """For what answers with the form of a thing: remember how that stands, before the form is
    filled, so that what it carries is never younger than what it shows."""

    def remembering(handler: Callable[Asked, Response]) -> Callable[Asked, Response]:
        @wraps(handler)
        def filled(*args: Asked.args, **kwargs: Asked.kwargs) -> Response:
            g.stood = get_services().store.stood(table, *(request.view_args or {}).values())
            return handler(*args, **kwargs)

        return filled

    return remembering


def submitted_fingerprint() -> str:
    """What the form that was sent carries; "" for one that is older, or a script's."""
    return request.form.get(FIELD, "")


def fingerprint_for_form() -> str:
    """What the form in this answer is to carry: as it was sent, until what is another is told."""
    found: str = g.get("stood", submitted_fingerprint())
    return found


def conflict_text(error: EditConflict) -> str:
    """The sentence about what is another, which the next form carries as seen."""
    g.stood = fingerprint(error.now)
    services = get_services()
    return conflict_message(services.localizer, services.office(), error)
