"""The switch for guest mode, which hides confidential values until a set time."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from kiosk.okr.model import Office
from kiosk.views.i18n.localizer import Localizer

# The suggested end; after this time, an hour from now.
_EVENING = time(18)
_AT_LEAST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class GuestModeFields:
    """Guest mode. `status`: whether it is on and until when. `about`: what it hides. `until`: its
    end or the suggested end, in the office's time zone."""

    is_on: bool
    status: str
    about: str
    until: datetime


def guest_mode_fields(
    localizer: Localizer, office: Office, until: datetime | None, now: datetime
) -> GuestModeFields:
    """The current state of the switch.

    :param until: the last end that was set, past or future.
    """
    is_on = until is not None and now < until
    local = now.astimezone(localizer.zone)
    status = localizer.gettext(
        "While guests are here, confidential key results show only their title and "
        "percentage, no value, note or code: on walls, on phones and in the API without a "
        "token."
    )
    if is_on and until is not None:
        status = localizer.gettext(
            "Guests are here until %(time)s: confidential key results show only their title "
            "and percentage, no value, note or code."
        ) % {"time": localizer.day_and_time(until)}
    end = until.astimezone(localizer.zone) if is_on and until else _usual_end(local)
    return GuestModeFields(is_on, status, _about(localizer, office), end)


def _usual_end(local: datetime) -> datetime:
    evening = datetime.combine(local.date(), _EVENING, local.tzinfo)
    return max(evening, local + _AT_LEAST)


def typed_moment(local: datetime) -> str:
    """A moment in the format of a datetime-local field."""
    return local.isoformat(timespec="minutes")[:16]


def _about(localizer: Localizer, office: Office) -> str:
    count = sum(k.confidential for k in office.key_results())
    if not count:
        return localizer.gettext(
            "No key result is confidential yet: tick the box when you edit one."
        )
    return localizer.ngettext(
        "%(num)s key result is confidential.", "%(num)s key results are confidential.", count
    ) % {"num": localizer.number(count)}
