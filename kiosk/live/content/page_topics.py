"""The content of every topic that is no wall: phone pages, and the remote of a presentation."""

from collections.abc import Sequence
from functools import partial

from kiosk.live.content.closed_cycle_pages import ArchivePages
from kiosk.live.content.office_pages import WHOLE_PAGES, page_content, whole_page
from kiosk.live.content.presentation import current_presentation, presented_office
from kiosk.live.content.snapshot import DeferredContent, Snapshot
from kiosk.live.topics import Content
from kiosk.okr.dates import local_midnight
from kiosk.store import Store
from kiosk.store.queries.audit_log import AuditEntry, CurrentNames
from kiosk.views.admin.presentation_remote import (
    presentation_remote,
    presentation_remote_changes_at,
)
from kiosk.views.common.meetings import meeting_page
from kiosk.views.history.entries import SaveEntry, objective_history
from kiosk.views.phone.pages import phone_objective_page, phone_team_page


class PageTopics:
    """Renders these topics; None if a topic does not exist."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.archive_pages = ArchivePages(store)

    def read(self, snapshot: Snapshot, topic: str) -> DeferredContent | None:
        """Read a topic's data in the snapshot's transaction."""
        kind, _, name = topic.partition("/")
        office = snapshot.office
        match kind:
            case "objective" if any(o.code == name for o in office.objectives):
                return self._objective(snapshot, name)
            case "team" if any(t.slug == name for t in office.teams):
                return partial(_team, snapshot, name)
            case _ if topic in WHOLE_PAGES:
                return partial(whole_page, snapshot, topic)
            case "presentation" if not name:
                return self._remote(snapshot)
            case "meeting" if any(m.code == name for m in office.meetings):
                return partial(_meeting, snapshot, name)
        return self.archive_pages.read(snapshot, topic)

    def _objective(self, snapshot: Snapshot, code: str) -> DeferredContent:
        office, now = snapshot.office, snapshot.now
        codes = [k.code for k in office.objective(code).key_results if not k.is_redacted]
        histories = self._store.key_results.histories(codes, now)
        audit_entries, current_names = self._store.audit_log.of_objective(code)
        moves = self._store.moves.of_objective(code)

        def render() -> Content:
            localizer, changed = (
                snapshot.localizer,
                _changed(snapshot, code, current_names, audit_entries),
            )
            page = phone_objective_page(
                localizer, office, code, histories, now, snapshot.urls, changed, moves
            )
            return page_content(
                localizer, "phone/objective/_objective.html", office, page.changes_at, page=page
            )

        return render

    def _remote(self, snapshot: Snapshot) -> DeferredContent:
        """The remote control of a presentation."""
        office, now, localizer = snapshot.office, snapshot.now, snapshot.localizer
        presentation = current_presentation(office, now)
        shown = presentation and presented_office(
            self._store, office, presentation.cycle, now, snapshot.for_everybody
        )

        def render() -> Content:
            page, ends = None, presentation.until if presentation else localizer.midnight_after(now)
            if shown and presentation:
                page = presentation_remote(localizer, shown, presentation, now)
                ends = presentation_remote_changes_at(shown, presentation, now)
            return page_content(
                localizer, "admin/presentation/_remote.html", office, ends, page=page
            )

        return render


def _team(snapshot: Snapshot, slug: str) -> Content:
    page = phone_team_page(snapshot.localizer, snapshot.office, slug, snapshot.now, snapshot.urls)
    return page_content(
        snapshot.localizer, "phone/_team.html", snapshot.office, page.changes_at, page=page
    )


def _meeting(snapshot: Snapshot, code: str) -> Content:
    localizer, office = snapshot.localizer, snapshot.office
    meeting = next(m for m in office.meetings if m.code == code)
    page = meeting_page(localizer, office, meeting, snapshot.now, snapshot.urls)
    return page_content(localizer, "phone/_meeting.html", office, page.changes_at, page=page)


def _changed(
    snapshot: Snapshot, code: str, current_names: CurrentNames, audit_entries: Sequence[AuditEntry]
) -> tuple[SaveEntry, ...]:
    objective = snapshot.office.objective(code)
    starts_on = snapshot.office.cycle(objective.cycle).starts_on
    return objective_history(
        snapshot.localizer,
        current_names,
        audit_entries,
        since=local_midnight(starts_on, snapshot.localizer.zone),
        team=snapshot.office.team(objective.team).name,
        guests=snapshot.has_guests,
    )
