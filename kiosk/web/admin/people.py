"""People: who may log in and for which team; asking somebody in, changing and removing."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.okr.texts import NAME_LENGTH
from kiosk.store import User
from kiosk.views.admin_people import PersonFields, invitation_link, people_page, until
from kiosk.web.admin.one_time import link_url, one_time_token
from kiosk.web.admin.pages import UNPROCESSABLE, Ask, confirm, error_text, page, see, typed
from kiosk.web.house import house
from kiosk.web.passwords import checked_name
from kiosk.web.sessions import admin_only, token_hash

blueprint = Blueprint("people", __name__)

LIST = "/admin/people"


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
    token = one_time_token()
    try:
        made = here.store.invite(
            token_hash(token),
            now=here.now(),
            name=typed("name"),
            teams=request.form.getlist("team"),
            is_admin=bool(typed("is_admin")),
        )
    except Refused as error:
        return _list(error_text(error))
    office = here.office()
    url = link_url(f"/join/{token.lower()}")
    link = invitation_link(here.words, office, made, url, here.places().wifi)
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
    user = user_by_number(number)
    return _form(user, PersonFields(user.name, user.teams, user.is_admin), {})


@blueprint.post(f"{LIST}/<int:number>")
@admin_only
def change(number: int) -> Response:
    """Change somebody's name and teams, and whether they are an admin."""
    user, given = user_by_number(number), _typed_person()
    try:
        name = checked_name(given.name)
        house().store.set_user(number, name=name, teams=given.teams, is_admin=given.is_admin)
    except Refused as error:
        return _form(user, given, error_text(error))
    return see(LIST)


@blueprint.get(f"{LIST}/<int:number>/remove")
@admin_only
def ask_to_remove(number: int) -> Response:
    """Asks a second time."""
    _ = house().words.gettext
    user = user_by_number(number)
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
    user = user_by_number(number)
    try:
        house().store.remove_user(user.name)
    except Refused as error:
        errors = {"is_admin": house().words.error(error)}
        return _form(user, PersonFields(user.name, user.teams, user.is_admin), errors)
    return see(LIST)


def user_by_number(number: int) -> User:
    """Somebody by their number; raises NotFound."""
    for user in house().store.users():
        if user.id == number:
            return user
    raise NotFound("There is nobody with the number %(number)s", number=number)


def _typed_person() -> PersonFields:
    return PersonFields(typed("name"), tuple(request.form.getlist("team")), bool(typed("is_admin")))


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
        given=_typed_person(),
        errors=errors,
        most=NAME_LENGTH,
    )


def _form(user: User, given: PersonFields, errors: dict[str, str]) -> Response:
    here = house()
    office = here.office()
    ends_at = here.store.password_link_ends_at(user.id, here.now())
    return page(
        "admin/person.html",
        user.name,
        here=LIST,
        status=UNPROCESSABLE if errors else 200,
        office=office,
        user=user,
        given=given,
        teams=office.teams,
        link_until=until(here.words, ends_at) if ends_at else "",
        errors=errors,
        most=NAME_LENGTH,
    )
