"""The settings in effect: the settings page has precedence over file and environment."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from kiosk.config import Settings
from kiosk.okr.office_settings import OfficeSettings


@lru_cache(maxsize=16)
def effective_settings(settings: Settings, office_choices: OfficeSettings) -> Settings:
    """The start's settings, with those of the settings page in their place."""
    found: dict[str, Any] = {
        "timezone": office_choices.timezone or None,
        "wifi": office_choices.wifi,
        "public_url": office_choices.public_url,
        "replay_at": office_choices.replay_at,
        "public_holidays": office_choices.public_holidays,
    }
    return replace(settings, **{name: text for name, text in found.items() if text is not None})
