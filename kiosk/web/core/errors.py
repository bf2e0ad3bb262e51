"""Error responses: a page for people, problem details for programs (RFC 9457)."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus

from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from kiosk.errors import (
    Busy,
    KioskError,
    NeedsRestore,
    NotAllowed,
    NotFound,
    StorageFull,
    StorageUnavailable,
    TooLittleMemory,
    TooManyGuesses,
    UnknownHost,
    ValidationError,
    each_error,
)
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.render import render
from kiosk.web.core import assets
from kiosk.web.core.headers import allow_inline
from kiosk.web.core.json import json_response
from kiosk.web.core.own_screen import has_screen_key
from kiosk.web.core.recovery import PATH
from kiosk.web.core.services import Services, get_services

RETRY_AFTER = "5"
"""Seconds after which a request that found the database locked may be sent again."""

OWN_SCREEN_HEADER = "Kiosk-Recovery"
"""Marks the recovery page with the code for static/js/wall/offline/service_worker.js."""

_STATUS: tuple[tuple[type[KioskError], HTTPStatus], ...] = (
    (NotAllowed, HTTPStatus.FORBIDDEN),
    (UnknownHost, HTTPStatus.BAD_REQUEST),
    (ValidationError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (NotFound, HTTPStatus.NOT_FOUND),
    (Busy, HTTPStatus.SERVICE_UNAVAILABLE),
    (TooManyGuesses, HTTPStatus.TOO_MANY_REQUESTS),
    (TooLittleMemory, HTTPStatus.SERVICE_UNAVAILABLE),
    (StorageFull, HTTPStatus.INSUFFICIENT_STORAGE),
    (StorageUnavailable, HTTPStatus.SERVICE_UNAVAILABLE),
)


def register(app: Flask) -> None:
    """Register error handlers for all errors of this program and of HTTP."""
    app.register_error_handler(KioskError, _kiosk_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def register_unlogged(blueprint: Blueprint) -> None:
    """Register the same error handlers for one blueprint, without any logging."""
    blueprint.register_error_handler(KioskError, _kiosk_error)
    blueprint.register_error_handler(HTTPException, _http_error)
    blueprint.register_error_handler(Exception, lambda error: _internal_error())


def problem_response(
    status: int, detail: str, field: str = "", errors: Sequence[Mapping[str, str]] = ()
) -> Response:
    """Problem details, naming the field if there is one.

    :param errors: if there are several, each with its field and its sentence.
    """
    # Imported here because loading takes a while, and the start does not need it.
    from msgspec import UNSET

    from kiosk.web.core.problem_details import FieldError, Problem

    body = Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=int(status),
        detail=detail,
        field=field or UNSET,
        errors=[FieldError(**each) for each in errors] if len(errors) > 1 else UNSET,
    )
    return json_response(body, status, "application/problem+json")


def _kiosk_error(error: KioskError) -> Response:
    if isinstance(error, NeedsRestore):
        return _needs_restore(error)
    status = next((s for kind, s in _STATUS if isinstance(error, kind)), HTTPStatus.CONFLICT)
    field = error.field if isinstance(error, ValidationError) else ""
    localizer = _localizer(error)
    if isinstance(error, Busy | StorageUnavailable):
        # Do not reveal the file's path on the network; the log has it.
        current_app.logger.warning("%s", error)
        name = get_services().settings.database.name
        error = type(error)(error.message, **error.values | {"path": name})
    each = each_error(error) if isinstance(error, ValidationError) else ()
    errors = [{"field": one.field, "detail": localizer.error(one)} for one in each]
    answer = _error_response(localizer, status, localizer.error(error), field, errors)
    if isinstance(error, Busy):
        answer.headers["Retry-After"] = RETRY_AFTER
    return answer


def _needs_restore(error: NeedsRestore) -> Response:
    """The response when the database needs a restore, with the way to the newest good backup.

    A wall cached by its browser keeps its last content: it accepts no 5xx response as its page.
    """
    services, status = get_services(), HTTPStatus.SERVICE_UNAVAILABLE
    if services.recovery.error is None:
        current_app.logger.warning("%s", error)
    services.recovery.record(error)
    if request.blueprint == "wall":
        is_own = has_screen_key(request, services.screen_key)
        text = services.call(lambda: _recovery_wall(services, is_own))
        page = Response(text, status, content_type="text/html; charset=utf-8")
        if is_own:
            # The service worker shows this instead of the cached wall.
            page.headers[OWN_SCREEN_HEADER] = "1"
        return page
    return _error_response(
        services.last_localizer, status, services.recovery.sentence(), restore_at=PATH
    )


def _recovery_wall(services: Services, is_own: bool) -> str:
    """The wall's page without the database; it shows a code on the machine's own screen only."""
    urls = services.fallback_urls()
    link = urls.qr_link(f"{PATH}/{services.recovery.codes.code()}") if is_own else None
    return render(
        "wall/recovery.html",
        services.last_localizer,
        release=assets.release(),
        sentence=services.recovery.sentence(),
        has_backup=services.recovery.offer() is not None,
        link=link,
        path=PATH,
        is_own=is_own,
        address=f"{urls.base.partition('://')[2] or f'localhost:{services.port}'}{PATH}",
    )


def _http_error(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    status, localizer = HTTPStatus(error.code or 500), _localizer(error)
    answer = _error_response(localizer, status, _status_text(localizer, status))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            answer.headers[name] = value
    return answer


def _unexpected(error: Exception) -> Response:
    current_app.logger.exception("%s %s", request.method, request.path, exc_info=error)
    return _internal_error()


def _internal_error() -> Response:
    localizer, status = get_services().last_localizer, HTTPStatus.INTERNAL_SERVER_ERROR
    return _error_response(localizer, status, _status_text(localizer, status))


def _localizer(error: Exception) -> Localizer:
    """The office's Localizer; the last known one if the database is what failed, without waiting
    for its lock again."""
    if not isinstance(error, Busy | StorageUnavailable):
        with suppress(KioskError):
            return get_services().localizer
    return get_services().last_localizer


def _status_text(localizer: Localizer, status: HTTPStatus) -> str:
    _ = localizer.gettext
    return {
        HTTPStatus.NOT_FOUND: _("There is nothing at this address."),
        HTTPStatus.FORBIDDEN: _("You are not allowed to do this."),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("That is too long. Shorten it and send it again."),
        HTTPStatus.METHOD_NOT_ALLOWED: _("This address does not take that kind of request."),
        HTTPStatus.UNAUTHORIZED: _("Log in first, or send a token that may do this."),
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE: _("Send JSON, with Content-Type: application/json."),
    }.get(status, _("Something went wrong. Nothing was changed; try again."))


def _error_response(
    localizer: Localizer,
    status: HTTPStatus,
    sentence: str,
    field: str = "",
    errors: Sequence[Mapping[str, str]] = (),
    *,
    restore_at: str = "",
) -> Response:
    if request.path.startswith("/api/"):
        return problem_response(status, sentence, field, errors)
    if request.path == "/metrics":  # for programs
        return Response(f"{sentence}\n", status, content_type="text/plain; charset=utf-8")
    style = assets.stylesheet("phone")
    allow_inline(style)
    page = render(
        "error.html",
        localizer,
        style=style.text,
        sentence=sentence,
        not_found=status == HTTPStatus.NOT_FOUND,
        restore_at=restore_at,
    )
    return Response(page, status, content_type="text/html; charset=utf-8")
