"""One Localizer for each language and time zone, created once.

No other module keeps a Localizer: the office may change its language at any moment. Caches use
the Localizer itself as part of their key.
"""

from zoneinfo import ZoneInfo

from kiosk.okr.model import Office
from kiosk.okr.screens import Screen
from kiosk.views.i18n.localizer import Localizer


class Localizers:
    """The Localizers of one server.

    :param default: the Localizer used while no language is set.
    """

    def __init__(self, default: Localizer) -> None:
        self.default = default
        self._known = {(str(default.locale), default.zone, default.office_zone): default}

    def get(
        self, language: str = "", zone: ZoneInfo | None = None, office: ZoneInfo | None = None
    ) -> Localizer:
        """The Localizer of a language and a time zone; both have defaults.

        :param office: the office's time zone, if the screen's differs; default: the same.
        """
        zone = zone or self.default.zone
        key = (language or str(self.default.locale), zone, office or zone)
        if key not in self._known:
            # Two threads may get here at once: both receive the first instance.
            localizer = Localizer(*key[:2], closed=self.default.closed, office_zone=key[2])
            self._known.setdefault(key, localizer)
        return self._known[key]

    def office(self, office: Office) -> Localizer:
        """The Localizer of the office's current language and time zone."""
        return self.get(office.settings.language, self.zone(office))

    def zone(self, office: Office) -> ZoneInfo:
        """The office's current time zone."""
        return office.settings.zone(self.default.zone)

    def screen(self, office: Office, screen: Screen) -> Localizer:
        """The screen's Localizer: the office's, unless it has its own language or zone."""
        zone = self.zone(office)
        return self.get(screen.language or office.settings.language, screen.zone(zone), zone)
