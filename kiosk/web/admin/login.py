"""Log in and out. Guessing is slowed down, never locked out: a lock would be a way to keep
somebody else out."""

import gevent
from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.web.admin.pages import UNPROCESSABLE, desk, page, see, typed
from kiosk.web.house import house
from kiosk.web.sessions import close_session, member, open_session, safe_next

blueprint = Blueprint("login", __name__)
LONGEST = 300
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
    return _form(typed("name")[:LONGEST], "", {"password": sentence}, TOO_MANY)


@blueprint.post("/admin/logout")
def log_out() -> Response:
    """End the session on the server."""
    answer = see("/admin/login")
    close_session(answer)
    return answer


def _checked(name: str, password: str) -> Response:
    keys = (f"name:{' '.join(name.split()).casefold()}", f"address:{request.remote_addr}")
    gevent.sleep(desk().throttle.guess(*keys))
    user = house().store.user_by_name(name)
    right = desk().passwords.matches(password, user.password_hash if user else None)
    back = safe_next(typed("next"))
    if user is None or not right:
        sentence = house().words.gettext("Wrong name or password. Try again")
        return _form(name, back, {"password": sentence}, UNPROCESSABLE)
    desk().throttle.right(*keys)
    answer = see(back)
    open_session(answer, user.id)
    return answer


def _form(name: str, back: str, errors: dict[str, str], status: int = 200) -> Response:
    title = house().words.gettext("Log in")
    return page(
        "admin/login.html", title, status=status, alone=True, name=name, next=back, errors=errors
    )
