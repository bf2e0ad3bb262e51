"""Who says it: one Words for each language and time zone, made once.

Nobody keeps a Words of his own. The office may speak another language from one moment to the
next, and what was made in a language is known again by the very Words that made it.
"""

from zoneinfo import ZoneInfo

from kiosk.okr.model import Office
from kiosk.okr.screens import Screen
from kiosk.views.i18n.localizer import Localizer


class Localizers:
    """Everybody who speaks in a house.

    :param usual: how things are said while nobody has set a language.
    """

    def __init__(self, usual: Localizer) -> None:
        self.default = usual
        self._known = {(str(usual.locale), usual.zone, usual.office_zone): usual}

    def get(
        self, language: str = "", zone: ZoneInfo | None = None, office: ZoneInfo | None = None
    ) -> Localizer:
        """A language and a time zone; the usual ones unless given.

        :param office: the office's time zone, where a screen has another; else the same.
        """
        zone = zone or self.default.zone
        key = (language or str(self.default.locale), zone, office or zone)
        if key not in self._known:
            # Two threads may come here at once: both are given the one that was first.
            made = Localizer(*key[:2], closed=self.default.closed, office_zone=key[2])
            self._known.setdefault(key, made)
        return self._known[key]

    def office(self, office: Office) -> Localizer:
        """As the office speaks at present."""
        return self.get(office.settings.language, self.zone(office))

    def zone(self, office: Office) -> ZoneInfo:
        """The office's time zone at present."""
        return office.settings.zone(self.default.zone)

    def screen(self, office: Office, screen: Screen) -> Localizer:
        """As a screen speaks: as the office does, unless it has its own."""
        zone = self.zone(office)
        return self.get(screen.language or office.settings.language, screen.zone(zone), zone)
