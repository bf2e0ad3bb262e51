"""The language of what is printed where no page is: on the command line."""

from contextlib import suppress

from kiosk.config import Settings
from kiosk.errors import Busy, KioskError, Refused, each_refused
from kiosk.okr.closed_days import ClosedDays
from kiosk.okr.customs import USUAL, Customs, customs_of
from kiosk.store import Store
from kiosk.views.speakers import Speakers
from kiosk.views.words import Words


def usual_words(settings: Settings) -> Words:
    """How the office says it while its settings page says nothing else."""
    closed = ClosedDays.of(settings.closed_days, settings.public_holidays)
    return Words(settings.locale, settings.zone, closed=closed)


def office_words(settings: Settings) -> Words:
    """How the office says it, as far as its database can be read."""
    usual, customs = usual_words(settings), office_customs(settings)
    return Speakers(usual).of(customs.language, customs.zone(usual.zone))


def office_customs(settings: Settings) -> Customs:
    """What the settings page sets, as far as the database can be read."""
    if settings.database.exists():
        with suppress(KioskError):
            return customs_of(Store(settings.database, zone=settings.zone).given_customs())
    return USUAL


def told(settings: Settings | None, error: KioskError) -> str:
    """An error's sentences, each after the name of what was given wrongly; in English while nobody
    knows the office's language, which is so when the settings themselves will not do."""
    words = _words(settings, error) if settings else None
    several = each_refused(error) if isinstance(error, Refused) else (error,)
    return "\n".join(_line(each, words.error(each) if words else str(each)) for each in several)


def _line(error: KioskError, sentence: str) -> str:
    return f"{error.field}: {sentence}" if isinstance(error, Refused) else sentence


def _words(settings: Settings, error: KioskError) -> Words:
    """Whoever has waited for a lock in vain does not wait for it once more to be told so."""
    return usual_words(settings) if isinstance(error, Busy) else office_words(settings)
