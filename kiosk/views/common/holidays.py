"""Public holidays as form choices and as text: countries, regions and the names of the days."""

from datetime import date

from kiosk.okr.public_holidays import countries, next_holidays, regions
from kiosk.views.common.forms import Choice
from kiosk.views.i18n.localizer import Localizer


def country_choices(localizer: Localizer, place: str) -> tuple[Choice, ...]:
    """A choice for every country with known holidays, named in the reader's language.

    :param place: the chosen country or region; "" for none.
    """
    chosen = place.partition("-")[0]
    named = {code: country_name(localizer, code) for code in countries()}
    none = Choice("", localizer.gettext("none"), not chosen)
    listed = sorted(named.items(), key=lambda each: each[1].casefold())
    return (none, *(Choice(code, name, code == chosen) for code, name in listed))


def region_choices(localizer: Localizer, place: str) -> tuple[Choice, ...]:
    """The regions of the place's country, the whole country first; empty where it has none."""
    country = place.partition("-")[0]
    named = regions(country) if country in countries() else {}
    if not named:
        return ()
    whole = Choice("", localizer.gettext("the whole country"), place == country)
    return (whole, *(Choice(code, name, code == place) for code, name in named.items()))


def country_name(localizer: Localizer, code: str) -> str:
    """A country's name in the reader's language."""
    return str(localizer.locale.territories.get(code, code))


def place_name(localizer: Localizer, place: str) -> str:
    """A country, or a region and its country: Bayern, Germany."""
    country = place.partition("-")[0]
    named = regions(country).get(place, "") if country in countries() else place
    return ", ".join(part for part in (named, country_name(localizer, country)) if part)


def coming_holidays(localizer: Localizer, place: str, today: date, count: int = 3) -> str:
    """The next public holidays, each with its day: 25 Dec (Christmas Day), 1 Jan (…)."""
    found = next_holidays(place, today, count, str(localizer.locale))
    return ", ".join(f"{localizer.day(day)} ({name})" for day, name in found)
