"""People: who may log in and for which team; asking somebody in, changing and removing."""

import secrets

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.okr.codes import ALPHABET
from kiosk.okr.texts import NAME_LENGTH
from kiosk.store import User
from kiosk.views.admin_people import invitation_link, people_page
from kiosk.web.admin.pages import UNPROCESSABLE, Ask, confirm, error_text, page, see, typed
from kiosk.web.house import house
from kiosk.web.sessions import admin_only, token_hash

blueprint = Blueprint("people", __name__)

LIST = "/admin/people"
TOKEN_LENGTH = 26
"""130 random bits, in letters that a QR code holds in little room."""


@blueprint.get(LIST)
@admin_only
def index() -> Response:
    """Everybody, and the form that asks somebody in."""
    return _list({})


@blueprint.post(f"{LIST}/invitations")
@admin_only
def invite() -> Response:
    """Make an invitation and show its link, this once: only its hash is kept."""
    here = house()
    token = "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_LENGTH))
    try:
        made = here.store.invite(
            token_hash(token),
            now=here.now(),
            name=typed("name"),
            team=typed("team"),
            is_admin=bool(typed("is_admin")),
        )
    except Refused as error:
        return _list(error_text(error))
    office = here.office()
    base = here.base_url() or request.host_url.rstrip("/")
    link = invitation_link(
        here.words, office, made, f"{base}/join/{token.lower()}", here.places().wifi
    )
    title = here.words.gettext("Invite someone")
    return page("admin/invited.html", title, here=LIST, office=office, link=link, made=made)


@blueprint.post(f"{LIST}/invitations/withdraw")
@admin_only
def withdraw() -> Response:
    """Take an invitation back."""
    house().store.withdraw_invitation(typed("key"))
    return see(LIST)


@blueprint.get(f"{LIST}/<int:number>")
@admin_only
def edit(number: int) -> Response:
    """The form of somebody."""
    user = _user(number)
    return _form(user, user.team, user.is_admin, {})


@blueprint.post(f"{LIST}/<int:number>")
@admin_only
def change(number: int) -> Response:
    """Change somebody's team, and whether they are an admin."""
    user, team, is_admin = _user(number), typed("team"), bool(typed("is_admin"))
    try:
        house().store.set_user(number, team=team, is_admin=is_admin)
    except Refused as error:
        return _form(user, team, is_admin, error_text(error))
    return see(LIST)


@blueprint.get(f"{LIST}/<int:number>/remove")
@admin_only
def ask_to_remove(number: int) -> Response:
    """Asks a second time."""
    _ = house().words.gettext
    user = _user(number)
    ask = Ask(
        _("%(name)s can no longer log in. What they checked in stays.") % {"name": user.name},
        _("Remove %(name)s") % {"name": user.name},
        f"{LIST}/{number}/remove",
        f"{LIST}/{number}",
    )
    return confirm(_("Remove this person?"), ask, LIST)


@blueprint.post(f"{LIST}/<int:number>/remove")
@admin_only
def remove(number: int) -> Response:
    """Remove somebody; the last admin stays."""
    user = _user(number)
    try:
        house().store.remove_user(user.name)
    except Refused as error:
        return _form(user, user.team, user.is_admin, {"is_admin": house().words.error(error)})
    return see(LIST)


def _user(number: int) -> User:
    for user in house().store.users():
        if user.id == number:
            return user
    raise NotFound("There is nobody with the number %(number)s", number=number)


def _list(errors: dict[str, str]) -> Response:
    here = house()
    office = here.office()
    view = people_page(here.words, office, here.store.users(), here.store.invitations(here.now()))
    return page(
        "admin/people.html",
        here.words.gettext("People"),
        here=LIST,
        status=UNPROCESSABLE if errors else 200,
        office=office,
        page=view,
        teams=office.teams,
        given={name: typed(name) for name in ("name", "team", "is_admin")},
        errors=errors,
        most=NAME_LENGTH,
    )


def _form(user: User, team: str, is_admin: bool, errors: dict[str, str]) -> Response:
    office = house().office()
    return page(
        "admin/person.html",
        user.name,
        here=LIST,
        status=UNPROCESSABLE if errors else 200,
        office=office,
        user=user,
        team=team,
        is_admin=is_admin,
        teams=office.teams,
        errors=errors,
    )
