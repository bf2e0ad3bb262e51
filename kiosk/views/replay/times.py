"""The times of day of the replay, in words."""

from datetime import datetime, time

from babel.lists import format_list

from kiosk.views.i18n.localizer import Localizer


def replay_times(localizer: Localizer, replay_at: str, now: datetime) -> str:
    """Times such as "10:00 and 15:00", as the language writes them; "" for never.

    :param replay_at: as in the settings, like "10:00, 15:00".
    """
    day = now.astimezone(localizer.zone)
    times = [
        localizer.time(datetime.combine(day, time.fromisoformat(text), localizer.zone))
        for text in replay_at.split(", ")
        if text
    ]
    return format_list(times, locale=localizer.locale)
