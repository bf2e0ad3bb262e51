"""A cycle that an import is for, as it is."""

from dataclasses import replace
from datetime import datetime

from kiosk.exchange.import_cycles import TargetCycle
from kiosk.okr.model import Cycle, Office
from kiosk.store import Store


def existing_target(store: Store, running: Office, cycle: Cycle, now: datetime) -> TargetCycle:
    """A cycle that exists, with its objectives and grades.

    :param running: the running cycles, read already.
    """
    office = office_of_cycle(store, running, cycle, now)
    return TargetCycle(cycle, office, store.grades.of_cycle(cycle.id))


def office_of_cycle(store: Store, running: Office, cycle: Cycle, now: datetime) -> Office:
    """An office with this cycle only. Reading thousands of key results of a running one again would
    take longer than comparing them."""
    if all(each.id != cycle.id for each in running.cycles):
        return store.cycles.office(cycle.id, now)
    own = tuple(o for o in running.objectives if o.cycle == cycle.id)
    return replace(running, cycles=(cycle,), objectives=own)
