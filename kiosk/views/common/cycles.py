"""A cycle as a row: its days, its state and how many objectives it holds."""

from dataclasses import dataclass

from kiosk.okr.model import Cycle, CycleState, Office
from kiosk.views.i18n.localizer import Localizer


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A cycle in a list."""

    id: int
    name: str
    theme: str
    days: str
    state: str


def cycle_row(localizer: Localizer, cycle: Cycle) -> CycleRow:
    """The row of a cycle."""
    days = localizer.gettext("%(first)s to %(last)s") % {
        "first": localizer.long_day(cycle.starts_on),
        "last": localizer.long_day(cycle.ends_on),
    }
    return CycleRow(cycle.id, cycle.name, cycle.theme, days, cycle_state_text(localizer, cycle))


def cycle_state_text(localizer: Localizer, cycle: Cycle) -> str:
    """A cycle's state in a word or two."""
    if cycle.state is CycleState.GRADING and cycle.revealed_at is not None:
        return localizer.gettext("graded")
    return {
        CycleState.DRAFT: localizer.gettext("draft"),
        CycleState.OPEN: localizer.gettext("open"),
        CycleState.GRADING: localizer.gettext("being graded"),
        CycleState.CLOSED: localizer.gettext("closed"),
    }[cycle.state]


def content_summary(localizer: Localizer, office: Office) -> str:
    """How much the office holds: "3 objectives with 8 key results"."""
    objectives, results = len(office.objectives), len(tuple(office.key_results()))
    parts = {
        "objectives": localizer.ngettext("%(num)s objective", "%(num)s objectives", objectives)
        % {"num": localizer.number(objectives)},
        "results": localizer.ngettext("%(num)s key result", "%(num)s key results", results)
        % {"num": localizer.number(results)},
    }
    return localizer.gettext("%(objectives)s with %(results)s") % parts
