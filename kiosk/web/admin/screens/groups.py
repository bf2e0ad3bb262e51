"""Groups of screens: one form for all of them. A group's address is that of one of its screens."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import ValidationError
from kiosk.okr.screen_draft import parse_screen
from kiosk.okr.screen_groups import ScreenGroup, screen_group, with_settings_of_group
from kiosk.okr.screens import Screen
from kiosk.okr.text import NAME_LENGTH
from kiosk.views.admin.screen_form import screen_fields
from kiosk.views.admin.screen_groups import screen_group_form
from kiosk.web.admin.edit_conflicts import edit_form_of, submitted_fingerprint
from kiosk.web.admin.responses import (
    UNPROCESSABLE,
    error_text,
    form_text,
    redirect_to,
    render_page,
)
from kiosk.web.admin.screens.pages import (
    LIST,
    find_screen,
    kinds,
    screen_options,
    submitted_fields,
)
from kiosk.web.admin.screens.status import selectable_screens
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("screen_groups", __name__)


@blueprint.get(f"{LIST}/<name>/group")
@admin_required
@edit_form_of("screen_groups")
def edit(name: str) -> Response:
    """The form of the group of a screen; of a new one, if it is in none."""
    group = _group(name)
    screen = with_settings_of_group(Screen(name), group)
    return _form(screen, screen_fields(screen, kinds()), screen.teams, group.screens)


@blueprint.post(f"{LIST}/<name>/group")
@admin_required
@edit_form_of("screen_groups")
def update(name: str) -> Response:
    """Save the settings of every screen in the group, as one step."""
    services, group = get_services(), _group(name)
    screen = with_settings_of_group(Screen(name), group)
    ticked, teams = request.form.getlist("screens"), request.form.getlist("teams")
    given = submitted_fields(screen)
    wanted, refused = parse_screen(screen, given | {"group": ""}, teams, screen_options())
    try:
        if refused:
            errors = {error.field: services.localizer.error(error) for error in refused}
            return _form(replace(screen, theme=wanted.theme), given, teams, ticked, errors)
        members = [member for member in ticked if member in _choices(group)]
        services.store.screens.save_group(
            name,
            screen_group(form_text("group"), members, wanted),
            if_unchanged_since=submitted_fingerprint(),
        )
    except ValidationError as error:
        return _form(screen, given, teams, ticked, error_text(error))
    return redirect_to(f"{LIST}#groups")


@blueprint.post(f"{LIST}/<name>/group/dissolve")
@admin_required
def dissolve(name: str) -> Response:
    """End a group; its screens keep their settings, and History can undo it."""
    get_services().store.screens.dissolve_group(find_screen(name).name)
    return redirect_to(f"{LIST}?dissolved=1")


def _group(name: str) -> ScreenGroup:
    return get_services().store.screens.group_of(find_screen(name).name)


def _choices(group: ScreenGroup) -> Mapping[str, Screen]:
    """The screens that may be in a group: those there are to choose from, and its own."""
    known = get_services().store.screens.all()
    found = {status.screen.name: status.screen for status in selectable_screens()}
    return found | {name: known.of(name) for name in group.screens}


def _form(
    screen: Screen,
    given: Mapping[str, str],
    teams: list[str] | tuple[str, ...],
    ticked: list[str] | tuple[str, ...],
    errors: dict[str, str] | None = None,
) -> Response:
    services = get_services()
    group = services.store.screens.group_of(screen.name)
    form = screen_group_form(
        services.localizer,
        services.office(),
        screen,
        given,
        teams,
        ticked,
        list(_choices(group).values()),
    )
    _ = services.localizer.gettext
    title = _("Group %(name)s") % {"name": group.name} if group.name else _("A new group")
    return render_page(
        "admin/screens/group_form.html",
        title,
        nav_path=LIST,
        status=UNPROCESSABLE if errors else 200,
        form=form,
        errors=errors or {},
        most=NAME_LENGTH,
    )
