"""One-time links to set a new password: an admin creates one for a user who forgot theirs."""

import gevent
from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.codes import normal_code
from kiosk.store.db.author import set_author
from kiosk.store.queries.password_links import PasswordLink
from kiosk.views.admin.people import password_link
from kiosk.web.admin.authentication import log_in_as
from kiosk.web.admin.one_time_links import link_url, one_time_token
from kiosk.web.admin.people import LIST, user_by_number
from kiosk.web.admin.responses import UNPROCESSABLE, error_text, form_text, redirect_to, render_page
from kiosk.web.admin.state import admin_state
from kiosk.web.core.one_read import reads_once
from kiosk.web.core.services import get_services
from kiosk.web.security.hashing import hash_token
from kiosk.web.security.passwords import MIN_PASSWORD_LENGTH, validated_password
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("password_links", __name__)
MAX_TOKEN_LENGTH = 60


@blueprint.post(f"{LIST}/<int:number>/password-link")
@admin_required
def create(number: int) -> Response:
    """Create a link for a user and show it once; it replaces their previous link."""
    services, token = get_services(), one_time_token()
    user = user_by_number(number)
    created = services.store.password_links.add(number, hash_token(token), services.now())
    url = link_url(f"/password/{token.lower()}")
    link = password_link(services.localizer, created, url, services.urls().wifi)
    title = services.localizer.gettext("Set a new password")
    return render_page(
        "admin/people/password_link.html", title, nav_path=LIST, link=link, user=user
    )


@blueprint.post(f"{LIST}/<int:number>/password-link/withdraw")
@admin_required
def destroy(number: int) -> Response:
    """Withdraw a link."""
    get_services().store.password_links.withdraw(number)
    return redirect_to(f"{LIST}/{number}")


@blueprint.get("/password/<token>")
def edit(token: str) -> Response:
    """The form. Opening the link does not use it up, because cameras and chats open links too."""
    _wait_before_guess()
    return _show(token)


@reads_once
def _show(token: str) -> Response:
    found = _link(token)
    return _expired_page() if found is None else _form(found, token, {})


@blueprint.post("/password/<token>")
def update(token: str) -> Response:
    """Set the password, end the user's other sessions and log in here."""
    _wait_before_guess()
    found = _link(token)
    if found is None:
        return _expired_page()
    try:
        password = validated_password(form_text("password"), form_text("again"))
        _set_password(found, token, password)
    except ValidationError as error:
        return _form(found, token, error_text(error))
    except NotFound:
        return _expired_page()
    answer = redirect_to("/admin/")
    log_in_as(answer, found.user)
    return answer


def _set_password(found: PasswordLink, token: str, password: str) -> None:
    services = get_services()
    password_hash = admin_state().passwords.hash(password)
    set_author(found.user.name, services.now())
    services.store.password_links.use(_key(token), password_hash, services.now())


def _key(token: str) -> str:
    return hash_token(normal_code(token[:MAX_TOKEN_LENGTH]))


def _throttle_key() -> str:
    return f"password link:{request.remote_addr}"


def _wait_before_guess() -> None:
    """Guesses from one address wait longer and longer: before the transaction, not in it."""
    gevent.sleep(admin_state().throttle.delay_for_attempt(_throttle_key()))


def _link(token: str) -> PasswordLink | None:
    """The link with a token."""
    services = get_services()
    try:
        found = services.store.password_links.get(_key(token), services.now())
    except NotFound:
        return None
    admin_state().throttle.reset(_throttle_key())
    return found


def _expired_page() -> Response:
    title = get_services().localizer.gettext("This link no longer works")
    return render_page("admin/sign_in/password_link_expired.html", title, status=404, alone=True)


def _form(found: PasswordLink, token: str, errors: dict[str, str]) -> Response:
    return render_page(
        "admin/sign_in/new_password.html",
        get_services().localizer.gettext("Set a new password"),
        status=UNPROCESSABLE if errors else 200,
        alone=True,
        token=token[:MAX_TOKEN_LENGTH],
        user=found.user,
        errors=errors,
        least=MIN_PASSWORD_LENGTH,
    )
