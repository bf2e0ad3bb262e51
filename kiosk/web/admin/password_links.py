"""A one-time link to set a new password: an admin makes it, and whoever forgot theirs uses it."""

import gevent
from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.okr.codes import normal_code
from kiosk.store.acting import act
from kiosk.store.password_links import PasswordLink
from kiosk.views.admin_people import password_link
from kiosk.web.admin.one_time import link_url, one_time_token
from kiosk.web.admin.pages import UNPROCESSABLE, desk, error_text, log_in_as, page, see, typed
from kiosk.web.admin.people import LIST, user_by_number
from kiosk.web.house import house
from kiosk.web.passwords import LEAST, checked_password
from kiosk.web.sessions import admin_only, token_hash

blueprint = Blueprint("password_links", __name__)
LONGEST = 60


@blueprint.post(f"{LIST}/<int:number>/password-link")
@admin_only
def make(number: int) -> Response:
    """Make a link for somebody and show it, this once; the one they had is over."""
    here, token = house(), one_time_token()
    user = user_by_number(number)
    made = here.store.make_password_link(number, token_hash(token), here.now())
    url = link_url(f"/password/{token.lower()}")
    link = password_link(here.words, made, url, here.places().wifi)
    title = here.words.gettext("Set a new password")
    return page("admin/password_link.html", title, here=LIST, link=link, user=user)


@blueprint.post(f"{LIST}/<int:number>/password-link/withdraw")
@admin_only
def withdraw(number: int) -> Response:
    """Take a link back."""
    house().store.withdraw_password_link(number)
    return see(f"{LIST}/{number}")


@blueprint.get("/password/<token>")
def look(token: str) -> Response:
    """The form. To look uses nothing up: cameras and chats open links, too."""
    found = _link(token)
    return _over() if found is None else _form(found, token, {})


@blueprint.post("/password/<token>")
def use(token: str) -> Response:
    """Set the password, end that person's sessions elsewhere and log in here."""
    found = _link(token)
    if found is None:
        return _over()
    try:
        password = checked_password(typed("password"), typed("again"))
        _set(found, token, password)
    except Refused as error:
        return _form(found, token, error_text(error))
    except NotFound:
        return _over()
    answer = see("/admin/")
    log_in_as(answer, found.user)
    return answer


def _set(found: PasswordLink, token: str, password: str) -> None:
    here = house()
    password_hash = desk().passwords.hash(password)
    act(found.user.name, here.now())
    here.store.use_password_link(_key(token), password_hash, here.now())


def _key(token: str) -> str:
    return token_hash(normal_code(token[:LONGEST]))


def _link(token: str) -> PasswordLink | None:
    """Whose password a token sets. Guesses from one address wait longer and longer."""
    here, address = house(), f"password link:{request.remote_addr}"
    gevent.sleep(desk().throttle.guess(address))
    try:
        found = here.store.password_link(_key(token), here.now())
    except NotFound:
        return None
    desk().throttle.right(address)
    return found


def _over() -> Response:
    title = house().words.gettext("This link no longer works")
    return page("admin/password_link_over.html", title, status=404, alone=True)


def _form(found: PasswordLink, token: str, errors: dict[str, str]) -> Response:
    return page(
        "admin/new_password.html",
        house().words.gettext("Set a new password"),
        status=UNPROCESSABLE if errors else 200,
        alone=True,
        token=token[:LONGEST],
        user=found.user,
        errors=errors,
        least=LEAST,
    )
