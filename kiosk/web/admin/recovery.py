"""The page that restores the newest good backup where the database needs it. It reads nothing of
the database: who may press its button is known by the machine's own screen, or by a code."""

from pathlib import Path

import gevent
from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import KioskError, NeedsRestore, Refused
from kiosk.views.admin import shell
from kiosk.views.render import render
from kiosk.web import assets
from kiosk.web.access import is_own_screen
from kiosk.web.admin.pages import UNPROCESSABLE, desk, see, typed
from kiosk.web.house import house
from kiosk.web.recovery import PATH

blueprint = Blueprint("recovery", __name__)
LONGEST_CODE = 40


@blueprint.get("/admin/recovery")
def index() -> Response:
    """What happened, and the button for the machine's own screen; others are asked for a code."""
    return _page() if _is_needed() else see("/admin/")


@blueprint.get("/admin/recovery/<code>")
def with_code(code: str) -> Response:
    """The same from a link. To look uses nothing up: cameras and chats open links, too."""
    if not _is_needed():
        return see("/admin/")
    return _page(code) if _is_good(code) else _page(error=_wrong_code(), status=UNPROCESSABLE)


@blueprint.post("/admin/recovery/code")
def check_code() -> Response:
    """On from a typed code to the button."""
    return with_code(typed("code")[:LONGEST_CODE])


@blueprint.post("/admin/recovery")
def restore() -> Response:
    """Restore the newest good backup."""
    here = house()
    with here.recovery.turn:
        if not _is_needed():
            return see("/admin/")
        if not is_own_screen(request) and not _is_good(typed("code")):
            return _page(error=_wrong_code(), status=UNPROCESSABLE)
        try:
            aside = here.call(here.recovery.restore)
        except KioskError as error:
            return _page(typed("code"), error=error, status=503)
    return restored_page(aside)


def restored_page(aside: Path | None) -> Response:
    """What is said after a restore, to somebody who is no longer logged in."""
    house().storage.probe_now()
    details = () if aside is None else (aside.name,)
    title = house().last_words.gettext("Restored")
    return _answer("admin/recovered.html", title, aside=details)


def _is_needed() -> bool:
    """Asked of the database itself: it may have been restored by a command meanwhile."""
    here = house()
    try:
        here.store.revision()
    except NeedsRestore as error:
        here.recovery.see(error)
        return True
    return False


def _is_good(code: str) -> bool:
    """Whether the code may be used. Guesses from one address wait longer and longer."""
    key = f"recovery:{request.remote_addr}"
    gevent.sleep(desk().throttle.guess(key))
    good = house().recovery.codes.is_good(code[:LONGEST_CODE])
    if good:
        desk().throttle.right(key)
    return good


def _wrong_code() -> Refused:
    return Refused("code", "This code does not work (any more). Use the one shown now")


def _page(code: str = "", *, error: KioskError | None = None, status: int = 200) -> Response:
    here = house()
    may = bool(code) or is_own_screen(request)
    offer = here.call(here.recovery.offer)
    if not may and offer is not None:
        here.recovery.print_code(here.known_places().base or request.host_url.rstrip("/"))
    words = here.last_words
    return _answer(
        "admin/recovery.html",
        words.gettext("Restore the database"),
        status,
        sentence=here.recovery.sentence(),
        offer=offer,
        may=may,
        code=code,
        path=PATH,
        error=words.error(error) if error else "",
    )


def _answer(template: str, title: str, status: int = 200, **context: object) -> Response:
    words = house().last_words
    frame = shell(words, title, release=assets.release())
    text = render(template, words, shell=frame, **context)
    return Response(text, status, content_type="text/html; charset=utf-8")
