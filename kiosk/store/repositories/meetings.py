"""The store's methods about meetings and about presenting a cycle to everybody."""

from collections.abc import Sequence
from datetime import datetime

from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.meetings import Meeting
from kiosk.store.queries import meetings, presentation
from kiosk.store.repositories.base import Repository
from kiosk.store.repositories.edit_guard import refuse_stale_edit, version_reader


class MeetingRepository(Repository):
    """Meetings of every cycle, and what is presented."""

    def meeting(self, code: str) -> Meeting:
        """A meeting, however long ago; raises NotFound."""
        return self._read(lambda db: meetings.meeting_by_code(db, code))

    def add_meetings(
        self, cycle: int, drafts: Sequence[MeetingDraft], *, now: datetime
    ) -> tuple[Meeting, ...]:
        """Add meetings to a cycle that is not closed, all of them or none."""
        return self._write(lambda db: meetings.add_meetings(db, cycle, drafts, now))

    def edit_meeting(
        self, code: str, draft: MeetingDraft, *, now: datetime, carried: str = ""
    ) -> Meeting:
        """Change a meeting; where anything is another, calendars are told."""
        look = version_reader(self.zone, "meetings", code)
        return self._write(
            refuse_stale_edit(look, carried, lambda db: meetings.edit_meeting(db, code, draft, now))
        )

    def cancel_meeting(self, code: str, *, now: datetime) -> Meeting:
        """Say that a meeting will not take place."""
        return self._write(lambda db: meetings.cancel_meeting(db, code, now))

    def restore_meeting(self, code: str, *, now: datetime) -> Meeting:
        """Say that a cancelled meeting takes place after all."""
        return self._write(lambda db: meetings.restore_meeting(db, code, now))

    def present(self, cycle: int, screen: str, until: datetime) -> None:
        """Begin to present a cycle on a screen, or on all (`*`), in place of what was."""
        self._write(lambda db: presentation.start_presentation(db, cycle, screen, until))

    def step_presentation(self, *, to: int | None = None, by: int = 0, last: int) -> None:
        """Go to a step, or so many on or back, never beyond the first and the last."""
        self._write(lambda db: presentation.step_presentation(db, to, by, last))

    def end_presentation(self) -> None:
        """End what is presented: walls go back to their loops."""
        self._write(presentation.end_presentation)
