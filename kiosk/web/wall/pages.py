"""The wall: `/` for the browser that opens it, `/screens/<name>` for a screen with a name."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from kiosk.live.content.snapshot import Snapshot
from kiosk.live.topics import ALL_PAGES, LOCAL_SCREEN, WALL, Content
from kiosk.okr.codes import new_code
from kiosk.views.render import render
from kiosk.web.core import assets, own_screen
from kiosk.web.core.headers import allow_frame, allow_framing
from kiosk.web.core.own_screen import PARAMETER, has_key_in_url
from kiosk.web.core.services import get_services
from kiosk.web.security.origin import is_own_screen
from kiosk.web.wall.presentation import may_step
from kiosk.web.wall.service_worker import worker_script

blueprint = Blueprint("wall", __name__)

COOKIE = "screen"
A_YEAR = 365 * 24 * 3600
THEMES = ("dark", "light")
_NAME = re.compile(r"[a-z0-9-]{1,32}")


@blueprint.before_request
def remember_own_screen() -> AnyResponse | None:
    """Set the cookie of the machine's own screen, if the address has the key."""
    key = get_services().screen_key
    if PARAMETER not in request.args or not has_key_in_url(request, key):
        return None
    others = [(name, value) for name, value in request.args.items(True) if name != PARAMETER]
    response = redirect(f"{request.path}{'?' if others else ''}{urlencode(others)}", 303)
    response.set_cookie(
        own_screen.COOKIE, key, max_age=A_YEAR, httponly=True, samesite="Strict",
        secure=request.is_secure,
    )  # fmt: skip
    return response


def browser_wall() -> AnyResponse:
    """The wall of this browser, which is given a screen name on its first visit."""
    name = request.cookies.get(COOKIE, "")
    is_new = not _NAME.fullmatch(name)
    if is_new:
        name = new_code(frozenset()).lower()
    response = _wall(name, is_new=is_new)
    # Renew it each time, so that a wall in use never expires.
    response.set_cookie(
        COOKIE, name, max_age=A_YEAR, httponly=True, samesite="Strict", secure=request.is_secure
    )
    return response


def screen_wall(name: str) -> AnyResponse:
    """The wall of the screen with this name, in any case."""
    if not _NAME.fullmatch(name.lower()):
        abort(404)
    if name != name.lower():
        return redirect(f"/screens/{name.lower()}")
    return _wall(name)


def _wall(screen: str, *, is_new: bool = False) -> Response:
    return get_services().read_then_render(lambda: _read(screen, is_new))


def _read(screen: str, is_new: bool) -> Callable[[], Response]:
    services = get_services()
    sight = services.snapshot()
    may_set_up = is_own_screen(request) and services.setup_codes.is_open()
    topic = f"{WALL}/{screen}{LOCAL_SCREEN if may_set_up else ''}{ALL_PAGES if _every() else ''}"
    drawing = services.renderer.read(sight, topic)
    if drawing is None:
        abort(404)
    steps = may_step()
    return lambda: _render_wall(sight, screen, topic, drawing(), is_new=is_new, may_step=steps)


def _render_wall(
    sight: Snapshot, screen: str, topic: str, content: Content, **flags: bool
) -> Response:
    services = get_services()
    theme, localizer = services.renderer.screen_theme_and_locale(sight, screen)
    if sight.screens.of(screen).rotation:  # it is in a frame
        allow_frame()
        allow_framing()
    page = render(
        "wall/page.html",
        localizer,
        html=content.html,
        own=content.screen_html,
        topic=topic,
        theme=_theme() or theme,
        title=sight.whole.name or localizer.gettext("OKR wall"),
        revision=content.revision,
        release=assets.release(),
        now=services.now().isoformat(),
        modules=assets.modules_of("wall/main")[1:],
        **flags,
    )
    return Response(page, content_type="text/html; charset=utf-8")


def _every() -> bool:
    """Whether the address asks for all pages below each other instead of a rotation."""
    return request.args.get("pages") == "all"


def _theme() -> str:
    """The theme in the address, to compare both; "" for the screen's own."""
    theme = request.args.get("theme", "")
    return theme if theme in THEMES else ""


def worker() -> Response:
    """The service worker, which serves the wall while this server is unreachable. It belongs to one
    release, so it is never cached."""
    response = Response(
        worker_script(get_services().localizer), content_type="text/javascript; charset=utf-8"
    )
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response


blueprint.add_url_rule("/", "own", browser_wall)
blueprint.add_url_rule("/wall-worker.js", "worker", worker)
blueprint.add_url_rule("/screens/<name>", "named", screen_wall)
