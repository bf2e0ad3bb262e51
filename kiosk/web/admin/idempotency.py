"""A form for something new makes it once, however often it is sent, with or without a script."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import ParamSpec

from flask import request
from werkzeug.wrappers import Response

from kiosk.web.admin.responses import admin_state, form_text, redirect_to

Asked = ParamSpec("Asked")


def idempotent(handler: Callable[Asked, Response]) -> Callable[Asked, Response]:
    """For what a form that carries a key of its own is sent to: the same form with the same words
    leads where it led before. With other words it makes another: somebody went back to it."""

    @wraps(handler)
    def made_once(*args: Asked.args, **kwargs: Asked.kwargs) -> Response:
        if not form_text("once"):
            return handler(*args, **kwargs)
        made, form = admin_state().made, form_digest()
        with made.turn(form):
            if place := made.result(form):
                return redirect_to(place)
            answer = handler(*args, **kwargs)
            if answer.location:
                made.keep(form, answer.location)
        return answer

    return made_once


def form_digest(leave_out: frozenset[str] = frozenset()) -> str:
    """What tells a form from every other: where it is sent to, and what it says.

    :param leave_out: names of fields that do not matter.
    """
    said = [field for field in request.form.items(multi=True) if field[0] not in leave_out]
    fields = [request.path, *said]
    return sha256(repr(fields).encode(errors="surrogatepass")).hexdigest()
