"""The content of the topics for closed cycles, their objectives and the list of cycles."""

from datetime import datetime

from kiosk.live.content.office_pages import page_content
from kiosk.live.content.snapshot import DeferredContent, Snapshot
from kiosk.live.topics import Content
from kiosk.okr.model import CycleState, Office
from kiosk.store import Store
from kiosk.views.phone.cycles import phone_cycle_page, phone_cycles_page
from kiosk.views.phone.pages import phone_objective_page


class ArchivePages:
    """Renders cycles and the objectives of closed ones; None if a topic does not exist."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def archive(self, snapshot: Snapshot, cycle: int) -> Office | None:
        """The office with this cycle alone, as everybody may see it; None if it is a draft or does
        not exist."""
        found = next((c for c in self._store.cycles.all() if c.id == cycle), None)
        if found is None or found.state is CycleState.DRAFT:
            return None
        return snapshot.for_everybody(self._store.cycles.office(cycle, snapshot.now))

    def read(self, snapshot: Snapshot, topic: str) -> DeferredContent | None:
        """Read `cycles`, `cycle/<id>`, or `objective/<code>` of a closed cycle."""
        kind, _, name = topic.partition("/")
        match kind:
            case "objective":
                return self._objective(snapshot, name)
            case "cycle":
                return self._cycle(snapshot, name)
            case "cycles" if not name:
                return self._cycles(snapshot)
        return None

    def _cycles(self, snapshot: Snapshot) -> DeferredContent:
        localizer, office, cycles = snapshot.localizer, snapshot.office, self._store.cycles.all()

        def render() -> Content:
            page = phone_cycles_page(localizer, office, cycles, snapshot.urls)
            return page_content(localizer, "phone/_cycles.html", office, None, page=page)

        return render

    def _cycle(self, snapshot: Snapshot, name: str) -> DeferredContent | None:
        office = self.archive(snapshot, int(name)) if name.isdecimal() else None
        if office is None:
            return None

        def render() -> Content:
            page = phone_cycle_page(
                snapshot.localizer, office, _as_of(snapshot, office), snapshot.urls
            )
            until = _until(snapshot, office)
            return page_content(snapshot.localizer, "phone/_cycle.html", office, until, page=page)

        return render

    def _objective(self, snapshot: Snapshot, code: str) -> DeferredContent | None:
        """An objective of a closed cycle, at the time of its closing."""
        cycle = self._store.cycles.id_of(code)
        office = None if cycle is None else self.archive(snapshot, cycle)
        if office is None or not any(o.code == code for o in office.objectives):
            return None
        as_of, localizer = _as_of(snapshot, office), snapshot.localizer
        codes = [k.code for k in office.objective(code).key_results if not k.is_redacted]
        histories = self._store.key_results.histories(codes, as_of)
        moves = self._store.moves.of_objective(code)

        def render() -> Content:
            page = phone_objective_page(
                localizer, office, code, histories, as_of, snapshot.urls, moves=moves
            )
            until = _until(snapshot, office)
            return page_content(
                localizer, "phone/objective/_objective.html", office, until, page=page
            )

        return render


def _as_of(snapshot: Snapshot, office: Office) -> datetime:
    """The time for which a cycle is shown: that of its closing, else now."""
    return office.cycles[0].closed_at or snapshot.now


def _until(snapshot: Snapshot, office: Office) -> datetime | None:
    """When the page of a cycle next changes: never if the cycle is closed."""
    return None if office.cycles[0].closed_at else snapshot.localizer.midnight_after(snapshot.now)
