"""Slips for meeting rooms. The Wi-Fi's password is on the printed page alone: it is stored nowhere,
and it never stands in an address."""

from flask import Blueprint
from werkzeug.wrappers import Response

from kiosk.errors import ValidationError
from kiosk.okr.model import Office, Team
from kiosk.okr.text import validated_line
from kiosk.okr.wifi import parse_wifi
from kiosk.views.admin.room_slips import room_slips, slip_choices
from kiosk.web.admin.responses import form_text, render_fragment, render_page
from kiosk.web.core import assets
from kiosk.web.core.headers import allow_inline
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("poster_slips", __name__)

PATH = "/admin/poster/slips"
FIELDS = ("wifi", "rooms", "opens", "open", "hidden")
MAX_ROOMS = 40
MAX_ROOM_LENGTH = 60


@blueprint.get(PATH)
@admin_required
def edit() -> Response:
    """The form."""
    return _form(dict.fromkeys(FIELDS, "") | {"wifi": get_services().urls().wifi}, {})


@blueprint.post(PATH)
@admin_required
def create() -> Response:
    """The slips, ready to print."""
    services = get_services()
    given = {name: form_text(name) for name in FIELDS}
    office = services.office()
    try:
        network = parse_wifi(
            given["wifi"].strip(),
            form_text("password"),
            is_open=bool(given["open"]),
            is_hidden=bool(given["hidden"]),
        )
        rooms, team = _rooms(given["rooms"]), _team(office, given["opens"])
    except ValidationError as error:
        return _form(given, {error.field: services.localizer.error(error)})
    urls = services.urls()
    slips = services.call(
        lambda: room_slips(services.localizer, office, urls, rooms, network, team)
    )
    return _printed(slips)


def _printed(slips: object) -> Response:
    style = assets.stylesheet("room-slips")
    allow_inline(style)
    response = render_fragment(
        "admin/poster/slips.html",
        page=slips,
        style=style.text,
        back=PATH,
        release=assets.release(),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _form(given: dict[str, str], errors: dict[str, str]) -> Response:
    services = get_services()
    return render_page(
        "admin/poster/slips_form.html",
        services.localizer.gettext("Slips for meeting rooms"),
        nav_path="/admin/poster",
        status=422 if errors else 200,
        given=given,
        errors=errors,
        choices=slip_choices(services.localizer, services.office().teams, given["opens"]),
        has_address=bool(services.base_url()),
    )


def _rooms(text: str) -> tuple[str, ...]:
    rooms = [line.strip() for line in text.splitlines() if line.strip()]
    if len(rooms) > MAX_ROOMS:
        raise ValidationError("rooms", "Enter at most %(most)s rooms", most=MAX_ROOMS)
    return tuple(validated_line("rooms", room, MAX_ROOM_LENGTH) for room in rooms)


def _team(office: Office, slug: str) -> Team | None:
    if not slug:
        return None
    found = next((team for team in office.teams if team.slug == slug), None)
    if found is None:
        raise ValidationError("opens", "Choose one of these")
    return found
