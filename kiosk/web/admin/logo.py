"""The company's logo on the settings page: upload it, or remove it."""

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from kiosk.errors import ValidationError
from kiosk.exchange.images.decoding import safe_image
from kiosk.exchange.images.rules import LOGO
from kiosk.web.admin.office_settings import PATH, settings_page
from kiosk.web.admin.responses import (
    Confirmation,
    confirmation_page,
    form_text,
    redirect_to,
)
from kiosk.web.core.services import get_services
from kiosk.web.security.sessions import admin_required

blueprint = Blueprint("logo_form", __name__)

MOST_UPLOADED = 8_000_000
"""Bytes of a request. A logo may be smaller only, but an error should say so."""


@blueprint.post(f"{PATH}/logo")
@admin_required
def update() -> AnyResponse:
    """Set the logo to the uploaded file."""
    request.max_content_length = MOST_UPLOADED
    services = get_services()
    try:
        file = request.files.get("logo")
        data, name = (file.read(), file.filename or "") if file else (b"", "")
        made = services.call(lambda: safe_image(data, name, LOGO, "logo"))
    except ValidationError as error:
        return settings_page({"logo": services.localizer.error(error)})
    services.store.logo.replace(made.data, made.width, made.height)
    return redirect_to(f"{PATH}?saved=1#logo")


@blueprint.post(f"{PATH}/logo/remove")
@admin_required
def remove() -> AnyResponse:
    """Remove the logo. Its file is gone then, so that needs a confirmation."""
    if not form_text("sure"):
        return _ask_to_remove()
    get_services().store.logo.remove()
    return redirect_to(f"{PATH}?saved=1#logo")


def _ask_to_remove() -> AnyResponse:
    _ = get_services().localizer.gettext
    question = Confirmation(
        _(
            "It leaves walls, phones and printed slips. To have it back, it has to be "
            "uploaded again."
        ),
        _("Remove the logo"),
        f"{PATH}/logo/remove",
        f"{PATH}#logo",
        fields=(("sure", "1"),),
    )
    return confirmation_page(_("Remove the logo?"), question, PATH)
