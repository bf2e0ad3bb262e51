"""Joining by an invitation: a name and a password of one's own, once."""

import gevent
from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.okr.codes import normal_code
from kiosk.store.acting import act
from kiosk.store.invitations import Invitation
from kiosk.store.people import User
from kiosk.views.admin_people import may
from kiosk.web.admin.pages import UNPROCESSABLE, desk, error_text, log_in_as, page, see, typed
from kiosk.web.house import house
from kiosk.web.passwords import LEAST, checked_person
from kiosk.web.sessions import token_hash

blueprint = Blueprint("join", __name__)
LONGEST = 60


@blueprint.get("/join/<token>")
def look(token: str) -> Response:
    """The form. To look uses nothing up: cameras and chats open links, too."""
    found = _invitation(token)
    return _over() if found is None else _form(found, token, found.name, {})


@blueprint.post("/join/<token>")
def join(token: str) -> Response:
    """Make the person, log in, and go on to the first check-in."""
    found, name = _invitation(token), typed("name")
    if found is None:
        return _over()
    try:
        user = _made(found, name)
    except NotFound:
        return _over()
    except Refused as error:
        return _form(found, token, name, error_text(error))
    answer = see("/admin/")
    log_in_as(answer, user)
    return answer


def _made(found: Invitation, name: str) -> User:
    here = house()
    plain, password = checked_person(name, typed("password"), typed("again"))
    password_hash = desk().passwords.hash(password)
    act(plain, here.now())
    return here.store.accept_invitation(found.key, plain, password_hash, here.now())


def _invitation(token: str) -> Invitation | None:
    """What a token is good for. Guesses from one address wait longer and longer."""
    here, key = house(), f"join:{request.remote_addr}"
    gevent.sleep(desk().throttle.guess(key))
    try:
        found = here.store.invitation(token_hash(normal_code(token[:LONGEST])), here.now())
    except NotFound:
        return None
    desk().throttle.right(key)
    return found


def _over() -> Response:
    title = house().words.gettext("This invitation has expired")
    return page("admin/join_over.html", title, status=404, alone=True)


def _form(found: Invitation, token: str, name: str, errors: dict[str, str]) -> Response:
    here = house()
    office = here.office()
    return page(
        "admin/join.html",
        here.words.gettext("Join %(office)s") % {"office": office.name or "Wall OKRs"},
        status=UNPROCESSABLE if errors else 200,
        office=office,
        alone=True,
        token=token[:LONGEST],
        may=may(here.words, office, found.teams, found.is_admin),
        name=name,
        errors=errors,
        least=LEAST,
    )
