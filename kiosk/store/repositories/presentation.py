"""The repository of the presentation that is running, if any."""

from datetime import datetime

from kiosk.store.queries import presentation
from kiosk.store.repositories.base import Repository


class PresentationRepository(Repository):
    """One presentation at most, on one screen or on all."""

    def start(self, cycle: int, screen: str, until: datetime) -> None:
        """Start presenting a cycle on a screen, or on all (`*`); it replaces a running one."""
        self._database.write(lambda db: presentation.start_presentation(db, cycle, screen, until))

    def step(self, *, to: int | None = None, by: int = 0, last: int) -> None:
        """Go to a step, or some steps on or back, within the first and the last."""
        self._database.write(lambda db: presentation.step_presentation(db, to, by, last))

    def end(self) -> None:
        """End the presentation: walls return to their rotation."""
        self._database.write(presentation.end_presentation)
