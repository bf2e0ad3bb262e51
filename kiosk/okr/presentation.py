"""A presentation: at which step it is, on which screens, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.okr.screens import EVERY_SCREEN

DURATION = timedelta(hours=3)
"""How long a presentation runs, so that a forgotten one ends and walls resume their rotation."""
PROJECTOR = "present"
"""The name of the screen at /present, which shows every presentation."""


@dataclass(frozen=True, slots=True)
class Presentation:
    """Somebody steps through a cycle. Only one presentation runs at a time.

    :ivar screen: the name of the screen it is on; `*`: every screen.
    :ivar until: when it ends by itself; aware.
    """

    cycle: int
    step: int
    screen: str
    until: datetime

    def is_on(self, screen: str) -> bool:
        """Whether a screen shows it."""
        return self.screen in (EVERY_SCREEN, screen) or screen == PROJECTOR
