"""Forms that take effect once, however often they are submitted."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import ParamSpec

from flask import request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from kiosk.web.admin.responses import Confirmation, confirmation_page, form_text, redirect_to
from kiosk.web.admin.state import admin_state
from kiosk.web.core.services import get_services

P = ParamSpec("P")
_ONE_MORE = "one_more"
"""The field that answers yes."""


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


def asks_before_second(handler: Callable[P, Response]) -> Callable[P, Response]:
    """Decorator, below `idempotent`, for a handler that creates something. Who goes back to a form
    that was saved and saves it with a correction is asked whether that is one more."""

    @wraps(handler)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Response:
        created, once = admin_state().created, form_text("once")
        form = f"{request.path} {once}"
        before = created.result(form) if once else None
        if before is not None and not form_text(_ONE_MORE):
            return _ask_for_second(before)
        answer = handler(*args, **kwargs)
        if once and answer.location:
            created.keep(form, answer.location)
        return answer

    return wrapped


def _ask_for_second(saved_path: str) -> Response:
    _ = get_services().localizer.gettext
    question = Confirmation(
        _("This form was saved before, with something else in it. Do you want to add one more?"),
        _("Add one more"),
        request.full_path.rstrip("?"),
        saved_path,
        fields=(*request.form.items(multi=True), (_ONE_MORE, "1")),
        no=_("No, go to what is saved"),
    )
    return confirmation_page(_("One more?"), question, "")


def form_digest(ignored: frozenset[str] = frozenset()) -> str:
    """A digest of a form's path and contents, those of its files as well.

    :param ignored: names of fields to leave out.
    """
    given = [field for field in request.form.items(multi=True) if field[0] not in ignored]
    files = [
        (name, file.filename, _content_digest(file))
        for name, file in request.files.items(multi=True)
    ]
    fields = [request.path, *given, *files]
    return sha256(repr(fields).encode(errors="surrogatepass")).hexdigest()


def _content_digest(file: FileStorage) -> str:
    content = file.stream.read()
    file.stream.seek(0)
    return sha256(content).hexdigest()
