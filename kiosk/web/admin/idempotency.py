"""Forms that take effect once, however often they are submitted."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import ParamSpec

from flask import request
from werkzeug.wrappers import Response

from kiosk.web.admin.responses import form_text, redirect_to
from kiosk.web.admin.state import admin_state

P = ParamSpec("P")


def idempotent(handler: Callable[P, Response]) -> Callable[P, Response]:
    """Decorator for a handler that creates something. The same form submitted again redirects to
    the same page as before; with different input it creates something else."""

    @wraps(handler)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Response:
        if not form_text("once"):
            return handler(*args, **kwargs)
        created, form = admin_state().created, form_digest()
        with created.turn(form):
            if path := created.result(form):
                return redirect_to(path)
            answer = handler(*args, **kwargs)
            if answer.location:
                created.keep(form, answer.location)
        return answer

    return wrapped


def form_digest(ignored: frozenset[str] = frozenset()) -> str:
    """A digest of a form's path and contents.

    :param ignored: names of fields to leave out.
    """
    given = [field for field in request.form.items(multi=True) if field[0] not in ignored]
    fields = [request.path, *given]
    return sha256(repr(fields).encode(errors="surrogatepass")).hexdigest()
