"""Accepting an invitation: the new user chooses a name and a password."""

import gevent
from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.codes import normal_code
from kiosk.store.db.author import set_author
from kiosk.store.queries.invitations import Invitation
from kiosk.store.queries.users import User
from kiosk.views.admin.people import role_text
from kiosk.web.admin.authentication import log_in_as
from kiosk.web.admin.responses import UNPROCESSABLE, error_text, form_text, redirect_to, render_page
from kiosk.web.admin.state import admin_state
from kiosk.web.core.one_read import reads_once
from kiosk.web.core.services import get_services
from kiosk.web.security.hashing import hash_token
from kiosk.web.security.passwords import MIN_PASSWORD_LENGTH, validated_person

blueprint = Blueprint("join", __name__)
MAX_TOKEN_LENGTH = 60


@blueprint.get("/join/<token>")
def show(token: str) -> Response:
    """The form. Opening the link does not use it up, because cameras and chats open links too."""
    _wait_before_guess()
    return _show(token)


@reads_once
def _show(token: str) -> Response:
    found = _invitation(token)
    return _expired_page() if found is None else _form(found, token, found.name, {})


@blueprint.post("/join/<token>")
def accept(token: str) -> Response:
    """Add the user, log them in, and go to their first check-in."""
    _wait_before_guess()
    found, name = _invitation(token), form_text("name")
    if found is None:
        return _expired_page()
    try:
        user = _create_user(found, name)
    except NotFound:
        return _expired_page()
    except ValidationError as error:
        return _form(found, token, name, error_text(error))
    answer = redirect_to("/admin/")
    log_in_as(answer, user)
    return answer


def _create_user(found: Invitation, name: str) -> User:
    services = get_services()
    plain, password = validated_person(name, form_text("password"), form_text("again"))
    password_hash = admin_state().passwords.hash(password)
    set_author(plain, services.now())
    return services.store.invitations.accept(found.key, plain, password_hash, services.now())


def _throttle_key() -> str:
    return f"join:{request.remote_addr}"


def _wait_before_guess() -> None:
    """Guesses from one address wait longer and longer: before the transaction, not in it."""
    gevent.sleep(admin_state().throttle.delay_for_attempt(_throttle_key()))


def _invitation(token: str) -> Invitation | None:
    """The invitation with a token."""
    services = get_services()
    try:
        found = services.store.invitations.get(
            hash_token(normal_code(token[:MAX_TOKEN_LENGTH])), services.now()
        )
    except NotFound:
        return None
    admin_state().throttle.reset(_throttle_key())
    return found


def _expired_page() -> Response:
    title = get_services().localizer.gettext("This invitation has expired")
    return render_page("admin/sign_in/invitation_expired.html", title, status=404, alone=True)


def _form(found: Invitation, token: str, name: str, errors: dict[str, str]) -> Response:
    services = get_services()
    office = services.office()
    return render_page(
        "admin/sign_in/accept_invitation.html",
        services.localizer.gettext("Join %(office)s") % {"office": office.name or "Wall OKRs"},
        status=UNPROCESSABLE if errors else 200,
        office=office,
        alone=True,
        token=token[:MAX_TOKEN_LENGTH],
        may=role_text(services.localizer, office, found.teams, found.is_admin),
        name=name,
        errors=errors,
        least=MIN_PASSWORD_LENGTH,
    )
