"""The admin's switch for guests: what everybody sees while they are here, and until when."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from kiosk.okr.model import Office
from kiosk.views.words import Words

# When visitors leave, as a rule; later than that they stay for an hour.
_EVENING = time(18)
_AT_LEAST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class GuestsPart:
    """`said`: whether guests are here and until when. `about`: what that keeps from them. `until`:
    their end, or what the form suggests, in the office's time."""

    is_on: bool
    said: str
    about: str
    until: datetime


def guests_part(words: Words, office: Office, until: datetime | None, now: datetime) -> GuestsPart:
    """The switch as it stands.

    :param until: the end that was typed last, over or not.
    """
    is_on = until is not None and now < until
    local = now.astimezone(words.zone)
    said = words.gettext(
        "While guests are here, confidential key results show only their title and "
        "percentage, no value, note or code: on walls, on phones and in the API without a "
        "token."
    )
    if is_on and until is not None:
        said = words.gettext(
            "Guests are here until %(time)s: confidential key results show only their title "
            "and percentage, no value, note or code."
        ) % {"time": words.day_and_time(until)}
    end = until.astimezone(words.zone) if is_on and until else _usual_end(local)
    return GuestsPart(is_on, said, _about(words, office), end)


def _usual_end(local: datetime) -> datetime:
    evening = datetime.combine(local.date(), _EVENING, local.tzinfo)
    return max(evening, local + _AT_LEAST)


def typed_moment(local: datetime) -> str:
    """A moment as a field for a day and a time holds it."""
    return local.isoformat(timespec="minutes")[:16]


def _about(words: Words, office: Office) -> str:
    count = sum(k.confidential for k in office.key_results())
    if not count:
        return words.gettext("No key result is confidential yet: tick the box when you edit one.")
    return words.ngettext(
        "%(num)s key result is confidential.", "%(num)s key results are confidential.", count
    ) % {"num": words.number(count)}
