"""What an export holds: one cycle or several, with every check-in that counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.okr.model import CheckIn, Cycle, KeyResult, Objective, Office
from kiosk.store import Store


@dataclass(frozen=True, slots=True)
class ExportedCycle:
    """A cycle: an office that holds it alone, and its check-ins by key result, oldest first. Grades
    are in it once they are revealed; what is archived is not."""

    cycle: Cycle
    office: Office
    check_ins: Mapping[str, tuple[CheckIn, ...]]

    def served(self, objective: Objective) -> Iterator[tuple[str, str, str]]:
        """The code, title and reason of each objective that this one serves."""
        titles = {o.code: o.title for o in self.office.other_cycle_objectives}
        titles |= {o.code: o.title for o in self.office.objectives}
        for link in objective.serves:
            if link.code in titles:
                yield link.code, titles[link.code], link.reason

    def key_results(self) -> Iterator[tuple[Objective, KeyResult]]:
        """Every key result with its objective, in the order of the wall."""
        for objective in self.office.objectives:
            for key_result in objective.key_results:
                yield objective, key_result


@dataclass(frozen=True, slots=True)
class OfficeExport:
    """The office's name, the moment of the export, and its cycles in the order of their days."""

    office: str
    exported_at: datetime
    cycles: tuple[ExportedCycle, ...]

    @property
    def title(self) -> str:
        """Whose OKRs these are, and of which cycle where there is one."""
        names = [each.cycle.name for each in self.cycles]
        return f"{self.office} {names[0]}".strip() if len(names) == 1 else self.office


def read_export(store: Store, cycles: Sequence[Cycle], now: datetime) -> OfficeExport:
    """Cycles as they are at one revision.

    :raises NotFound: one of them is gone.
    """

    def read() -> tuple[ExportedCycle, ...]:
        return tuple(_cycle(store, cycle, now) for cycle in cycles)

    read_cycles = store.snapshot(read)
    name = read_cycles[0].office.name if read_cycles else store.office(now).name
    return OfficeExport(name, now, read_cycles)


def _cycle(store: Store, cycle: Cycle, now: datetime) -> ExportedCycle:
    office = store.cycles.office(cycle.id, now)
    codes = [key_result.code for key_result in office.key_results()]
    return ExportedCycle(cycle, office, store.key_results.check_ins(codes))
