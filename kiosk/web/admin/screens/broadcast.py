"""Commands to every screen at once: a message, the replay."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import ValidationError
from kiosk.okr.screen_draft import MESSAGE_LENGTH
from kiosk.okr.screens import EVERY_SCREEN, Message
from kiosk.okr.text import validated_line
from kiosk.web.admin.responses import error_text, form_text, redirect_to
from kiosk.web.admin.screens.future_moment import future_moment
from kiosk.web.admin.screens.pages import LIST, screens_list
from kiosk.web.admin.screens.status import screen_statuses
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("broadcast", __name__)

GROUP = "group:"
"""Before the name of a screen: every screen of its group."""


@blueprint.post(f"{LIST}/message")
@admin_required
def send_message() -> Response:
    """Show a message on one screen or on all, or remove it."""
    services, to = get_services(), form_text("to")
    try:
        screens, message = _addressed(to), None if "end" in request.form else _message()
        services.store.screens.show_message_on_each(screens, message)
    except ValidationError as error:
        given = {field: form_text(field) for field in ("to", "text", "until")}
        return screens_list(given, error_text(error))
    return redirect_to(LIST)


@blueprint.post(f"{LIST}/replay")
@admin_required
def replay_everywhere() -> Response:
    """Play the replay on every screen."""
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
    """The message in the form, and when it ends."""
    return Message(
        validated_line("text", form_text("text"), MESSAGE_LENGTH), future_moment("until")
    )
