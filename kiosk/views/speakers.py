"""Who says it: one Words for each language and time zone, made once.

Nobody keeps a Words of his own. The office may speak another language from one moment to the
next, and what was made in a language is known again by the very Words that made it.
"""

from zoneinfo import ZoneInfo

from kiosk.okr.model import Office
from kiosk.okr.screens import Screen
from kiosk.views.words import Words


class Speakers:
    """Everybody who speaks in a house.

    :param usual: how things are said while nobody has set a language.
    """

    def __init__(self, usual: Words) -> None:
        self.usual = usual
        self._known = {(str(usual.locale), usual.zone, usual.office_zone): usual}

    def of(
        self, language: str = "", zone: ZoneInfo | None = None, office: ZoneInfo | None = None
    ) -> Words:
        """A language and a time zone; the usual ones unless given.

        :param office: the office's time zone, where a screen has another; else the same.
        """
        zone = zone or self.usual.zone
        key = (language or str(self.usual.locale), zone, office or zone)
        if key not in self._known:
            # Two threads may come here at once: both are given the one that was first.
            made = Words(*key[:2], closed=self.usual.closed, office_zone=key[2])
            self._known.setdefault(key, made)
        return self._known[key]

    def office(self, office: Office) -> Words:
        """As the office speaks at present."""
        return self.of(office.customs.language, self.zone(office))

    def zone(self, office: Office) -> ZoneInfo:
        """The office's time zone at present."""
        return office.customs.zone(self.usual.zone)

    def screen(self, office: Office, screen: Screen) -> Words:
        """As a screen speaks: as the office does, unless it has its own."""
        zone = self.zone(office)
        return self.of(screen.language or office.customs.language, screen.zone(zone), zone)
