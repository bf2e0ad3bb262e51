"""What is told of cycles that are over, and of cycles as such: the content of their topics."""

from datetime import datetime

from kiosk.live.content.office_pages import page_content
from kiosk.live.content.snapshot import DeferredContent, Snapshot
from kiosk.live.topics import Content
from kiosk.okr.model import CycleState, Office
from kiosk.store import Store
from kiosk.views.phone.cycles import phone_cycle_page, phone_cycles_page
from kiosk.views.phone.pages import phone_objective_page


class ArchivePages:
    """Cycles and closed objectives; None where nothing has that name."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def archive(self, sight: Snapshot, cycle: int) -> Office | None:
        """The office that holds this cycle alone, as everybody may see it; None while it is
        being prepared, or if there is none."""
        found = next((c for c in self._store.cycles.all() if c.id == cycle), None)
        if found is None or found.state is CycleState.DRAFT:
            return None
        return sight.for_everybody(self._store.cycles.office(cycle, sight.now))

    def read(self, sight: Snapshot, topic: str) -> DeferredContent | None:
        """Read `cycles`, `cycle/<id>`, or `objective/<code>` of one that is over."""
        kind, _, name = topic.partition("/")
        match kind:
            case "objective":
                return self._objective(sight, name)
            case "cycle":
                return self._cycle(sight, name)
            case "cycles" if not name:
                return self._cycles(sight)
        return None

    def _cycles(self, sight: Snapshot) -> DeferredContent:
        localizer, office, cycles = sight.localizer, sight.office, self._store.cycles.all()

        def draw() -> Content:
            page = phone_cycles_page(localizer, office, cycles, sight.urls)
            return page_content(localizer, "phone/_cycles.html", office, None, page=page)

        return draw

    def _cycle(self, sight: Snapshot, name: str) -> DeferredContent | None:
        office = self.archive(sight, int(name)) if name.isdecimal() else None
        if office is None:
            return None

        def draw() -> Content:
            page = phone_cycle_page(sight.localizer, office, _told_at(sight, office), sight.urls)
            until = _until(sight, office)
            return page_content(sight.localizer, "phone/_cycle.html", office, until, page=page)

        return draw

    def _objective(self, sight: Snapshot, code: str) -> DeferredContent | None:
        """An objective of a closed cycle as it stood."""
        cycle = self._store.cycles.id_of(code)
        office = None if cycle is None else self.archive(sight, cycle)
        if office is None or not any(o.code == code for o in office.objectives):
            return None
        told_at, localizer = _told_at(sight, office), sight.localizer
        codes = [k.code for k in office.objective(code).key_results if not k.is_redacted]
        histories = self._store.key_results.histories(codes, told_at)
        moves = self._store.moves.of_objective(code)

        def draw() -> Content:
            page = phone_objective_page(
                localizer, office, code, histories, told_at, sight.urls, moves=moves
            )
            until = _until(sight, office)
            return page_content(
                localizer, "phone/objective/_objective.html", office, until, page=page
            )

        return draw


def _told_at(sight: Snapshot, office: Office) -> datetime:
    """A closed cycle is told as of its closing."""
    return office.cycles[0].closed_at or sight.now


def _until(sight: Snapshot, office: Office) -> datetime | None:
    """A closed cycle says the same for ever."""
    return None if office.cycles[0].closed_at else sight.localizer.midnight_after(sight.now)
