"""The settings that hold at present: what the settings page sets wins over file and variables."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from kiosk.config import Settings
from kiosk.okr.office_settings import OfficeSettings


@lru_cache(maxsize=16)
def effective_settings(settings: Settings, customs: OfficeSettings) -> Settings:
    """The settings of the start with what the settings page sets in their place."""
    found: dict[str, Any] = {
        "timezone": customs.timezone or None,
        "wifi": customs.wifi,
        "public_url": customs.public_url,
        "replay_at": customs.replay_at,
        "public_holidays": customs.public_holidays,
    }
    return replace(settings, **{name: text for name, text in found.items() if text is not None})
