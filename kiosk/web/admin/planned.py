"""Which office a page of objectives is about: what runs now, or a cycle that is being prepared."""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.errors import NotFound
from kiosk.okr.codes import normal_code
from kiosk.okr.model import CycleState, Office
from kiosk.web.house import house

LIST = "/admin/objectives"


def shown_office(cycle: str) -> Office:
    """What runs now; or the draft with this id alone.

    :raises NotFound: it names no cycle, or one that is closed.
    """
    here = house()
    drafts = {str(c.id): c for c in here.store.cycles() if c.state is CycleState.DRAFT}
    if cycle in drafts:
        return here.store.archive(drafts[cycle].id, here.now())
    office = here.office()
    if cycle.isdigit() and all(str(c.id) != cycle for c in office.cycles):
        raise NotFound("There is no cycle %(number)s", number=cycle[:20])
    return office


def listed_office(cycle: str) -> tuple[Office, int | None]:
    """What the list of objectives shows: as shown_office, and a closed cycle too.

    :returns: the office, and the id of the one cycle that is shown alone; None for all running.
    :raises NotFound: it names no cycle.
    """
    here = house()
    closed = {str(c.id): c.id for c in here.store.cycles() if c.state is CycleState.CLOSED}
    if cycle in closed:
        return here.store.archive(closed[cycle], here.now()), closed[cycle]
    office = shown_office(cycle)
    alone = [c.id for c in office.cycles if str(c.id) == cycle]
    return office, alone[0] if alone else None


def office_of(code: str) -> Office:
    """The office that an objective or key result is in; what runs now, if none has this code."""
    wanted = normal_code(code)
    for office in _offices():
        codes = {o.code for o in office.objectives} | {k.code for k in office.key_results()}
        if wanted in codes:
            return office
    return house().office()


def draft_of(office: Office) -> int | None:
    """The id of the draft that an office holds, None where it is what runs now."""
    return next((c.id for c in office.cycles if c.state is CycleState.DRAFT), None)


def place_of(office: Office, code: str = "") -> str:
    """The path of the list that an office stands in, at the objective with this code."""
    draft = draft_of(office)
    place = LIST if draft is None else f"{LIST}?cycle={draft}"
    return f"{place}#o-{code}" if code else place


def servable(office: Office) -> Office:
    """The office with what its objectives may serve: of a draft, also what runs on into it."""
    draft = next((c for c in office.cycles if c.state is CycleState.DRAFT), None)
    if draft is None:
        return office
    running = house().office()
    lasting = {c.id for c in running.cycles if c.ends_on >= draft.starts_on}
    beside = tuple(o for o in running.objectives if o.cycle in lasting)
    return replace(office, objectives=office.objectives + beside)


def _offices() -> Iterator[Office]:
    here = house()
    yield here.office()
    for cycle in here.store.cycles():
        if cycle.state is CycleState.DRAFT:
            yield here.store.archive(cycle.id, here.now())
