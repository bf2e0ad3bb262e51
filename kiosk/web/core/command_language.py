"""The language of the command line."""

from contextlib import suppress

from kiosk.config import Settings
from kiosk.errors import Busy, KioskError, ValidationError, each_error
from kiosk.okr.closed_days import ClosedDays
from kiosk.okr.office_settings import DEFAULTS, OfficeSettings, settings_from_texts
from kiosk.store import Store
from kiosk.views.common.field_names import field_name
from kiosk.views.i18n.localizer import Localizer
from kiosk.views.i18n.localizer_choice import Localizers


def default_localizer(settings: Settings) -> Localizer:
    """The Localizer of the server settings, which holds unless the settings page says otherwise."""
    closed = ClosedDays.parse(settings.closed_days, settings.public_holidays)
    return Localizer(settings.locale, settings.zone, closed=closed)


def office_localizer(settings: Settings) -> Localizer:
    """The office's Localizer, as far as its database can be read."""
    default, office_choices = default_localizer(settings), office_settings(settings)
    return Localizers(default).get(office_choices.language, office_choices.zone(default.zone))


def office_settings(settings: Settings) -> OfficeSettings:
    """The settings of the settings page, as far as the database can be read."""
    if settings.database.exists():
        with suppress(KioskError):
            return settings_from_texts(
                Store(settings.database, zone=settings.zone).settings.texts()
            )
    return DEFAULTS


def error_message(settings: Settings | None, error: KioskError) -> str:
    """An error's sentences, each after the name of its field; in English if the language is
    unknown because the settings themselves are invalid."""
    localizer = _localizer(settings, error) if settings else None
    several = each_error(error) if isinstance(error, ValidationError) else (error,)
    return "\n".join(_error_line(each, localizer) for each in several)


def _error_line(error: KioskError, localizer: Localizer | None) -> str:
    sentence = localizer.error(error) if localizer else str(error)
    if not isinstance(error, ValidationError):
        return sentence
    return f"{field_name(localizer, error.field) if localizer else error.field}: {sentence}"


def _localizer(settings: Settings, error: KioskError) -> Localizer:
    """The Localizer. If a lock was just waited for in vain, do not wait again for the error
    message."""
    return default_localizer(settings) if isinstance(error, Busy) else office_localizer(settings)
