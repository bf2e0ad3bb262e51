"""Commands to every screen at once: a message, guest mode, the replay."""

from datetime import datetime, timedelta

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import ValidationError
from kiosk.okr.screen_draft import MESSAGE_LENGTH
from kiosk.okr.screens import EVERY_SCREEN, Message
from kiosk.okr.text import validated_line
from kiosk.web.admin.responses import error_text, form_text, redirect_to
from kiosk.web.admin.screens.pages import LIST, screens_list
from kiosk.web.admin.screens.status import screen_statuses
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("broadcast", __name__)

GROUP = "group:"
"""Before the name of a screen: every screen of its group."""
MAX_MESSAGE_SECONDS = timedelta(days=14)


@blueprint.post(f"{LIST}/message")
@admin_required
def send_message() -> Response:
    """Show a message on one screen or on all, or end it."""
    services, to = get_services(), form_text("to")
    try:
        screens, message = _addressed(to), None if "end" in request.form else _message()
        services.store.screens.show_message_on_each(screens, message)
    except ValidationError as error:
        given = {field: form_text(field) for field in ("to", "text", "until")}
        return screens_list(given, error_text(error))
    return redirect_to(LIST)


@blueprint.post(f"{LIST}/guests")
@admin_required
def set_guest_mode() -> Response:
    """Guests are here until a moment, or have gone."""
    try:
        until = None if "end" in request.form else _moment("guests_until")
    except ValidationError as error:
        return screens_list({"guests_until": form_text("guests_until")}, error_text(error))
    get_services().store.screens.set_guest_mode(until)
    return redirect_to(f"{LIST}#guests")


@blueprint.post(f"{LIST}/replay")
@admin_required
def replay_everywhere() -> Response:
    """Have every screen play the quarter."""
    for status in screen_statuses():
        get_services().store.screens.replay(status.screen.name)
    return redirect_to(LIST)


def _addressed(to: str) -> tuple[str, ...]:
    """The screens that a message is for: one, those of a group, or `*` for all."""
    if to == EVERY_SCREEN or to in {status.screen.name for status in screen_statuses()}:
        return (to,)
    member = to.removeprefix(GROUP)
    group = get_services().store.screens.group_of(member)
    if member == to or not group.name:
        raise ValidationError("to", "Choose a screen")
    return group.screens


def _message() -> Message:
    """The line that was typed, and the moment it ends."""
    return Message(validated_line("text", form_text("text"), MESSAGE_LENGTH), _moment("until"))


def _moment(field: str) -> datetime:
    """A moment to come, as it was typed in the office's time."""
    services = get_services()
    try:
        local = datetime.fromisoformat(form_text(field).strip())
    except ValueError:
        raise ValidationError(field, "Enter a day and a time like 2026-11-20 15:30") from None
    until = local.replace(tzinfo=services.localizer.zone)
    if not services.now() < until <= services.now() + MAX_MESSAGE_SECONDS:
        raise ValidationError(field, "Choose a time to come, within two weeks")
    return until
