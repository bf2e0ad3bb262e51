"""A presentation to everybody: what it has come to, on which screens, until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.okr.screens import EVERY_SCREEN

DURATION = timedelta(hours=3)
"""It ends by itself: a wall that somebody forgot goes back to its loop."""
PROJECTOR = "present"
"""The name of the screen that /present is: every presentation is on it too."""


@dataclass(frozen=True, slots=True)
class Presentation:
    """Somebody steps through a cycle; there is one at a time.

    :ivar screen: the name of the one screen it is on; `*`: all of them.
    :ivar until: when it ends by itself; aware.
    """

    cycle: int
    step: int
    screen: str
    until: datetime

    def is_on(self, screen: str) -> bool:
        """Whether a screen follows it."""
        return self.screen in (EVERY_SCREEN, screen) or screen == PROJECTOR
