"""The longer cycles, whose objectives those of a shorter one may serve."""

from collections.abc import Sequence
from datetime import datetime

from kiosk.exchange.import_cycles import TargetCycle
from kiosk.okr.alignment import lasts_longer
from kiosk.okr.model import CycleState, Office
from kiosk.store import Store


def offices_of_longer_cycles(
    store: Store, targets: Sequence[TargetCycle], now: datetime
) -> tuple[Office, ...]:
    """For each cycle that contains one of those imported into and lasts longer, the office with its
    objectives."""
    known = {target.cycle.id for target in targets}
    return tuple(
        store.cycles.office(cycle.id, now)
        for cycle in store.cycles.all()
        if cycle.state is not CycleState.CLOSED
        and cycle.id not in known
        and any(lasts_longer(target.period, cycle) for target in targets)
    )
