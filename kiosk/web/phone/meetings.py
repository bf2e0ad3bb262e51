"""Meetings for everybody: the upcoming ones, a page for each, and calendar files. No log-in."""

from collections.abc import Iterable

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from kiosk.okr.codes import normal_code
from kiosk.okr.meetings import Meeting
from kiosk.okr.model import Office
from kiosk.views.urls import CALENDAR_PATH, MEETINGS_PATH, meeting_path
from kiosk.web.core.services import get_services
from kiosk.web.phone.pages import PhonePage, Responder, not_found_page
from kiosk.web.phone.pages import phone_page as phone_page

blueprint = Blueprint("meetings", __name__)

ICS_SUFFIX = ".ics"


@blueprint.get(MEETINGS_PATH)
def index() -> AnyResponse:
    """The upcoming meetings."""
    return phone_page(lambda sight: PhonePage("meetings", sight.localizer.gettext("Meetings")))


@blueprint.get(CALENDAR_PATH)
def feed() -> AnyResponse:
    """All meetings, for calendars that subscribe."""
    services = get_services()
    office = services.office()
    meetings = services.localizer.gettext("Meetings")
    name = " · ".join(part for part in (office.name, meetings) if part)
    return _ics_response(office, office.meetings, "meetings", name)


def meeting(code: str) -> AnyResponse:
    """A meeting by its code in any case; with .ics, as a calendar file."""
    return phone_page(lambda sight: _meeting_page(sight.whole, code))


def _meeting_page(office: Office, code: str) -> PhonePage | Responder:
    wants_file = code.lower().endswith(ICS_SUFFIX)
    found = _meeting(office, code[: -len(ICS_SUFFIX)] if wants_file else code)
    if found is None:
        return not_found_page
    if wants_file:
        meeting = found
        return lambda: _ics_response(office, [meeting], meeting.code.lower())
    return PhonePage(f"meeting/{found.code}", found.title)


def _meeting(office: Office, code: str) -> Meeting | None:
    wanted = normal_code(code)
    return next((m for m in office.meetings if m.code == wanted), None)


def _ics_response(
    office: Office, meetings: Iterable[Meeting], name: str, title: str = ""
) -> AnyResponse:
    # Imported here: it takes 50 ms to load, and the start does not need it.
    from kiosk.exchange.ics import TYPE, calendar

    services = get_services()
    base = services.base_url() or request.url_root.rstrip("/")
    calendar_text = calendar(services.localizer, meetings, office.teams, name=title, base=base)
    response = Response(calendar_text, content_type=TYPE)
    response.headers["Content-Disposition"] = f'inline; filename="{name}{ICS_SUFFIX}"'
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)


blueprint.add_url_rule(meeting_path("<code>"), view_func=meeting, strict_slashes=False)
