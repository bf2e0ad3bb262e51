"""The walls' screens: which there are, what each shows, and what it is set to and told."""

import re
from dataclasses import replace
from datetime import timedelta

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import NotFound, Refused
from kiosk.okr.screen_draft import MESSAGE_LENGTH, Choices, typed_screen
from kiosk.okr.screens import ALL, Screen
from kiosk.views.admin_guests import typed_moment
from kiosk.views.admin_screen import given_of, preview, screen_form
from kiosk.views.admin_screens import ScreensPage, screens_page
from kiosk.views.catalogues import offered_languages
from kiosk.views.wall import wall_view
from kiosk.views.wall_kinds import kind_names
from kiosk.views.wall_titles import page_titles
from kiosk.web.admin.pages import UNPROCESSABLE, Ask, confirm, page, part, see, typed
from kiosk.web.admin.standings import offered, standing_of, standings
from kiosk.web.house import house
from kiosk.web.sessions import admin_only

blueprint = Blueprint("screens", __name__)

LIST = "/admin/screens"
IDENTIFY_FOR = timedelta(seconds=10)
MARKS_FOR = timedelta(minutes=10)
MESSAGE_FOR = timedelta(hours=1)
_NAME = re.compile(r"[a-z0-9-]{1,32}", re.ASCII)


@blueprint.get(LIST)
@admin_only
def index() -> Response:
    """Every screen, and a form for a message to all of them."""
    return screens_list()


@blueprint.get(f"{LIST}/now")
@admin_only
def now() -> Response:
    """What each screen shows, for a script to put in its place."""
    return part("admin/_screens_now.html", page=_page())


@blueprint.get(f"{LIST}/<name>")
@admin_only
def edit(name: str) -> Response:
    """The form of a screen."""
    screen = _screen(name)
    return _form(screen, given_of(screen, _kinds()), screen.teams)


@blueprint.post(f"{LIST}/<name>")
@admin_only
def change(name: str) -> Response:
    """Set a screen. In another time zone its page is made anew."""
    screen, given = _screen(name), request.form.to_dict()
    ticked = request.form.getlist("teams")
    teams = tuple(team.slug for team in house().office().teams)
    choices = Choices(teams, offered_languages(), _kinds())
    wanted, refused = typed_screen(screen, given, ticked, choices)
    if refused:
        errors = {error.field: house().words.error(error) for error in refused}
        shown = replace(wanted, pages=screen.pages)  # the numbers say where they are to go
        return _form(shown, given_of(screen, _kinds()) | given, ticked, errors, given)
    house().store.set_screen(wanted)
    if wanted.timezone != screen.timezone:
        house().store.reload_screen(name)
    return see(f"{LIST}/{name}" if "stay" in request.form else f"{LIST}#screen-{name}")


@blueprint.get(f"{LIST}/<name>/preview")
@admin_only
def draw(name: str) -> Response:
    """How large text is with another diagonal and distance, before they are saved."""
    screen = _screen(name)
    given = given_of(screen, ()) | request.args.to_dict()
    wanted, _ = typed_screen(screen, given, (), Choices((), offered_languages()))
    drawn = preview(house().words, wanted, standing_of(screen).size)
    return part("admin/_screen_preview.html", drawn=drawn)


@blueprint.get(f"{LIST}/<name>/delete")
@admin_only
def ask_to_delete(name: str) -> Response:
    """Asks a second time."""
    screen = _screen(name)
    _ = house().words.gettext
    sentence = _("“%(name)s” showed the wall on one day only, or never. It is deleted for good.")
    details = (_("Its name, place and settings are deleted with it."),)
    ask = Ask(
        sentence % {"name": screen.label or name},
        _("Delete it"),
        f"{LIST}/{name}/delete",
        f"{LIST}/{name}",
        details=(*details, _("A display that opens this address again begins as a new screen.")),
    )
    return confirm(_("Delete this screen?"), ask, LIST)


@blueprint.post(f"{LIST}/<name>/delete")
@admin_only
def delete(name: str) -> Response:
    """Delete a screen that showed the wall on one day only."""
    here, screen = house(), _screen(name)
    try:
        if standing_of(screen).connected:
            raise Refused("screen", "A display shows this screen now. Close it there first")
        here.store.delete_screen(name)
    except Refused as error:
        given = given_of(screen, _kinds())
        return _form(screen, given, screen.teams, {"delete": here.words.error(error)})
    if here.hub:
        here.hub.forget_screen(name)
    return see(LIST)


@blueprint.post(f"{LIST}/<name>/<action>")
@admin_only
def act(name: str, action: str) -> Response:
    """Have a screen do something now."""
    here, screen = house(), _screen(name)
    match action:
        case "identify":
            here.store.identify_screen(name, here.now() + IDENTIFY_FOR)
        case "marks":
            here.store.mark_screen(name, here.now() + MARKS_FOR)
            return see(f"{LIST}/{name}#margins")
        case "reload":
            here.store.reload_screen(name)
        case "replay":
            here.store.replay_on_screen(name)
        case "show" if typed("page") in dict(_wall_pages()):
            here.store.show_on_screen(name, typed("page"))
        case "hold":
            here.store.show_on_screen(name, _shown(screen), hold=True)
        case "go-on":
            here.store.show_on_screen(name, "", hold=False)
        case _:
            raise NotFound("There is no such page")
    return see(f"{LIST}#screen-{name}")


def _kinds() -> tuple[str, ...]:
    return tuple(kind_names(house().words))


def _screen(name: str) -> Screen:
    if not _NAME.fullmatch(name):
        raise NotFound("There is no screen %(name)s", name=name)
    return house().store.screens().of(name)


def screens_list(
    given: dict[str, str] | None = None, errors: dict[str, str] | None = None
) -> Response:
    """The list, with what was typed into the forms below it and what will not do."""
    here = house()
    words, shown = here.words, _page()
    local = here.now().astimezone(words.zone)
    usual = {
        "to": ALL,
        "text": "",
        "until": typed_moment(local + MESSAGE_FOR),
        "guests_until": typed_moment(shown.guests.until),
    }
    return page(
        "admin/screens.html",
        words.gettext("Screens"),
        here=LIST,
        status=UNPROCESSABLE if errors else 200,
        page=shown,
        base=here.base_url() or request.host_url.rstrip("/"),
        given=usual | (given or {}),
        errors=errors or {},
        most=MESSAGE_LENGTH,
        is_all="all" in request.args,
    )


def _form(
    screen: Screen,
    given: dict[str, str],
    teams: list[str] | tuple[str, ...],
    errors: dict[str, str] | None = None,
    sent: dict[str, str] | None = None,
) -> Response:
    here = house()
    if sent is not None:  # a box that is not ticked is not sent
        boxes = ["low_power", *(f"page-{kind}" for kind in _kinds())]
        given = given | {box: sent.get(box, "") for box in boxes}
    standing = standing_of(screen)
    form = screen_form(
        here.words, here.office(), screen, given, teams, standing.size, standing.loop
    )
    title = here.words.gettext("Screen %(name)s") % {"name": form.title}
    status = UNPROCESSABLE if errors else 200
    return page(
        "admin/screen.html",
        title,
        here=LIST,
        status=status,
        form=form,
        errors=errors or {},
        may_delete=not standing.connected and here.store.may_delete_screen(screen.name),
    )


def _page() -> ScreensPage:
    here = house()
    screens = here.store.screens()
    every = standings()
    listed = every if "all" in request.args else offered()
    made = screens_page(here.words, here.office(), listed, screens, here.now(), _wall_pages())
    return replace(made, left_out=len(every) - len(listed))


def _wall_pages() -> tuple[tuple[str, str], ...]:
    """What a screen can be asked to show: every page there is now."""
    here, office = house(), house().office()
    wall = here.call(lambda: wall_view(here.words, office, here.now(), here.places()))
    return page_titles(here.words, office, wall.pages)


def _shown(screen: Screen) -> str:
    """The page it said it shows, so that it is the same one after a restart."""
    return standing_of(screen).page or screen.told.show
