"""What is told to every screen at once: a message, that guests are here, to play the quarter."""

from datetime import datetime, timedelta

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import Refused
from kiosk.okr.screen_draft import MESSAGE_LENGTH
from kiosk.okr.screens import ALL, Message
from kiosk.okr.texts import line
from kiosk.web.admin.pages import error_text, see, typed
from kiosk.web.admin.screens import LIST, screens_list
from kiosk.web.admin.standings import standings
from kiosk.web.house import house
from kiosk.web.sessions import admin_only

blueprint = Blueprint("everywhere", __name__)

LONGEST = timedelta(days=14)


@blueprint.post(f"{LIST}/message")
@admin_only
def tell() -> Response:
    """Show a message on one screen or on all, or end it."""
    here, to = house(), typed("to")
    try:
        if to != ALL and to not in {standing.screen.name for standing in standings()}:
            raise Refused("to", "Choose a screen")
        here.store.tell_screen(to, None if "end" in request.form else _message())
    except Refused as error:
        given = {field: typed(field) for field in ("to", "text", "until")}
        return screens_list(given, error_text(error))
    return see(LIST)


@blueprint.post(f"{LIST}/guests")
@admin_only
def guests() -> Response:
    """Guests are here until a moment, or have gone."""
    try:
        until = None if "end" in request.form else _moment("guests_until")
    except Refused as error:
        return screens_list({"guests_until": typed("guests_until")}, error_text(error))
    house().store.expect_guests(until)
    return see(f"{LIST}#guests")


@blueprint.post(f"{LIST}/replay")
@admin_only
def replay() -> Response:
    """Have every screen play the quarter."""
    for standing in standings():
        house().store.replay_on_screen(standing.screen.name)
    return see(LIST)


def _message() -> Message:
    """The line that was typed, and the moment it ends."""
    return Message(line("text", typed("text"), MESSAGE_LENGTH), _moment("until"))


def _moment(field: str) -> datetime:
    """A moment to come, as it was typed in the office's time."""
    here = house()
    try:
        local = datetime.fromisoformat(typed(field).strip())
    except ValueError:
        raise Refused(field, "Enter a day and a time like 2026-11-20 15:30") from None
    until = local.replace(tzinfo=here.words.zone)
    if not here.now() < until <= here.now() + LONGEST:
        raise Refused(field, "Choose a time to come, within two weeks")
    return until
