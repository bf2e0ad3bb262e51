"""Screens: the list with the status of each, their settings, and commands to one."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, ValidationError
from kiosk.okr.screen_draft import MESSAGE_LENGTH, ScreenOptions, parse_screen
from kiosk.okr.screen_groups import same_as, screen_groups, with_shared
from kiosk.okr.screens import EVERY_SCREEN, Screen
from kiosk.views.admin.guest_mode import typed_moment
from kiosk.views.admin.screen_form import (
    screen_fields,
    screen_form,
    screen_preview,
    screen_title,
)
from kiosk.views.admin.screens import ScreensPage, screens_page
from kiosk.views.i18n.catalogues import offered_languages
from kiosk.views.wall.page_kinds import page_kind_names, page_titles
from kiosk.views.wall.wall import wall_view
from kiosk.web.admin.edit_conflicts import edit_form_of, submitted_fingerprint
from kiosk.web.admin.responses import (
    UNPROCESSABLE,
    Confirmation,
    confirmation_page,
    error_text,
    form_text,
    redirect_to,
    render_fragment,
    render_page,
)
from kiosk.web.admin.screens.status import screen_status, screen_statuses, selectable_screens
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("screens", __name__)

LIST = "/admin/screens"
IDENTIFY_SECONDS = timedelta(seconds=10)
MARKS_FOR = timedelta(minutes=10)
MESSAGE_FOR = timedelta(hours=1)
_NAME = re.compile(r"[a-z0-9-]{1,32}", re.ASCII)


@blueprint.get(LIST)
@admin_required
def index() -> Response:
    """All screens, and a form for a message to all of them."""
    return screens_list()


@blueprint.get(f"{LIST}/now")
@admin_required
def show_status() -> Response:
    """The status of each screen, as a fragment for a script."""
    return render_fragment("admin/screens/_status_list.html", page=_page())


@blueprint.get(f"{LIST}/<name>")
@admin_required
@edit_form_of("screens")
def edit(name: str) -> Response:
    """The form of a screen; with ?like=, filled with another screen's settings."""
    screen, like = find_screen(name), request.args.get("like", "")
    if not like:
        return _form(screen, screen_fields(screen, kinds()), screen.teams)
    other = find_screen(like)
    filled = same_as(screen, other)
    return _form(filled, screen_fields(filled, kinds()), filled.teams, like=screen_title(other))


@blueprint.post(f"{LIST}/<name>")
@admin_required
@edit_form_of("screens")
def update(name: str) -> Response:
    """Set a screen. If the time zone changes, its page is rendered again."""
    services, screen = get_services(), find_screen(name)
    given, ticked = _submitted(screen), request.form.getlist("teams")
    wanted, refused = parse_screen(screen, given, ticked, screen_options())
    if not _has_shared_fields(request.form):
        wanted = with_shared(wanted, screen)
    shown = replace(wanted, pages=screen.pages)  # the numbers say where they are to go
    if refused:
        errors = {error.field: services.localizer.error(error) for error in refused}
        return _form(shown, given, ticked, errors)
    try:
        services.store.screens.save(wanted, if_unchanged_since=submitted_fingerprint())
    except ValidationError as error:
        return _form(shown, given, ticked, error_text(error))
    return redirect_to(f"{LIST}/{name}" if "stay" in request.form else f"{LIST}#screen-{name}")


def _submitted(screen: Screen) -> dict[str, str]:
    """The form's texts; a box that is not ticked is not sent. The form of a screen in a group has
    no shared fields, and the defaults stand in for them."""
    sent = {"low_power": ""} | request.form.to_dict()
    if not _has_shared_fields(sent):
        return screen_fields(Screen(screen.name), kinds()) | sent
    return submitted_fields(screen) | sent


def submitted_fields(screen: Screen) -> dict[str, str]:
    """The texts of a form with the shared fields; a box that is not ticked is not sent, nor the
    order of teams that have none."""
    fields = screen_fields(replace(screen, teams=()), kinds())
    return fields | {f"page-{kind}": "" for kind in kinds()} | request.form.to_dict()


def _has_shared_fields(sent: Mapping[str, str]) -> bool:
    return "theme" in sent


def screen_options() -> ScreenOptions:
    """What the form of a screen or a group may choose from."""
    services = get_services()
    teams = tuple(team.slug for team in services.office().teams)
    groups = [g.name for g in screen_groups(services.store.screens.all().by_name.values())]
    return ScreenOptions(teams, offered_languages(), kinds(), groups)


@blueprint.get(f"{LIST}/<name>/preview")
@admin_required
def show_preview(name: str) -> Response:
    """How large text is with the diagonal and distance in the form."""
    screen = find_screen(name)
    given = screen_fields(screen, ()) | request.args.to_dict()
    wanted, _ = parse_screen(screen, given, (), ScreenOptions((), offered_languages()))
    drawn = screen_preview(get_services().localizer, wanted, screen_status(screen).size)
    return render_fragment("admin/screens/_preview.html", drawn=drawn)


@blueprint.get(f"{LIST}/<name>/delete")
@admin_required
def ask_to_delete(name: str) -> Response:
    """Ask for confirmation."""
    screen = find_screen(name)
    _ = get_services().localizer.gettext
    sentence = _("“%(name)s” showed the wall on one day only, or never. It leaves this list.")
    details = (_("Its name, place and settings go with it; History can bring them back."),)
    ask = Confirmation(
        sentence % {"name": screen.label or name},
        _("Delete it"),
        f"{LIST}/{name}/delete",
        f"{LIST}/{name}",
        details=(*details, _("A display that opens this address again begins as a new screen.")),
    )
    return confirmation_page(_("Delete this screen?"), ask, LIST)


@blueprint.post(f"{LIST}/<name>/delete")
@admin_required
def destroy(name: str) -> Response:
    """Delete a screen that showed the wall on one day only."""
    services, screen = get_services(), find_screen(name)
    try:
        if screen_status(screen).connected:
            raise ValidationError("screen", "A display shows this screen now. Close it there first")
        services.store.screens.delete(name)
    except ValidationError as error:
        given = screen_fields(screen, kinds())
        return _form(screen, given, screen.teams, {"delete": services.localizer.error(error)})
    if services.hub:
        services.hub.forget_screen(name)
    return redirect_to(LIST)


@blueprint.post(f"{LIST}/<name>/<action>")
@admin_required
def run_action(name: str, action: str) -> Response:
    """Send a command to a screen."""
    services, screen = get_services(), find_screen(name)
    match action:
        case "identify":
            services.store.screens.identify(name, services.now() + IDENTIFY_SECONDS)
        case "marks":
            services.store.screens.show_margin_marks(name, services.now() + MARKS_FOR)
            return redirect_to(f"{LIST}/{name}#margins")
        case "reload":
            services.store.screens.reload(name)
        case "replay":
            services.store.screens.replay(name)
        case "show" if form_text("page") in dict(_wall_pages()):
            services.store.screens.show_page(name, form_text("page"))
        case "hold":
            services.store.screens.show_page(name, _shown(screen), hold=True)
        case "go-on":
            services.store.screens.show_page(name, "", hold=False)
        case _:
            raise NotFound("There is no such page")
    return redirect_to(f"{LIST}#screen-{name}")


def kinds() -> tuple[str, ...]:
    """The page kinds in their default order."""
    return tuple(page_kind_names(get_services().localizer))


def find_screen(name: str) -> Screen:
    """The screen with this name, which need not have been set up.

    :raises NotFound: it cannot be one's name.
    """
    if not _NAME.fullmatch(name):
        raise NotFound("There is no screen %(name)s", name=name)
    return get_services().store.screens.all().of(name)


def screens_list(
    given: dict[str, str] | None = None, errors: dict[str, str] | None = None
) -> Response:
    """The list, with the forms below it as submitted, and their errors."""
    services = get_services()
    localizer, shown = services.localizer, _page()
    local = services.now().astimezone(localizer.zone)
    defaults = {
        "to": EVERY_SCREEN,
        "text": "",
        "until": typed_moment(local + MESSAGE_FOR),
        "guests_until": typed_moment(shown.guests.until),
    }
    return render_page(
        "admin/screens/list.html",
        localizer.gettext("Screens"),
        nav_path=LIST,
        status=UNPROCESSABLE if errors else 200,
        page=shown,
        base=services.base_url() or request.host_url.rstrip("/"),
        given=defaults | (given or {}),
        errors=errors or {},
        most=MESSAGE_LENGTH,
        is_all="all" in request.args,
        dissolved="dissolved" in request.args,
    )


def _form(
    screen: Screen,
    given: dict[str, str],
    teams: list[str] | tuple[str, ...],
    errors: dict[str, str] | None = None,
    like: str = "",
) -> Response:
    services = get_services()
    shown = screen_status(screen)
    others = [s.screen for s in selectable_screens() if s.screen.name != screen.name]
    form = screen_form(
        services.localizer,
        services.office(),
        screen,
        given,
        teams,
        shown.size,
        shown.loop,
        others,
    )
    title = services.localizer.gettext("Screen %(name)s") % {"name": form.title}
    return render_page(
        "admin/screens/form.html",
        title,
        nav_path=LIST,
        status=UNPROCESSABLE if errors else 200,
        form=form,
        errors=errors or {},
        like=like,
        may_delete=not shown.connected and services.store.screens.may_delete(screen.name),
    )


def _page() -> ScreensPage:
    services = get_services()
    screens = services.store.screens.all()
    every = screen_statuses()
    listed = every if "all" in request.args else selectable_screens()
    page = screens_page(
        services.localizer, services.office(), listed, screens, services.now(), _wall_pages()
    )
    return replace(page, left_out=len(every) - len(listed))


def _wall_pages() -> tuple[tuple[str, str], ...]:
    """All pages that a screen can show on command."""
    services, office = get_services(), get_services().office()
    wall = services.call(
        lambda: wall_view(services.localizer, office, services.now(), services.urls())
    )
    return page_titles(services.localizer, office, wall.pages)


def _shown(screen: Screen) -> str:
    """The id of the page that the screen reports; it stays the same after a restart."""
    return screen_status(screen).page or screen.commands.show
