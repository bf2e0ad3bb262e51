"""The repository of meetings."""

from collections.abc import Sequence
from datetime import datetime

from kiosk.okr.meeting_draft import MeetingDraft
from kiosk.okr.meetings import Meeting
from kiosk.store.queries import meetings
from kiosk.store.repositories.base import Repository
from kiosk.store.repositories.edit_guard import refuse_stale_edit, version_reader


class MeetingRepository(Repository):
    """Meetings of every cycle."""

    def get(self, code: str) -> Meeting:
        """A meeting, however long ago; raises NotFound."""
        return self._database.read(lambda db: meetings.meeting_by_code(db, code))

    def add(
        self, cycle: int, drafts: Sequence[MeetingDraft], *, now: datetime
    ) -> tuple[Meeting, ...]:
        """Add meetings to a cycle that is not closed, all of them or none."""
        return self._database.write(lambda db: meetings.add_meetings(db, cycle, drafts, now))

    def edit(
        self, code: str, draft: MeetingDraft, *, now: datetime, if_unchanged_since: str = ""
    ) -> Meeting:
        """Change a meeting. If anything differs, calendars receive the new version.

        :raises EditConflict: what is changed was changed since `if_unchanged_since`.
        """
        read = version_reader(self._database.zone, "meetings", code)
        return self._database.write(
            refuse_stale_edit(
                read, if_unchanged_since, lambda db: meetings.edit_meeting(db, code, draft, now)
            )
        )

    def cancel(self, code: str, *, now: datetime) -> Meeting:
        """Cancel a meeting."""
        return self._database.write(lambda db: meetings.cancel_meeting(db, code, now))

    def restore(self, code: str, *, now: datetime) -> Meeting:
        """Undo the cancellation of a meeting."""
        return self._database.write(lambda db: meetings.restore_meeting(db, code, now))
