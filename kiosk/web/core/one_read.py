"""Requests that read once: everything they show, in one transaction, and the page made after it."""

from collections.abc import Callable, Container
from functools import wraps
from typing import Any, ParamSpec

from flask import Flask, g, request
from werkzeug.wrappers import Response

from kiosk.web.core.services import get_services

P = ParamSpec("P")


def reads_once(
    handler: Callable[P, Callable[[], Response] | Response],
) -> Callable[P, Response]:
    """For a page that saves nothing: the handler reads, all of it in one transaction, and returns
    what makes the page after that; or an answer, whose text may be rendered by `after_reading`."""

    @wraps(handler)
    def read(*args: P.args, **kwargs: P.kwargs) -> Response:
        return get_services().read_then_render(lambda: _read(lambda: handler(*args, **kwargs)))

    read.reads_once = True  # type: ignore[attr-defined]
    return read


def after_reading(work: Callable[[], object]) -> None:
    """Do work that reads nothing, such as rendering, once the transaction of this request has
    ended; at once in a request that has none. Either way it holds up no socket."""
    waiting: list[Callable[[], object]] | None = g.get("after_reading")
    if waiting is None:
        get_services().call(work)
    else:
        waiting.append(work)


def read_pages_once(app: Flask, blueprints: Container[str], besides: Container[str]) -> None:
    """Have every GET of an app read once.

    :param blueprints: the names of those that this is about.
    :param besides: their endpoints that do not, or see to it themselves.
    """
    for rule in app.url_map.iter_rules():
        handler = app.view_functions[rule.endpoint]
        is_page = "GET" in (rule.methods or ()) and rule.endpoint not in besides
        is_page = is_page and rule.endpoint.rpartition(".")[0] in blueprints
        if is_page and not hasattr(handler, "reads_once"):
            app.view_functions[rule.endpoint] = _reads_once_on_get(app, handler)


def _reads_once_on_get(app: Flask, handler: Callable[..., Any]) -> Callable[..., Any]:
    def answer(**values: object) -> Response:
        return app.make_response(handler(**values))

    read = reads_once(answer)

    @wraps(handler)
    def view(**values: object) -> Any:
        return read(**values) if request.method in ("GET", "HEAD") else handler(**values)

    view.reads_once = True  # type: ignore[attr-defined]
    return view


def _read(
    handler: Callable[[], Callable[[], Response] | Response],
) -> Callable[[], Response]:
    waiting: list[Callable[[], object]] = []
    g.after_reading = waiting
    try:
        # An error is explained in this language, and needs no second transaction for it.
        _ = get_services().localizer
        found = handler()
    finally:
        del g.after_reading

    def finish() -> Response:
        # A response can be called, too: by the server that sends it.
        answer = found if isinstance(found, Response) else found()
        for work in waiting:
            work()
        return answer

    return finish
