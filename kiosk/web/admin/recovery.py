"""The page that restores the newest good backup when the database is unusable.

It reads nothing from the database: the machine's own screen may press the button, others need a
code.
"""

import logging
from pathlib import Path

import gevent
from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import KioskError, NeedsRestore, ValidationError
from kiosk.views.admin.layout import page_frame
from kiosk.views.render import render
from kiosk.web.admin.responses import UNPROCESSABLE, form_text, redirect_to
from kiosk.web.admin.state import admin_state
from kiosk.web.core import assets
from kiosk.web.core.recovery import PATH
from kiosk.web.core.services import get_services
from kiosk.web.security.origin import is_own_screen

log = logging.getLogger("kiosk.web")
blueprint = Blueprint("recovery", __name__)
LONGEST_CODE = 40


@blueprint.get("/admin/recovery")
def index() -> Response:
    """What happened, with the button on the machine's own screen and else a field for a code."""
    return _page() if _is_needed() else redirect_to("/admin/")


@blueprint.get("/admin/recovery/<code>")
def show_code(code: str) -> Response:
    """The same from a link. Opening it does not use the code up, because cameras and chats open
    links too."""
    if not _is_needed():
        return redirect_to("/admin/")
    return _page(code) if _is_valid_code(code) else _page(error=_wrong_code(), status=UNPROCESSABLE)


@blueprint.post("/admin/recovery/code")
def check_code() -> Response:
    """From a typed code to the button."""
    return show_code(form_text("code")[:LONGEST_CODE])


@blueprint.post("/admin/recovery")
def restore() -> Response:
    """Restore the newest good backup."""
    services = get_services()
    with services.recovery.lock:
        if not _is_needed():
            return redirect_to("/admin/")
        if not is_own_screen(request) and not _is_valid_code(form_text("code")):
            return _page(error=_wrong_code(), status=UNPROCESSABLE)
        try:
            aside = services.call(services.recovery.restore)
        except KioskError as error:
            return _page(form_text("code"), error=error, status=503)
    return restored_page(aside)


def restored_page(aside: Path | None) -> Response:
    """The page after a restore, for a user who has been logged out by it."""
    get_services().storage_probe.probe_now()
    _print_set_up_link()
    details = () if aside is None else (aside.name,)
    title = get_services().last_localizer.gettext("Restored")
    return _response("admin/backups/recovered.html", title, aside=details)


def _print_set_up_link() -> None:
    """Print the link to set up an admin, if the backup has none."""
    services = get_services()
    path = services.call(services.setup_codes.path)
    if path is not None:
        base = services.fallback_urls().base or f"http://localhost:{services.port}"
        sentence = services.last_localizer.gettext(
            "Set up the first admin here, once, within 15 minutes:"
        )
        log.warning("%s %s%s", sentence, base, path)


def _is_needed() -> bool:
    """Whether a restore is still needed; a command may have done it meanwhile."""
    services = get_services()
    try:
        services.store.revision()
    except NeedsRestore as error:
        services.recovery.record(error)
        return True
    return False


def _is_valid_code(code: str) -> bool:
    """Whether the code may be used. Wrong codes from one address are delayed."""
    key = f"recovery:{request.remote_addr}"
    gevent.sleep(admin_state().throttle.delay_for_attempt(key))
    is_valid = get_services().recovery.codes.is_good(code[:LONGEST_CODE])
    if is_valid:
        admin_state().throttle.reset(key)
    return is_valid


def _wrong_code() -> ValidationError:
    return ValidationError("code", "This code does not work (any more). Use the one shown now")


def _page(code: str = "", *, error: KioskError | None = None, status: int = 200) -> Response:
    services = get_services()
    may = bool(code) or is_own_screen(request)
    offer = services.call(services.recovery.offer)
    if not may and offer is not None:
        services.recovery.print_code(services.fallback_urls().base or request.host_url.rstrip("/"))
    localizer = services.last_localizer
    return _response(
        "admin/backups/recovery.html",
        localizer.gettext("Restore the database"),
        status,
        sentence=services.recovery.sentence(),
        offer=offer,
        may=may,
        code=code,
        path=PATH,
        error=localizer.error(error) if error else "",
    )


def _response(template: str, title: str, status: int = 200, **context: object) -> Response:
    localizer = get_services().last_localizer
    frame = page_frame(localizer, title, release=assets.release())
    text = render(template, localizer, frame=frame, **context)
    return Response(text, status, content_type="text/html; charset=utf-8")
