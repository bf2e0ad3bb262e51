"""What a form carries of the thing it changes, so that a save that finds another is seen."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import g, request
from werkzeug.wrappers import Response

from kiosk.okr.stood import Changed, stood
from kiosk.views.stood import changed_sentence
from kiosk.web.house import house

Asked = ParamSpec("Asked")
FIELD = "stood"


def fills_form_of(
    table: str,
) -> Callable[[Callable[Asked, Response]], Callable[Asked, Response]]:
    """For what answers with the form of a thing: remember how that stands, before the form is
    filled, so that what it carries is never younger than what it shows."""

    def remembering(handler: Callable[Asked, Response]) -> Callable[Asked, Response]:
        @wraps(handler)
        def filled(*args: Asked.args, **kwargs: Asked.kwargs) -> Response:
            g.stood = house().store.stood(table, *(request.view_args or {}).values())
            return handler(*args, **kwargs)

        return filled

    return remembering


def carried() -> str:
    """What the form that was sent carries; "" for one that is older, or a script's."""
    return request.form.get(FIELD, "")


def to_carry() -> str:
    """What the form in this answer is to carry: as it was sent, until what is another is told."""
    found: str = g.get("stood", carried())
    return found


def told(error: Changed) -> str:
    """The sentence about what is another, which the next form carries as seen."""
    g.stood = stood(error.now)
    here = house()
    return changed_sentence(here.words, here.office(), error)
