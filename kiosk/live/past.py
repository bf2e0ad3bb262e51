"""What is told of cycles that are over, and of cycles as such: the content of their topics."""

from datetime import datetime

from kiosk.live.topics import Content
from kiosk.live.whole_pages import page_content
from kiosk.okr.guests import for_guests
from kiosk.okr.model import CycleState, Office
from kiosk.store import Store
from kiosk.views.addresses import Places
from kiosk.views.phone import objective_page
from kiosk.views.phone_cycle import cycle_page, cycles_page
from kiosk.views.words import Words


class Past:
    """Cycles and closed objectives; None where nothing has that name."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def archive(self, cycle: int, now: datetime, *, guests: bool) -> Office | None:
        """The office that holds this cycle alone, as everybody may see it; None while it is
        being prepared, or if there is none."""
        found = next((c for c in self._store.cycles() if c.id == cycle), None)
        if found is None or found.state is CycleState.DRAFT:
            return None
        office = self._store.archive(cycle, now)
        return for_guests(office) if guests else office

    def content(
        self,
        words: Words,
        topic: str,
        office: Office,
        now: datetime,
        places: Places,
        *,
        guests: bool,
    ) -> Content | None:
        """The present state of `cycles`, `cycle/<id>`, or `objective/<code>` of one that is over.

        :param office: what runs now.
        """
        kind, _, name = topic.partition("/")
        match kind:
            case "objective":
                return self.objective(words, name, now, places, guests=guests)
            case "cycle":
                return self.cycle(words, name, now, places, guests=guests)
            case "cycles" if not name:
                return self.cycles(words, office, places)
        return None

    def cycles(self, words: Words, office: Office, places: Places) -> Content:
        """All cycles."""
        page = cycles_page(words, office, self._store.cycles(), places)
        return page_content(words, "phone/_cycles.html", office, None, page=page)

    def cycle(
        self, words: Words, name: str, now: datetime, places: Places, *, guests: bool
    ) -> Content | None:
        """One cycle, by its id."""
        office = self.archive(int(name), now, guests=guests) if name.isdecimal() else None
        if office is None:
            return None
        told_at = office.cycles[0].closed_at or now
        page = cycle_page(words, office, told_at, places)
        until = _until(words, office, now)
        return page_content(words, "phone/_cycle.html", office, until, page=page)

    def objective(
        self, words: Words, code: str, now: datetime, places: Places, *, guests: bool
    ) -> Content | None:
        """An objective of a closed cycle as it stood."""
        cycle = self._store.cycle_of(code)
        office = None if cycle is None else self.archive(cycle, now, guests=guests)
        if office is None or not any(o.code == code for o in office.objectives):
            return None
        told_at = office.cycles[0].closed_at or now
        codes = [k.code for k in office.objective(code).key_results if not k.sealed]
        histories = self._store.histories(codes, told_at)
        moves = self._store.objective_moves(code)
        page = objective_page(words, office, code, histories, told_at, places, moves=moves)
        until = _until(words, office, now)
        return page_content(words, "phone/_objective.html", office, until, page=page)


def _until(words: Words, office: Office, now: datetime) -> datetime | None:
    """A closed cycle says the same for ever."""
    return None if office.cycles[0].closed_at else words.midnight_after(now)
