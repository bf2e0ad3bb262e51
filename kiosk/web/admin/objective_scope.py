"""Which office a page about objectives shows: the running cycles, or one draft."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kiosk.errors import NotFound
from kiosk.okr.alignment import may_serve
from kiosk.okr.codes import normal_code
from kiosk.okr.model import Cycle, CycleState, Office
from kiosk.web.core.services import get_services

LIST = "/admin/objectives"


def selected_office(cycle: str) -> Office:
    """What runs now; or the draft with this id alone.

    :raises NotFound: it names no cycle, or one that is closed.
    """
    services = get_services()
    drafts = {str(c.id): c for c in services.store.cycles.all() if c.state is CycleState.DRAFT}
    if cycle in drafts:
        return services.store.cycles.office(drafts[cycle].id, services.now())
    office = services.office()
    if cycle.isdigit() and all(str(c.id) != cycle for c in office.cycles):
        raise NotFound("There is no cycle %(number)s", number=cycle[:20])
    return office


def listed_office(cycle: str) -> tuple[Office, int | None]:
    """The office that the list of objectives shows: as selected_office(), or a closed cycle.

    :return: the office, and the id of the only cycle shown; None for all running cycles.
    :raises NotFound: there is no such cycle.
    """
    services = get_services()
    closed = {str(c.id): c.id for c in services.store.cycles.all() if c.state is CycleState.CLOSED}
    if cycle in closed:
        return services.store.cycles.office(closed[cycle], services.now()), closed[cycle]
    office = selected_office(cycle)
    alone = [c.id for c in office.cycles if str(c.id) == cycle]
    return office, alone[0] if alone else None


def office_of(code: str) -> Office:
    """The office that contains an objective or key result; the running cycles if nothing has the
    code."""
    wanted = normal_code(code)
    for office in _offices():
        codes = {o.code for o in office.objectives} | {k.code for k in office.key_results()}
        if wanted in codes:
            return office
    return get_services().office()


def draft_cycle_id(office: Office) -> int | None:
    """The id of the draft that an office consists of; None for the running cycles."""
    return next((c.id for c in office.cycles if c.state is CycleState.DRAFT), None)


def objectives_list_url(office: Office, code: str = "") -> str:
    """The path of the list that shows an office, at the objective with this code."""
    draft = draft_cycle_id(office)
    path = LIST if draft is None else f"{LIST}?cycle={draft}"
    return f"{path}#o-{code}" if code else path


def with_alignable_objectives(office: Office, cycles: Sequence[Cycle]) -> Office:
    """The office with everything that objectives of these cycles may serve: also that of running
    cycles and of drafts that are longer."""
    services = get_services()
    known = {cycle.id for cycle in office.cycles}
    offices = [office]
    if draft_cycle_id(office) is not None:
        offices.append(services.office())
    for other in services.store.cycles.all():
        is_longer = any(may_serve(cycle, other) for cycle in cycles)
        if other.state is CycleState.DRAFT and other.id not in known and is_longer:
            offices.append(services.store.cycles.office(other.id, services.now()))
    return replace(
        office,
        cycles=tuple(cycle for each in offices for cycle in each.cycles),
        objectives=tuple(objective for each in offices for objective in each.objectives),
    )


def _offices() -> Iterator[Office]:
    services = get_services()
    yield services.office()
    for cycle in services.store.cycles.all():
        if cycle.state is CycleState.DRAFT:
            yield services.store.cycles.office(cycle.id, services.now())
