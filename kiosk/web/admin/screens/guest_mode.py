"""Guest mode: while guests are in the office, every page redacts confidential key results."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiosk.errors import ValidationError
from kiosk.web.admin.responses import error_text, form_text, redirect_to
from kiosk.web.admin.screens.future_moment import future_moment
from kiosk.web.admin.screens.pages import LIST, screens_list
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("guest_mode", __name__)


@blueprint.post(f"{LIST}/guests")
@admin_required
def set_guest_mode() -> Response:
    """Start guest mode until a time, or end it."""
    try:
        until = None if "end" in request.form else future_moment("guests_until")
    except ValidationError as error:
        return screens_list({"guests_until": form_text("guests_until")}, error_text(error))
    get_services().store.screens.set_guest_mode(until)
    return redirect_to(f"{LIST}#guests")
