"""Log in and out. Guessing is slowed down, never locked out: a lock would be a way to keep
somebody else out."""

from urllib.parse import urlsplit

import gevent
from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.web.access import LogInNeeded
from kiosk.web.admin import after_login
from kiosk.web.admin.kept import packed, sent_form, unpacked
from kiosk.web.admin.pages import UNPROCESSABLE, desk, page, see, typed
from kiosk.web.house import house
from kiosk.web.sessions import close_session, member, open_session, safe_next

blueprint = Blueprint("login", __name__)
LONGEST = 300
LOG_IN_FIRST = 401
TOO_MANY = 429


@blueprint.get("/admin/login")
def log_in_page() -> Response:
    """The form; while there is no admin, the way to the set-up."""
    if member():
        return see("/admin/")
    if house().setup.is_open():
        return see("/admin/setup")
    return _form("", safe_next(request.args.get("next", "")), {})


@blueprint.post("/admin/login")
def log_in() -> Response:
    """Check a name and a password. Whoever is unknown gets the same answer after as long."""
    with desk().throttle.turn(f"address:{request.remote_addr}") as has_turn:
        if has_turn:
            return _checked(typed("name")[:LONGEST], typed("password")[:LONGEST])
    sentence = house().words.gettext("Too many tries at once come from here. Try again in a moment")
    back = safe_next(typed("next"))
    return _form(typed("name")[:LONGEST], back, {"password": sentence}, TOO_MANY)


@blueprint.app_errorhandler(LogInNeeded)
def sent_too_late(_error: LogInNeeded) -> Response:
    """The log-in page in the place of what a form was sent to: it carries the form."""
    form = sent_form(request)
    kept = packed(form) if form else ""
    too_long = form is not None and not kept
    return _form("", _page_sent_from(), {}, LOG_IN_FIRST, kept=kept, is_too_long=too_long)


@blueprint.post("/admin/logout")
def log_out() -> Response:
    """End the session on the server."""
    answer = see("/admin/login")
    close_session(answer)
    return answer


def _page_sent_from() -> str:
    """The page whose form was sent, for one that is not kept."""
    page = urlsplit(request.referrer or "")
    return safe_next(page.path if page.netloc == request.host else "")


def _checked(name: str, password: str) -> Response:
    keys = guess_keys(name)
    gevent.sleep(desk().throttle.guess(*keys))
    user = house().store.user_by_name(name)
    right = desk().passwords.matches(password, user.password_hash if user else None)
    back = safe_next(typed("next"))
    if user is None or not right:
        sentence = house().words.gettext("Wrong name or password. Try again")
        return _form(name, back, {"password": sentence}, UNPROCESSABLE)
    desk().throttle.right(*keys)
    kept = unpacked(typed("kept"))
    answer = see(after_login.PLACE if kept else back)
    session = open_session(answer, user.id)
    if kept:
        desk().kept.keep(session, kept, house().now())
    return answer


def guess_keys(name: str) -> tuple[str, str]:
    """By what guesses at a person's password are counted, wherever they are made."""
    return f"name:{' '.join(name.split()).casefold()}", f"address:{request.remote_addr}"


def _form(
    name: str,
    back: str,
    errors: dict[str, str],
    status: int = 200,
    *,
    kept: str | None = None,
    is_too_long: bool = False,
) -> Response:
    return page(
        "admin/login.html",
        house().words.gettext("Log in"),
        status=status,
        alone=True,
        name=name,
        next=back,
        kept=typed("kept") if kept is None else kept,
        is_too_long=is_too_long,
        errors=errors,
    )
