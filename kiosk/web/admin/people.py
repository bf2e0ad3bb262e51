"""Users: who may log in and for which teams; inviting, editing and removing them."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.text import NAME_LENGTH
from kiosk.store import User
from kiosk.views.admin.people import PersonFields, expiry_text, invitation_link, people_page
from kiosk.web.admin.one_time_links import link_url, one_time_token
from kiosk.web.admin.responses import (
    UNPROCESSABLE,
    Confirmation,
    confirmation_page,
    error_text,
    form_text,
    redirect_to,
    render_page,
)
from kiosk.web.core.services import get_services
from kiosk.web.security.hashing import hash_token
from kiosk.web.security.passwords import validated_name
from kiosk.web.security.sessions import admin_required, require_user

blueprint = Blueprint("people", __name__)

LIST = "/admin/people"


@blueprint.get(LIST)
@admin_required
def index() -> Response:
    """All users, and the form to invite somebody."""
    return _list({})


@blueprint.post(f"{LIST}/invitations")
@admin_required
def invite() -> Response:
    """Create an invitation and show its link once; only its hash is stored."""
    services = get_services()
    token = one_time_token()
    try:
        invitation = services.store.invitations.add(
            hash_token(token),
            now=services.now(),
            name=form_text("name"),
            teams=request.form.getlist("team"),
            is_admin=bool(form_text("is_admin")),
        )
    except ValidationError as error:
        return _list(error_text(error))
    office = services.office()
    url = link_url(f"/join/{token.lower()}")
    link = invitation_link(services.localizer, office, invitation, url, services.urls().wifi)
    title = services.localizer.gettext("Invite someone")
    return render_page(
        "admin/people/invitation_link.html",
        title,
        nav_path=LIST,
        office=office,
        link=link,
        invitation=invitation,
    )


@blueprint.post(f"{LIST}/invitations/withdraw")
@admin_required
def withdraw_invitation() -> Response:
    """Withdraw an invitation."""
    get_services().store.invitations.withdraw(form_text("key"))
    return redirect_to(LIST)


@blueprint.get(f"{LIST}/<int:number>")
@admin_required
def edit(number: int) -> Response:
    """The form of a user."""
    user = user_by_number(number)
    return _form(user, PersonFields(user.name, user.teams, user.is_admin), {})


@blueprint.post(f"{LIST}/<int:number>")
@admin_required
def update(number: int) -> Response:
    """Change a user's name, teams and role."""
    user, given = user_by_number(number), _submitted_person()
    if _steps_down(user, given) and not form_text("sure"):
        return _ask_to_step_down(user)
    try:
        name = validated_name(given.name)
        get_services().store.users.edit(
            number, name=name, teams=given.teams, is_admin=given.is_admin
        )
    except ValidationError as error:
        return _form(user, given, error_text(error))
    return redirect_to(LIST)


def _steps_down(user: User, given: PersonFields) -> bool:
    """Whether somebody takes the own rights of an admin away, and others are left."""
    others = (u for u in get_services().store.users.all() if u.is_admin and u.id != user.id)
    is_own = user.id == require_user().id
    return is_own and user.is_admin and not given.is_admin and any(others)


def _ask_to_step_down(user: User) -> Response:
    """Who stops being an admin cannot take that back alone."""
    _, path = get_services().localizer.gettext, f"{LIST}/{user.id}"
    question = Confirmation(
        _("You are no admin any more then. Only another admin can change that back."),
        _("Save, and be no admin any more"),
        path,
        path,
        fields=(*request.form.items(multi=True), ("sure", "1")),
    )
    return confirmation_page(_("Stop being an admin?"), question, LIST)


@blueprint.get(f"{LIST}/<int:number>/remove")
@admin_required
def ask_to_remove(number: int) -> Response:
    """Ask for confirmation."""
    _ = get_services().localizer.gettext
    user = user_by_number(number)
    ask = Confirmation(
        _("%(name)s can no longer log in. What they checked in stays.") % {"name": user.name},
        _("Remove %(name)s") % {"name": user.name},
        f"{LIST}/{number}/remove",
        f"{LIST}/{number}",
    )
    return confirmation_page(_("Remove this person?"), ask, LIST)


@blueprint.post(f"{LIST}/<int:number>/remove")
@admin_required
def destroy(number: int) -> Response:
    """Remove a user, unless they are the last admin."""
    user = user_by_number(number)
    try:
        get_services().store.users.remove(user.name)
    except ValidationError as error:
        errors = {"is_admin": get_services().localizer.error(error)}
        return _form(user, PersonFields(user.name, user.teams, user.is_admin), errors)
    return redirect_to(LIST)


def user_by_number(number: int) -> User:
    """The user with this id; raises NotFound."""
    for user in get_services().store.users.all():
        if user.id == number:
            return user
    raise NotFound("Nobody has the number %(number)s", number=number)


def _submitted_person() -> PersonFields:
    return PersonFields(
        form_text("name"), tuple(request.form.getlist("team")), bool(form_text("is_admin"))
    )


def _list(errors: dict[str, str]) -> Response:
    services = get_services()
    office = services.office()
    view = people_page(
        services.localizer,
        office,
        services.store.users.all(),
        services.store.invitations.all(services.now()),
    )
    return render_page(
        "admin/people/list.html",
        services.localizer.gettext("People"),
        nav_path=LIST,
        status=UNPROCESSABLE if errors else 200,
        office=office,
        page=view,
        teams=office.teams,
        given=_submitted_person(),
        errors=errors,
        most=NAME_LENGTH,
    )


def _form(user: User, given: PersonFields, errors: dict[str, str]) -> Response:
    services = get_services()
    office = services.office()
    ends_at = services.store.password_links.expires_at(user.id, services.now())
    return render_page(
        "admin/people/form.html",
        user.name,
        nav_path=LIST,
        status=UNPROCESSABLE if errors else 200,
        office=office,
        user=user,
        given=given,
        teams=office.teams,
        link_until=expiry_text(services.localizer, ends_at) if ends_at else "",
        errors=errors,
        most=NAME_LENGTH,
    )
