"""The field for when a message or guest mode ends."""

from datetime import datetime, timedelta

from kiosk.errors import ValidationError
from kiosk.web.admin.responses import form_text
from kiosk.web.core.services import get_services

LONGEST = timedelta(days=14)


def future_moment(field: str) -> datetime:
    """The time (aware) in a field of the form, typed in the office's time zone.

    :raises ValidationError: on the field, unless it is within the next two weeks.
    """
    services = get_services()
    try:
        local = datetime.fromisoformat(form_text(field).strip())
    except ValueError:
        raise ValidationError(field, "Enter a day and a time like 2026-11-20 15:30") from None
    until = local.replace(tzinfo=services.localizer.zone)
    if not services.now() < until <= services.now() + LONGEST:
        raise ValidationError(field, "Choose a time to come, within two weeks")
    return until
