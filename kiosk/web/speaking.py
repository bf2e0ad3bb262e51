"""The language of what is printed where no page is: on the command line."""

from kiosk.config import Settings
from kiosk.errors import KioskError, Refused
from kiosk.views.words import Words


def office_words(settings: Settings) -> Words:
    """The office's own language and customs."""
    return Words(settings.locale, settings.zone)


def told(settings: Settings | None, error: KioskError) -> str:
    """An error's sentence, after the name of what was given wrongly; in English while nobody
    knows the office's language, which is so when the settings themselves will not do."""
    sentence = office_words(settings).error(error) if settings else str(error)
    return f"{error.field}: {sentence}" if isinstance(error, Refused) else sentence
